"""What an examination has to know of the body: where motor nuclei lie and how far their muscles are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Body:
    """Anatomy by muscle, named without side.

    position: m below the obex, negative above. efferent: s from motor nucleus to EMG, junction included. segments: of
    the cord ('C8', 'T1'), empty for a cranial muscle. zone: of the motor cortex, over which the electrode lies.
    limb: 'arm' or 'leg', '' for the rest. antagonists: pairs of muscles of one joint.
    """

    position: Mapping[str, float]
    efferent: Mapping[str, float]
    segments: Mapping[str, tuple[str, ...]]
    zone: Mapping[str, str]
    limb: Mapping[str, str]
    antagonists: tuple[tuple[str, str], ...]


def without_side(muscle: str) -> str:
    """Name of a muscle without its side."""
    return muscle.removeprefix("left_").removeprefix("right_")


def contralateral_electrode(muscle: str, body: Body) -> str:
    """Electrode over the motor cortex that moves a muscle: 'right_fdi' -> 'left_hand'."""
    side = "left" if muscle.startswith("right_") else "right"
    return f"{side}_{body.zone[without_side(muscle)]}"


def value_of_muscle(name: str, values: Mapping[str, Value], what: str) -> Value:
    """Entry of a muscle, by its name with or else without side. Raises KeyError where there is none."""
    if name not in values and without_side(name) not in values:
        raise KeyError(f"no {what} for muscle '{name}'; add '{without_side(name)}' to the mapping")
    return values[name] if name in values else values[without_side(name)]
