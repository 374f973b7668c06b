"""Distribution: the compartments of one agent in one patient."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..dosing.patient import Patient
from .elimination import ADULT_WEIGHT, flow, share_left


@dataclass(frozen=True)
class Compartments:
    """Central volume in L, elimination in 1/s (0 where it saturates) and (out, back) in 1/s of each further one."""

    volume: float
    elimination: float
    peripheral: tuple[tuple[float, float], ...]


def compartments(entry: Mapping[str, Any], patient: Patient) -> Compartments:
    """One to three compartments out of an entry of kinetics.

    Volumes per kg are in proportion to weight and so are others, from 70 kg. Rate constants and half-lives do not
    depend on weight.
    """
    share = share_left(entry, patient)
    if "clearances" in entry:
        volumes = [volume(number, patient) for number in entry["volumes"]]
        flows = [flow(number, patient) for number in entry["clearances"]]
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
    """A volume of the table in L."""
    return float(number.si * 1e3 * (patient.weight if "/kg" in number.unit else patient.weight / ADULT_WEIGHT))
