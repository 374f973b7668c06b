"""Populations and projections of every part of the pathway, as data. No equations and no Brian2."""
