"""Checks, stretches and labels that every measurement shares. Nothing is measured, no other folder imported."""
