"""Published orders of recruitment, and what path lengths make one expect."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.body import Body
from disinhibition.analysis.diagnosis.published_orders import path_onsets, published_onsets, recruitment_table

POSITION = {"masseter": -0.045, "scm": 0.03, "fdi": 0.115}
EFFERENT = {"masseter": 0.11 / 50 + 1e-3, "scm": 0.12 / 58 + 1e-3, "fdi": 0.73 / 58 + 1e-3}
BODY = Body(POSITION, EFFERENT, {}, {}, {}, ())


def jerks(*muscles: tuple[str, ...]) -> xr.Dataset:
    """A jerk of each group of muscles, all of them at once."""
    rows = [(float(jerk), f"right_{name}", jerk) for jerk, group in enumerate(muscles) for name in group]
    onset, muscle, jerk = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {"onset": np.array(onset, float), "muscle": np.array(muscle, str), "jerk": np.array(jerk, int)}
    return xr.Dataset({name: ("burst", values) for name, values in columns.items()})


def test_reticular_path_reaches_the_hand_twelve_ms_after_the_neck() -> None:
    onsets = path_onsets(recruitment_table()["paths"]["brainstem"], BODY, jerks(("scm", "fdi")))
    assert onsets["right_scm"] == (0, 0)
    assert onsets["right_fdi"] == pytest.approx((12.06, 12.06), abs=0.01)


def test_muscle_is_counted_from_the_first_of_its_own_jerks() -> None:
    onsets = path_onsets(recruitment_table()["paths"]["cortex"], BODY, jerks(("fdi",), ("masseter", "scm")))
    assert onsets["right_fdi"] == (0, 0)
    assert onsets["right_scm"] == pytest.approx((1.02, 1.02), abs=0.01)


def test_slow_path_spans_its_velocities_and_spares_the_face() -> None:
    onsets = path_onsets(recruitment_table()["paths"]["spinal"], BODY, jerks(("masseter", "scm", "fdi")))
    assert set(onsets) == {"right_scm", "right_fdi"}
    # 24 and 15.5 cm from T9 at 11 and at 3 m/s, less the nerve
    assert onsets["right_scm"] == pytest.approx((0, 1e3 * (0.085 / 3 - (EFFERENT["fdi"] - EFFERENT["scm"]))), abs=0.01)


def test_no_jerks_have_no_expected_onsets() -> None:
    assert path_onsets(recruitment_table()["paths"]["cortex"], BODY, jerks()) == {}


def test_published_latencies_are_counted_from_the_middle_of_the_first() -> None:
    onsets = published_onsets(recruitment_table()["latencies"]["brainstem"])
    assert onsets["scm"] == (-3.5, 3.5)
    assert onsets["fdi"] == (36.5, 41.5)


def test_every_circuit_has_a_path_and_an_order() -> None:
    table = recruitment_table()
    assert set(table["paths"]) == set(table["orders"]) == {"cortex", "brainstem", "spinal"}
    assert set(table["latencies"]) <= set(table["paths"])
