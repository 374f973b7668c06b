"""Elimination: how fast it is in this patient, and where it saturates."""

from collections.abc import Mapping
from typing import Any

from ..dosing.patient import Patient

HEALTHY_GFR = 100.0  # mL/min
ADULT_WEIGHT = 70.0  # kg
AGEING_FROM = 40.0  # years
LEAST_SHARE = 0.2  # of the clearance that ageing leaves


def share_left(entry: Mapping[str, Any], patient: Patient) -> float:
    """Clearance of this patient over that of the healthy adult of the table, weight apart.

    The renal share is in proportion to the glomerular filtration rate; the rest falls by ``ageing`` per decade beyond
    40 years.
    """
    renal = _renal(entry)
    return float(renal * patient.gfr / HEALTHY_GFR + (1 - renal) * aged(entry, patient))


def aged(entry: Mapping[str, Any], patient: Patient) -> float:
    """What ageing leaves of the clearance that is not renal, as a share."""
    fall = entry["ageing"].value if "ageing" in entry else 0.0
    return float(max(LEAST_SHARE, 1 - fall * max(0.0, patient.age - AGEING_FROM) / 10))


def _renal(entry: Mapping[str, Any]) -> float:
    return float(entry["renal"].value) if "renal" in entry else 0.0


def outlets(entry: Mapping[str, Any], patient: Patient) -> dict[str, float]:
    """Where what is eliminated goes: share of every metabolite, and of ``lost``; they add up to 1.

    The fractions of the table are those of healthy kidneys. What kidneys excrete becomes no metabolite, so that as they
    fail a larger share of the smaller clearance does. Where renal share and fractions are more than 1 together, the
    kidneys act on metabolism itself (hydromorphone) and the shares stay.
    """
    fractions = {below: words["fraction"].value for below, words in entry.get("metabolites", {}).items()}
    # What has metabolites is cleared by more than the kidneys, so that some of its clearance is left without them
    if fractions and _renal(entry) + sum(fractions.values()) <= 1:
        grown = aged(entry, patient) / share_left(entry, patient)
        fractions = {below: fraction * grown for below, fraction in fractions.items()}
    return fractions | {"lost": max(0.0, 1 - sum(fractions.values()))}


def flow(number: Any, patient: Patient) -> float:
    """A clearance of the table in L/s: per kg in proportion to weight, otherwise with its power 3/4 from 70 kg."""
    scale = patient.weight if "/kg" in number.unit else (patient.weight / ADULT_WEIGHT) ** 0.75
    return float(number.si * 1e3 * scale)


def saturable(entry: Mapping[str, Any], patient: Patient) -> tuple[float, float]:
    """Maximal rate in umol/s and concentration of half of it in uM: rate = maximum C / (half + C)."""
    mass = entry["molar_mass"].si  # kg/mol
    maximum = entry["saturable"]["maximum"].si * patient.weight / mass * 1e6
    return maximum * share_left(entry, patient), entry["saturable"]["half"].si / mass * 1e3
