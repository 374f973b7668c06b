"""How well bursts are found in made recordings of known truth, beside the detectors of other libraries."""
