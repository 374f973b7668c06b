"""Orders of recruitment: the model's, the derived ones and the published ones in the rows of their muscles."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from disinhibition.analysis.body import Body
from disinhibition.experiments.figures import recruitment as figure
from disinhibition.experiments.figures.signatures import open_recordings

pytestmark = pytest.mark.usefixtures("six_muscles")


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_recruitment(study: Path) -> Figure:
    return figure.draw(study)


def test_muscles_lie_head_to_foot_and_the_model_is_in_their_rows(study: Path) -> None:
    first = figure.draw(study).axes[0]
    labels = [label.get_text() for label in first.get_yticklabels()]
    assert labels == ["masseter", "SCM", "biceps", "FDI", "rectus abdominis", "soleus"]
    _, dots = first.collections
    onsets = sorted(dots.get_offsets().tolist())
    np.testing.assert_allclose(onsets, [(4 * row, row) for row in range(6)], atol=1e-6)


def test_published_startle_is_drawn_in_the_brainstem_alone(study: Path) -> None:
    for circuit, ax in zip(("cortex", "brainstem", "spinal"), figure.draw(study).axes, strict=True):
        colours = {to_hex(line.get_color()).upper() for line in ax.lines}
        assert (figure.PUBLISHED in colours) == (circuit == "brainstem")
        assert figure.DERIVED in colours


def test_muscle_that_a_body_lacks_has_no_published_rank(study: Path, body: Body) -> None:
    bursts = open_recordings(study)["cortex"]["bursts"].to_dataset()
    ax = figure.draw_order(Figure().subplots(), bursts, "cortex", list(body.position), body)
    assert [text.get_text() for text in ax.texts] == ["1", "3"], "the second is orbicularis oculi"
