"""What a receptor is to the model, and the exact decay that all receptors share; ``receptors`` has a file for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from ..parameters.sourced import load_table

if TYPE_CHECKING:
    from ..condition.unit_factors import UnitFactors
    from .cells import Membranes

ReceptorValues = Callable[["UnitFactors", "Membranes", float], Mapping[str, ArrayLike]]


@dataclass(frozen=True)
class Receptor:
    """One receptor: its equation, the parameters of that equation, and their values.

    Every synapse of a receptor adds to the one conductance of its target cell, and the gain multiplies there. A drug or
    a disease of a receptor therefore never touches a synapse. A receptor with an ``equation`` is integrated every time
    step, one with an ``update`` is stepped every slow step.

    Attributes
    ----------
    name : str
        Name in the equations: ``gain_<name>`` multiplies the conductance.
    entry : str
        Entry of the table ``receptors`` with its kinetics. The order of the table is the order of the receptors.
    values : callable
        ``values(factors, cell, step)`` gives every parameter, in SI units: one number, or one for each unit. ``step``
        (s) is the time step of a receptor with an equation, and the slow step of the others.
    force : {"excitation", "inhibition", "potassium", ""}
        Driving force of its current: to 0 mV, to the chloride reversal, to the potassium reversal. A receptor on
        terminals carries no current in the cell and has none.
    conductance : str
        What it adds to the conductance of that driving force, with its gain.
    release : str
        Factor on the transmitter that a spike releases; only receptors on terminals have it.
    equation : str
        Differential equation of a receptor that is integrated every time step.
    update : str
        Assignments, one a line, of a receptor that is stepped every slow step.
    states : mapping
        Variables of the update and their dimension.
    opened : str
        Variable to which a spike adds the weight of its synapse.
    weight_dimension : str
        Dimension of that weight.
    parameters, shared : mapping
        Name and dimension of the parameters that each unit has of its own, and of those that all units share.
    moves : bool
        Whether courses may move its gain during a run. If so the values give ``base_<name>``, the gain at the start.
    answers_to : str
        Its name in the vocabulary: ``receptors.<answers_to>.<place>``, and ``receptors_onto`` and ``decay`` likewise.
        Several receptors may answer to one name.
    own_factors : tuple of str
        Further factors of the vocabulary that only this receptor has; ``{region}`` stands for every region and ``all``.
    """

    name: str
    entry: str
    values: ReceptorValues
    force: str = ""
    conductance: str = ""
    release: str = ""
    equation: str = ""
    update: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    opened: str = ""
    weight_dimension: str = "siemens"
    parameters: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    moves: bool = False
    answers_to: str = ""
    own_factors: tuple[str, ...] = ()

    @property
    def fast(self) -> bool:
        """Whether it is integrated every time step."""
        return bool(self.equation)

    @property
    def declarations(self) -> list[str]:
        """Lines that declare its parameters in Brian2's notation."""
        moved = [f"gain_{self.name} : 1", f"base_{self.name} : 1 (constant)"] if self.moves else []
        return [
            *moved,
            *(f"{name} : {dimension} (constant)" for name, dimension in self.parameters.items()),
            *(f"{name} : {dimension} (shared, constant)" for name, dimension in self.shared.items()),
        ]


def decay_time(factors: UnitFactors, receptor: str, entry: str) -> np.ndarray:
    """Give the decay time of a receptor on every unit.

    Parameters
    ----------
    factors : UnitFactors
        Factors of the condition, spread over the units.
    receptor : str
        Name of the receptor in the vocabulary; ``decay.<receptor>`` of the region multiplies.
    entry : str
        Entry of the table ``receptors``.

    Returns
    -------
    numpy.ndarray
        Decay time (unit,) in s.
    """
    return load_table("receptors")[entry]["decay"].si * factors.by_region(f"decay.{receptor}")


def decay_rate(step: float, time: np.ndarray) -> np.ndarray:
    """Give the rate with which one Euler step decays by exactly exp(-step / time).

    Parameters
    ----------
    step : float
        Step in s.
    time : numpy.ndarray
        Decay times in s, any shape.

    Returns
    -------
    numpy.ndarray
        Rates in Hz, in the shape of ``time``.

    Examples
    --------
    >>> bool(np.isclose(1 - 1e-4 * decay_rate(1e-4, np.array(2.5e-3)), np.exp(-1e-4 / 2.5e-3), rtol=1e-15))
    True
    """
    return -np.expm1(-step / time) / step


def kept(step: float, time: float | np.ndarray) -> np.ndarray:
    """Give the share of a conductance that is left after one step, exp(-step / time).

    Parameters
    ----------
    step : float
        Step in s.
    time : float or numpy.ndarray
        Decay times in s, any shape.

    Returns
    -------
    numpy.ndarray
        Shares, in the shape of ``time``.

    Examples
    --------
    >>> round(float(kept(1.0, 1.0)), 3)
    0.368
    """
    return np.exp(-step / np.asarray(time))


def peak_norm(rise: float, decay: float) -> float:
    """Give the factor that makes the difference of two exponentials peak at 1.

    Parameters
    ----------
    rise : float
        Time constant of the rise in s.
    decay : float
        Time constant of the decay in s, larger than ``rise``.

    Returns
    -------
    float
        The factor on exp(-t / decay) - exp(-t / rise).

    Examples
    --------
    >>> time = np.linspace(0, 0.1, 10_001)
    >>> round(float(peak_norm(0.003, 0.08) * np.max(np.exp(-time / 0.08) - np.exp(-time / 0.003))), 3)
    1.0
    """
    peak_time = rise * decay / (decay - rise) * np.log(decay / rise)
    return float(1 / (np.exp(-peak_time / decay) - np.exp(-peak_time / rise)))
