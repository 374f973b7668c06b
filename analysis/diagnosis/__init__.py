"""From the recordings of an examination to a differential diagnosis: body, features, evidence, decision."""
