"""Recordings of other programs and of people, read and written as the tree of all measurements. None measures."""
