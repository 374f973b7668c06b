"""Recordings of people, measured: what a long one costs, and whether a file says what the simulation says."""
