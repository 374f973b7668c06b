"""Names of muscles and electrodes as people write them, and as the measurements know them."""

import re
from collections.abc import Sequence

SIDES = {
    "left": ("l", "left", "li", "links", "lt", "sin", "sinister", "gauche"),
    "right": ("r", "right", "re", "rechts", "rt", "dex", "dexter", "dx", "droit", "droite"),
}
FILLERS = {"m", "emg", "muscle", "muskel", "musculus", "surface", "bip", "bipolar"}
MUSCLES = {
    "orbicularis_oculi": ("orbicularis oculi", "oo", "ooc", "orb oculi"),
    "masseter": ("masseter", "mass"),
    "scm": ("scm", "sternocleidomastoid", "sternocleidomastoideus", "sternomastoid"),
    "trapezius": ("trapezius", "trap", "traps"),
    "deltoid": ("deltoid", "deltoideus", "delt"),
    "biceps": ("biceps", "biceps brachii", "bizeps", "bic", "bb"),
    "triceps": ("triceps", "triceps brachii", "trizeps", "tric", "tri"),
    "wrist_extensor": ("wrist extensor", "wrist extensors", "ecr", "edc", "extensor carpi radialis",
                       "extensor digitorum", "extensor digitorum communis"),
    "flexor_carpi_radialis": ("flexor carpi radialis", "fcr"),
    "fdi": ("fdi", "first dorsal interosseous", "first dorsal interosseus", "1di", "interosseus dorsalis 1", "di1"),
    "apb": ("apb", "abductor pollicis brevis", "thenar"),
    "paraspinal_t6": ("paraspinal t6", "paraspinal th6"),
    "rectus_abdominis": ("rectus abdominis", "ra"),
    "quadriceps": ("quadriceps", "quad", "rectus femoris", "vastus lateralis", "vastus medialis"),
    "tibialis_anterior": ("tibialis anterior", "ta", "tib ant"),
    "soleus": ("soleus", "sol"),
    "gastrocnemius": ("gastrocnemius", "gastroc", "gm", "gastrocnemius medialis"),
    "abductor_hallucis": ("abductor hallucis", "ah"),
}  # fmt: skip
ALIASES = {alias: muscle for muscle, aliases in MUSCLES.items() for alias in (*aliases, muscle.replace("_", " "))}
# Electrodes of the 10-20 system over the zones of the motor cortex
ZONES = {"c3": "left_hand", "c4": "right_hand", "c5": "left_face", "c6": "right_face", "c1": "left_foot",
         "c2": "right_foot", "c3'": "left_cp3", "c4'": "right_cp4"}  # fmt: skip
SCALP = re.compile(r"(?:fp|af|f|fc|ft|c|cp|tp|t|p|po|o)(?:z|\d{1,2})'?")
REFERENCES = {"a1", "a2", "m1", "m2", "ref", "reference", "avg", "av", "ave", "le", "linked", "car", "a1a2", "m1m2"}


def muscle_name(text: str) -> str:
    """Name of a muscle with its side, as the measurements know it.

    Parameters
    ----------
    text : str
        The name as somebody wrote it.

    Returns
    -------
    str
        Such as 'right_fdi'; without side if none is given. A muscle that is not known keeps its words behind its side,
        and a name without side that is not known stays as it is.

    Examples
    --------
    >>> [muscle_name(text) for text in ("FDI R", "R.SCM", "re. Bizeps", "rFDI", "left deltoid", "EMG1")]
    ['right_fdi', 'right_scm', 'right_biceps', 'right_fdi', 'left_deltoid', 'EMG1']
    """
    words = [word for word in re.split(r"[^a-z0-9]+", text.lower()) if word]
    sided = [(side, word) for word in words for side, names in SIDES.items() if word in names]
    side = sided[0][0] if len({one for one, _ in sided}) == 1 else ""
    rest = [word for word in words if not (side and word in SIDES[side])]
    named = " ".join(word for word in rest if word not in FILLERS)
    if named in ALIASES:
        return _with_side(side, ALIASES[named])
    if not side and named:
        # The side may stand before or behind an abbreviation without a space
        for found, letter in (("left", "l"), ("right", "r")):
            if named[0] == letter and named[1:] in ALIASES:
                return _with_side(found, ALIASES[named[1:]])
            if named[-1] == letter and named[:-1] in ALIASES:
                return _with_side(found, ALIASES[named[:-1]])
    return _with_side(side, "_".join(rest)) if side and named else text.strip()


def electrode_name(text: str) -> str:
    """Name of an electrode, as the measurements know it.

    Parameters
    ----------
    text : str
        The name as somebody wrote it, with or without 'EEG' before it and a reference behind it.

    Returns
    -------
    str
        The zone of the motor cortex below an electrode of the 10-20 system ('left_hand' for C3); for others of it the
        name behind the side ('left_f3'), or the name alone on the midline ('cz'). Other names stay as they are.

    Examples
    --------
    >>> [electrode_name(text) for text in ("C3", "EEG C4-A1", "Cz", "F3", "right_hand", "C3-C4")]
    ['left_hand', 'right_hand', 'cz', 'left_f3', 'right_hand', 'C3-C4']
    """
    site = scalp_site(text)
    if not site:
        return text.strip()
    if site in ZONES:
        return ZONES[site]
    digits = site.rstrip("'").lstrip("abcdefghijklmnopqrstuvwxy")
    return site if digits == "z" else f"{'left' if int(digits) % 2 else 'right'}_{site}"


def scalp_site(text: str) -> str:
    """Site of the 10-20 system that a name speaks of.

    Parameters
    ----------
    text : str
        Name of a channel.

    Returns
    -------
    str
        The site in small letters ('c3'); '' where the name speaks of none, or of two.

    Examples
    --------
    >>> scalp_site("EEG Fp1-Ref"), scalp_site("EMG 1")
    ('fp1', '')
    """
    words = [word for word in re.split(r"[^a-z0-9']+", text.lower()) if word and word != "eeg"]
    sites = [word for word in words if word not in REFERENCES]
    return sites[0] if len(sites) == 1 and SCALP.fullmatch(sites[0]) else ""


def short_name(name: str) -> str:
    """Name of a muscle or electrode as people write it, for files whose names are short.

    Parameters
    ----------
    name : str
        Name as the measurements know it.

    Returns
    -------
    str
        A name that ``muscle_name`` or ``electrode_name`` reads back.

    Examples
    --------
    >>> short_name("right_flexor_carpi_radialis"), short_name("left_hand"), short_name("EMG1")
    ('FCR R', 'C3', 'EMG1')
    """
    site = next((site for site, zone in ZONES.items() if zone == name), "")
    if site:
        return site.upper()
    side, _, muscle = name.partition("_")
    if side in SIDES and muscle in MUSCLES:
        return f"{min(MUSCLES[muscle], key=len).upper()} {side[0].upper()}"
    return name


def channel_words(name: str, kind: str) -> str:
    """Name of a channel as a report shows it, where muscles and electrodes stand beside each other.

    Parameters
    ----------
    name : str
        Name as the measurements know it.
    kind : str
        'emg' or 'eeg'.

    Returns
    -------
    str
        The name of a muscle as it is; that of an electrode with its site, since its zone is named like a muscle.

    Examples
    --------
    >>> channel_words("left_hand", "eeg"), channel_words("cz", "eeg"), channel_words("left_fdi", "emg")
    ('electrode C3 (left_hand)', 'electrode cz', 'left_fdi')
    """
    if kind != "eeg":
        return name
    site = short_name(name)
    return f"electrode {name}" if site == name else f"electrode {site} ({name})"


def distinct(labels: Sequence[str]) -> list[str]:
    """Labels of which none occurs twice.

    Parameters
    ----------
    labels : sequence of str
        Labels of the channels of a file.

    Returns
    -------
    list of str
        The labels; those that occur more than once are counted from 0.

    Examples
    --------
    >>> distinct(["EMG", "C3", "EMG"])
    ['EMG-0', 'C3', 'EMG-1']
    """
    return [
        f"{label}-{list(labels[:place]).count(label)}" if list(labels).count(label) > 1 else label
        for place, label in enumerate(labels)
    ]


def written_name(label: str, labels: Sequence[str]) -> str:
    """Name that a file gave to a channel before ``distinct``, or mne, counted it among others of that name.

    Parameters
    ----------
    label : str
        Label of the channel, counted or not.
    labels : sequence of str
        Labels of all channels.

    Returns
    -------
    str
        The name without its number, if another channel has the same name and it is that of a muscle or electrode.

    Examples
    --------
    >>> labels = ["FDI R-0", "FDI R-1", "EMG-0", "EMG-1"]
    >>> [written_name(label, labels) for label in labels]
    ['FDI R', 'FDI R', 'EMG-0', 'EMG-1']
    """
    stem, counted, _ = label.rpartition("-")
    others = [other for other in labels if other != label and re.fullmatch(re.escape(stem) + r"-\d+", other)]
    if not counted or not others or not label.removeprefix(f"{stem}-").isdigit():
        return label
    known = scalp_site(stem) or muscle_name(stem).removeprefix("left_").removeprefix("right_") in MUSCLES
    return stem if known else label


def _with_side(side: str, muscle: str) -> str:
    return f"{side}_{muscle}" if side else muscle
