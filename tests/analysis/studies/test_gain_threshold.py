"""Onset of jerks by bisection."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.gain_threshold import RESOLUTION, bisect_threshold, threshold_bracket


def _study(onset: float, gains: list[float]) -> xr.Dataset:
    """A circuit that jerks once a second at and below its onset."""
    rate = np.where(np.array(gains) <= onset, 1.0, 0.0)
    return xr.Dataset({"jerk_rate": (("circuit", "gain"), rate[None])}, {"circuit": ["cortex"], "gain": gains})


def test_interval_holds_the_onset_and_is_as_narrow_as_asked():
    gains = [0.0, 0.5, 0.85]

    def run(circuit: str, gain: float) -> xr.Dataset:
        gains.append(gain)
        return _study(0.317, gains)

    low, high = threshold_bracket(bisect_threshold("cortex", run, _study(0.317, gains)), "cortex")
    assert low <= 0.317 < high
    assert high - low <= RESOLUTION
    assert len(gains) <= 9


@pytest.mark.parametrize("onset", [-1.0, 2.0])
def test_circuit_that_never_or_always_jerks_has_no_onset(onset):
    study = _study(onset, [0.0, 0.5, 0.85])
    assert threshold_bracket(study, "cortex") is None
    assert bisect_threshold("cortex", lambda circuit, gain: pytest.fail("nothing to bisect"), study) is study


def test_point_that_was_not_run_is_neither_jerking_nor_silent():
    study = _study(0.3, [0.2, 0.4, 0.6])
    study["jerk_rate"][0, 1] = np.nan
    assert threshold_bracket(study, "cortex") == (0.2, 0.6)
