"""Readings: conflicts of the literature that can be run both ways.

Each conflict has a name and its readings. The first reading is the default.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ....errors import UserError
from ...parameters.nearest import nearest
from ..drug_tables import shared_numbers

READINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "opioid_mu": ("on", "off"),  # the three rival mechanisms of opioid excitation
        "opioid_glucuronide": ("on", "off"),
        "opioid_nmda": ("off", "on"),
        "opioid_patient": ("naive", "tolerant"),
        "opioid_serotonin": ("on", "off"),  # tramadol and pethidine at the transporter
        "glucuronide_site": ("release", "receptor"),
        "antagonist": ("measured", "transient"),  # IC50 as measured, or competition with the synaptic transient
        "benzodiazepine_overdose": ("off", "on"),  # second, low-affinity component
        "clonazepam_serotonin": ("off", "raised", "lowered"),
        "sv2a": ("refill", "pool"),
        "piracetam_ampa": ("off", "on"),  # piracetam as an AMPA potentiator too
        "propofol_glycine": ("off", "on"),
        "gabapentinoid": ("even", "interneurons"),
        "sodium_use": ("even", "by_rate"),  # what use-dependence would do to fast cells
        "baclofen_inward": ("off", "raised", "lowered"),
        "muscarinic": ("both", "pyramidal", "interneuron"),
        "arrival": ("even", "regional"),  # anaesthetics reach cortex before brainstem and cord
        "chloride_load": ("off", "on"),
    }
)


def check_readings(given: Mapping[str, object]) -> dict[str, str]:
    """Complete and check the chosen readings.

    Parameters
    ----------
    given : Mapping[str, object]
        Readings by conflict. True and False stand for on and off, because YAML reads them so.

    Returns
    -------
    dict[str, str]
        The reading of every conflict, as given or by default.

    Raises
    ------
    UserError
        A conflict is unknown; the message gives the nearest name.
        A conflict has no such reading; the message gives those there are. Each message is one line.

    Examples
    --------
    >>> check_readings({"sv2a": "pool"})["sv2a"]
    'pool'
    """
    chosen = {name: choices[0] for name, choices in READINGS.items()}
    for name, value in given.items():
        if name not in READINGS:
            hint = nearest(name, READINGS, "readings.", f"; there are {', '.join(READINGS)}")
            raise UserError(f"unknown reading 'readings.{name}'{hint}")
        # YAML reads a bare on and off as truth values
        reading = {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value
        if reading not in READINGS[name]:
            raise UserError(f"readings.{name}={value}: there are {' and '.join(READINGS[name])}")
        chosen[name] = str(reading)
    return chosen


def agonist_need(chosen: Mapping[str, str]) -> dict[str, float]:
    """Give the factor on the concentrations of the tables that agonists of a site need.

    Parameters
    ----------
    chosen : Mapping[str, str]
        The reading of every conflict.

    Returns
    -------
    dict[str, float]
        Factor by site; at a site that is absent agonists need the concentrations of the tables.

    Notes
    -----
    In the reading ``opioid_patient.tolerant`` chronic patients need more of mu agonists.

    Examples
    --------
    >>> agonist_need(check_readings({"opioid_patient": "tolerant"}))
    {'mu': 7.0}
    """
    tolerant = chosen["opioid_patient"] == "tolerant"
    return {"mu": float(shared_numbers("opioid")["tolerance"].value)} if tolerant else {}


def under_readings(node: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Leave out the parts of an entry that hold only under another reading.

    Parameters
    ----------
    node : Mapping[str, Any]
        Entry of the table. A part of it that holds under one reading only has ``when``, such as ``sv2a.pool``.
    chosen : Mapping[str, str]
        The reading of every conflict.

    Returns
    -------
    dict[str, Any]
        The entry without these parts and without ``when``.

    Examples
    --------
    >>> under_readings({"pool": {"when": "sv2a.pool", "most": 0.3}}, check_readings({}))
    {}
    """
    kept = {}
    for name, below in node.items():
        if isinstance(below, Mapping):
            if "when" in below:
                conflict, _, reading = below["when"].partition(".")
                if chosen[conflict] != reading:
                    continue
            kept[name] = under_readings(below, chosen)
        elif name != "when":
            kept[name] = below
    return kept
