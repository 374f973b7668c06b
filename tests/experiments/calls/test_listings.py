"""What the commands print and write of drugs and wiring, from Python."""

from pathlib import Path

import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.errors import UserError


def test_drugs_and_pathway_are_what_the_commands_print_and_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert dis.drugs("clonazepam").startswith("clonazepam")
    with pytest.raises(UserError, match=r"about='fact'.*did you mean 'facts'"):
        dis.drugs(about="fact")  # type: ignore[arg-type]
    assert dis.drugs(about="facts") != dis.drugs(about="conflicts")
    written = Path("pathway.nc")
    xr.testing.assert_equal(dis.pathway(written), xr.open_dataset(written, engine="h5netcdf"))
