"""What a prescriber writes: amounts, regimens, patients, and whether a dose is plausible."""
