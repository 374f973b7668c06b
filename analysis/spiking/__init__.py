"""Measurements of spike trains of the model's cells, which no recording of a person has. They read no EMG."""
