"""Measurements of bursts and jerks in the EMG. Reads EMG or onsets; knows no EEG, no stimuli and no diagnosis."""
