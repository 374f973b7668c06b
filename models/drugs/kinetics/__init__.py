"""From single doses to free concentrations and slow states over time."""
