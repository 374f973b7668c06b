"""What a number of a table can be at all, by its unit and its name: a probability of 20 is a slip, whatever its range.

The range of an entry says what is plausible; the bounds here say what means anything.
"""

import math

# Potentials, currents and plain numbers have either sign; every other unit measures a size
SIGNED = frozenset(("1", "percent", "deg", "V", "mV", "uV", "mV/ms", "1/mV", "A", "nA", "pA"))
# Sizes that may be nothing: waiting times, and conductances that a cell or a projection may lack
MAY_BE_ZERO = frozenset(("delay", "spacing", "weight", "voluntary", "adaptation_conductance"))
FRACTIONS = frozenset(
    (
        "probability", "crossed", "pacemaker_share", "share", "girk_share", "inverted_share", "release", "depth",
        "saturation", "slowest_axon", "free", "bioavailability", "fraction", "first_pass", "renal", "ageing", "pool",
    )
)  # fmt: skip
POSITIVE = frozenset(("hill", "half", "girk_half", "girk_hill", "pulses", "clearance"))  # of the plain numbers
COUNTED = "sizes"  # a group whose numbers are counts


def bounds(path: str, unit: str) -> tuple[float, float]:
    """Give the lowest and the highest value that a number of a table can have.

    Parameters
    ----------
    path : str
        Dotted name of the entry; the items of a list are numbered.
    unit : str
        Its unit.

    Returns
    -------
    low : float
        Lowest value; the smallest number above 0 for what must be positive, and minus infinity without a bound.
    high : float
        Highest value; infinity without a bound.

    Examples
    --------
    >>> bounds("projections.l23_pt.probability", "1")
    (0.0, 1.0)
    >>> bounds("ampa.decay", "ms")[0] > 0
    True
    """
    words = [word for word in path.split(".") if not word.isdecimal()]
    name = words[-1] if words else ""
    if unit == "1" and name in FRACTIONS:
        return 0.0, 1.0
    if unit == "1" and name.endswith("_cv"):
        return 0.0, math.inf
    positive = name in POSITIVE or COUNTED in words[:-1] if unit == "1" else unit not in SIGNED
    if not positive:
        return -math.inf, math.inf
    return 0.0 if name in MAY_BE_ZERO else math.ulp(0.0), math.inf


def refused(path: str, unit: str, low: float, high: float) -> str:
    """Say what is wrong with a range, if anything is.

    Parameters
    ----------
    path : str
        Dotted name of the entry.
    unit : str
        Its unit.
    low, high : float
        Range of the entry, in its unit.

    Returns
    -------
    str
        The end of a message, or nothing for a range that can be.

    Examples
    --------
    >>> refused("projections.l23_pt.probability", "1", 16, 24)
    "reaches from 16 to 24, but 'probability' has to be between 0 and 1"
    """
    least, most = bounds(path, unit)
    if least <= low and high <= most:
        return ""
    name = next(word for word in reversed(path.split(".")) if not word.isdecimal())
    reach = f"reaches from {low:g} to {high:g}{'' if unit == '1' else f' {unit}'}"
    allowed = "between 0 and 1" if most == 1 else "above 0" if least > 0 else "0 or more"
    return f"{reach}, but '{name}' has to be {allowed}"
