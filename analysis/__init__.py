"""Measurements on recordings and datasets: arrays in, arrays out. No module imports Brian2 or the models."""
