"""What happened, in a few lines: in a recording, or over the points of a study.

xarray prints what a dataset holds. ``tree.dis`` and ``study.dis`` print what it says.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..errors import UserError
from .condition_words import condition_words, efforts_of
from .events import read_stimuli
from .signals.counted import counted
from .spiking.steadiness import SILENT, SWITCHES
from .studies.axis_names import POINT, REPEATS

MOST_NAMED = 6  # muscles and axes that are named; of more only the number is said
SIDES = ("left", "right")
# Columns of a study that a run may end ok with, and what they mean where they are not 0
PROBLEMS = {
    "unsteady_populations": "populations fall silent or switch between two rates",
    "unmeasured_muscles": "a contraction hides the jerks of its muscles",
}


@xr.register_datatree_accessor("dis")
@xr.register_dataset_accessor("dis")
class Overview:
    """What happened in a recording or a study; printing it is its use.

    Parameters
    ----------
    data : xarray.DataTree or xarray.Dataset
        A recording with its jerks, as ``simulate`` or ``analysis.summary.add_events`` gives it, or a study, as
        ``open_study`` gives it.

    Notes
    -----
    It is the accessor ``dis`` of xarray's objects, which is there once any call of the package was made.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> from disinhibition.analysis.summary import add_events
    >>> rng = np.random.default_rng(0)
    >>> emg = 3e-6 * rng.standard_normal((2, 8000))
    >>> emg[:, 2000:2060] += 2e-4 * rng.standard_normal((2, 60))
    >>> add_events(from_signals(emg, 2000.0, ["right_fdi", "right_biceps"])).dis
    recording of 4 s
    1 jerk, 0.25 per second; bursts last 30 ms (median)
    first muscle: right_fdi, in 1 of 1 jerk
    muscles: right_biceps 1, right_fdi 1; 2 in a jerk (median)
    laterality: unknown, since only the right side was recorded
    """

    def __init__(self, data: xr.DataTree | xr.Dataset) -> None:
        self._data = data

    def __repr__(self) -> str:
        """The lines."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Say what happened.

        Returns
        -------
        list of str
            One statement a line.

        Raises
        ------
        UserError
            The data are neither a recording with its jerks nor a study.
        """
        if isinstance(self._data, xr.DataTree) and {"emg", "bursts", "jerks"} <= set(self._data.children):
            return list(_recording(self._data))
        if isinstance(self._data, xr.Dataset) and "status" in self._data:
            return list(_study(self._data))
        raise UserError(
            f"what was given ({type(self._data).__name__}) is neither a recording with its jerks nor a study; "
            "disinhibition.diagnose reads an examination, analysis.summary.add_events finds the jerks of a recording"
        )


def summary(data: xr.DataTree | xr.Dataset) -> Overview:
    """Say what happened in a recording or a study, in a few lines.

    Parameters
    ----------
    data : xarray.DataTree or xarray.Dataset
        A recording with its jerks, or a study.

    Returns
    -------
    Overview
        What prints the lines. It is the same as ``data.dis``, for programs whose types are checked and for data that
        were read from a file.

    Raises
    ------
    UserError
        The data are neither a recording with its jerks nor a study.

    Examples
    --------
    >>> code = {"flag_values": [0, 1, 2], "flag_meanings": "missing ok failed"}
    >>> study = xr.Dataset({"status": ("gain", [1, 2], code), "jerk_rate": ("gain", [2.0, np.nan], {"units": "1/s"})},
    ...                    {"gain": [0.5, 1.0]})
    >>> summary(study)
    study over gain (2): 2 points, of which 1 ended ok and 1 failed
    jerk_rate: 2 to 2 1/s; the highest is at gain 0.5
    """
    overview = Overview(data)
    overview.lines()  # what it cannot read is said here, and not when it is printed
    return overview


def _recording(tree: xr.DataTree) -> Iterator[str]:
    seconds = float(tree.attrs["duration"])
    yield ", ".join([f"recording of {seconds:g} s", *condition_words(tree.attrs)])
    if tree.attrs.get("runaway"):
        yield "the run ran away: a population that excites itself fired above 100 Hz for longer than a second"
    statistics = tree["statistics"].to_dataset()
    yield from _not_steady(statistics)
    yield from _responses(tree)
    yield from _contraction(tree)
    if reason := str(statistics["reason"].item()):
        yield f"jerks not measured: {reason}"
    bursts, jerks = tree["bursts"].to_dataset(), tree["jerks"].to_dataset()
    count = jerks.sizes["jerk"]
    if not count:
        measured = tree["emg"].sizes["muscle"] - int(statistics["unmeasured_muscles"])
        if measured:
            yield f"no jerks in {counted(measured, 'muscle')}"
        return
    length = float(np.median(bursts["duration"].values))
    rate, after = float(statistics["jerk_rate"]), int(np.count_nonzero(jerks["after_stimulus"].values))
    spontaneous = "rate unknown" if np.isnan(rate) else f"{rate:.2f} per second"
    yield f"{counted(count, 'jerk')}, {spontaneous}; bursts last {length:.0f} ms (median)"
    if after:
        yield f"{after} of them follow a stimulus and are not in the rate"
    first, leads = Counter(jerks["first_muscle"].values.astype(str).tolist()).most_common(1)[0]
    yield f"first muscle: {first}, in {leads} of {counted(count, 'jerk')}"
    bursts_of = Counter(bursts["muscle"].values.astype(str).tolist())
    jerking = sorted(bursts_of.items(), key=lambda muscle: (-muscle[1], muscle[0]))
    named = ", ".join(f"{muscle} {number}" for muscle, number in jerking[:MOST_NAMED])
    more = f" and {len(jerking) - MOST_NAMED} more" if len(jerking) > MOST_NAMED else ""
    yield f"muscles: {named}{more}; {float(np.median(jerks['n_muscles'].values)):g} in a jerk (median)"
    yield f"laterality: {_laterality(tree, bursts)}"


def _responses(tree: xr.DataTree) -> Iterator[str]:
    """How many stimuli are answered, by which muscles and when; a response is no jerk."""
    stimuli = read_stimuli(tree["stimuli"].to_dataset() if "stimuli" in tree.children else None)
    if not stimuli.time.size:
        return
    responses = tree["responses"].to_dataset()
    trials, given = responses["trial"].values, int(stimuli.trials[-1]) + 1
    answered = np.unique(trials).size
    what = "stimuli" if given == stimuli.time.size else "groups of stimuli"
    muscle, latency = responses["muscle"].values.astype(str), responses["latency"].values
    found = []
    for name in np.unique(muscle):
        own = muscle == name
        number = np.unique(trials[own]).size
        often = f" ({number} of {answered})" if number < answered else ""
        found.append((-number, float(np.median(latency[own])), str(name), often))
    named = [f"{name} at {late:.0f} ms{often}" for _, late, name, often in sorted(found)]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    yield f"{answered} of {given} {what} answered" + (f": {', '.join(named[:MOST_NAMED])}{more}" if named else "")


def _contraction(tree: xr.DataTree) -> Iterator[str]:
    """Which muscles the subject contracts; a contraction is no jerk."""
    named = [f"{muscle} with {effort:g} of its strength" for muscle, effort in efforts_of(tree.attrs).items()]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    if named:
        yield f"contraction of {', '.join(named[:MOST_NAMED])}{more}; only what exceeds it is a jerk"


def _not_steady(statistics: xr.Dataset) -> Iterator[str]:
    """Populations that fall silent or switch between two rates, as of ``steadiness``."""
    if "population_state" not in statistics or not int(statistics["unsteady_populations"]):
        return
    state = statistics["population_state"].values.astype(str)
    for word in (SILENT, SWITCHES):
        names = statistics["population"].values.astype(str)[state == word].tolist()
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        if names:
            yield f"{word} for seconds: {', '.join(names[:MOST_NAMED])}{more}"


def _laterality(tree: xr.DataTree, bursts: xr.Dataset) -> str:
    """On which side the jerks are; of a side that was not recorded nothing is known."""
    recorded = {str(name).partition("_")[0] for name in tree["emg"].to_dataset()["muscle"].values} & set(SIDES)
    if len(recorded) < len(SIDES):
        return f"unknown, since only the {' '.join(recorded)} side was recorded" if recorded else "unknown"
    sides: dict[int, set[str]] = {}
    for jerk, muscle in zip(bursts["jerk"].values.tolist(), bursts["muscle"].values.astype(str), strict=True):
        sides.setdefault(jerk, set()).add(muscle.partition("_")[0])
    both = sum(len(taking) > 1 for taking in sides.values())
    alone = [f"{sum(taking == {side} for taking in sides.values())} {side} only" for side in SIDES]
    return f"{both} of {counted(len(sides), 'jerk')} on both sides, {', '.join(alone)}"


def _study(study: xr.Dataset) -> Iterator[str]:
    status = study["status"].load()
    axes = [str(axis) for axis in (study.coords if POINT in study.dims else status.dims) if axis != POINT]
    named = ", ".join(f"{axis} ({np.unique(study[axis].values).size})" for axis in axes[:MOST_NAMED])
    more = f" and {len(axes) - MOST_NAMED} more" if len(axes) > MOST_NAMED else ""
    meanings = str(status.attrs.get("flag_meanings", "")).split()
    codes = dict(zip(np.asarray(status.attrs.get("flag_values", ())).tolist(), meanings, strict=True))
    ended = Counter(codes.get(int(code), str(code)) for code in np.nan_to_num(status.values).ravel())
    said = [f"{number} {_ended(word)}" for word, number in ended.most_common()]
    listed = " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
    yield f"study over {named}{more}: {counted(status.size, 'point')}, of which {listed}"
    for column, words in PROBLEMS.items():
        if column in study and (number := int((study[column] > 0).sum())):
            yield f"{words} in {counted(number, 'point')}"
    if "jerk_rate" in study:
        yield from _highest(study["jerk_rate"].load())


def _highest(rate: xr.DataArray) -> Iterator[str]:
    """Range of the jerk rate and where it is highest, repeats with other seeds taken together."""
    repeats = [dim for dim in rate.dims if dim in REPEATS]
    mean = rate.mean(repeats, keep_attrs=True) if repeats else rate
    if not bool(mean.notnull().any()):
        yield "jerk_rate: nothing measured"
        return
    place = mean.isel({dim: int(index) for dim, index in mean.argmax(...).items()}) if mean.dims else mean
    where = ", ".join(
        f"{name} {value.item():g}" if value.dtype.kind in "fiu" else f"{name} {value.item()}"
        for name, value in place.coords.items()
        if name != POINT
    )
    words = f"{float(mean.min()):.3g} to {float(mean.max()):.3g} {rate.attrs.get('units', '')}"
    yield f"jerk_rate{' (mean over repeats)' if repeats else ''}: {words}; the highest is at {where}"


def _ended(word: str) -> str:
    """How a point ended, as a verb."""
    return {"ok": "ended ok", "runaway": "ran away", "missing": "are missing"}.get(word, word)
