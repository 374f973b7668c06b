"""What a prescriber writes: amounts, regimens, the patient, and whether a dose is plausible. No kinetics is in here."""
