"""Beside the numbers of an experiment with drugs: its headline results over the ranges of the guesses behind them."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from rich.table import Table

from ...errors import UserError
from ..gates.row_text import measured_text, spread_text
from ..study.disk.layout import read_schema
from ..study.reading.open import open_study
from .drug_sensitivity import HEADLINES, STUDY, sensitivity_rows

CIRCUITS = tuple(f"Da-{circuit}-clonazepam" for circuit in ("cortex", "brainstem", "spinal"))
CLASSES = tuple(f"Da-cortex-{drug}" for drug in ("levetiracetam", "valproate", "phenytoin"))
# Experiment -> its headlines. Blockers alone rest on measured concentrations, serotonin on numbers of the model itself,
# a benzodiazepine as a cause on the load of chloride, which no headline moves
EXPERIMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("benzodiazepine_dose", "benzodiazepines"), CIRCUITS),
        "benzodiazepine_course": (*CIRCUITS, "Da-cortex-withdrawal"),
        **dict.fromkeys(("opioid_level", "opioid_kidneys", "opioid_infusion", "opioid_rotation"), ("De-rate",)),
        "opioid_speed": ("De-rate", "De-at-once"),
        "anticonvulsants": (*CIRCUITS, *CLASSES),
        **dict.fromkeys(("sodium_dose", "culprit_stopped"), ("Da-cortex-phenytoin",)),
        "drug_pair": ("Da-cortex-levetiracetam", "Da-cortex-valproate"),
        "sham_pair": ("Da-cortex-levetiracetam",),
        "induction": ("Dc-etomidate",),
        "blocker_protection": ("Dd-diazepam-primed",),
    }
)
UNKNOWN = "not computed: disinhibition validate --drugs"


def ranges_table(data: Path) -> Table | None:
    """What guesses do to the headlines of an experiment.

    The ranges are those of ``validate --drugs``, on pathways near those of the experiment, read from the folder beside
    ``data``. A result that flips sign within them is labelled so; one that was not computed says how.

    Parameters
    ----------
    data : Path
        Folder of the study of the experiment.

    Returns
    -------
    rich.table.Table or None
        The headlines over the ranges of their guesses; None for an experiment without headlines, or for no study.
    """
    try:
        origin = open_study(data).attrs if data.is_file() else read_schema(data)["provenance"]
    except UserError:
        return None
    name = json.loads(origin.get("config", "{}")).get("study", {}).get("name", "")
    wanted = EXPERIMENTS.get(str(name), ())
    if not wanted:
        return None
    beside = data.resolve().parent / STUDY
    rows = (
        {row.id.removesuffix("-range"): row for row in sensitivity_rows(open_study(beside))} if beside.exists() else {}
    )
    words = {headline.row: headline.words for headline in HEADLINES}
    result = Table("headline", "change (1/s)", "over the ranges of its guesses", "", title="guesses behind it")
    for key in wanted:
        row = rows.get(key)
        result.add_row(words[key], *((measured_text(row), spread_text(row), row.verdict) if row else ("", UNKNOWN, "")))
    return result
