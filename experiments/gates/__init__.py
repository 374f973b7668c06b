"""The healthy gates: published numbers of healthy people beside the model's. Fitting and validation both read them."""
