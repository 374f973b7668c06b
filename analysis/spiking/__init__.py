"""Measurements of spike trains of the model's cells. No recording of a person has these."""
