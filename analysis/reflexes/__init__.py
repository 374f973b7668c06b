"""Answers of muscles and motor units to stimuli, from latency to recruitment. All need the times of stimuli."""
