"""Measurements of bursts, jerks and silences in the EMG. They read EMG or onsets, and know no EEG and no diagnosis."""
