"""Fits the pathway to its healthy gates, stage by stage, and makes the ensemble of parameter sets that pass them."""
