"""Elimination: how fast an agent is cleared in this patient, where that saturates, and what the agent becomes."""

from collections.abc import Mapping
from typing import Any

from ..dosing.patient import Patient

HEALTHY_GFR = 100.0  # mL/min
ADULT_WEIGHT = 70.0  # kg
AGEING_FROM = 40.0  # years
LEAST_SHARE = 0.2  # of the clearance that ageing leaves


def clearance_share(entry: Mapping[str, Any], patient: Patient) -> float:
    """Give the clearance of this patient relative to the healthy adult of the tables, the effect of weight left out.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables.
    patient : Patient
        Covariates of the patient.

    Returns
    -------
    float
        Relative clearance; 1 at 40 years or less and a glomerular filtration rate of 100 mL/min.

    Notes
    -----
    The renal share is in proportion to the glomerular filtration rate; the rest falls by ``ageing`` per decade beyond
    40 years::

        share = renal GFR / 100 + (1 - renal) ageing_share

    Examples
    --------
    >>> from disinhibition.models.drugs.drug_tables import kinetics_of
    >>> clearance_share(kinetics_of("gabapentin"), Patient())
    1.0
    """
    renal = _renal(entry)
    return float(renal * patient.gfr / HEALTHY_GFR + (1 - renal) * ageing_share(entry, patient))


def ageing_share(entry: Mapping[str, Any], patient: Patient) -> float:
    """Give the share of the clearance outside the kidneys that ageing has left.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables.
    patient : Patient
        Covariates of the patient; only the age is read.

    Returns
    -------
    float
        Share from ``LEAST_SHARE`` (0.2) to 1.
    """
    fall = entry["ageing"].value if "ageing" in entry else 0.0
    return float(max(LEAST_SHARE, 1 - fall * max(0.0, patient.age - AGEING_FROM) / 10))


def _renal(entry: Mapping[str, Any]) -> float:
    return float(entry["renal"].value) if "renal" in entry else 0.0


def elimination_shares(entry: Mapping[str, Any], patient: Patient) -> dict[str, float]:
    """Divide what is eliminated into metabolites and what leaves the body.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables.
    patient : Patient
        Covariates of the patient.

    Returns
    -------
    dict[str, float]
        Molar share of every metabolite, and of ``lost``. The shares add up to 1.

    Notes
    -----
    The fractions of the tables are those of healthy kidneys. The kidneys excrete a drug without making a metabolite of
    it, so that a larger share of the smaller clearance makes metabolites when the kidneys fail. Where the renal share
    and the fractions together exceed 1, the kidneys act on metabolism itself (hydromorphone) and the fractions stay.
    """
    fractions = {below: metabolite["fraction"].value for below, metabolite in entry.get("metabolites", {}).items()}
    # What has metabolites is cleared by more than the kidneys, so that some of its clearance is left without them
    if fractions and _renal(entry) + sum(fractions.values()) <= 1:
        grown = ageing_share(entry, patient) / clearance_share(entry, patient)
        fractions = {below: fraction * grown for below, fraction in fractions.items()}
    return fractions | {"lost": max(0.0, 1 - sum(fractions.values()))}


def clearance(number: Any, patient: Patient) -> float:
    """Give a clearance of the kinetic tables in this patient.

    Parameters
    ----------
    number : Sourced
        A clearance, per kg or for an adult of 70 kg.
    patient : Patient
        Covariates of the patient; only the weight is read.

    Returns
    -------
    float
        Clearance in L/s. A clearance per kg is in proportion to weight; any other is scaled from 70 kg with the power
        3/4 of the weight.
    """
    scale = patient.weight if "/kg" in number.unit else (patient.weight / ADULT_WEIGHT) ** 0.75
    return float(number.si * 1e3 * scale)


def michaelis_menten(entry: Mapping[str, Any], patient: Patient) -> tuple[float, float]:
    """Give the two numbers of a saturable elimination in this patient.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of an agent with ``saturable`` in the kinetic tables.
    patient : Patient
        Covariates of the patient.

    Returns
    -------
    maximum : float
        Maximal rate of elimination in umol/s.
    half : float
        Total plasma concentration in uM at which the rate is half of the maximum.

    Notes
    -----
    Michaelis and Menten's equation: rate = maximum C / (half + C).
    """
    mass = entry["molar_mass"].si  # kg/mol
    maximum = entry["saturable"]["maximum"].si * patient.weight / mass * 1e6
    return maximum * clearance_share(entry, patient), entry["saturable"]["half"].si / mass * 1e3
