"""What every interval of the project covers: how often it holds the truth on made data, small and skewed ones too.

The figures are those of docs/methods.md. Each interval is asked for 0.95 less what so few trials of it leave open.
"""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr
from scipy.stats import binom, poisson

from disinhibition.analysis.emg.action_gain import action_gain
from disinhibition.analysis.emg.spread_velocity import spread_velocity
from disinhibition.analysis.reflexes.conditioning import conditioned_ratio
from disinhibition.analysis.signals.intervals import proportion
from disinhibition.analysis.studies.bootstrap import bootstrap, bootstrap_interval
from disinhibition.analysis.studies.dose_response import dose_response
from disinhibition.analysis.studies.drug_interaction import bliss
from disinhibition.analysis.studies.event_rates import log_rate_ratio, rate_interval
from disinhibition.analysis.studies.sensitivity import morris_effects
from disinhibition.analysis.studies.threshold_map import threshold_map

pytestmark = pytest.mark.slow
EXACT = 0.95
SCATTER = 0.0005  # s, of onsets, less than neighbouring levels are apart


def covered(truth: float, interval: Callable[[np.random.Generator], tuple[float, float]], trials: int) -> float:
    """Share of trials whose interval holds the truth."""
    rng = np.random.default_rng(0)
    ends = np.array([interval(rng) for _ in range(trials)])
    assert np.isfinite(ends).all(axis=1).mean() > 0.9
    ends = ends[np.isfinite(ends).all(axis=1)]
    return float(np.mean((ends[:, 0] <= truth) & (truth <= ends[:, 1])))


@pytest.mark.parametrize("count", [5, 20, 50])
def test_a_share_is_covered_whatever_it_is(count: int) -> None:
    hits = np.arange(count + 1)
    low, high = np.array([proportion(int(one), count)[1:] for one in hits]).T
    shares = np.linspace(0.005, 0.995, 100)
    cover = [float((binom.pmf(hits, count, share) * ((low <= share) & (share <= high))).sum()) for share in shares]
    assert min(cover) >= EXACT


def test_a_rate_of_events_is_covered_whatever_it_is() -> None:
    counts = np.arange(100)
    low, high = rate_interval(xr.DataArray(counts / 10, dims="count"), 10.0)
    for mean in np.linspace(0.1, 20, 50):
        inside = (low.values <= mean / 10) & (mean / 10 <= high.values)
        assert float((poisson.pmf(counts, mean) * inside).sum()) >= EXACT


@pytest.mark.parametrize(("treated", "untreated"), [(0.5, 2.5), (1, 1), (2, 10), (20, 100)])
def test_a_ratio_of_rates_is_covered_also_of_few_events(treated: float, untreated: float) -> None:
    counts = np.arange(int(untreated + 8 * np.sqrt(untreated) + 10))
    one, other = (xr.DataArray(counts / 10, dims=name) for name in ("treated", "untreated"))
    found = log_rate_ratio(one, other, 10.0, 10.0).transpose("treated", "untreated", ...)
    truth = np.log(treated / untreated)
    inside = (found["low"].values <= truth) & (truth <= found["high"].values)
    assert float(poisson.pmf(counts, treated) @ inside @ poisson.pmf(counts, untreated)) >= EXACT


@pytest.mark.parametrize("repeats", [5, 10, 20])
@pytest.mark.parametrize("events", [0.5, 2.0, 50.0])
def test_a_mean_over_repeats_is_covered_nearly_as_said(repeats: int, events: float) -> None:
    def interval(rng: np.random.Generator) -> tuple[float, float]:
        counts = rng.poisson(events, (1, repeats)).astype(float)
        return tuple(bootstrap_interval(bootstrap(lambda x: x.mean(axis=-1), counts), repeats, 0.0)[:, 0])

    skewed = events * repeats < 5
    assert covered(events, interval, 400) >= (0.86 if skewed else 0.91)


@pytest.mark.parametrize("trials", [5, 10, 20])
def test_a_conditioned_ratio_is_covered(trials: int) -> None:
    def interval(rng: np.random.Generator) -> tuple[float, float]:
        found = conditioned_ratio(rng.lognormal(0, 0.5, trials), 0.5 * rng.lognormal(0, 0.5, trials))
        return found.low, found.high

    assert covered(0.5, interval, 200) >= 0.92


@pytest.mark.parametrize("count", [5, 20])
def test_a_gain_in_action_is_covered(count: int) -> None:
    def bursts(events: int) -> xr.Dataset:
        onset = np.arange(events, dtype=float)
        return xr.Dataset(
            {
                "onset": ("burst", onset),
                "duration": ("burst", np.full(events, 30.0)),
                "muscle": ("burst", np.array(["right_scm"] * events, dtype=str)),
            }
        )

    def interval(rng: np.random.Generator) -> tuple[float, float]:
        rest, action = rng.poisson(count), rng.poisson(3 * count)
        found = action_gain(bursts(rest), bursts(action), (100.0, 100.0))
        return found.low, found.high if np.isfinite(found.high) or np.isnan(found.high) else 1e9

    assert covered(3.0, interval, 200) >= 0.92


@pytest.mark.parametrize("jerks", [5, 20])
def test_a_velocity_is_covered(jerks: int) -> None:
    place = {"scm": 0.03, "biceps": 0.09, "fdi": 0.115, "paraspinal_t6": 0.2, "soleus": 0.4}
    nerve = dict.fromkeys(place, 0.01)

    def interval(rng: np.random.Generator) -> tuple[float, float]:
        jerk, muscle = (axis.ravel() for axis in np.meshgrid(np.arange(jerks), list(place), indexing="ij"))
        onset = jerk + 0.01 + np.tile(list(place.values()), jerks) / 50 + SCATTER * rng.standard_normal(jerk.size)
        bursts = xr.Dataset({"onset": ("burst", onset), "muscle": ("burst", muscle), "jerk": ("burst", jerk)})
        found = spread_velocity(bursts, nerve, place).sel(direction="down")
        return float(found["low"]), float(found["high"])

    assert covered(50.0, interval, 150) >= 0.9


@pytest.mark.parametrize("repeats", [5, 10])
def test_a_threshold_is_covered(repeats: int) -> None:
    gain = np.array([0.1, 0.2, 0.3, 0.4, 0.5])

    def interval(rng: np.random.Generator) -> tuple[float, float]:
        counts = rng.poisson(20 * np.array([3.0, 1.2, 0.5, 0.1, 0.0])[:, None], (5, repeats)) / 20
        found = threshold_map(xr.DataArray(counts, {"gain": gain}, ("gain", "seed")), "gain", 1.0)
        one = found.isel(crossing=0)
        return float(one["low"]), float(one["high"])

    truth = 0.2 + 0.1 * 0.2 / 0.7  # where the line from 1.2 to 0.5 events crosses 1
    assert covered(truth, interval, 200) >= 0.89


@pytest.mark.slow
@pytest.mark.parametrize("repeats", [5, 10])
def test_a_half_effective_dose_is_covered(repeats: int) -> None:
    dose = np.array([0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0])

    def interval(rng: np.random.Generator) -> tuple[float, float]:
        rate = 2 - 2 * dose**1.5 / (1 + dose**1.5)
        counts = rng.poisson(20 * rate[:, None], (dose.size, repeats)) / 20
        found = dose_response(xr.DataArray(counts, {"dose": dose}, ("dose", "seed")), "dose", 20.0, resamples=100)
        return tuple(found["ec50"].sel(quantity=["low", "high"]).values)

    assert covered(1.0, interval, 60) >= 0.85


@pytest.mark.parametrize("repeats", [5, 10])
def test_an_excess_over_bliss_is_covered(repeats: int) -> None:
    axes = {"one": [0.0, 1.0], "two": [0.0, 1.0]}

    def interval(rng: np.random.Generator) -> tuple[float, float]:
        counts = rng.poisson(20 * np.array([[2.0, 1.0], [1.0, 0.5]])[..., None], (2, 2, repeats)) / 20
        found = bliss(xr.DataArray(counts, axes, ("one", "two", "seed")), "one", "two", 20.0).isel(one=1, two=1)
        return float(found["low"]), float(found["high"])

    assert covered(0.0, interval, 300) >= 0.90


@pytest.mark.parametrize("trajectories", [5, 20])
def test_an_absolute_effect_is_covered(trajectories: int) -> None:
    sample = pytest.importorskip("SALib.sample.morris").sample
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}

    def effect(count: int, seed: int) -> xr.Dataset:
        points = sample(problem, count, num_levels=4, seed=seed)
        value = 2 * points[:, 0] ** 2 + points[:, 0] * np.sin(6 * points[:, 1])
        axes = {name: ("point", column) for name, column in zip("ab", points.T, strict=True)}
        return morris_effects(xr.Dataset({"rate": ("point", value)}, axes), "rate").isel(axis=0)

    truth = float(np.mean([effect(200, 1000 + seed)["mean_absolute"].item() for seed in range(10)]))

    def interval(rng: np.random.Generator) -> tuple[float, float]:
        found = effect(trajectories, int(rng.integers(1_000_000)))
        middle, half = found["mean_absolute"].item(), found["mean_absolute_ci"].item()
        return middle - half, middle + half

    assert covered(truth, interval, 150) >= 0.90
