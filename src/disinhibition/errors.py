"""What ends a command although the program has no fault, each as one line that says how to go on.

The command line prints these lines and nothing else. Every other exception is a fault of the program, and keeps its
traceback.
"""


class UserError(ValueError):
    """What was asked for cannot be: a word, a value, a file or a place. The command line ends with exit code 2."""


class OutsideError(RuntimeError):
    """The work cannot go on for a reason outside of program and words. The command line ends with exit code 1."""


class DiskFull(OutsideError):
    """There is no room to write."""
