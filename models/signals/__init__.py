"""What a run is recorded as: spikes, EMG and twitch force, EEG. They are made after the run, from spikes and
currents."""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
