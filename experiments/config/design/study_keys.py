"""What the keys below ``study`` may hold, before anything reads them."""

from collections.abc import Mapping
from typing import Any

from ....errors import UserError

MAPPINGS = ("axes", "grids", "base", "sets")
TEXTS = ("name", "path", "design", "measure")


def checked_study(study: Mapping[str, Any]) -> Mapping[str, Any]:
    """Refuse a config of a study whose keys hold values of another kind.

    Parameters
    ----------
    study : mapping
        The part ``study`` of a composed config.

    Returns
    -------
    mapping
        The same.

    Raises
    ------
    UserError
        A key holds what it cannot hold.

    Examples
    --------
    >>> checked_study({"name": "gains", "path": "results/gains", "axes": {}})["name"]
    'gains'
    """
    for key in MAPPINGS:
        if not isinstance(study.get(key, {}), Mapping):
            raise UserError(f"study.{key}={study[key]!r} has to name its keys, such as study.{key}.seed=[1,2]")
    for profile, axes in study.get("grids", {}).items():
        if not isinstance(axes, Mapping):
            raise UserError(
                f"study.grids.{profile}={axes!r} has to name axes, such as study.grids.{profile}.seed=[1,2]"
            )
    for axis, keys in study.get("sets", {}).items():
        if not isinstance(keys, Mapping) and not _are_texts(keys):
            raise UserError(f"study.sets.{axis}={keys!r} is not a list of keys")
    for key in TEXTS:
        value = study.get(key, key)
        if not isinstance(value, str) or not value.strip():
            raise UserError(f"study.{key}={value!r} has to be a text that is not empty")
    if study.get("path") == f"results/{study.get('name')}" and "/" in study["name"]:
        raise UserError(f"study.name={study['name']!r} names a folder in results; leave out '/', or give study.path")
    examples = study.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, Mapping) for example in examples):
        raise UserError(f"study.examples={examples!r} is not a list of points, such as [{{seed: 1}}]")
    for key in ("table", "figure"):
        if not isinstance(study.get(key), str | None):
            raise UserError(f"study.{key}={study[key]!r} has to be a name")
    return study


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
