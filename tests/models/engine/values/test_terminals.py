"""Terminals: what a spike releases and how vesicles run out and recover."""

import numpy as np
import pytest

from disinhibition.models.parameters.sourced import load_table


@pytest.mark.parametrize("level", [0.0, 0.4, 2.0])
def test_release_of_the_raphe_follows_the_serotonin_of_its_region_and_nobody_elses_does(
    values_of, units_of, level: float
) -> None:
    raphe = units_of(lambda p: p.cell_class == "raphe")
    release = values_of(factors={"serotonin.brainstem": level})["cells.release"]
    np.testing.assert_allclose(release[raphe], level)
    assert (np.delete(release, raphe) == 1).all()
    assert (values_of(factors={"serotonin.cortex": level})["cells.release"] == 1).all()


def test_release_and_depression_of_a_class_follow_its_factor(values_of, units_of) -> None:
    units = units_of(lambda p: p.cell_class == "l23")
    healthy, less = values_of(), values_of(factors={"release.l23": 0.5})
    for name in ("cells.release", "cells.utilisation"):
        np.testing.assert_allclose(less[name][units], 0.5 * healthy[name][units])
        np.testing.assert_array_equal(np.delete(less[name], units), np.delete(healthy[name], units))


def test_a_spike_uses_no_more_than_all_vesicles(values_of, units_of) -> None:
    units = units_of(lambda p: p.cell_class == "l23")
    assert (values_of(factors={"release.l23": 5.0})["cells.utilisation"][units] == 1).all()


@pytest.mark.parametrize("factor", [1.0, 4.0])
def test_vesicles_recover_exactly_and_faster_by_their_factor(values_of, units_of, factor: float) -> None:
    unit = units_of(lambda p: p.cell_class == "l23")[0]
    kept = values_of(factors={"recovery.l23": factor})["cells.vesicle_keep"][unit]
    time = load_table("receptors")["depression_cortex"]["recovery"].si
    assert kept == pytest.approx(np.exp(-0.5e-3 * factor / time), rel=1e-12)


def test_afferent_factor_scales_ia_terminals_alone(values_of, units_of) -> None:
    release = values_of(factors={"afferent.ia": 0.3})["cells.release"]
    afferents = units_of(lambda p: p.cell_class == "afferent_ia")
    np.testing.assert_allclose(release[afferents], 0.3)
    assert (np.delete(release, afferents) == 1).all()
