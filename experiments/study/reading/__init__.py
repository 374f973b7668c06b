"""A study read back: as one dataset, as a table, by its axes."""
