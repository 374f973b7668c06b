"""Axes and design of a study: the values that axes may have, and the points that they make. Builds and runs nothing."""
