"""The pathway: populations, projections, receptors, drugs and the engine that runs them.

It knows no files but its tables, no Hydra and no processes but the compiled model and the compiler.
"""
