"""Validation rows of the healthy examination: contraction, evoked responses, startle, coherence (gates G09 to G30)."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ...models.parameters.sourced import load_table
from ..examine.model_body import model_body
from .row import Row, judged

CONDITIONED_AT = 1.0  # s, when the conditioning stimulus of a pair begins
HAND, LEG, NECK = "fdi", "tibialis_anterior", "scm"


def effort_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G09 to G12: motor units at rising effort.

    A unit is new at an effort if larger ones are still silent.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``effort``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    newest = study["newest_fdi"].where(np.isfinite(study["size_order_fdi"]))
    yield _inside("G09", "motor-unit onset rate, FDI (Hz)", "8.4 +- 1.3", newest, 6, 10)
    for muscle, published, low, high in (("fdi", "29.9 +- 8.6", 12.7, 47.1), ("soleus", "10.7 +- 2.9", 4.9, 16.5)):
        strongest = study[f"rate_{muscle}"].sel(effort=study["effort"].max())
        yield _inside(f"G10-{muscle}", f"rate at strong effort, {muscle} (Hz)", published, strongest, low, high)
    yield _inside("G11", "recruitment by size, FDI (rank-biserial)", "small first", study["size_order_fdi"], 0.9, 1)
    yield _report("G12", "interval CV of tonic units, FDI", "0.1-0.25", study["cv_fdi"])


def mep_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G13 to G16: latency of the MEP and central conduction time.

    The latency is that of the mean rectified EMG, as clinicians read the shortest; the peripheral part is an input.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``mep``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    sites = study["protocol.stimuli.0.site"].values.astype(str)
    for (key, central_key), muscle, zone, published, central_published, low, high, bounds in (
        (("G13", "G14"), HAND, "hand", "19.5 +- 1.45", "5.9 +- 0.89", 16.6, 22.4, (4.12, 7.68)),
        (("G15", "G16"), LEG, "foot", "27.2 +- 2.3", "12-15 (unchecked)", 22.6, 31.8, None),
    ):
        latency = study[f"mean_latency_{muscle}"].isel(
            {"protocol.stimuli.0.site": np.flatnonzero(sites == f"right_{zone}_magnetic")}
        )
        yield _inside(key, f"MEP latency, {muscle}, active (ms)", published, latency, low, high)
        central, words = latency - 1e3 * _efferent(muscle), f"central conduction time, {muscle} (ms)"
        if bounds:
            yield _inside(central_key, words, central_published, central, *bounds)
        else:
            yield _report(central_key, words, central_published, central)


def silent_period_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G19: the silent period at the highest intensity, and that it grows.

    A further row gives it without GABA-B, which sources disagree about.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``silent_period``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    silence = study["silence_fdi"].sel(gaba_b=1)
    last = silence.sel(strength=study["strength"].max())
    grows = silence.mean([dim for dim in silence.dims if dim != "strength"]).values
    grows = grows[np.isfinite(grows)]
    slope = bool(grows.size > 1 and grows[-1] > grows[0])
    values = last.values.ravel()
    passed = slope and _between(values, 100, 220)
    yield judged(
        "G19",
        "silent period, FDI (ms), strongest pulse",
        "fit",
        "151 +- 32, grows",
        "100 to 220, grows",
        values,
        passed,
    )
    without = study["silence_fdi"].sel(gaba_b=study["gaba_b"] == 0, strength=study["strength"].max())
    yield _report("G19-b", "the same without cortical GABA-B (ms)", "conflict", without)


def h_reflex_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G17 and, where volleys were conditioned, G23: H-reflex and reciprocal inhibition of soleus.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``h_reflex``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    alone = study.sel(conditioning=0, glycine=1)
    yield _inside("G17", "H-reflex latency, soleus (ms)", "30.3 +- 2.4", alone["latency_soleus"], 25.5, 35.1)
    if study.sizes["conditioning"] < 2:
        return
    inhibition = {glycine: 1 - _ratio(study.sel(glycine=glycine), "amplitude_soleus") for glycine in (1, 0.2)}
    early = inhibition[1].sel(test_start=slice(CONDITIONED_AT + 0.0015, CONDITIONED_AT + 0.0035))
    left = inhibition[0.2].sel(test_start=early["test_start"])
    found, without = _mean(early), _mean(left)
    passed = bool(found > 0.1 and without <= found / 3)
    words, tolerance = "reciprocal inhibition at 2-3 ms, share of the H-reflex", "> 0.1; <= 1/3 left at glycine 0.2"
    yield judged("G23", words, "fit", "onset 2-3 ms", tolerance, early.values, passed)
    yield _report("G23-g", "the same at glycine 0.2", "gone", left)


def h_reflex_fcr_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G18: latency of the H-reflex of flexor carpi radialis.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``h_reflex_fcr``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    latency = study["latency_flexor_carpi_radialis"]
    yield _inside("G18", "H-reflex latency, FCR (ms)", "15.9 +- 1.3", latency, 13.3, 18.5)


def recurrent_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G24: a volley of another muscle holds units back, and not without the way to the Renshaw cells.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``recurrent``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    held, without = study["held_back_soleus"].sel(nicotinic=1), study["held_back_soleus"].sel(nicotinic=0)
    passed = bool(_between(held.values.ravel(), 8, 45) and _mean(without) <= _mean(held) / 3)
    words, tolerance = "recurrent inhibition, soleus units held back (ms)", "8 to 45; <= 1/3 left without Renshaw cells"
    yield judged("G24", words, "fit", "10-40 (conflict)", tolerance, held.values, passed)
    yield _report("G24-n", "the same without Renshaw cells (ms)", "gone", without)


def sici_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G20 and G22: conditioned over test response at short intervals.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``sici``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    ratio = {gaba_a: _ratio(study.sel(gaba_a=gaba_a), "amplitude_fdi") for gaba_a in (1, 0.5)}
    short = slice(CONDITIONED_AT + 0.0015, CONDITIONED_AT + 0.0045)
    early, weak = ratio[1].sel(test_start=short), ratio[0.5].sel(test_start=short)
    passed = bool(_mean(early) <= 0.6 and _mean(weak) > _mean(early))
    yield judged(
        "G20",
        "SICI at 2-4 ms, share of the test",
        "fit",
        "0.1-0.5",
        "<= 0.6; rises at GABA-A 0.5",
        early.values,
        passed,
    )
    yield _report("G20-a", "the same at cortical GABA-A 0.5", "weaker", weak)
    late = ratio[1].sel(test_start=slice(CONDITIONED_AT + 0.0075, CONDITIONED_AT + 0.0155))
    yield _report("G22", "ICF at 12 ms, share of the test", "1.2-2", late)


def lici_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G21: conditioned over test response at long intervals.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``lici``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    ratio = {gaba_b: _ratio(study.sel(gaba_b=gaba_b), "amplitude_fdi") for gaba_b in (1, 0)}
    passed = bool(_mean(ratio[1]) <= 0.7 and _mean(ratio[0]) > _mean(ratio[1]))
    yield judged(
        "G21",
        "LICI at 100-150 ms, share of the test",
        "fit",
        "< 0.6",
        "<= 0.7; rises at GABA-B 0",
        ratio[1].values,
        passed,
    )
    yield _report("G21-b", "the same at cortical GABA-B 0", "gone", ratio[0])


def startle_series_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G25 to G27: the startle to sound, its spread, and its habituation.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``startle_series``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    exists = study["probability_scm"].values
    yield judged(
        "G25", "startle to sound, probability in SCM", "fit", "exists", ">= 0.5", exists, bool(exists.mean() >= 0.5)
    )
    yield _report("G25-l", "its latency (ms)", "55-62", study["latency_scm"])
    for muscle in ("biceps", HAND, LEG):
        yield _report(
            f"G26-{muscle}",
            f"startle, {muscle} after SCM, lying (ms)",
            "see physiology",
            study[f"latency_{muscle}"] - study["latency_scm"],
        )
    limbs = np.stack([study[f"probability_{muscle}"].values for muscle, limb in model_body().limb.items() if limb])
    margin = exists - limbs.max(axis=0)
    yield judged(
        "G26-n",
        "startle, share in SCM less that in the readiest limb muscle",
        "fit",
        "the neck always, limbs at times",
        ">= 0",
        margin,
        bool(margin.mean() >= 0),
    )
    fifth = study["fifth_scm"].values
    known = fifth[np.isfinite(fifth)]
    yield judged(
        "G27",
        "startle, fifth over first, a minute apart",
        "fit",
        "falls",
        "<= 0.6",
        fifth,
        bool(known.size and known.mean() <= 0.6),
    )


def prepulse_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G28: the share by which the mean startle shrinks after a prepulse.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``prepulse``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    size = study["amplitude_scm"].mean("seed")
    inhibition = 1 - size.sel(prepulse=study["prepulse"].max()) / size.sel(prepulse=0)
    with_b, without = inhibition.sel(gaba_b=1), inhibition.sel(gaba_b=0)
    passed = bool(0.25 <= _mean(with_b) <= 0.75 and _mean(without) < _mean(with_b))
    yield judged(
        "G28",
        "prepulse inhibition at 100 ms",
        "fit",
        "0.3-0.7",
        "0.25 to 0.75; falls without GABA-B",
        with_b.values,
        passed,
    )
    yield _report("G28-b", "the same without brainstem GABA-B", "less", without)


def coherence_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G29: corticomuscular coherence and its p value.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``coherence``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    words = "coherence of EEG and FDI, 15-30 Hz; size not modelled"
    yield _report("G29", words, "weak, <= 0.2", study["peak"])
    yield _report("G29-p", "its p value", "significant", study["p_value"])


def c_reflex_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G30: no C-reflex at rest.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``c_reflex``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    share = study["probability"].values
    yield judged(
        "G30", "C-reflex at rest, share of volleys", "fit", "absent", "< 0.05", share, bool((share < 0.05).all())
    )


def _efferent(muscle: str) -> float:
    """Seconds from motor nucleus to muscle."""
    anatomy = load_table("anatomy")
    nerve = anatomy["muscles"][muscle]
    return float(
        nerve["peripheral_length"].si / nerve["motor_velocity"].si + anatomy["fixed"]["neuromuscular_junction"].si
    )


def _ratio(study: xr.Dataset, name: str) -> xr.DataArray:
    """Conditioned over test response, run by run; NaN where the test has none."""
    size = study[name]
    test = size.sel(conditioning=0)
    return size.sel(conditioning=study["conditioning"].max()) / test.where(test > 0)


def _inside(key: str, words: str, published: str, values: xr.DataArray, low: float, high: float) -> Row:
    found = values.values.ravel()
    return judged(key, words, "fit", published, f"{low:g} to {high:g}", found, _between(found, low, high))


def _report(key: str, words: str, published: str, values: xr.DataArray) -> Row:
    return judged(key, words, "fit", published, "", values.values, None)


def _between(values: np.ndarray, low: float, high: float) -> bool:
    """Whether the mean of what could be measured lies in a range."""
    known = values[np.isfinite(values)]
    return bool(known.size and low <= known.mean() <= high)


def _mean(values: xr.DataArray) -> float:
    return float(values.mean())
