"""Answers of muscles to stimuli: latency, size, habituation, recruitment. Needs the times of the stimuli."""
