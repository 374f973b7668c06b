"""Measurements of bursts, jerks and silences in the EMG. They read EMG or onsets, and know no EEG and no diagnosis."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
