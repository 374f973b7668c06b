"""Validation rows of lost inhibition: onset, the three signatures, parts of the cord, startle."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ...analysis.studies.circuit_signatures import CIRCUITS, SIGNATURES
from ...analysis.studies.gain_threshold import JERKING_RATE, threshold_bracket
from ..gates.healthy_rest import HIGHEST_JERKING_GAIN
from ..gates.row import Row, judged, within


def signature_rows(study: xr.Dataset) -> Iterator[Row]:
    """Onset of every circuit on the grid of gains, and its signature at the gain 0.2 and below.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit and falling gain.

    Yields
    ------
    Row
        One line of the validation table.
    """
    for circuit in CIRCUITS:
        yield onset_row(circuit, study)
    low = study.sel(gain=[0.1, 0.2]).squeeze()
    yield from _three_signatures(low, "C", "falling inhibition, gains 0.1 and 0.2")


def seed_rows(study: xr.Dataset) -> Iterator[Row]:
    """The three signatures and their table at half of each circuit's onset.

    Parameters
    ----------
    study : xarray.Dataset
        The study: every circuit at a gain of its own, that of the others missing.

    Yields
    ------
    Row
        One line of the validation table.
    """
    yield from _table(study, "N", "X", "half the onset gain, all seeds")


def deep_rows(study: xr.Dataset) -> Iterator[Row]:
    """The three signatures and their table with little inhibition left, at one gain for all circuits.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit, gain and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    yield from _table(study, "B", "XB", "gain 0.15, all seeds")


def _table(study: xr.Dataset, key: str, table_key: str, where: str) -> Iterator[Row]:
    """study: every circuit at a gain of its own, that of the others missing."""
    yield from _three_signatures(study, key, where)
    for lost in CIRCUITS:
        mine = _own_gain(study, lost)
        gain = ", ".join(f"{value:g}" for value in mine["gain"].values)
        for circuit, shows in SIGNATURES.items():
            held = shows(mine).values.astype(float)
            own = circuit == lost
            tolerance, passed = (">= 0.8", held.mean() >= 0.8) if own else ("0", held.max() == 0)
            words = f"{lost} at gain {gain}: share of runs with the signature of {circuit}"
            yield judged(f"{table_key}-{lost}-{circuit}", words, "construction", "", tolerance, held, bool(passed))


def onset_row(circuit: str, study: xr.Dataset) -> Row:
    """Row of the gain between which and the next a circuit begins to jerk.

    Parameters
    ----------
    circuit : str
        Name of the circuit.
    study : xarray.Dataset
        The study, over circuit and gain.

    Returns
    -------
    Row
        One line of the validation table.
    """
    interval = threshold_bracket(study, circuit)
    quantity = f"{circuit}: gain at which jerks begin"
    if interval is None:
        seen = "jerks at all gains" if (study["jerk_rate"].sel(circuit=circuit) >= JERKING_RATE).any() else "no jerks"
        return Row(f"O-{circuit}", quantity, "construction", "", "below 0.85", seen, "", "miss")
    low, high = interval
    verdict = "pass" if low < HIGHEST_JERKING_GAIN else "miss"
    return Row(
        f"O-{circuit}",
        quantity,
        "construction",
        "",
        "below 0.85",
        f"{(low + high) / 2:.3g}",
        f"{low:g} to {high:g}",
        verdict,
    )


def _three_signatures(study: xr.Dataset, key: str, where: str) -> Iterator[Row]:
    cortex, brainstem, cord = (study.sel(circuit=circuit) for circuit in CIRCUITS)
    for number, quantity, published, values, low, high in (
        (1, "cortex: EMG burst (ms, median)", "10-50", cortex["burst_duration"], 10, 50),
        (2, "cortex: muscles a jerk", "few", cortex["muscles_involved"], 1, 4),
        (3, "brainstem: EMG burst (ms, median)", "10-100", brainstem["burst_duration"], 10, 100),
        (4, "brainstem: muscles a jerk", "generalised", brainstem["muscles_involved"], 6, 28),
        (5, "brainstem: share of jerks that begin in the neck", "SCM first", brainstem["neck_first"], 0.8, 1),
        (6, "cord: EMG burst (ms, median)", "100-500", cord["burst_duration"], 100, 500),
        (7, "cord: share of jerks that reach the face", "none", cord["cranial"], 0, 0),
        (8, "cord: CV of the interval", "0.1-0.5, semi-rhythmic", cord["interjerk_cv"], 0.1, 0.5),
        (9, "cortex: share of jerks that begin in the neck", "not", cortex["neck_first"], 0, 0.3),
    ):
        tolerance = f"{low:g} to {high:g}"
        mean = values.where(np.isfinite(values), drop=True).values
        yield judged(
            f"{key}{number}",
            f"{quantity}; {where}",
            "construction",
            published,
            tolerance,
            mean,
            within(mean, low, high),
        )


def cord_part_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows of inhibition lost in one part of the cord: where jerks begin and how far they reach.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over part and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    for part, near, far in (
        ("cervical", ("biceps", "triceps", "wrist_extensor", "fdi"), ("tibialis_anterior", "soleus")),
        ("thoracic", ("paraspinal_t6", "rectus_abdominis"), ()),
        ("lumbosacral", ("quadriceps", "tibialis_anterior", "soleus"), ("biceps", "fdi")),
    ):
        mine = study.sel(part=part)
        first = [_word(mine["first_muscle"], code) for code in mine["first_muscle"].values.ravel()]
        inside = np.array([any(name.endswith(muscle) for muscle in near) for name in first], float)
        words = f"cord, {part} loss: first muscle is of that part"
        yield judged(f"P-{part}", words, "construction", "segmental", "all runs", inside, bool(inside.all()))
        reached = np.isfinite(np.array([mine[f"lag_{muscle}"].values for muscle in far])).any() if far else None
        if reached is not None:
            values = np.array([float(reached)])
            words = f"cord, {part} loss: jerks reach {' or '.join(far)}"
            yield judged(f"P-{part}-far", words, "construction", "not", "no", values, not reached)
        cranial = mine["cranial"].values
        words = f"cord, {part} loss: share of jerks that reach the face"
        yield judged(
            f"P-{part}-face", words, "construction", "face spared", "0", cranial, bool(np.nanmax(cranial) == 0)
        )


def glycine_rows(study: xr.Dataset) -> Iterator[Row]:
    """Row Y1: few jerks when glycine is low everywhere.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    rate = study["jerk_rate"].values
    yield judged(
        "Y1", "glycine 0.3 everywhere, awake: jerks/s", "construction", "few jerks", "< 0.02", rate,
        bool(rate.mean() < 0.02),
    )  # fmt: skip


def startle_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows Y2 to Y4: the startle to sound in health and with low glycine.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over glycine and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    probability, size = {}, {}
    for glycine in (1.0, 0.3):
        mine = study.sel(glycine=glycine)
        probability[glycine] = (mine["jerk_rate"].values > 0).astype(float)
        size[glycine] = mine["burst_count"].values
    yield judged("Y2", "sound, health: probability of a startle", "fit", "exists", "", probability[1.0], None)
    yield judged(
        "Y3", "sound, glycine 0.3: probability of a startle", "construction", "larger", "above health",
        probability[0.3],
        bool(probability[0.3].mean() > probability[1.0].mean()),
    )  # fmt: skip
    yield judged(
        "Y4", "sound, glycine 0.3: EMG bursts a stimulus", "construction", "larger", f"above {size[1.0].mean():.1f}",
        size[0.3], bool(size[0.3].mean() > size[1.0].mean()),
    )  # fmt: skip


def narrowed_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rates at falling gains of the receptors on one kind of target; a probe of where inhibition counts.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit, target and gain.

    Yields
    ------
    Row
        One line of the validation table.
    """
    rate = study["jerk_rate"].squeeze()
    gains = [f"{gain:g}" for gain in rate["gain"].values]
    for circuit in CIRCUITS:
        for target in rate["target"].values.astype(str):
            words = f"{circuit}: jerks/s at gains {', '.join(gains)} of receptors on {target} only"
            found = ", ".join(f"{value:.2g}" for value in rate.sel(circuit=circuit, target=target).values)
            yield Row(f"W-{circuit}-{target}", words, "probe", "", "", found, "n 1", "report")


def _own_gain(study: xr.Dataset, circuit: str) -> xr.Dataset:
    """Runs of a circuit at the gains at which it was run."""
    mine = study.sel(circuit=circuit)
    run = mine["jerk_rate"].notnull()
    return mine.sel(gain=run.any([dim for dim in run.dims if dim != "gain"]))


def _word(variable: xr.DataArray, code: float) -> str:
    return variable.attrs["flag_meanings"].split()[int(code)] if np.isfinite(code) else ""
