"""NMDA receptor: a difference of exponentials under the magnesium block of Jahr and Stevens."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.nmda import NMDA
from disinhibition.models.parameters.sourced import load_table

FREE = 1.0  # V, where magnesium blocks nothing
STEP = 5e-4  # s; a spike that arrived waits for it


def test_conductance_is_the_difference_of_two_exponentials_that_peaks_at_the_weight(after_spike) -> None:
    found = after_spike(NMDA, 0.3, v=FREE)
    entry = load_table("receptors")["nmda"]
    late = found["time"] - STEP
    shape = np.exp(-late / entry["decay"].si) - np.exp(-late / entry["rise"].si)
    np.testing.assert_allclose(found["g_nmda"], found["nmda_norm"] * shape, atol=1e-9)
    assert found["g_nmda"].max() == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("v", "open_share"), [(-70e-3, 0.045), (-40e-3, 0.230), (0.0, 0.781)])
def test_magnesium_leaves_the_published_share_open(after_spike, v: float, open_share: float) -> None:
    """1 / (1 + 1 mM / 3.57 mM exp(-0.062 v / mV))"""
    blocked, free = (after_spike(NMDA, 0.05, v=at)["g_nmda"].max() for at in (v, FREE))
    assert blocked / free == pytest.approx(open_share, abs=0.002)


def test_each_spike_is_counted_once(after_spike) -> None:
    assert (after_spike(NMDA, 0.01)["nmda_arrived"] == 0).all()
