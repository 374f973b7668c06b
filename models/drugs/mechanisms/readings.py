"""Conflicts of the literature that can be run both ways: each has a name and its readings, the first is the default."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

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
    """Every reading, as given or by default.

    Raises KeyError (with the nearest name) or ValueError (with the readings there are), in one line.
    """
    chosen = {name: choices[0] for name, choices in READINGS.items()}
    for name, value in given.items():
        if name not in READINGS:
            near = get_close_matches(str(name), READINGS, n=1)
            hint = f"; did you mean 'readings.{near[0]}'?" if near else f"; there are {', '.join(READINGS)}"
            raise KeyError(f"unknown reading 'readings.{name}'{hint}")
        # YAML reads a bare on and off as truth values
        word = {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value
        if word not in READINGS[name]:
            raise ValueError(f"readings.{name}={value}: there are {' and '.join(READINGS[name])}")
        chosen[name] = str(word)
    return chosen


def needed(chosen: Mapping[str, str]) -> dict[str, float]:
    """How many times the level agonists of a site of the kinetic tables need; sites not named need what they need.

    Chronic patients need more of mu agonists in the reading ``opioid_patient.tolerant``.
    """
    tolerant = chosen["opioid_patient"] == "tolerant"
    return {"mu": float(shared_numbers("opioid")["tolerance"].value)} if tolerant else {}


def read_as(node: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """An entry without the parts that hold only ``when`` another reading is chosen."""
    kept = {}
    for name, below in node.items():
        if isinstance(below, Mapping):
            if "when" in below:
                conflict, _, reading = below["when"].partition(".")
                if chosen[conflict] != reading:
                    continue
            kept[name] = read_as(below, chosen)
        elif name != "when":
            kept[name] = below
    return kept
