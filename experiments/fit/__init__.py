"""Searches of settings and of parameters: to a target, to the healthy gates, to observed statistics."""
