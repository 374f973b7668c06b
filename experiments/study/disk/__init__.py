"""The folder of a study on disk: what lies where in it, and how processes write it together."""
