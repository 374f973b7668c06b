"""Settings of one run, and their plain form, from which keys, provenance and names of folders derive.

A point of a study carries the plain form, which any process and any file can hold. It is made once, by
``plain_settings``, and becomes settings again once, by ``settings_from_plain``, where the point is computed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from ...models.circuits.circuit import Structure
from ...models.condition.condition import Condition, Stimulus
from ...models.condition.vigilance import AWAKE
from ...models.parameters.identity import model_digest
from .asked import asked_words, folder_of

Plain = Mapping[str, Any]  # Settings as dicts, lists, numbers and texts


@dataclass(frozen=True)
class Settings:
    """Everything one run depends on.

    ``form``, ``protocol``, ``parameters`` and ``drugs`` are labels and change nothing: the structure has the numbers of
    the parameter set, the condition the factors of the drugs.

    Attributes
    ----------
    structure : Structure
        What the network is built from.
    condition : Condition
        What the network is run under.
    duration : float
        Duration of the run, s.
    seed : int
        Seed of the noise.
    engine : str
        ``"standalone"`` or ``"numpy"``.
    precision : str
        ``"float32"`` or ``"float64"``.
    form : str
        Name of the form.
    protocol : str
        Name of the protocol.
    parameters : int
        Number of the parameter set.
    drugs : str
        Label of the medication, empty without drugs.
    """

    structure: Structure
    condition: Condition
    duration: float
    seed: int
    engine: str = "standalone"
    precision: str = "float32"
    form: str = "healthy"
    protocol: str = "rest"
    parameters: int = 0
    drugs: str = ""


def plain_settings(settings: Settings) -> Plain:
    """The plain form of settings; equal settings have equal forms.

    Parameters
    ----------
    settings : Settings
        What a run depends on.

    Returns
    -------
    dict
        Every field of the settings by its name. What a run does not have, such as drugs, is left out, so that the key
        of the run stays what it was before there were any.
    """
    condition = settings.condition
    plain: dict[str, Any] = {
        "factors": dict(sorted(condition.factors.items())),
        "lesions": list(condition.lesions),
        "stimuli": [asdict(stimulus) for stimulus in condition.stimuli],
        "drives": dict(sorted(condition.drives.items())),
        "ramp": [condition.ramp_start, condition.ramp_rise],
    }
    if condition.courses:
        plain["courses"] = {name: list(values) for name, values in sorted(condition.courses.items())}
        plain["course_step"] = condition.course_step
    if condition.state != AWAKE:
        plain["state"] = condition.state
    rest = {field.name: getattr(settings, field.name) for field in fields(settings)}
    if not settings.drugs:
        del rest["drugs"]
    structure = asdict(settings.structure) | {"numbers": dict(settings.structure.numbers)}
    return rest | {"structure": structure, "condition": plain}


def settings_from_plain(plain: Plain) -> Settings:
    """The settings of a plain form, which may have been read from JSON.

    Parameters
    ----------
    plain : dict
        As ``plain_settings`` returns it.

    Returns
    -------
    Settings
        What a run depends on.
    """
    condition, structure = plain["condition"], plain["structure"]
    return Settings(
        **{
            **plain,
            "structure": Structure(**{**structure, "numbers": tuple(sorted(structure["numbers"].items()))}),
            "condition": Condition(
                factors=dict(condition["factors"]),
                lesions=tuple(condition["lesions"]),
                stimuli=tuple(Stimulus(**stimulus) for stimulus in condition["stimuli"]),
                drives=dict(condition["drives"]),
                ramp_start=condition["ramp"][0],
                ramp_rise=condition["ramp"][1],
                courses={name: tuple(values) for name, values in condition.get("courses", {}).items()},
                course_step=condition.get("course_step", 1.0),
                state=condition.get("state", AWAKE),
            ),
        }
    )


def settings_text(plain: Plain) -> str:
    """The plain form of settings as JSON with sorted names, which is the ``settings`` of a provenance.

    Parameters
    ----------
    plain : dict
        As ``plain_settings`` returns it.

    Returns
    -------
    str
        The JSON.
    """
    return json.dumps(plain, sort_keys=True)


def folder_name(plain: Plain, asked: Sequence[str] = ()) -> str:
    """Name of the folder of one run.

    Parameters
    ----------
    plain : dict
        As ``plain_settings`` returns it.
    asked : sequence of str
        The overrides of the run.

    Returns
    -------
    str
        What was asked, or else the form; protocol and seed of the run; and a hash of all settings and of the model.
    """
    words = asked_words(asked, plain["form"], plain["protocol"], plain["seed"])
    return folder_of(words, f"{settings_text(plain)} {model_digest()}")


def point_key(plain: Plain, network: str) -> str:
    """Content key of a point: the hash of what its row depends on, labels left out.

    Parameters
    ----------
    plain : dict
        As ``plain_settings`` returns it.
    network : str
        The content key of the built network.

    Returns
    -------
    str
        The key, of 24 hexadecimal digits.
    """
    physical = {**plain, "form": "", "protocol": "", "parameters": 0, "network": network}
    physical.pop("drugs", None)
    return hashlib.sha256(settings_text(physical).encode()).hexdigest()[:24]
