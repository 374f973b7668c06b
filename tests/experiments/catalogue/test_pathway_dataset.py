"""The wiring as a dataset: what was drawn, counted, with units."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments import cli
from disinhibition.experiments.catalogue.pathway_dataset import pathway_dataset
from disinhibition.models.circuits.connectome import Connectome


@pytest.fixture(scope="module")
def wiring(right_side: Connectome) -> xr.Dataset:
    return pathway_dataset(right_side)


def test_every_population_and_projection_is_there(wiring: xr.Dataset, right_side: Connectome) -> None:
    pathway = right_side.pathway
    assert wiring["population"].values.tolist() == [one.name for one in pathway.populations]
    assert wiring["channel"].values.tolist() == [one.channel for one in pathway.projections]
    assert int(wiring["size"].sum()) == right_side.size
    assert int(wiring["synapses"].sum()) == sum(len(synapses) for synapses in right_side.channels.values())


def test_delay_and_weight_are_those_of_the_projection(wiring: xr.Dataset, right_side: Connectome) -> None:
    projections = right_side.pathway.projections
    large = wiring["synapses"].values > 400
    assert large.any()
    weight = np.array([one.weight for one in projections])
    np.testing.assert_allclose(wiring["weight"].values[large], weight[large], rtol=0.1)
    local = large & np.array([not one.velocity for one in projections])
    fixed = np.array([one.fixed for one in projections])
    np.testing.assert_allclose(wiring["delay"].values[local], fixed[local], rtol=0.1)


def test_every_variable_has_units_and_words(wiring: xr.Dataset) -> None:
    for name, variable in wiring.variables.items():
        assert variable.attrs["units"] and variable.attrs["long_name"], name


def test_command_writes_the_file_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "wiring.nc"
    assert cli.main(["pathway", "--out", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    with xr.open_dataset(path, engine="h5netcdf") as stored:
        assert stored.sizes["population"] > 100 and stored.attrs["model"]
