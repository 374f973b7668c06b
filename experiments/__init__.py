"""Runs, sweeps and the command line: the only place that knows Hydra, disk and processes."""
