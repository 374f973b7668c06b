"""The units of the axes of a study, which are written down when the study begins."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ....models.condition.vocabulary import factors
from ....models.drugs.dosing.patient import COVARIATES
from ....models.parameters.table_numbers import all_numbers

FIXED = {"duration": "s", "dt": "ms", "protocol.ramp_start": "s", "protocol.ramp_rise": "s"} | {
    f"patient.{name}": unit for name, (unit, _, _) in COVARIATES.items()
}
LEVEL = "uM"  # of a bare number below ``concentration``
STIMULUS_FREQUENCY = re.compile(r"protocol\.stimuli\.\d+\.frequency")
STIMULUS_TIME = re.compile(r"protocol\.stimuli\.\d+\.(start|interval|jitter)")


def axis_units(axes: Iterable[str], config: Mapping[str, Any]) -> dict[str, str]:
    """The unit of every axis of a study.

    An axis has the unit of its own key, or of the first key that the config lets it set (``study.sets``).

    Parameters
    ----------
    axes : iterable of str
        Names of the axes.
    config : mapping
        The composed config.

    Returns
    -------
    dict
        Axis to unit, ``"1"`` for words and for numbers without one.

    Examples
    --------
    >>> axis_units(["chloride.cortex", "level"], {"study": {"sets": {"level": ["duration"]}}})
    {'chloride.cortex': 'mV', 'level': 's'}
    """
    sets = config.get("study", {}).get("sets", {})
    return {axis: _unit(next(iter(sets.get(axis, [])), axis)) for axis in axes}


def _unit(key: str) -> str:
    """Unit of a key, or of any key that a template such as ``chloride.{circuit}`` stands for."""
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", r"\\w+", re.escape(key)))
    unit = next((factor.unit for name, factor in factors().items() if pattern.fullmatch(name)), None)
    number = all_numbers().get(key.removeprefix("numbers."))
    if STIMULUS_TIME.fullmatch(key):
        return "s"
    if STIMULUS_FREQUENCY.fullmatch(key):
        return "Hz"
    if key.startswith("concentration."):
        return LEVEL
    return unit or (number.unit if number else FIXED.get(key, "1"))
