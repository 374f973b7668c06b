"""The steps of a person's examination: which stretch of the recording is which protocol."""

from collections.abc import Mapping, Sequence

from ...errors import UserError
from ...models.parameters.nearest import nearest

STEPS = ("rest", "posture", "median_nerve", "startle")
STIMULATED = ("median_nerve", "startle")
SHORTEST = 1.0  # s of a step, as of a recording

Protocols = Mapping[str, Sequence[float] | None]


def read_protocols(words: Sequence[str]) -> dict[str, tuple[float, float] | None]:
    """Read steps as they are written on the command line.

    Parameters
    ----------
    words : sequence of str
        Such as ``rest=0:120``, or ``rest`` for the whole recording.

    Returns
    -------
    dict
        Name of a step to its begin and end in s, or to None.

    Raises
    ------
    UserError
        A word is no step, or occurs twice.

    Examples
    --------
    >>> read_protocols(["rest=0:120", "posture"])
    {'rest': (0.0, 120.0), 'posture': None}
    """
    found: dict[str, tuple[float, float] | None] = {}
    for word in words:
        name, equals, stretch = word.partition("=")
        if name in found:
            raise UserError(f"--protocol {name} is given twice; give each step one stretch of the recording")
        begin, _, end = stretch.partition(":")
        try:
            found[name] = (float(begin), float(end)) if equals else None
        except ValueError:
            raise UserError(
                f"--protocol {word} cannot be read; write NAME=BEGIN:END in s, such as rest=0:120"
            ) from None
    return found


def read_sites(words: Sequence[str]) -> dict[str, str]:
    """Read the sites of stimuli as they are written on the command line.

    Parameters
    ----------
    words : sequence of str
        Such as ``S 1=right_median_nerve``.

    Returns
    -------
    dict
        Label of an annotation, or name of a trigger channel, to site.

    Raises
    ------
    UserError
        A word is no pair.

    Examples
    --------
    >>> read_sites(["S 1=sound"])
    {'S 1': 'sound'}
    """
    found = {}
    for word in words:
        label, _, site = word.rpartition("=")
        if not (label and site):
            raise UserError(f"--sites {word} cannot be read; write LABEL=SITE, such as 'S 1=right_median_nerve'")
        found[label] = site
    return found


def step_times(protocols: Protocols, duration: float, where: str = "") -> dict[str, tuple[float, float]]:
    """Begin and end of every step.

    Parameters
    ----------
    protocols : mapping
        Name of a step to its begin and end in s after the first sample, or to None for the whole recording.
    duration : float
        That of the recording, s.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    dict
        Name to begin and end, s.

    Raises
    ------
    UserError
        There is no step or an unknown one, or its times do not lie in the recording.

    Examples
    --------
    >>> step_times({"rest": (0, 120), "posture": None}, 300.0)
    {'rest': (0.0, 120.0), 'posture': (0.0, 300.0)}
    """
    if not protocols:
        raise UserError(
            f"{where}say which stretch is which step, such as rest=0:120 (--protocol, in Python protocols=); "
            f"steps are {', '.join(STEPS)}"
        )
    times: dict[str, tuple[float, float]] = {}
    for name, stretch in protocols.items():
        if name not in STEPS:
            raise UserError(f"{where}there is no step '{name}'; there are {', '.join(STEPS)}{nearest(name, STEPS)}")
        try:
            begin, end = (0.0, duration) if stretch is None else (float(second) for second in stretch)
        except (TypeError, ValueError):
            raise UserError(f"{where}the step '{name}' is {stretch!r}; give its begin and its end in s") from None
        if not 0 <= begin < end <= duration + 1e-9:
            raise UserError(
                f"{where}the step '{name}' goes from {begin:g} to {end:g} s, but the recording from 0 to {duration:g} s"
            )
        if end - begin < SHORTEST:
            raise UserError(f"{where}the step '{name}' lasts {end - begin:g} s; at least {SHORTEST:g} s are needed")
        times[name] = (begin, min(end, duration))
    return times
