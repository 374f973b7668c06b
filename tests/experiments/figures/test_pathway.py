"""The figure of the pathway: levels, projections by what they open, and the classes they join."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from disinhibition.experiments.figures import pathway as figure
from disinhibition.models.membrane.receptors import CHANNELS

POPULATIONS = (
    # name, region, cell_class, target, muscle, segment, size, position
    ("left_m1_hand_pt", "cortex", "pt", "principal", "", "", 80, -0.14),
    ("left_m1_hand_pv", "cortex", "pv", "interneuron", "", "", 20, -0.14),
    ("left_m1_hand_som", "cortex", "som", "interneuron", "", "", 20, -0.14),
    ("right_c8_gabaergic", "spinal", "spinal_gabaergic", "interneuron", "", "c8", 30, 0.115),
    ("right_c8_glycinergic", "spinal", "spinal_glycinergic", "interneuron", "", "c8", 30, 0.115),
    ("right_fdi_ia", "spinal", "afferent_ia", "principal", "right_fdi", "c8", 10, 0.115),
    ("right_fdi_renshaw", "spinal", "renshaw", "interneuron", "right_fdi", "c8", 10, 0.115),
    ("right_fdi_motoneurons", "spinal", "motoneuron", "motoneuron", "right_fdi", "c8", 40, 0.115),
)
PROJECTIONS = (
    ("left_m1_hand_pt", "left_m1_hand_pv", "excitatory", 400),
    ("left_m1_hand_pv", "left_m1_hand_pt", "gaba_a", 400),
    ("left_m1_hand_som", "left_m1_hand_pt", "slow", 300),
    ("left_m1_hand_pt", "right_fdi_motoneurons", "gated", 900),
    ("right_fdi_ia", "right_fdi_motoneurons", "gated", 200),
    ("right_c8_glycinergic", "right_fdi_motoneurons", "glycine", 500),
    ("right_c8_gabaergic", "right_fdi_ia", "terminal", 100),
    ("right_c8_gabaergic", "left_m1_hand_pt", "terminal", 100),
    ("right_fdi_motoneurons", "right_fdi_renshaw", "nicotinic", 100),
    ("right_c8_gabaergic", "right_c8_gabaergic", "gaba_a", 100),
)


@pytest.fixture
def wiring(tmp_path: Path) -> Path:
    names, region, cell_class, target, muscle, segment, size, position = (
        np.array(c) for c in zip(*POPULATIONS, strict=True)
    )
    source, onto, channel, synapses = (np.array(column) for column in zip(*PROJECTIONS, strict=True))
    words = {"region": region, "cell_class": cell_class, "target": target, "muscle": muscle, "segment": segment}
    data = {f"population_{name}": ("population", values) for name, values in words.items()}
    data |= {"size": ("population", size), "position": ("population", position)}
    data |= {"source": ("projection", source), "target": ("projection", onto)}
    data |= {"channel": ("projection", channel), "synapses": ("projection", synapses)}
    path = tmp_path / "pathway.nc"
    xr.Dataset(data, {"population": names}).to_netcdf(path, engine="h5netcdf")
    return path


def arrows(path: Path) -> list[FancyArrowPatch]:
    return [patch for patch in figure.draw(path).axes[0].patches if isinstance(patch, FancyArrowPatch)]


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_pathway(wiring: Path) -> Figure:
    return figure.draw(wiring)


def test_levels_lie_head_above_with_their_muscles(wiring: Path) -> None:
    ax = figure.draw(wiring).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["cortex  -14", "C8  11.5"]
    assert [text.get_text() for text in ax.texts] == ["FDI"]


def test_two_nodes_have_one_arrow_for_all_that_opens_the_same(wiring: Path) -> None:
    # Not drawn: a population onto its own kind, and the terminals of cells that lie elsewhere
    assert len(arrows(wiring)) == len(PROJECTIONS) - 2


def test_channel_that_was_added_to_the_model_is_drawn_as_other(wiring: Path) -> None:
    with xr.open_dataset(wiring, engine="h5netcdf") as stored:
        pathway = stored.load()
    added = pathway.assign(channel=pathway["channel"].where(pathway["channel"] != "nicotinic", "muscarinic"))
    added.to_netcdf(wiring, engine="h5netcdf")
    labels = [text.get_text() for text in figure.draw(wiring).legends[0].get_texts()]
    assert labels[-1] == "other"


def test_every_line_is_that_of_a_channel_and_has_a_mark_of_its_own() -> None:
    assert set(figure.STYLES) - {figure.OTHER} <= {figure.SAME.get(channel, channel) for channel in CHANNELS}
    for part in range(4):
        assert len({style[part] for style in figure.STYLES.values()}) == len(figure.STYLES)
