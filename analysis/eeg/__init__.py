"""Measurements of the EEG: averages before jerks and after stimuli, complexes. Of the EMG they know onsets."""
