import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.single_unit import single_unit

RATE = 2000.0
ONSETS = np.arange(0.5, 9.0, 0.5)
POTENTIAL = 2e-4 * np.diff(np.exp(-0.5 * ((np.arange(21) - 10) / 2.5) ** 2), n=2)  # three phases in 10 ms


def bursts(duration: float = 10.0, onset: np.ndarray = ONSETS) -> xr.Dataset:
    return xr.Dataset({"onset": ("burst", onset), "duration": ("burst", np.full(onset.size, duration))})


def record(shapes: list[np.ndarray], noise: float = 1e-6) -> np.ndarray:
    emg = noise * np.random.default_rng(1).standard_normal(round(10 * RATE))
    for onset, shape in zip(ONSETS, shapes, strict=True):
        first = round(onset * RATE)
        emg[first : first + shape.size] += shape
    return emg


def test_one_potential_again_and_again_is_one_unit() -> None:
    found = single_unit(record([POTENTIAL] * ONSETS.size), RATE, bursts())
    assert found["single_unit"] and found["correlation"] > 0.95 and found["width"].item() == 10
    larger = [size * POTENTIAL for size in np.linspace(0.5, 2, ONSETS.size)]
    assert single_unit(record(larger), RATE, bursts())["single_unit"]


def test_long_bursts_and_bursts_of_many_units_are_not() -> None:
    assert not single_unit(record([POTENTIAL] * ONSETS.size), RATE, bursts(25.0))["single_unit"]
    rng = np.random.default_rng(2)
    mixed = [3e-5 * rng.standard_normal(40) for _ in ONSETS]
    found = single_unit(record(mixed), RATE, bursts(19.0))
    assert not found["single_unit"] and found["correlation"] < 0.7


@pytest.mark.parametrize(("count", "words"), [(0, "0 bursts"), (1, "1 burst,"), (4, "4 bursts, 5 needed")])
def test_few_bursts_say_nothing(count: int, words: str) -> None:
    found = single_unit(record([POTENTIAL] * ONSETS.size), RATE, bursts(onset=ONSETS[:count]))
    assert words in found["reason"].item() and found["single_unit"].isnull() and np.isnan(found["correlation"])


@pytest.mark.parametrize(
    ("emg", "rate", "onset", "message"),
    [
        (np.full(20_000, np.inf), RATE, ONSETS, "infinite"),
        (np.zeros(20_000), 250.0, ONSETS, "at least 500 Hz"),
        (np.clip(np.sin(np.arange(20_000.0)), -0.5, 0.5), RATE, ONSETS, "clipped"),
        (np.zeros(20_000), RATE, ONSETS + 5, "outside the recording"),
    ],
)
def test_bad_input_is_one_clear_line(emg: np.ndarray, rate: float, onset: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        single_unit(emg, rate, bursts(onset=onset))
    assert "\n" not in str(error.value)
