"""What a run is recorded as: spikes, EMG and twitch force, EEG. They are made after the run, from spikes and
currents."""
