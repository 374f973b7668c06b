"""What was done to the pathway of a run, in few words: what was asked, or else what its settings hold."""

from collections.abc import Mapping
from json import loads
from typing import Any

HEALTHY = "healthy"
MOST_NAMED = 6  # changes that are named; of more only the number is said


def condition_words(attributes: Mapping[Any, Any]) -> list[str]:
    """Say in which condition a run was made.

    Parameters
    ----------
    attributes : mapping
        Attributes of a recording: ``settings``, the configuration as JSON, and ``asked``, the overrides in few words.
        Both may be missing, as in a recording of a person.

    Returns
    -------
    list of str
        One text for each thing that was changed, or the form where nothing was changed; then the protocol and the seed.
        A run in which something was changed is never called healthy.

    Examples
    --------
    >>> condition_words({"settings": '{"form": "healthy", "protocol": "rest", "seed": 1}'})
    ['healthy', 'rest', 'seed 1']
    >>> condition_words({"settings": '{"form": "healthy", "condition": {"factors": {"receptors.nmda.all": 2}}}'})
    ['nmda.all=2']
    """
    settings = loads(attributes.get("settings", "{}"))
    condition, structure = settings.get("condition", {}), settings.get("structure", {})
    form, drugs = settings.get("form", ""), settings.get("drugs", "")
    factors, lesions, courses = (condition.get(part) or () for part in ("factors", "lesions", "courses"))
    numbers = [*structure.get("numbers", ()), *["jitter"] * bool(structure.get("jitter"))]
    levels = [drugs] if drugs else []
    state = [condition["state"]] if condition.get("state") else []
    changed = bool(factors or lesions or courses or numbers or levels or state)
    if changed and (asked := str(attributes.get("asked", ""))):
        # The duration is said beside it
        return [word for word in asked.split(", ") if not word.startswith("duration=")] + levels
    own = [form] if form and (form != HEALTHY or not changed) else []
    own += state
    if form == HEALTHY and not drugs:  # else the gains of form and drugs are among the factors
        own += _few([f"{name.removeprefix('receptors.')}={factors[name]:g}" for name in sorted(factors)])
    own += _few(sorted(lesions)) + _few([f"{name} moving" for name in sorted(courses)])
    own += _few([f"numbers.{name}" for name in numbers]) + levels
    own += [str(settings["protocol"])] if settings.get("protocol") else []
    return own + ([f"seed {settings['seed']}"] if "seed" in settings else [])


def efforts_of(attributes: Mapping[Any, Any]) -> dict[str, float]:
    """Say which muscles the subject of a run contracts.

    Parameters
    ----------
    attributes : mapping
        As of :func:`condition_words`.

    Returns
    -------
    dict
        Muscle to effort, as a share of the maximal one, in order of the names.

    Examples
    --------
    >>> efforts_of({"settings": '{"condition": {"drives": {"right_fdi": 0.2}}}'})
    {'right_fdi': 0.2}
    """
    drives = loads(attributes.get("settings", "{}")).get("condition", {}).get("drives", {})
    return dict(sorted(drives.items()))


def _few(words: list[str]) -> list[str]:
    more = [f"{len(words) - MOST_NAMED} more"] if len(words) > MOST_NAMED else []
    return words[:MOST_NAMED] + more
