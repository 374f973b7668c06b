"""The recording: what one run leaves behind (spikes, units, stimuli, field currents), and its form as a labelled
tree."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

from ...errors import UserError

SIGNAL_RATE = 2000.0  # Hz, of every sampled signal: field currents, EMG, force, EEG
COMPONENTS = ("excitation", "inhibition")
NO_MOTOR_UNIT = -1
MEASURED = ("duration", "runaway")  # attributes of a tree that are no provenance


@dataclass(frozen=True)
class Recording:
    """Everything that a run keeps.

    Attributes
    ----------
    duration : float
        Simulated time in s.
    spike_time : numpy.ndarray
        Times of spikes (spike,) in s, float64, sorted.
    spike_unit : numpy.ndarray
        Unit that fired (spike,), int32. Units are numbered population by population.
    population : tuple[str, ...]
        Names of the populations in order.
    region : tuple[str, ...]
        Region of every population.
    cell_class : tuple[str, ...]
        Cell class of every population.
    side : tuple[str, ...]
        Side of every population.
    size : tuple[int, ...]
        Number of units of every population.
    motoneurons : Mapping[str, numpy.ndarray]
        By muscle with side (``right_fdi``), its units, smallest motor unit first.
    stimulus_time : numpy.ndarray
        Times of stimuli (event,) in s.
    stimulus_site : tuple[str, ...]
        Site of every stimulus.
    field_current : numpy.ndarray
        Synaptic current (electrode, component, sample) in A at ``SIGNAL_RATE``, summed over the pyramidal cells under
        the electrode. Inward is positive, so that excitation is positive and inhibition normally negative. The
        components are ``COMPONENTS``.
    electrodes : tuple[str, ...]
        Names along the first axis of ``field_current``.
    neuromuscular : Mapping[str, float]
        By muscle with side, the share of muscle fibres that answer their nerve, 0 to 1; 1 where a muscle is absent.
    runaway : bool
        Whether some population fired above ``RUNAWAY_RATE`` for longer than ``RUNAWAY_TIME`` of the engine.
    provenance : Mapping[str, object]
        Plain values (text, numbers, lists) that say what produced the run.
    """

    duration: float
    spike_time: np.ndarray
    spike_unit: np.ndarray
    population: tuple[str, ...]
    region: tuple[str, ...]
    cell_class: tuple[str, ...]
    side: tuple[str, ...]
    size: tuple[int, ...]
    motoneurons: Mapping[str, np.ndarray]
    stimulus_time: np.ndarray
    stimulus_site: tuple[str, ...]
    field_current: np.ndarray
    electrodes: tuple[str, ...]
    neuromuscular: Mapping[str, float]
    runaway: bool
    provenance: Mapping[str, str]

    def units_of(self, population: str) -> range:
        """Give the units of one population.

        Parameters
        ----------
        population : str
            Name of the population.

        Returns
        -------
        range
            Indices of its units.

        Raises
        ------
        UserError
            There is no such population in the recording.
        """
        if population not in self.population:
            raise UserError(f"no population '{population}' in this recording; see Recording.population")
        index = self.population.index(population)
        first = sum(self.size[:index])
        return range(first, first + self.size[index])

    def spikes_of(self, population: str) -> tuple[np.ndarray, np.ndarray]:
        """Give the spikes of one population.

        Parameters
        ----------
        population : str
            Name of the population.

        Returns
        -------
        time : numpy.ndarray
            Times (spike,) in s, ascending.
        unit : numpy.ndarray
            Unit (spike,), counted from 0 within the population.

        Raises
        ------
        UserError
            There is no such population in the recording.
        """
        units = self.units_of(population)
        inside = (self.spike_unit >= units.start) & (self.spike_unit < units.stop)
        return self.spike_time[inside], self.spike_unit[inside] - units.start


def to_tree(recording: Recording) -> xr.DataTree:
    """Give a recording as a labelled tree, ready for ``to_netcdf`` or ``to_zarr``.

    Parameters
    ----------
    recording : Recording
        The recording of a run.

    Returns
    -------
    xarray.DataTree
        Groups ``spikes`` (time, unit; for each cell population, region, side, cell_class, muscle, motor_unit),
        ``populations``, ``stimuli``, ``field`` (current in A over electrode, component, time) and ``muscles``
        (neuromuscular). Attributes of the root are duration (s), runaway (0 or 1) and provenance (JSON).
        :func:`from_tree` is the inverse.
    """
    per_cell = np.repeat(np.arange(len(recording.size)), recording.size)
    pool = np.zeros(per_cell.size, dtype=np.int64)
    rank = np.full(per_cell.size, NO_MOTOR_UNIT, dtype=np.int32)
    for index, units in enumerate(recording.motoneurons.values(), start=1):
        pool[units] = index
        rank[units] = np.arange(len(units))
    muscle = _text(("", *recording.motoneurons))[pool]
    labels = {
        "population": recording.population,
        "region": recording.region,
        "cell_class": recording.cell_class,
        "side": recording.side,
    }
    spikes = {
        "time": ("spike", recording.spike_time, {"units": "s", "long_name": "time of the spike"}),
        "unit": ("spike", recording.spike_unit, {"units": "1", "long_name": "cell that fired, counted from 0"}),
        **{
            name: ("cell", _text(values)[per_cell], {"units": "1", "long_name": name.replace("_", " ")})
            for name, values in labels.items()
        },
        "muscle": ("cell", muscle, {"units": "1", "long_name": "muscle of a motoneuron, else empty"}),
        "motor_unit": ("cell", rank, {"units": "1", "long_name": "rank in its pool, smallest 0; -1 if no motoneuron"}),
    }
    populations = {
        **{
            name: ("population_index", _text(values), {"units": "1", "long_name": name.replace("_", " ")})
            for name, values in labels.items()
        },
        "size": ("population_index", np.array(recording.size, np.int64), {"units": "1", "long_name": "cells"}),
    }
    stimuli = {
        "time": ("event", recording.stimulus_time, {"units": "s", "long_name": "time of the stimulus"}),
        "site": ("event", _text(recording.stimulus_site), {"units": "1", "long_name": "site of the stimulus"}),
    }
    current = xr.DataArray(
        recording.field_current,
        dims=("electrode", "component", "time"),
        coords={
            "electrode": _text(recording.electrodes),
            "component": list(COMPONENTS),
            "time": ("time", sample_times(recording.field_current.shape[-1]), {"units": "s", "long_name": "time"}),
        },
        attrs={"units": "A", "long_name": "summed synaptic current into the pyramidal cells, inward positive"},
    )
    transmission = xr.DataArray(
        np.array(list(recording.neuromuscular.values()), dtype=float),
        dims="muscle",
        coords={"muscle": _text(tuple(recording.neuromuscular))},
        attrs={"units": "1", "long_name": "share of muscle fibres that answer their nerve"},
    )
    attributes = {
        **recording.provenance,
        "duration": float(recording.duration),
        "runaway": int(recording.runaway),
    }
    return xr.DataTree.from_dict(
        {
            "/": xr.Dataset(attrs=attributes),
            "spikes": xr.Dataset(spikes),
            "populations": xr.Dataset(populations),
            "stimuli": xr.Dataset(stimuli),
            "field": xr.Dataset({"current": current}),
            "muscles": xr.Dataset({"neuromuscular": transmission}),
        }
    )


def from_tree(tree: xr.DataTree) -> Recording:
    """Read the recording that :func:`to_tree` wrote.

    Parameters
    ----------
    tree : xarray.DataTree
        The tree; further groups of it (EMG, jerks, ...) are left aside.

    Returns
    -------
    Recording
        The recording.
    """
    spikes, populations, stimuli = (tree[name].to_dataset() for name in ("spikes", "populations", "stimuli"))
    muscle, rank = spikes["muscle"].values, spikes["motor_unit"].values
    pools = {str(name): np.flatnonzero(muscle == name) for name in dict.fromkeys(muscle[muscle != ""])}
    current = tree["field"].to_dataset()["current"]
    transmission = tree["muscles"].to_dataset()["neuromuscular"]
    return Recording(
        duration=float(tree.attrs["duration"]),
        spike_time=spikes["time"].values,
        spike_unit=spikes["unit"].values,
        population=_texts(populations["population"]),
        region=_texts(populations["region"]),
        cell_class=_texts(populations["cell_class"]),
        side=_texts(populations["side"]),
        size=tuple(int(size) for size in populations["size"].values),
        motoneurons={name: cells[np.argsort(rank[cells])] for name, cells in pools.items()},
        stimulus_time=stimuli["time"].values,
        stimulus_site=_texts(stimuli["site"]),
        field_current=current.values,
        electrodes=_texts(current["electrode"]),
        neuromuscular=dict(zip(_texts(transmission["muscle"]), transmission.values.tolist(), strict=True)),
        runaway=bool(tree.attrs["runaway"]),
        provenance={str(name): value for name, value in tree.attrs.items() if name not in MEASURED},
    )


def sample_times(samples: int) -> np.ndarray:
    """Give the times of the samples of a signal at ``SIGNAL_RATE`` that begins at 0.

    Parameters
    ----------
    samples : int
        Number of samples.

    Returns
    -------
    numpy.ndarray
        Times (sample,) in s.

    Examples
    --------
    >>> sample_times(3)
    array([0.    , 0.0005, 0.001 ])
    """
    return np.arange(samples) / SIGNAL_RATE


def _text(values: tuple[str, ...]) -> np.ndarray:
    return np.array(values, dtype=str)


def _texts(variable: xr.DataArray) -> tuple[str, ...]:
    return tuple(str(text) for text in variable.values)
