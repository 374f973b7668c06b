"""What a run is recorded as: spikes, EMG and twitch force, EEG. Made after the run, from spikes and currents."""
