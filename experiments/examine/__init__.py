"""The clinical examination of the model: protocols, measurements, report."""
