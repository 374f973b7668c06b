"""The pathway: populations, projections, receptors, engine. Knows no files but its tables, no Hydra, no processes."""
