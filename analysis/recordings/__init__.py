"""Recordings of other programs and of people, read into and written from the tree that all measurements take."""
