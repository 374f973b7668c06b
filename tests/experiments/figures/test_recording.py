"""The picture of a run names what was changed, and tells responses and contraction from jerks."""

import json
from pathlib import Path

import numpy as np
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events
from disinhibition.experiments.figures.recording import draw

RATE = 2000


def title(folder: Path, runaway: int = 0, **settings: object) -> list[str]:
    rng = np.random.default_rng(0)
    emg = 3e-6 * rng.standard_normal((2, 6 * RATE))
    emg[1, 2040:2100] += 2e-4 * rng.standard_normal(60)
    tree = from_signals(emg, float(RATE), ["right_scm", "right_fdi"], stimuli=[1.0, 3.0])
    tree.attrs |= {"settings": json.dumps(settings), "runaway": runaway}
    spikes = {"time": ("spike", [0.5]), "unit": ("spike", [0]), "region": ("cell", ["cortex"])}
    sizes = {"population": ("population", ["one"]), "size": ("population", [1])}
    tree["spikes"], tree["populations"] = xr.DataTree(xr.Dataset(spikes)), xr.DataTree(xr.Dataset(sizes))
    add_events(tree).to_netcdf(folder / "recording.nc", engine="h5netcdf")
    return draw(folder).axes[0].get_title(loc="left").splitlines()


def test_the_title_says_what_was_changed_and_what_is_no_jerk(tmp_path: Path) -> None:
    condition = {"factors": {"receptors.gaba_a.cortex": 0.4}, "drives": {"right_fdi": 0.2}}
    assert title(tmp_path, form="healthy", protocol="median_nerve", seed=1, condition=condition) == [
        "gaba_a.cortex=0.4, median_nerve, seed 1",
        "0.00 spontaneous jerks/s, responses to 50 % of stimuli, contraction of right FDI",
    ]


def test_a_runaway_is_named_and_a_run_that_ended_well_has_no_verdict(tmp_path: Path) -> None:
    assert title(tmp_path, form="healthy")[1] == "0.00 spontaneous jerks/s, responses to 50 % of stimuli"
    assert title(tmp_path, runaway=1, form="healthy")[1].endswith("the run ran away")
