"""The steps of a person's examination: which stretch of the recording is which protocol."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ...analysis.body import side_of, without_side
from ...errors import UserError
from ...models.condition.sites import site_names
from ...models.parameters.nearest import nearest
from ..given_objects import told

STEPS = ("rest", "posture", "median_nerve", "startle")
STIMULATED = ("median_nerve", "startle")
OWN_SITE = "; write such as right_median_nerve or sound, or a site of your own that begins with left_ or right_"
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
    >>> read_protocols(["rest=0:120", "posture=120:180"])
    {'rest': (0.0, 120.0), 'posture': (120.0, 180.0)}
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
        There is no step or an unknown one, its times do not lie in the recording, or two steps overlap.

    Examples
    --------
    >>> step_times({"rest": (0, 120), "posture": (120, 180)}, 300.0)
    {'rest': (0.0, 120.0), 'posture': (120.0, 180.0)}
    """
    if not isinstance(protocols, Mapping):
        raise UserError(
            f"{where}the steps are {told(protocols)}; give their names and times, such as {{'rest': (0, 120)}}"
        )
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
        said = f"{where}the step '{name}' goes from {begin:g} to {end:g} s"
        if not 0 <= begin < end:
            raise UserError(f"{said}; give a begin of 0 s or more and an end after it")
        if not end <= duration + 1e-9:
            raise UserError(f"{said}, but the recording from 0 to {duration:g} s")
        if end - begin < SHORTEST:
            raise UserError(f"{where}the step '{name}' lasts {end - begin:g} s; at least {SHORTEST:g} s are needed")
        times[name] = (begin, min(end, duration))
    _refuse_overlap(times, where)
    return times


def _refuse_overlap(times: Mapping[str, tuple[float, float]], where: str) -> None:
    """Nobody lies still and holds a posture at once."""
    ordered = sorted(times.items(), key=lambda item: item[1][0])
    for (first, (_, end)), (second, (begin, _)) in pairwise(ordered):
        if begin < end - 1e-9:
            raise UserError(
                f"{where}the steps '{first}' and '{second}' overlap, since the second begins at {begin:g} s; give each "
                "a stretch of its own"
            )


def check_sites(sites: Mapping[str, str] | None) -> None:
    """Refuse sites that are none: those of the model are known, with or without a side, and any name with a side.

    Parameters
    ----------
    sites : mapping of str to str or None
        Label of an annotation, or name of a trigger channel, to site.

    Raises
    ------
    UserError
        There is no mapping, or a site does not exist; the message gives the nearest name.

    Examples
    --------
    >>> check_sites({"S 1": "right_median_nerve", "S 2": "median_nerve", "S 3": "left_wrist"})
    """
    if sites is None:
        return
    if not isinstance(sites, Mapping):
        raise UserError(f"sites is {told(sites)}; give labels and their sites, such as {{'S 1': 'right_median_nerve'}}")
    known = list(dict.fromkeys(name for site in site_names("both") for name in (site, without_side(site))))
    for label, site in sites.items():
        if not isinstance(site, str) or (site not in known and not side_of(site)):
            near = nearest(site, known, otherwise=OWN_SITE)
            raise UserError(f"there is no stimulus site '{site}', which '{label}' is to mark{near}")
