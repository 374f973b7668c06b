"""Coherence beyond that of a healthy subject: signals that share a known part."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.coherence.healthy_comparison import exaggerated_coherence, with_standard_error
from disinhibition.analysis.coherence.spectrum import coherence

RATE, SECONDS = 500.0, 40.0


def spectrum(shared: float, seed: int, name: str = "fdi") -> xr.Dataset:
    """Of two white signals whose coherence is shared^4 / (shared^2 + (1 - shared)^2)^2."""
    rng = np.random.default_rng(seed)
    common, *own = rng.standard_normal((3, round(SECONDS * RATE)))
    first, second = (shared * common + (1 - shared) * one for one in own)
    return with_standard_error(coherence(first, second, RATE), first, second, RATE).expand_dims(muscle=[name])


def test_a_larger_coherence_is_exaggerated_and_a_smaller_one_is_not() -> None:
    strong, weak = spectrum(0.7, 1), spectrum(0.4, 2)
    found = exaggerated_coherence(strong, weak)
    assert bool(found["exaggerated"].item()) and float(found["peak"].item()) > float(found["healthy"].item())
    assert not exaggerated_coherence(weak, strong)["exaggerated"].item()


def test_equal_coherence_is_exaggerated_by_chance_only() -> None:
    pairs = [(spectrum(0.5, seed), spectrum(0.5, seed + 100)) for seed in range(12)]
    assert sum(exaggerated_coherence(*pair)["exaggerated"].item() for pair in pairs) <= 2
    assert not exaggerated_coherence(pairs[0][0], pairs[0][0])["exaggerated"].item()


def test_spread_is_that_of_repeated_recordings() -> None:
    many = [spectrum(0.5, seed) for seed in range(24)]
    transformed = [np.arctanh(np.sqrt(one["coherence"].values)) for one in many]
    real = np.std(transformed, axis=0).mean()
    assert np.mean([one["standard_error"].values.mean() for one in many]) == pytest.approx(real, rel=0.15)


def test_spectra_that_do_not_fit_are_refused() -> None:
    one = spectrum(0.5, 1)
    for words, healthy, band in (
        ("different muscles", spectrum(0.5, 1, "biceps"), (8.0, 30.0)),
        ("different frequencies", one.isel(frequency=slice(10, None)), (8.0, 30.0)),
        ("widen the band", one, (15.2, 15.4)),
    ):
        with pytest.raises(ValueError, match=words):
            exaggerated_coherence(one, healthy, band)
