"""Which engines and precisions there are."""

ENGINES = ("standalone", "numpy")  # compiled to C++, and interpreted without a compiler
PRECISIONS = ("float32", "float64")
