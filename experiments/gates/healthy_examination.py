"""Validation rows of the healthy examination: contraction, evoked responses, startle, coherence (gates G09 to G30)."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import xarray as xr

from ...models.signals.efferent import efferent_time
from ..examine.model_body import model_body
from .row import HALF_SILENT, Row, judge, mean_of

CONDITIONED_AT = 1.0  # s, when the conditioning stimulus of a pair begins
HAND, LEG = "fdi", "tibialis_anterior"
gate = partial(judge, role="fit")
answer = partial(gate, silent=HALF_SILENT)  # to a stimulus, which may fail to come


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
    asked = np.isfinite(study["size_order_fdi"])
    published = "8.4 +- 1.3"
    newest = study["newest_fdi"].where(asked)
    yield answer(newest, 6, 10, id="G09", quantity="motor-unit onset rate, FDI", unit="Hz", published=published)
    for muscle, published, low, high in (("fdi", "29.9 +- 8.6", 12.7, 47.1), ("soleus", "10.7 +- 2.9", 4.9, 16.5)):
        strongest = study[f"rate_{muscle}"].sel(effort=study["effort"].max())
        words = f"rate at strong effort, {muscle}"
        yield gate(strongest, low, high, id=f"G10-{muscle}", quantity=words, unit="Hz", published=published)
    words = "recruitment by size, FDI (rank-biserial)"
    yield answer(study["size_order_fdi"], 0.9, 1, id="G11", quantity=words, published="small first")
    yield gate(study["cv_fdi"], id="G12", quantity="interval CV of tonic units, FDI", published="0.1-0.25")


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
        (("G15", "G16"), LEG, "foot", "27.2 +- 2.3", "12-15 (unchecked)", 22.6, 31.8, ()),
    ):
        latency = study[f"mean_latency_{muscle}"].isel(
            {"protocol.stimuli.0.site": np.flatnonzero(sites == f"right_{zone}_magnetic")}
        )
        words = f"MEP latency, {muscle}, active"
        yield answer(latency, low, high, id=key, quantity=words, unit="ms", published=published)
        central, words = latency - 1e3 * efferent_time(muscle), f"central conduction time, {muscle}"
        yield answer(central, *bounds, id=central_key, quantity=words, unit="ms", published=central_published)


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
    means = [mean_of(silence.sel(strength=strength), HALF_SILENT) for strength in study["strength"].values]
    known = [mean for mean in means if np.isfinite(mean)]
    yield answer(
        last, 100, 220, id="G19", quantity="silent period, FDI, strongest pulse", unit="ms",
        published="151 +- 32, grows", asks="grows", met=len(known) > 1 and known[-1] > known[0],
    )  # fmt: skip
    without = study["silence_fdi"].sel(gaba_b=study["gaba_b"] == 0, strength=study["strength"].max())
    words = "the same without cortical GABA-B"
    yield gate(without, id="G19-b", quantity=words, unit="ms", published="conflict")


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
    alone = study.sel(conditioning=0, glycine=1)["latency_soleus"]
    words = "H-reflex latency, soleus"
    yield answer(alone, 25.5, 35.1, id="G17", quantity=words, unit="ms", published="30.3 +- 2.4")
    if study.sizes["conditioning"] < 2:
        return
    inhibition = {glycine: 1 - _ratio(study.sel(glycine=glycine), "amplitude_soleus") for glycine in (1, 0.2)}
    early = inhibition[1].sel(test_start=slice(CONDITIONED_AT + 0.0015, CONDITIONED_AT + 0.0035))
    left = inhibition[0.2].sel(test_start=early["test_start"])
    yield answer(
        early, low=0.1, strict=True, id="G23", quantity="reciprocal inhibition at 2-3 ms, share of the H-reflex",
        published="onset 2-3 ms", asks="<= 1/3 left at glycine 0.2",
        met=mean_of(left, HALF_SILENT) <= mean_of(early, HALF_SILENT) / 3,
    )  # fmt: skip
    yield gate(left, id="G23-g", quantity="the same at glycine 0.2", published="gone")


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
    latency, words = study["latency_flexor_carpi_radialis"], "H-reflex latency, FCR"
    yield answer(latency, 13.3, 18.5, id="G18", quantity=words, unit="ms", published="15.9 +- 1.3")


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
    yield answer(
        held, 8, 45, id="G24", quantity="recurrent inhibition, soleus units held back", unit="ms",
        published="10-40 (conflict)", asks="<= 1/3 left without Renshaw cells",
        met=mean_of(without, HALF_SILENT) <= mean_of(held, HALF_SILENT) / 3,
    )  # fmt: skip
    yield gate(without, id="G24-n", quantity="the same without Renshaw cells", unit="ms", published="gone")


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
    yield answer(
        early, high=0.6, id="G20", quantity="SICI at 2-4 ms, share of the test", published="0.1-0.5",
        asks="rises at GABA-A 0.5", met=mean_of(weak, HALF_SILENT) > mean_of(early, HALF_SILENT),
    )  # fmt: skip
    yield gate(weak, id="G20-a", quantity="the same at cortical GABA-A 0.5", published="weaker")
    late = ratio[1].sel(test_start=slice(CONDITIONED_AT + 0.0075, CONDITIONED_AT + 0.0155))
    yield gate(late, id="G22", quantity="ICF at 12 ms, share of the test", published="1.2-2")


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
    yield answer(
        ratio[1], high=0.7, id="G21", quantity="LICI at 100-150 ms, share of the test", published="< 0.6",
        asks="rises at GABA-B 0", met=mean_of(ratio[0], HALF_SILENT) > mean_of(ratio[1], HALF_SILENT),
    )  # fmt: skip
    yield gate(ratio[0], id="G21-b", quantity="the same at cortical GABA-B 0", published="gone")


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
    exists, words = study["probability_scm"], "startle to sound, probability in SCM"
    yield gate(exists, low=0.5, id="G25", quantity=words, published="exists")
    yield gate(study["latency_scm"], id="G25-l", quantity="its latency", unit="ms", published="55-62")
    for muscle in ("biceps", HAND, LEG):
        later, words = study[f"latency_{muscle}"] - study["latency_scm"], f"startle, {muscle} after SCM, lying"
        yield gate(later, id=f"G26-{muscle}", quantity=words, unit="ms", published="see physiology")
    limbs = [study[f"probability_{muscle}"] for muscle, limb in model_body().limb.items() if limb]
    margin = exists - xr.concat(limbs, "muscle").max("muscle", skipna=False)
    words = "startle, share in SCM less that in the readiest limb muscle"
    yield gate(margin, low=0, id="G26-n", quantity=words, published="the neck always, limbs at times")
    fifth, words = study["fifth_scm"], "startle, fifth over first, a minute apart"
    yield answer(fifth, high=0.6, id="G27", quantity=words, published="falls")


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
    # One number for each network: a run without any startle would not be that of the others
    size = study["amplitude_scm"].mean("seed", skipna=False)
    inhibition = 1 - size.sel(prepulse=study["prepulse"].max()) / size.sel(prepulse=0)
    with_b, without = inhibition.sel(gaba_b=1), inhibition.sel(gaba_b=0)
    yield gate(
        with_b, 0.25, 0.75, id="G28", quantity="prepulse inhibition at 100 ms", published="0.3-0.7",
        asks="falls without GABA-B", met=mean_of(without) < mean_of(with_b),
    )  # fmt: skip
    yield gate(without, id="G28-b", quantity="the same without brainstem GABA-B", published="less")


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
    yield gate(study["peak"], id="G29", quantity=words, published="weak, <= 0.2")
    yield gate(study["p_value"], id="G29-p", quantity="its p value", published="significant")


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
    share, words = study["probability"], "C-reflex at rest, share of volleys"
    yield gate(share, high=0.05, strict=True, every=True, id="G30", quantity=words, published="absent")


def _ratio(study: xr.Dataset, name: str) -> xr.DataArray:
    """Conditioned over test response, run by run; NaN where the test has none."""
    size = study[name]
    test = size.sel(conditioning=0)
    return size.sel(conditioning=study["conditioning"].max()) / test.where(test > 0)
