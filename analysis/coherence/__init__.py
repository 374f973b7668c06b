"""How two signals go together by frequency, and which of them leads. Jerks and stimuli play no part."""
