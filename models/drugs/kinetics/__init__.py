"""Pharmacokinetics: from single doses to free concentrations and slow states over time. No effect of a drug is here."""
