"""What one run leaves behind: spikes, units, stimuli and the field currents, and its form as a labelled tree."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

SIGNAL_RATE = 2000.0  # Hz, of every sampled signal: field currents, EMG, force, EEG
COMPONENTS = ("excitation", "inhibition")
NO_MOTOR_UNIT = -1
MEASURED = ("duration", "runaway")  # attributes of a tree that are no provenance


@dataclass(frozen=True)
class Recording:
    """Everything a run keeps.

    duration: simulated time, s.
    spike_time, spike_unit: (spike,) time in s, float64, sorted, and index into the unit table, int32.
    population, region, cell_class, side, size: the populations in order; units are numbered population by population.
    motoneurons: muscle with side ('right_fdi') -> its units, smallest motor unit first.
    stimulus_time, stimulus_site: (event,) s and the site's name.
    field_current: (electrode, component, sample) A at SIGNAL_RATE, synaptic current into the pyramidal cells under the
        electrode, summed; inward is positive, so excitation is positive and inhibition normally negative.
    electrodes: names along the first axis of field_current; the components are COMPONENTS.
    neuromuscular: muscle with side -> share of muscle fibres that answer their nerve, 0 to 1; absent is 1.
    runaway: some population fired above 100 Hz for longer than 1 s.
    provenance: texts that say what produced the run, those of ``models.parameters.provenance`` with network, settings.
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
        """Unit indices of one population. Raises KeyError for a name that does not exist."""
        if population not in self.population:
            raise KeyError(f"no population '{population}' in this recording; see Recording.population")
        index = self.population.index(population)
        first = sum(self.size[:index])
        return range(first, first + self.size[index])

    def spikes_of(self, population: str) -> tuple[np.ndarray, np.ndarray]:
        """Spike times (s) of one population and its units counted from 0, in order of time."""
        units = self.units_of(population)
        inside = (self.spike_unit >= units.start) & (self.spike_unit < units.stop)
        return self.spike_time[inside], self.spike_unit[inside] - units.start


def to_tree(recording: Recording) -> xr.DataTree:
    """The recording as a labelled tree, ready for ``to_netcdf`` or ``to_zarr``.

    Groups: ``spikes`` (time, unit; per cell population, region, side, cell_class, muscle, motor_unit), ``populations``,
    ``stimuli``, ``field`` (current in A over electrode, component, time) and ``muscles`` (neuromuscular).
    Attributes of the root: duration (s), runaway (0 or 1) and those of the provenance. ``from_tree`` is the inverse.
    """
    per_cell = np.repeat(np.arange(len(recording.size)), recording.size)
    pool = np.zeros(per_cell.size, dtype=np.int64)
    rank = np.full(per_cell.size, NO_MOTOR_UNIT, dtype=np.int32)
    for index, units in enumerate(recording.motoneurons.values(), start=1):
        pool[units] = index
        rank[units] = np.arange(len(units))
    muscle = _text(("", *recording.motoneurons))[pool]
    words = {
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
            for name, values in words.items()
        },
        "muscle": ("cell", muscle, {"units": "1", "long_name": "muscle of a motoneuron, else empty"}),
        "motor_unit": ("cell", rank, {"units": "1", "long_name": "rank in its pool, smallest 0; -1 if no motoneuron"}),
    }
    populations = {
        **{
            name: ("population_index", _text(values), {"units": "1", "long_name": name.replace("_", " ")})
            for name, values in words.items()
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
    """The recording that ``to_tree`` wrote. Further groups of the tree (EMG, jerks, ...) are left aside."""
    spikes, populations, stimuli = (tree[name].to_dataset() for name in ("spikes", "populations", "stimuli"))
    muscle, rank = spikes["muscle"].values, spikes["motor_unit"].values
    pools = {str(name): np.flatnonzero(muscle == name) for name in dict.fromkeys(muscle[muscle != ""])}
    current = tree["field"].to_dataset()["current"]
    transmission = tree["muscles"].to_dataset()["neuromuscular"]
    return Recording(
        duration=float(tree.attrs["duration"]),
        spike_time=spikes["time"].values,
        spike_unit=spikes["unit"].values,
        population=_words(populations["population"]),
        region=_words(populations["region"]),
        cell_class=_words(populations["cell_class"]),
        side=_words(populations["side"]),
        size=tuple(int(size) for size in populations["size"].values),
        motoneurons={name: cells[np.argsort(rank[cells])] for name, cells in pools.items()},
        stimulus_time=stimuli["time"].values,
        stimulus_site=_words(stimuli["site"]),
        field_current=current.values,
        electrodes=_words(current["electrode"]),
        neuromuscular=dict(zip(_words(transmission["muscle"]), transmission.values.tolist(), strict=True)),
        runaway=bool(tree.attrs["runaway"]),
        provenance={name: value for name, value in tree.attrs.items() if name not in MEASURED},
    )


def sample_times(samples: int) -> np.ndarray:
    """Times (sample,) in s of a signal at SIGNAL_RATE that begins at 0."""
    return np.arange(samples) / SIGNAL_RATE


def _text(values: tuple[str, ...]) -> np.ndarray:
    return np.array(values, dtype=str)


def _words(variable: xr.DataArray) -> tuple[str, ...]:
    return tuple(str(word) for word in variable.values)
