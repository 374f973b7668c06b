"""Measurements of the EEG: averages before jerks and after stimuli, spontaneous complexes.

Of the EMG these measurements know the times of jerks and nothing else.
"""
