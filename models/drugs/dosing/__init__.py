"""What a prescriber writes: amounts, regimens, the patient, and whether a dose is plausible. No kinetics is in here."""

from ....lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
