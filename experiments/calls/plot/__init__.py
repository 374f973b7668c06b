"""One call a picture: what is in memory goes in, axes of matplotlib come out.

Each picture is drawn by the code of the figures. The calls are functions, ``dis.plot.emg(tree)``, and no accessors of
xarray: their types are checked, a recording that was read from a file has them without any registration, and their
names stand in one place, where ``help(dis.plot)`` lists them.
"""

from .averaged import back_average, coherence, evoked
from .recording import eeg, emg, order, raster
from .swept import study

__all__ = ["back_average", "coherence", "eeg", "emg", "evoked", "order", "raster", "study"]
