"""What there is to choose from, each with a sentence from where it is kept."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from math import isnan
from pathlib import Path
from typing import Literal

from ...analysis.signals.counted import counted
from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..config.packaged import CONFIGS, config_groups

RUNS = Path("results", "runs")
ANSWERS = ("response_probability", "unmeasured_muscles")
SENTENCE = re.compile(r"(.+?[.?!])(?:\s|$)", re.DOTALL)
# Of a cut the target says where
LESIONS = {
    "transection": "Every pathway of the cord is cut at {}.",
    "decerebration": "The brainstem is cut from cortex and thalamus, between the colliculi.",
    "remove": "It removes {}, whose synapses are all cut.",
    "deafferentation": "The afferents of the {} are silenced.",
}
STRUCTURES = {
    "cortex": "the cortex (M1 and S1)", "m1": "M1", "s1": "S1", "thalamus": "the thalamus",
    "brainstem": "the brainstem", "spinal": "the cord", "xi": "the accessory nucleus",
}  # fmt: skip
Kind = Literal[
    "protocols",
    "forms",
    "states",
    "cuts",
    "regimens",
    "drugs",
    "muscles",
    "places",
    "lesions",
    "experiments",
    "runs",
    "figures",
]


def catalogue(kind: Kind) -> dict[str, str]:
    """List what there is to choose from.

    Parameters
    ----------
    kind : str
        ``protocols``, ``forms``, ``states`` (of vigilance), ``cuts``, ``regimens``, ``drugs``, ``muscles``,
        ``places``, ``lesions``, ``experiments``, ``runs`` (in results/runs) or ``figures``.

    Returns
    -------
    dict
        Name, as a key takes it, to a sentence.

    Raises
    ------
    UserError
        There is no such kind; the message names the nearest one.

    Examples
    --------
    >>> catalogue("protocols")["rest"]
    'The subject lies still.'
    >>> catalogue("muscles")["fdi"]
    'It is moved from the segments C8 and T1.'
    """
    if kind not in KINDS:
        raise UserError(f"there is no list of '{kind}'" + (nearest(kind, KINDS) or f"; there are {', '.join(KINDS)}"))
    return dict(KINDS[kind]())


def first_sentence(text: str) -> str:
    """Take the first sentence of a text of several lines.

    Parameters
    ----------
    text : str
        The text.

    Returns
    -------
    str
        Its first sentence in one line; the whole text if it has no end.

    Examples
    --------
    >>> first_sentence("The subject lies still.\\nJerks are counted.")
    'The subject lies still.'
    """
    found = SENTENCE.match(text.strip())
    return " ".join((found[1] if found else text).split())


def _configs(group: str) -> Callable[[], Iterator[tuple[str, str]]]:
    """Names of the configs of a group, and the first sentence of the comment of each."""

    def read() -> Iterator[tuple[str, str]]:
        every = config_groups()[group]
        short = [name.rpartition("/")[2] for name in every]
        for name in every:
            lines = (files(CONFIGS) / group / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
            comment = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
            # What is written for Hydra, and the command that runs the file
            said = [line for line in comment if not line.startswith(("@package", "disinhibition "))]
            # The name alone is enough for a command, unless two folders have it
            last = name.rpartition("/")[2]
            yield (last if short.count(last) == 1 else name), first_sentence("\n".join(said))

    return read


def _drugs() -> Iterator[tuple[str, str]]:
    from ...models.drugs.drug_tables import mechanisms_of, tables_of

    for group, agents in tables_of("kinetics").items():
        for agent in agents:
            does = ", ".join(word.replace("_", " ") for word in mechanisms_of(agent))
            acts = f"its mechanisms are {does}" if does else "it has no mechanism of its own"
            yield agent, f"It belongs to the {group}; {acts}."


def _states() -> Iterator[tuple[str, str]]:
    from ...models.condition.vigilance import STATES

    yield from STATES.items()


def _muscles() -> Iterator[tuple[str, str]]:
    from ...models.condition.vocabulary import MUSCLES
    from ...models.parameters.sourced import load_table

    segments = load_table("anatomy")["myotomes"]
    for muscle in MUSCLES:
        names = list(segments[muscle])
        place = f"the segment{'s' * (len(names) > 1)} {' and '.join(names)}" if names else "a nucleus of the brainstem"
        yield muscle, f"It is moved from {place}."


def _places() -> Iterator[tuple[str, str]]:
    """The places to which the gain of a receptor may be narrowed; without a side they are on both."""
    from ...models.condition.places import CROSSED, places

    for name, place in places().items():
        where = f"the {place.part} cord" if place.part else STRUCTURES[place.area or place.region]
        if place.segment:
            where = STRUCTURES["xi"] if place.segment == "xi" else f"the segment {place.segment.upper()} of the cord"
        zone = f"the {place.zone} zone of " if place.zone else ""
        other = "right" if place.side == "left" else "left"
        hemisphere = f" in the {place.side} hemisphere, for the {other} side of the body"
        side = hemisphere if place.region in CROSSED else f" on the {place.side} side of the body"
        yield name, f"The cells of {zone}{where}{side if place.side else ''}."


def _lesions() -> Iterator[tuple[str, str]]:
    from ...models.condition.condition import LESIONS as TARGETS

    for kind, targets in TARGETS.items():
        for target in targets or ("",):
            yield f"{kind}:{target}" if target else kind, LESIONS[kind].format(target)


def _runs() -> Iterator[tuple[str, str]]:
    import h5py  # the shell asks this file for names, and must not wait

    from ...analysis.condition_words import condition_words

    for path in sorted(RUNS.glob("*/recording.nc")):
        try:
            with h5py.File(path) as recording:
                asked = ", ".join(condition_words(dict(recording.attrs)))
                seconds = json.loads(recording.attrs["settings"])["duration"]
                found = {name: float(recording[f"statistics/{name}"][()]) for name in ("jerk_rate", *ANSWERS)}
        except (OSError, KeyError, ValueError):
            yield path.parent.name, "The recording cannot be read."
            continue
        rate, share = found["jerk_rate"], found["response_probability"]
        jerks = "jerks not measured" if isnan(rate) else f"{rate:.2f} spontaneous jerks per second"
        responses = "" if isnan(share) else f", responses to {100 * share:.0f} % of the stimuli"
        hidden = int(found["unmeasured_muscles"])
        unknown = f", jerks of {counted(hidden, 'contracting muscle')} unknown" if hidden and not isnan(rate) else ""
        yield path.parent.name, f"{asked}, {seconds:g} s: {jerks}{responses}{unknown}."


def _figures() -> Iterator[tuple[str, str]]:
    # Read as text: the scripts themselves import matplotlib
    package = find_spec(f"{__package__.rpartition('.')[0]}.figures")
    assert package is not None
    for folder in package.submodule_search_locations or ():
        for path in sorted(Path(folder).glob("[!_]*.py")):
            script = ast.parse(path.read_text(encoding="utf-8"))
            command = next(_values_of(script, "COMMAND"), "")
            made = (
                f"'disinhibition {command}'" if command else "The program docs/examples/inference.py of the repository"
            )
            yield path.stem, f"{first_sentence(ast.get_docstring(script) or '')} {made} computes what it shows."


def _values_of(script: ast.Module, name: str) -> Iterator[str]:
    """Texts that a script gives to a name."""
    for line in script.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and line.targets[0].id == name:
            yield ast.literal_eval(line.value)


KINDS: Mapping[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "protocols": _configs("protocol"),
    "forms": _configs("form"),
    "states": _states,
    "cuts": _configs("cut"),
    "regimens": _configs("regimen"),
    "drugs": _drugs,
    "muscles": _muscles,
    "places": _places,
    "lesions": _lesions,
    "experiments": _configs("experiment"),
    "runs": _runs,
    "figures": _figures,
}
