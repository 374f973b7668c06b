"""Measurements of the EEG: averages before jerks and after stimuli, complexes. Of the EMG they know onsets."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
