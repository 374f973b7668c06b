"""Drugs: from dose to free concentration (kinetics) and from concentration to run-time factors (mechanisms)."""
