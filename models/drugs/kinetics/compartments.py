"""Distribution: the compartments of one agent in one patient."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..dosing.patient import Patient
from .elimination import ADULT_WEIGHT, clearance, clearance_share


@dataclass(frozen=True)
class Compartments:
    """Compartment model of one agent in one patient.

    Attributes
    ----------
    volume : float
        Volume of the central compartment in L.
    elimination : float
        Rate of elimination from the central compartment in 1/s; 0 where the elimination saturates.
    peripheral : tuple[tuple[float, float], ...]
        Rates out of and back into the central compartment in 1/s, for each further compartment.
    """

    volume: float
    elimination: float
    peripheral: tuple[tuple[float, float], ...]


def compartments(entry: Mapping[str, Any], patient: Patient) -> Compartments:
    """Build the one to three compartments of an agent from its entry in the kinetic tables.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables.
    patient : Patient
        Covariates of the patient.

    Returns
    -------
    Compartments
        Volume and rates in this patient.

    Notes
    -----
    Volumes in L/kg are multiplied by the weight; volumes in L hold at 70 kg and are scaled in proportion to weight.
    Rate constants and half-lives do not depend on weight.

    Examples
    --------
    >>> from disinhibition.models.drugs.drug_tables import kinetics_of
    >>> light, heavy = (compartments(kinetics_of("morphine"), Patient(weight=weight)) for weight in (50, 100))
    >>> round(heavy.volume / light.volume, 3)
    2.0
    """
    share = clearance_share(entry, patient)
    if "clearances" in entry:
        volumes = [volume(number, patient) for number in entry["volumes"]]
        flows = [clearance(number, patient) for number in entry["clearances"]]
        further = tuple((flows[i] / volumes[0], flows[i] / volumes[i]) for i in range(1, len(volumes)))
        return Compartments(volumes[0], share * flows[0] / volumes[0], further)
    central = volume(entry["volume"], patient)
    if "half_life" in entry:
        return Compartments(central, share * math.log(2) / entry["half_life"].si, ())
    if "saturable" in entry:
        return Compartments(central, 0.0, ())
    rates = {name: number.si for name, number in entry["rates"].items()}
    pairs = (("k12", "k21"), ("k13", "k31"))
    further = tuple((rates[out], rates[back]) for out, back in pairs if out in rates)
    return Compartments(central, share * rates["k10"], further)


def volume(number: Any, patient: Patient) -> float:
    """Give a volume of the kinetic tables in this patient.

    Parameters
    ----------
    number : Sourced
        A volume in L or L/kg.
    patient : Patient
        Covariates of the patient.

    Returns
    -------
    float
        Volume in L. A number in L holds at 70 kg and is scaled in proportion to weight.
    """
    return float(number.si * 1e3 * (patient.weight if "/kg" in number.unit else patient.weight / ADULT_WEIGHT))
