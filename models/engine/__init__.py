"""Turns circuits into a network that Brian2 runs, compiled or not. No other folder knows Brian2."""
