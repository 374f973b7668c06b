"""What is done to the pathway in one run: factors, lesions, stimuli, voluntary effort.

All of it changes without a rebuild. What a factor does to a cell belongs to ``membrane`` and ``engine/values``.
"""

from ...lazy import submodules

__getattr__, __dir__ = submodules(__name__, __path__)
