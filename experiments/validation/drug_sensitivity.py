"""Do headline results of drugs keep their sign over the ranges of the guessed numbers behind them?

Each headline is a pathway and drugs at a level. Every guessed number that moves a factor at that level goes to the low
and to the high end of its range while the others stay; those of one group (the weights or shares of all targets) go
together. The points are a table that is made from the tables of drugs, so that a new guess is never forgotten.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import xarray as xr

from ...analysis.signals.counted import counted
from ...analysis.studies.gain_threshold import JERKING_RATE
from ...models.drugs.drug_numbers import drug_numbers
from ...models.drugs.kinetics.system import with_metabolites
from ..config.compose import compose_config
from ..config.medication import read_medication
from ..gates.row import Part, Row
from .over_ensemble import REFERENCE, SETS

NOISE = 0.1  # of the rate without the drug: a smaller change, or one below JERKING_RATE, has no sign
ERRORS = 2.0  # standard errors of a change of two Poisson counts: what smaller changes decide is within scatter
GROUPED = re.compile(r"\.(sensitive|weights|inhibitory)\..*")  # such numbers go together
WITHOUT, TABLE = "no drug", "tables"  # what is moved: the drug away, or nothing
KINDS = ("low", "high")
STUDY = "validation_drug_sensitivity"
RUN = 20.0  # s
WORDS = (
    *("profile=quick", f"duration='{RUN:g} s'", f"study.name={STUDY}", "study.design=table"),
    *("study.sets={headline: [], moved: []}", "study.axes.seed=[1,2]"),
)


@dataclass(frozen=True)
class Headline:
    """A result that is looked at.

    Attributes
    ----------
    row : str
        Id of the row beside which it is printed.
    words : str
        What it is about.
    drugs : mapping
        Free levels (uM) of what is judged.
    lost : mapping
        Region to the gain of GABA-A that is left.
    glycine : bool
        Whether glycine is lost as well.
    given : mapping
        Levels (uM) that are there without the drugs too.
    regimen : str
        A preset of configs/regimen in place of ``drugs``.
    """

    row: str
    words: str
    drugs: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    lost: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    glycine: bool = True
    given: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    regimen: str = "none"


LOST = (("cortex", 0.2), ("brainstem", 0.2), ("spinal", 0.3))  # gains of validation_drug_cortex and so on
NEAR = (("cortex", 0.35), ("brainstem", 0.55), ("spinal", 0.55))  # of configs/form/near_threshold.yaml
HEADLINES = (
    *(
        Headline(f"Da-{name}-clonazepam", f"{name} lost, clonazepam", {"clonazepam": 0.014}, {name: gain})
        for name, gain in LOST
    ),
    *(
        Headline(f"Da-cortex-{drug}", f"cortex lost, {drug}", {drug: level}, {"cortex": 0.2})
        for drug, level in (("levetiracetam", 160.0), ("valproate", 68.0), ("phenytoin", 6.0))
    ),
    Headline("Dc-etomidate", "healthy, etomidate at its peak", {"etomidate": 1.19}),
    Headline(
        "Dd-diazepam-primed", "strychnine, cord primed, diazepam", {"diazepam": 0.03}, {"spinal": 0.4}, False,
        {"strychnine": 0.42},
    ),
    # 50 mg/h of morphine for three days, clearance 15 mL/min
    Headline("De-rate", "healthy, morphine and its glucuronides", {"morphine": 1.54, "m3g": 5.24, "m6g": 1.22}),
    # No rows of their own: what experiments show of levels that rise fast, and of a drug that is withdrawn
    Headline(
        "De-at-once", "near threshold, 180 mg of morphine in a minute", lost=dict(NEAR), regimen="morphine_at_once",
    ),
    Headline(
        "Da-cortex-withdrawal", "cortex lost, clonazepam stopped for nine days after two months", lost={"cortex": 0.2},
        regimen="clonazepam_stopped",
    ),
)  # fmt: skip


def guesses(headline: Headline) -> dict[str, tuple[str, ...]]:
    """The guessed numbers of the tables that move a factor at the levels, or the snapshot, of a headline.

    Parameters
    ----------
    headline : Headline
        The headline.

    Returns
    -------
    dict
        Group to the names of its numbers, which are moved together.
    """
    config = compose_config("run", [f"regimen={headline.regimen}"]) if headline.regimen != "none" else {}
    given = tuple(str(entry["agent"]) for entry in config.get("drugs", ()))
    agents = (*headline.drugs, *with_metabolites(given))
    config = {key: config[key] for key in ("drugs", "snapshot") if key in config}
    # Of the guesses some are the largest plausible doses
    config |= {"concentration": {**headline.given, **headline.drugs}, "allow_extreme": True}

    def factors(**numbers: float) -> Mapping[str, float]:
        return read_medication(config | {"drug_numbers": numbers}, {}, 1.0).factors

    start = factors()
    found: dict[str, list[str]] = {}
    for name, number in drug_numbers().items():
        folder, owner, *_ = name.split(".")
        if number.source != "guess" or (folder != "shared" and owner not in agents):
            continue
        if any(factors(**{name: value}) != start for value in (number.low, number.high)):
            found.setdefault(_group(name, agents), []).append(name)
    return {group: tuple(names) for group, names in found.items()}


def _group(name: str, agents: Sequence[str]) -> str:
    """What a number is moved together with: the other targets, and the same number of the other drugs."""
    together = GROUPED.sub(r".\1", name)
    if len(agents) > 1:
        for agent in agents:
            together = together.replace(f".{agent}.", ".")
    return together


def table_words(folder: Path) -> list[str]:
    """Write the table of points to a folder.

    Parameters
    ----------
    folder : Path
        The file goes there.

    Returns
    -------
    list of str
        The words of the study that takes the table.
    """
    path = folder / f"{STUDY}.csv"
    rows = [row for headline in HEADLINES for row in _points(headline)]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({key: row.get(key, _healthy(key)) for key in columns} for row in rows)
    return [*WORDS, f"study.table={path}"]


def sensitivity_rows(study: xr.Dataset) -> Iterator[Row]:
    """One row for each headline.

    Parameters
    ----------
    study : xarray.Dataset
        The study: along ``point`` headline, moved (what and where to) and jerk_rate. Of several parameter sets only
        that of the tables is read.

    Yields
    ------
    Row
        One line of the validation table. A headline with points still missing has none.
    """
    if SETS in study.coords:
        study = study.sel(point=study[SETS].values == REFERENCE)
    for headline in HEADLINES:
        mine = study.sel(point=study["headline"].values.astype(str) == headline.row)
        moved = mine["moved"].values.astype(str)
        runs = {name: mine["jerk_rate"].values[moved == name] for name in dict.fromkeys(moved)}
        rates = {name: float(np.nanmean(values)) for name, values in runs.items()}
        if WITHOUT in rates and TABLE in rates and np.isfinite(list(rates.values())).all():
            known = {name: int(np.isfinite(values).sum()) for name, values in runs.items()}
            counts = sum(known.values()), sum(len(values) for values in runs.values())
            yield _row(headline, rates, {name: RUN * count for name, count in known.items()}, counts)


def beside(rows: Iterable[Row], ranges: Iterable[Row]) -> Iterator[Row]:
    """Put the row of its range behind each row.

    Parameters
    ----------
    rows : iterable of Row
        Lines of the table.
    ranges : iterable of Row
        Rows of :func:`sensitivity_rows`.

    Yields
    ------
    Row
        The rows, each followed by that of its range; ranges without a row come last.
    """
    left = {row.id.removesuffix("-range"): row for row in ranges}
    for row in rows:
        yield row
        if row.id in left:
            yield left.pop(row.id)
    yield from left.values()


def _row(headline: Headline, rates: Mapping[str, float], seconds: Mapping[str, float], runs: tuple[int, int]) -> Row:
    without = rates[WITHOUT]
    changes = {name: rate - without for name, rate in rates.items() if name != WITHOUT}

    def label(errors: float) -> str:
        found = set()
        for name, change in changes.items():
            error = errors * np.sqrt(rates[name] / seconds[name] + without / seconds[WITHOUT])
            found.add(int(np.sign(change)) if abs(change) >= max(JERKING_RATE, NOISE * without, error) else 0)
        if {-1, 1} <= found:
            return "flips sign"
        return "no effect" if found == {0} else "not everywhere" if 0 in found else "same sign"

    lowest, highest = min(changes, key=lambda name: changes[name]), max(changes, key=lambda name: changes[name])
    ends = tuple(Part(name, changes[name]) for name in (lowest, highest))
    guesses = counted((len(changes) - 1) // 2, "guess", "guesses")
    words = f"{headline.words}: change of the jerk rate over the ranges of {guesses}"
    verdict = label(0.0) if label(0.0) == label(ERRORS) else f"{label(0.0)}, within scatter"
    ranges: dict[str, Any] = {"mean": changes[TABLE], "n": runs[0], "of": runs[1], "parts": ends}
    return Row(f"{headline.row}-range", words, "sensitivity", verdict, "1/s", **ranges)


def _points(headline: Headline) -> Iterator[dict[str, object]]:
    base: dict[str, object] = {"headline": headline.row}
    for region, gain in headline.lost.items():
        base[f"receptors.gaba_a.{region}"] = gain
        base[f"receptors.glycine.{region}"] = gain if headline.glycine else 1.0
    base |= {f"concentration.{agent}": level for agent, level in headline.given.items()}
    yield base | {"moved": WITHOUT}
    base |= {f"concentration.{agent}": level for agent, level in headline.drugs.items()}
    base["regimen"] = headline.regimen
    yield base | {"moved": TABLE}
    for group, names in guesses(headline).items():
        for kind in KINDS:
            values = {f"drug_numbers.{name}": getattr(drug_numbers()[name], kind) for name in names}
            yield base | {"moved": f"{group} {kind}"} | values


def _healthy(key: str) -> object:
    """What a column holds where a point does not say it: health, no drug, the number of the tables."""
    if key.startswith("drug_numbers."):
        return drug_numbers()[key.removeprefix("drug_numbers.")].value
    if key == "regimen":
        return "none"
    return 0 if key.startswith("concentration.") else 1
