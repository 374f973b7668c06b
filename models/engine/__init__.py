"""Turns circuits into a network that Brian2 runs, compiled or not. The only folder that knows Brian2."""
