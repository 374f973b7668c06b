"""The Hill curve is found again from its own values, and its inverse undoes it."""

import numpy as np
import pytest

from disinhibition.analysis.studies.hill_curve import LEAST_DOSES, Hill, fit_hill, hill_dose, hill_value

DOSES = np.array([0, 0.25, 0.5, 1, 2, 4, 8, 16])
CURVES = [Hill(2.0, -2.0, 1.5, 2.0), Hill(0.0, 3.0, 1.0, 4.0), Hill(0.1, 3.0, 5.0, 1.0), Hill(2.0, -1.5, 0.7, 1.0)]


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("curve", CURVES)
def test_a_curve_is_found_from_its_values(curve: Hill, counts: bool) -> None:
    found = fit_hill(DOSES, hill_value(curve, DOSES), np.full(DOSES.size, 100.0), counts)
    assert found.ec50 == pytest.approx(curve.ec50, rel=2e-3)
    assert found.exponent == pytest.approx(curve.exponent, rel=2e-3)
    assert found.emax == pytest.approx(curve.emax, rel=2e-3)
    assert found.baseline == pytest.approx(curve.baseline, abs=2e-3)


def test_the_scale_of_a_response_changes_nothing_else() -> None:
    values = hill_value(CURVES[3], DOSES)
    small, large = (fit_hill(DOSES, scale * values, np.ones(DOSES.size), False) for scale in (1e-4, 1e4))
    assert (small.ec50, small.exponent) == pytest.approx((large.ec50, large.exponent), rel=1e-3)
    assert large.emax == pytest.approx(1e8 * small.emax, rel=1e-3)


def test_rates_of_zero_weigh_as_observations() -> None:
    values = np.array([2.0, 1.9, 0.4, 0, 0, 0, 0, 0])
    found = fit_hill(DOSES, values, np.full(DOSES.size, 100.0), True)
    assert found.baseline + found.emax < 1e-3
    assert 0.25 < found.ec50 < 0.5


def test_a_step_has_a_finite_exponent_between_its_doses() -> None:
    found = fit_hill(DOSES, np.where(DOSES < 1.5, 0.0, 3.0), np.full(DOSES.size, 100.0), True)
    assert 1 < found.ec50 < 2 and 5 < found.exponent <= 20


def test_values_all_alike_have_no_effect() -> None:
    for value in (0.0, 1.3):
        found = fit_hill(DOSES, np.full(DOSES.size, value), np.ones(DOSES.size), True)
        assert (found.baseline, found.emax) == (value, 0)


@pytest.mark.parametrize("curve", CURVES)
def test_the_dose_of_a_value_undoes_the_value_of_a_dose(curve: Hill) -> None:
    for dose in (0.3, 1.0, 20.0):
        assert hill_dose(curve, float(hill_value(curve, dose))) == pytest.approx(dose)


def test_a_value_that_is_never_reached_has_no_dose() -> None:
    curve = Hill(2.0, -1.5, 0.7, 1.0)
    assert np.isnan([hill_dose(curve, 0.5), hill_dose(curve, 2.1), hill_dose(Hill(1.0, 0.0, 1.0, 1.0), 1.0)]).all()
    assert hill_dose(curve, 2.0) == 0


@pytest.mark.parametrize(
    ("dose", "value", "words"),
    [
        (DOSES[: LEAST_DOSES - 1], np.ones(LEAST_DOSES - 1), "at least 5"),
        (DOSES - 1, np.ones(8), "0 or more"),
        (DOSES, np.r_[np.ones(7), np.nan], "leave failed points out"),
        (DOSES, np.r_[np.ones(7), -1], "0 or more"),
    ],
)
def test_what_tells_no_curve_is_refused(dose: np.ndarray, value: np.ndarray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fit_hill(dose, value, np.ones(dose.size), True)
