"""What was asked of a run or an examination, in few words: the names of folders and the titles of figures."""

import hashlib
from collections.abc import Sequence

LONGEST = 80  # letters of the words in the name of a folder
GROUPS = ("form", "protocol", "regimen", "cut", "state", "engine", "profile", "experiment")  # whose value says it all
AT_THE_END = ("protocol", "seed")


def asked_words(overrides: Sequence[str], form: str, protocol: str, seed: int) -> list[str]:
    """Say what was asked of a run.

    Parameters
    ----------
    overrides : sequence of str
        The overrides of the run.
    form, protocol, seed : str, str, int
        Those of its settings, which are always said.

    Returns
    -------
    list of str
        One text for each thing that was asked, in the order of the line, then the protocol and the seed.

    Examples
    --------
    >>> asked_words(["protocol=median_nerve", "receptors.gaba_a.cortex=0.4", "seed=3"], "healthy", "median_nerve", 3)
    ['gaba_a.cortex=0.4', 'median_nerve', 'seed 3']
    >>> asked_words([], "healthy", "rest", 1)
    ['healthy', 'rest', 'seed 1']
    """
    own = [_short(word) for word in overrides if _key(word) not in AT_THE_END]
    return [*(own or [form]), protocol, f"seed {seed}"]


def folder_of(words: Sequence[str], content: str) -> str:
    """Name a folder by what was asked.

    Parameters
    ----------
    words : sequence of str
        What was asked, such as ``asked_words`` gives it.
    content : str
        All that the files of the folder depend on, of which the name has a hash.

    Returns
    -------
    str
        The words, of a long list as many as fit and how many more there are, and the hash.

    Examples
    --------
    >>> folder_of(["gaba_a.cortex=0.4", "median_nerve", "seed 3"], "settings").rpartition("-")[0]
    'gaba_a.cortex=0.4-median_nerve-seed3'
    >>> folder_of([f"numbers.n={i}" for i in range(40)], "settings").rpartition("-")[0]
    'numbers.n=0-numbers.n=1-numbers.n=2-numbers.n=3-numbers.n=4-numbers.n=5-34_more'
    """
    plain = [_plain(word) for word in words]
    kept = len(plain)
    while kept > 1 and len("-".join(plain[:kept])) > LONGEST:
        kept -= 1
    shown = [word[:LONGEST] for word in plain[:kept]]
    more = [f"{len(plain) - kept}_more"] if kept < len(plain) else []
    return "-".join([*shown, *more, hashlib.sha256(content.encode()).hexdigest()[:8]])


def short_words(overrides: Sequence[str]) -> list[str]:
    """Overrides without what every reader adds by himself.

    Parameters
    ----------
    overrides : sequence of str
        The overrides.

    Returns
    -------
    list of str
        A short text for each.

    Examples
    --------
    >>> short_words(["form=spinal_disinhibition", "receptors.glycine.all=0.5", "+duration=20 s"])
    ['spinal_disinhibition', 'glycine.all=0.5', 'duration=20 s']
    """
    return [_short(word) for word in overrides]


def _short(override: str) -> str:
    key, value = _key(override), override.partition("=")[2]
    return value if key in GROUPS else f"{key.removeprefix('receptors.').removeprefix('numbers.')}={value}"


def _key(override: str) -> str:
    return override.lstrip("+").partition("=")[0]


def _plain(word: str) -> str:
    """Letters that every file system and shell takes."""
    if word.startswith("seed "):
        word = word.replace(" ", "")
    kept = "".join(letter if letter.isalnum() or letter in "._=" else "_" for letter in word)
    return "_".join(part for part in kept.split("_") if part)
