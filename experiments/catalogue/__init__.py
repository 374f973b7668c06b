"""What the model contains, written out: drugs with their facts and conflicts, populations and projections."""
