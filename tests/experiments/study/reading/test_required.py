"""A study that lacks what a figure shows is named, with what it has."""

import pytest
import xarray as xr

from disinhibition.errors import UserError
from disinhibition.experiments.study.reading.required import require


def test_what_is_missing_is_named_beside_what_is_there() -> None:
    study = xr.Dataset({"jerk_rate": ("seed", [0.0])}, {"seed": [1]})
    assert require(study, "jerk_rate", "seed") is study
    with pytest.raises(UserError, match=r"has no circuit, gaba_a, .* it has the axes seed: name another study"):
        require(study, "circuit", "gaba_a", "jerk_rate")
