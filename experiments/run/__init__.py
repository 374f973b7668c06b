"""One run: settings in, recording and row of measures out, with its provenance."""
