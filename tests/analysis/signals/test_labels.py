"""Variables with unit and name."""

import xarray as xr

from disinhibition.analysis.signals.labels import labelled


def test_variable_has_its_unit_and_its_name_in_a_dataset() -> None:
    data = xr.Dataset({"onset": labelled("jerk", [0.2, 1.4], "s", "onset of the jerk")})
    assert data["onset"].attrs == {"units": "s", "long_name": "onset of the jerk"}
    assert data["onset"].dims == ("jerk",) and data["onset"].values.tolist() == [0.2, 1.4]
