"""What all of the models share: the reading of the tables of numbers, clocks, random streams, names and identity.

Numbers of the tables are replaced by a user's, jittered or taken from the ensemble here. ``nearest`` finds the name
that a user may have meant. ``identity`` and ``source_code`` hash the model, and ``provenance`` says what produced a
result.

The numbers themselves lie in ``models/tables``. No equation is here.
"""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
