"""The healthy network as plain files for the programs that are compared: values, pairs, and stock's names of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ...models.circuits.circuit import Structure
from ...models.circuits.connectome import Connectome, draw
from ...models.circuits.pathway import build_pathway
from ...models.condition.condition import Condition
from ...models.engine.run_compiled import write_values
from ...models.engine.values.run_values import run_values
from ...models.engine.wiring import Wiring, wiring_of
from ...models.membrane.cells import membranes
from ...models.parameters.timing import FLUCTUATION_STEP, SLOW_STEPS

# Factor per step of one of our clocks -> the time constant in stock's equations
KEPT = {
    "noise_time": "noise_keep",
    "nmda_rise_time": "nmda_rise_keep",
    "nmda_time": "nmda_keep",
    "nicotinic_time": "nicotinic_keep",
    "gaba_a_slow_time": "gaba_a_slow_keep",
    "gaba_b_rise_time": "gaba_b_rise_keep",
    "gaba_b_time": "gaba_b_keep",
    "w_time": "w_keep",
    "w2_time": "w2_keep",
    "persistent_time": "persistent_keep",
    "vesicle_time": "vesicle_keep",
    "terminal_a_time": "terminal_a_keep",
    "terminal_b_time": "terminal_b_keep",
}
RATES = {"ampa_time": "ampa_rate", "gaba_a_time": "gaba_a_rate", "glycine_time": "glycine_rate"}


@dataclass(frozen=True)
class Subject:
    """The network that is measured.

    Attributes
    ----------
    structure : Structure
        What it is built from.
    connectome : Connectome
        The drawn network.
    wiring : Wiring
        Its wiring, as the engine takes it.
    """

    structure: Structure
    connectome: Connectome
    wiring: Wiring

    @classmethod
    def of(cls, sides: str, scale: float = 1.0) -> "Subject":
        """Draw the healthy network.

        Parameters
        ----------
        sides : str
            Body sides.
        scale : float
            Size of the populations.

        Returns
        -------
        Subject
            The network.
        """
        structure = Structure(sides=sides, scale=scale)
        connectome = draw(build_pathway(structure), structure.wiring_seed)
        return cls(structure, connectome, wiring_of(connectome))

    def values(self, duration: float, seed: int) -> dict[str, np.ndarray]:
        """Run-time values of the healthy condition.

        Parameters
        ----------
        duration : float
            Duration of the run, s.
        seed : int
            Seed of the noise.

        Returns
        -------
        dict
            Name to array.
        """
        return run_values(self.connectome, membranes(self.connectome), Condition(), duration, seed, self.structure.dt)


def write_raw(values: Mapping[str, np.ndarray], folder: Path) -> list[str]:
    """Write values as float32 or int32 files for the handwritten programs.

    Parameters
    ----------
    values : mapping
        As ``Subject.values`` returns them.
    folder : Path
        Where the files go.

    Returns
    -------
    list of str
        Arguments of the programs.
    """
    types = {name: "int32" if value.dtype.kind == "i" else "float32" for name, value in values.items()}
    # They read files alone
    return write_values({name: np.atleast_1d(value) for name, value in values.items()}, types, folder)


def write_stock(subject: Subject, values: Mapping[str, np.ndarray], path: Path) -> None:
    """Write one npz file of the names in stock.py.

    A value that is the same for every cell becomes a scalar, in stock's favour.

    Parameters
    ----------
    subject : Subject
        The network.
    values : mapping
        As ``Subject.values`` returns them.
    path : Path
        The file.
    """
    step = subject.structure.dt
    given = {name.removeprefix("cells."): np.asarray(value) for name, value in values.items()}
    given |= {f"gain_{name.removeprefix('base_')}": value for name, value in given.items() if name.startswith("base_")}
    # One Euler step of stock multiplies by 1 - step / time; that is what ours multiplies by in the same step
    given |= {name: step / -np.expm1(np.log(given[keep]) / SLOW_STEPS) for name, keep in KEPT.items()}
    given |= {name: 1 / given[rate] for name, rate in RATES.items()}
    starts = subject.connectome.starts[:-1]
    given["population_fluctuation"] = given["fluctuation"][starts]
    given["fluctuation_time"] = -FLUCTUATION_STEP / np.log(given["fluctuation_keep"])
    given["noise"] = given["noise_state"]
    per_cell = {"v", "w", "vesicles", "noise", "population_code", "population_fluctuation"}
    arrays: dict[str, Any] = {
        name: value.flat[0] if value.size and name not in per_cell and "." not in name and np.ptp(value) == 0 else value
        for name, value in given.items()
    }
    for name, (pre, post) in subject.wiring.pairs.items():
        arrays |= {f"{name}.sources": pre.astype(np.int32), f"{name}.targets": post.astype(np.int32)}
    np.savez(path, **arrays)
