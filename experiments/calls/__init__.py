"""What ``import disinhibition as dis`` offers: each command of the command line as a call of Python.

A call takes override strings, mappings of keys to values, and keywords, in any mixture. It shows its progress in a
terminal and in a notebook, and gives labelled arrays back. Once a call was made, xarray's objects have the accessor
``dis``, which says what happened in them.
"""

from ...analysis import overview

__all__ = ["overview"]
