"""What may go wrong without a fault of the program; whatever is raised besides is one, and keeps its traceback."""


class UserError(ValueError):
    """A mistake in what was asked for, in one line that also says how to mend it."""
