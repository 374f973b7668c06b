"""Measurements on recordings and datasets: arrays in, arrays out. Never imports brian2 or the models."""
