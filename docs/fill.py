"""Fill in what stands between markers in README.md and docs/: numbers of the model, and tables of validation results.

``make docs`` runs this file; a test fails when a committed page is not what it would write. Everything outside the
markers is written by hand. There are three kinds of markers, which a browser does not show:

``<!--n:anatomy.fixed.synapse-->0.3 ms<!--/n-->``
    A number. Its name is an entry of ``models/tables`` (table, then entry), an entry of the drug tables
    (``drugs.mechanisms.clonazepam.affinity_shift.size``), a constant of the code (``analysis.emg.edges.WINDOW``), a
    value of a config (``configs.form.near_threshold.receptors.gaba_a.cortex``), a number of a row
    (``row[G23-g].mean``) or of an earlier freeze (``earlier[freeze 4][J-cortex].mean``), a count of rows
    (``rows.health.pass``), of healthy gates (``gates.judged``, ``gates.pass``), of published facts about drugs
    (``facts.all``, ``facts.construction``, ``facts.unjudged``) or of conflicts about them (``conflicts.all``), or
    what a study computes (``studies.drug_pair.points``, ``studies.drug_pair.seconds``). ``rows.freeze`` is the name
    of the freeze of the rows. A number of the drug tables has the ends of its range as ``.low`` and ``.high``.
    Names may be joined by + - * / and followed by ``in ms``, the unit in which the number is printed.
    ``<!--n:measured-->``, ``<!--n:published-->`` and ``<!--n:chosen-->`` stand before numbers that no file of the
    project holds.
``<!--table:health-->``
    The rows of one part of ``docs/validation/rows.json``; also ``<!--table:counts-->``, ``<!--table:history-->``.
``<!--table:onsets-->``
    The gains between which jerks begin, of ``docs/validation/onsets.json``, which ``docs/onsets.py`` writes.
``<!--misses:health-->``
    The rows of a part that miss, with the reasons that ``docs/validation/reasons.yaml`` gives. Numbers stand in their
    words in braces, by the same names.

``python docs/fill.py --rows results/validation.json`` first takes the rows that ``disinhibition validate`` wrote.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from onsets import onsets_table

from disinhibition.experiments.catalogue.drug_facts import drug_facts
from disinhibition.experiments.gates.row import MISS, PASS, Row, read_rows, row_of
from disinhibition.experiments.gates.row_text import COLUMNS, cells, quantity_text, tolerance_text
from disinhibition.experiments.study.plan import plan_study
from disinhibition.experiments.study.sweep import study_points
from disinhibition.models.drugs.drug_tables import kinetics_of, mechanisms_of, shared_numbers
from disinhibition.models.parameters.sourced import SI, Sourced, load_table

DOCS = Path(__file__).parent
VALIDATION = DOCS / "validation"
ROWS = VALIDATION / "rows.json"
EARLIER = VALIDATION / "earlier.json"
VERDICTS = (PASS, MISS)
ENSEMBLE = "-sets"  # end of the id of a row that counts parameter sets
KEPT = ("quantity", "unit", "mean", "verdict")  # of the rows of an earlier freeze
# Part -> the ids that belong to it; the first that fits counts
PARTS = {
    "health": r"G\d",
    "jitter": r"J-",
    "drugs_ensemble": rf"D.*{ENSEMBLE}$",
    "drugs_guesses": r"D.*-range$",
    "drugs": r"D",
    "narrowed": r"W-",
    "lost_inhibition": r"[SOCNXBPY]",
}
CODE = ("analysis", "models", "experiments")
OF_A_ROW = re.compile(r"(?:row|earlier\[([^\]]+)\])\[([^\]]+)\]\.(\w+)")
NAME = re.compile(rf"{OF_A_ROW.pattern}|[A-Za-z_]\w*(?:\.\w+)+")
IN_BRACES = re.compile(r"\{([^}]+)\}")
MARKER = re.compile(r"<!--(n|table|misses):([^>]+?)-->(.*?)<!--/\1-->", re.DOTALL)
AS_WRITTEN = ("measured", "published", "chosen")


def main(words: Sequence[str] | None = None) -> int:
    """Write every page anew, and print the names of those that changed."""
    parser = argparse.ArgumentParser(prog="python docs/fill.py", description=main.__doc__)
    parser.add_argument("--rows", type=Path, help="results/validation.json, whose rows replace those of the same id")
    parser.add_argument("--freeze", help="the freeze of these rows; a new one puts the rows so far among the earlier")
    flags = parser.parse_args(words)
    if flags.rows:
        take_rows(read_rows(flags.rows), flags.freeze)
    for page in pages():
        old = page.read_text(encoding="utf-8")
        new = filled(old)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(page.relative_to(DOCS.parent))
    return 0


def pages() -> list[Path]:
    """The README and every page of docs/."""
    return [DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md"))]


def filled(text: str) -> str:
    """The text of a page with everything between its markers written anew."""

    def written(found: re.Match[str]) -> str:
        kind, name, old = found.groups()
        if kind == "n":
            new = old if name in AS_WRITTEN else number(name)
        else:
            new = f"\n\n{table(name) if kind == 'table' else misses(name)}\n\n"
        return f"<!--{kind}:{name}-->{new}<!--/{kind}-->"

    return MARKER.sub(written, text)


def number(name: str) -> str:
    """The number of a marker as it is printed: of one table entry in its own unit, otherwise in the unit after 'in'."""
    expression, _, unit = name.partition(" in ")
    if NAME.fullmatch(expression):
        entry = _entry(expression)
        if isinstance(entry, str):
            return entry
        unit = unit or (entry.unit if isinstance(entry, Sourced) else _unit(expression))
    value = eval(NAME.sub(lambda found: repr(_si(found.group())), expression), {"__builtins__": {}}) / SI[unit or "1"]
    digits = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return f"{digits} {unit}".replace("percent", "%").removesuffix(" 1").rstrip()


def table(name: str) -> str:
    """The rows of one part as a table in Markdown, or the counts of all parts, or the rows of every freeze."""
    if name == "counts":
        return _markdown(("part", *VERDICTS, "no verdict"), map(_counts, PARTS))
    if name == "history":
        return _history()
    if name == "onsets":
        return _markdown(*onsets_table())
    return _markdown(COLUMNS, map(cells, rows(name)))


def misses(part: str) -> str:
    """The rows of a part that miss, as a table, and below it why each does."""
    missed = [row for row in rows(part) if row.verdict == MISS]
    shown = ("id", "quantity", "tolerance", "silent", "measured", "spread")
    lines = [[cell for name, cell in zip(COLUMNS, cells(row), strict=True) if name in shown] for row in missed]
    known = yaml.safe_load((VALIDATION / "reasons.yaml").read_text(encoding="utf-8"))
    told = {row: reason["why"] for reason in known for row in reason["rows"]}
    groups: dict[str, list[str]] = {}
    for row in missed:
        why = IN_BRACES.sub(lambda name: number(name[1]), told.get(row.id, "The reason is not known yet."))
        groups.setdefault(why, []).append(row.id)
    reasons = "\n".join(f"- **{', '.join(ids)}**: {why.strip()}" for why, ids in groups.items())
    return _markdown(shown, lines) + f"\n\n{reasons}"


def rows(part: str) -> list[Row]:
    """The rows of ``rows.json`` that belong to a part."""
    return [row for row in map(row_of, _stored()["rows"]) if part_of(row.id) == part]


def part_of(row: str) -> str:
    """The part of the results to which the id of a row belongs. Raises ValueError for an id that none takes."""
    for part, pattern in PARTS.items():
        if re.match(pattern, row):
            return part
    raise ValueError(f"no part of the validation takes the row '{row}'; name it in PARTS of docs/fill.py")


def take_rows(new: Iterable[Row], freeze: str | None = None) -> None:
    """Replace rows of ``rows.json`` by new ones of the same id; rows of another freeze go to ``earlier.json`` first."""
    content = _stored()
    if freeze and freeze != content["freeze"]:
        earlier = json.loads(EARLIER.read_text(encoding="utf-8"))
        earlier[content["freeze"]] = {row["id"]: {name: row[name] for name in KEPT} for row in content["rows"]}
        EARLIER.write_text(json.dumps(earlier, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        content = {"freeze": freeze, "rows": []}
    every = {row["id"]: row for row in content["rows"]} | {row.id: asdict(row) for row in new}
    for row in every:
        part_of(row)
    # One row on a line, so that a change of one is a change of one line
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in every.values())
    freeze = json.dumps(content["freeze"])
    ROWS.write_text(f'{{"freeze": {freeze}, "rows": [\n{lines}\n]}}\n', encoding="utf-8")


def _history() -> str:
    """What the freezes before this one measured of the same quantity."""
    earlier = json.loads(EARLIER.read_text(encoding="utf-8"))
    lines = []
    for row in map(row_of, _stored()["rows"]):
        then = [found.get(row.id, {}) for found in earlier.values()]
        same = [old if old.get("quantity") == row.quantity else None for old in then]
        if any(same) and row.role != "probe":
            told = [_short(old["mean"], old["verdict"]) if old else "–" for old in same]
            lines.append([row.id, quantity_text(row), tolerance_text(row), *told, _short(row.mean, row.verdict)])
    return _markdown(("id", "quantity", "tolerance", *earlier, _stored()["freeze"]), lines)


def _short(mean: float | None, verdict: str) -> str:
    return ("nothing" if mean is None else f"{mean:.3g}") + (" **miss**" if verdict == MISS else "")


def _counts(part: str) -> list[str]:
    found = [_count(part, verdict) for verdict in VERDICTS]
    return [part.replace("_", " "), *map(str, found), str(len(rows(part)) - sum(found))]


def _count(part: str, verdict: str) -> int:
    return sum(row.verdict == verdict for row in rows(part))


def _gates(verdict: str) -> int:
    """Healthy gates that have a verdict ('judged'), or those of them whose rows all have this one."""
    found: dict[str, set[str]] = {}
    for row in rows("health"):
        if row.verdict in VERDICTS:
            found.setdefault(row.id[: len("G01")], set()).add(row.verdict)
    return sum(verdict == "judged" or verdicts == {verdict} for verdicts in found.values())


def _stored() -> dict[str, Any]:
    """The freeze and the rows of ``rows.json``, as JSON has them."""
    content: dict[str, Any] = json.loads(ROWS.read_text(encoding="utf-8"))
    return content


def _entry(name: str) -> object:
    """What a dotted name stands for; the kinds of names are those of the docstring of this file."""
    if found := OF_A_ROW.fullmatch(name):
        return _of_a_row(*found.groups())
    first, *rest = name.split(".")
    if name == "rows.freeze":
        return str(_stored()["freeze"])
    if first == "facts":
        facts = drug_facts().values()
        if rest == ["unjudged"]:
            return float(sum(fact.role == "prediction" and not fact.rows for fact in facts))
        return float(sum(rest[0] in ("all", fact.role) for fact in facts))
    if first == "conflicts":
        return float(len(yaml.safe_load(_text("experiments.catalogue", "drug_conflicts.yaml"))))
    if first == "studies":
        return _computed(rest[0])[rest[1]]
    if first == "rows":
        return float(_count(*rest))
    if first == "gates":
        return float(_gates(*rest))
    if first == "configs":
        packaged = files("disinhibition.configs")
        end = next(end for end in range(1, len(rest)) if packaged.joinpath(f"{'/'.join(rest[:end])}.yaml").is_file())
        value = yaml.safe_load(_text("configs", f"{'/'.join(rest[:end])}.yaml"))
        for key in rest[end:]:
            value = value[key]
        return value
    if first in CODE:
        return getattr(import_module(f"disinhibition.{first}.{'.'.join(rest[:-1])}"), rest[-1])
    if first == "drugs":
        folder, agent, *rest = rest
        entry: object = {"kinetics": kinetics_of, "mechanisms": mechanisms_of, "shared": shared_numbers}[folder](agent)
    else:
        entry = load_table(first)
    for key in rest:
        if isinstance(entry, Sourced):
            return replace(entry, value={"low": entry.low, "high": entry.high}[key])
        assert isinstance(entry, Mapping)
        entry = entry[key]
    return entry


@cache
def _computed(experiment: str) -> dict[str, float]:
    """Points and seconds that a packaged study computes; points with the same factors are computed once."""
    study = plan_study([f"experiment={experiment}"])
    keys = [point.key for point in study_points(study, defaultdict(str))]
    durations = {key: settings.duration for key, (_, settings) in zip(keys, study.points, strict=True)}
    return {"points": float(len(durations)), "seconds": sum(durations.values())}


def _text(folder: str, file: str) -> str:
    return files(f"disinhibition.{folder}").joinpath(file).read_text(encoding="utf-8")


def _of_a_row(freeze: str | None, row: str, field: str) -> float:
    """A number of a row of this freeze, or of an earlier one, in the unit of the row."""
    found = _row(freeze, row)[field]
    assert isinstance(found, int | float), f"row {row} has no {field}"
    return float(found)


def _row(freeze: str | None, row: str) -> Mapping[str, Any]:
    if freeze:
        earlier: dict[str, Any] = json.loads(EARLIER.read_text(encoding="utf-8"))[freeze]
        return earlier[row]
    return next(content for content in _stored()["rows"] if content["id"] == row)


def _unit(name: str) -> str:
    """Unit of a number of a row; counts have none."""
    found = OF_A_ROW.fullmatch(name)
    return str(_row(found[1], found[2])["unit"]) if found and found[3] not in ("n", "of", "seeds") else "1"


def _si(name: str) -> float:
    entry = _entry(name)
    value = entry.si if isinstance(entry, Sourced) else entry
    assert isinstance(value, int | float), f"{name} is no number"
    return float(value) * SI[_unit(name)]


def _markdown(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "\n".join(
        f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in (columns, ["---"] * len(columns), *lines)
    )


if __name__ == "__main__":
    raise SystemExit(main())
