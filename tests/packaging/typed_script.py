"""A script of a user. It is not run: its types are checked strictly against an installed wheel."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

import disinhibition as dis

tree: xr.DataTree = dis.simulate(
    "seed=1", {"duration": "1 s"}, receptors={"gaba_a.cortex": 0.4}, protocol="median_nerve", progress=False
)
print(dis.summary(tree))
ax: Axes = dis.plot.emg(tree, muscles=["right_fdi"], time=(0.0, 1.0))
study: xr.Dataset = dis.sweep({"receptors.gaba_a.cortex": np.linspace(0, 1, 3), "seed": range(2)}, name="typed")
dis.sweep(seed=range(3), dry_run=True)
dis.plot.study(dis.open_study(Path("results") / "typed"), "jerk_rate")
found: xr.Dataset = dis.search({"receptors.gaba_a.cortex": dis.Interval(0, 1)}, target=1.0, trials=2)
diagnosis = dis.diagnose(dis.examine(form="healthy", stated={"sleep_persist": True}))
origin: str = diagnosis.best
misses: list[str] = [row.id for row in dis.validate(part="health", quick=True) if row.verdict == "miss"]
kinds: dict[str, str] = dis.catalogue("protocols")
dis.collect("results/typed", "typed.nc")
text: str = dis.status("results/typed") + dis.drugs("clonazepam")
files: list[Path] = dis.figure("course", data="results/typed")
size: int = dis.compiled_models()[0].size
