"""What a measurement has to know of the body: where motor nuclei lie and how far their muscles are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value")
Found = tuple[str, str]


@dataclass(frozen=True)
class Body:
    """Anatomy by muscle, named without side.

    Attributes
    ----------
    position : mapping of str to float
        Level of the motor nucleus, m below the obex, negative above.
    efferent : mapping of str to float
        Time from motor nucleus to EMG in s, junction included.
    segments : mapping of str to tuple of str
        Segments of the cord ('C8', 'T1'), empty for a cranial muscle.
    zone : mapping of str to str
        Zone of the motor cortex, over which the electrode lies.
    limb : mapping of str to str
        'arm' or 'leg', '' for the rest.
    antagonists : tuple of tuple of str
        Pairs of muscles of one joint.
    """

    position: Mapping[str, float]
    efferent: Mapping[str, float]
    segments: Mapping[str, tuple[str, ...]]
    zone: Mapping[str, str]
    limb: Mapping[str, str]
    antagonists: tuple[tuple[str, str], ...]


def without_side(muscle: str) -> str:
    """Name of a muscle without its side.

    Parameters
    ----------
    muscle : str
        Name with or without side.

    Returns
    -------
    str
        The bare name.

    Examples
    --------
    >>> without_side("right_fdi")
    'fdi'
    """
    return muscle.removeprefix("left_").removeprefix("right_")


def side_of(name: str) -> str:
    """Side of a muscle, or of the site of a stimulus.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    str
        'left', 'right', or '' for a name without side.

    Examples
    --------
    >>> side_of("left_fdi"), side_of("sound")
    ('left', '')
    """
    return next((side for side in ("left", "right") if name.startswith(f"{side}_")), "")


def contralateral_electrode(muscle: str, body: Body) -> str:
    """Electrode over the motor cortex that moves a muscle.

    Parameters
    ----------
    muscle : str
        Name of the muscle with its side.
    body : Body
        The anatomy.

    Returns
    -------
    str
        Name of the electrode, such as 'left_hand' for 'right_fdi'; '' for a muscle without side, or one that the body
        does not know.
    """
    zone = body.zone.get(without_side(muscle))
    if zone is None or without_side(muscle) == muscle:
        return ""
    return f"{'left' if muscle.startswith('right_') else 'right'}_{zone}"


def recorded_electrode(muscle: str, body: Body, electrodes: Collection[str]) -> Found:
    """Electrode over the motor cortex that moves a muscle, if it was recorded.

    Parameters
    ----------
    muscle : str
        Name of the muscle with its side.
    body : Body
        The anatomy.
    electrodes : collection of str
        Electrodes of the recording.

    Returns
    -------
    name : str
        The electrode, '' if it was not recorded.
    reason : str
        Why there is none, '' beside a name.

    Examples
    --------
    >>> body = Body({}, {}, {}, {"fdi": "hand"}, {}, ())
    >>> recorded_electrode("right_fdi", body, ["left_hand"])
    ('left_hand', '')
    >>> recorded_electrode("right_fdi", body, ["cz"])
    ('', 'no electrode over the cortex of right_fdi (left_hand); recorded were cz')
    """
    wanted = contralateral_electrode(muscle, body)
    if not wanted:
        return "", f"the side of '{muscle}' is not known"
    if wanted in electrodes:
        return wanted, ""
    there = ", ".join(electrodes) or "none"
    return "", f"no electrode over the cortex of {muscle} ({wanted}); recorded were {there}"


def value_of_muscle(name: str, values: Mapping[str, Value], what: str) -> Value:
    """Entry of a muscle, by its name with or else without side.

    Parameters
    ----------
    name : str
        Name of the muscle.
    values : mapping
        Entries by muscle.
    what : str
        What the entries are, for the message.

    Returns
    -------
    Any
        The entry.

    Raises
    ------
    KeyError
        There is none.

    Examples
    --------
    >>> value_of_muscle("right_fdi", {"fdi": 0.115}, "position")
    0.115
    """
    if name not in values and without_side(name) not in values:
        raise KeyError(f"no {what} for muscle '{name}'; add '{without_side(name)}' to the mapping")
    return values[name] if name in values else values[without_side(name)]
