"""From recordings of an examination to a differential diagnosis: features, criteria, decision. No model is known."""
