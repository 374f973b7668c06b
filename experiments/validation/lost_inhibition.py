"""Validation rows of lost inhibition: onset, the three signatures, parts of the cord, startle."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import xarray as xr

from ...analysis.studies.circuit_signatures import CIRCUITS, SIGNATURES
from ...analysis.studies.gain_threshold import JERKING_RATE, threshold_bracket
from ..gates.healthy_rest import HIGHEST_JERKING_GAIN
from ..gates.row import MISS, REPORT, Part, Row, judge, mean_of


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
        mine = own_gain(study, lost)
        gain = ", ".join(f"{value:g}" for value in mine["gain"].values)
        for circuit, shows in SIGNATURES.items():
            # A run that failed does not show what it does not show
            held = shows(mine).where(mine["jerk_rate"].notnull())
            words = f"{lost} at gain {gain}: share of runs with the signature of {circuit}"
            bounds = {"low": 0.8} if circuit == lost else {"low": 0, "high": 0, "every": True}
            yield judge(held, **bounds, id=f"{table_key}-{lost}-{circuit}", quantity=words, role="construction")


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
    found: dict[str, Any] = {
        "id": f"O-{circuit}",
        "quantity": f"{circuit}: gain at which jerks begin",
        "role": "construction",
    }
    if interval is None:
        seen = "jerks at all gains" if (study["jerk_rate"].sel(circuit=circuit) >= JERKING_RATE).any() else "no jerks"
        return Row(**found, high=HIGHEST_JERKING_GAIN, strict=True, note=seen, verdict=MISS)
    low, high = interval
    row = judge(low, high=HIGHEST_JERKING_GAIN, strict=True, **found)
    return replace(row, mean=(low + high) / 2, least=low, most=high)


def _three_signatures(study: xr.Dataset, key: str, where: str) -> Iterator[Row]:
    cortex, brainstem, cord = (own_gain(study, circuit) for circuit in CIRCUITS)
    for number, quantity, unit, published, values, low, high in (
        (1, "cortex: EMG burst, median", "ms", "10-50", cortex["burst_duration"], 10, 50),
        (2, "cortex: muscles a jerk", "1", "few", cortex["muscles_involved"], 1, 4),
        (3, "brainstem: EMG burst, median", "ms", "10-100", brainstem["burst_duration"], 10, 100),
        (4, "brainstem: muscles a jerk", "1", "generalised", brainstem["muscles_involved"], 6, 28),
        (5, "brainstem: share of jerks that begin in the neck", "1", "SCM first", brainstem["neck_first"], 0.8, 1),
        (6, "cord: EMG burst, median", "ms", "100-500", cord["burst_duration"], 100, 500),
        (7, "cord: share of jerks that reach the face", "1", "none", cord["cranial"], 0, 0),
        (8, "cord: CV of the interval", "1", "0.1-0.5, semi-rhythmic", cord["interjerk_cv"], 0.1, 0.5),
        (9, "cortex: share of jerks that begin in the neck", "1", "not", cortex["neck_first"], 0, 0.3),
    ):
        words = f"{quantity}; {where}"
        yield judge(
            values, low, high, id=f"{key}{number}", quantity=words, role="construction", unit=unit, published=published
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
        jerks = mine["jerk_rate"] > 0
        meanings = mine["first_muscle"].attrs["flag_meanings"].split()
        inside = mine["first_muscle"].isin([code for code, word in enumerate(meanings) if word.endswith(near)])
        words = f"cord, {part} loss: first muscle is of that part"
        own: dict[str, Any] = {"role": "construction", "every": True}
        yield judge(inside, low=1, id=f"P-{part}", quantity=words, published="segmental", **own)
        if far:
            # A run without jerks reaches nothing and says nothing
            reached = (
                xr.concat([mine[f"lag_{muscle}"].notnull() for muscle in far], "muscle").any("muscle").where(jerks)
            )
            words = f"cord, {part} loss: jerks reach {' or '.join(far)}, share of runs"
            yield judge(reached, 0, 0, id=f"P-{part}-far", quantity=words, published="not", **own)
        words = f"cord, {part} loss: share of jerks that reach the face"
        yield judge(mine["cranial"], 0, 0, id=f"P-{part}-face", quantity=words, published="face spared", **own)


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
    words = "glycine 0.3 everywhere, awake: jerk rate"
    yield judge(
        study["jerk_rate"], high=0.02, strict=True, id="Y1", quantity=words, role="construction", unit="1/s",
        published="few jerks",
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
    # What answers a sound is a response and no jerk; a sound without an answer is answered by no muscle
    answered = study["response_probability"]
    size = study["response_muscles"].where(answered > 0, 0.0).where(answered.notnull())
    healthy, weak = ({"probability": answered.sel(glycine=g), "size": size.sel(glycine=g)} for g in (1.0, 0.3))
    words = "sound, health: probability of a startle"
    yield judge(healthy["probability"], id="Y2", quantity=words, role="fit", published="exists")
    for key, name, words in (
        ("Y3", "probability", "sound, glycine 0.3: probability of a startle"),
        ("Y4", "size", "sound, glycine 0.3: muscles that answer a sound"),
    ):
        above: dict[str, Any] = {"low": mean_of(healthy[name]), "strict": True, "asks": "more than in health"}
        yield judge(weak[name], **above, id=key, quantity=words, role="construction", published="larger")


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
    for circuit in CIRCUITS:
        for target in rate["target"].values.astype(str):
            words = f"{circuit}: jerk rate at falling gains of receptors on {target} only"
            found = rate.sel(circuit=circuit, target=target)
            parts = tuple(Part(f"{gain:g}", float(found.sel(gain=gain))) for gain in found["gain"].values)
            yield Row(f"W-{circuit}-{target}", words, "probe", REPORT, "1/s", parts=parts)


def own_gain(study: xr.Dataset, circuit: str) -> xr.Dataset:
    """Runs of a circuit at the gains at which it was run, also of those that failed.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit, gain and seeds, with the status of every run.
    circuit : str
        Name of the circuit.

    Returns
    -------
    xarray.Dataset
        The runs, without the gains at which other circuits alone were run.
    """
    mine = study.sel(circuit=circuit)
    run = mine["status"] > 0
    return mine.sel(gain=run.any([dim for dim in run.dims if dim != "gain"]))
