"""Equations and numbers of single cells and of their receptors. No network and no Brian2."""
