"""Checks and labels that every measurement shares. Measures nothing itself."""
