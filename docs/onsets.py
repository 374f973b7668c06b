"""The gains between which each circuit begins to jerk, for the table of the README, which ``make docs`` fills in.

    disinhibition sweep experiment=onsets
    python docs/onsets.py results/onsets
    make docs

The freeze is that of ``docs/validation/rows.json``.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import disinhibition as dis
from disinhibition.analysis.studies.gain_threshold import JERKING_RATE

VALIDATION = Path(__file__).parent / "validation"
LOST = {"glycine": "GABA-A and glycine", "gaba_a": "GABA-A alone"}  # by what is lost beside GABA-A
SIDES = {"right": "one side", "both": "both sides"}


def take_onsets(study: Path, folder: Path = VALIDATION) -> Path:
    """Write ``onsets.json``: jerks per second at every gain, by circuit, by what is lost beside GABA-A, by sides."""
    rate = dis.open_study(study)["jerk_rate"].mean("seed", skipna=False)
    lines = []
    for circuit in rate["circuit"].values.tolist():
        for beside in rate["beside"].values.tolist():
            for sides in rate["sides"].values.tolist():
                mine = rate.sel(circuit=circuit, beside=beside, sides=sides)
                if mine.isnull().any():
                    raise SystemExit(f"{study}: not every point of {circuit}, {beside}, {sides} is computed")
                rates = dict(zip(mine["gain"].values.tolist(), mine.values.round(4).tolist(), strict=True))
                lines.append({"circuit": circuit, "beside": beside, "sides": sides, "rates": rates})
    freeze = json.loads((folder / "rows.json").read_text(encoding="utf-8"))["freeze"]
    content = ",\n".join(json.dumps(line) for line in lines)
    file = folder / "onsets.json"
    file.write_text(f'{{"freeze": {json.dumps(freeze)}, "onsets": [\n{content}\n]}}\n', encoding="utf-8")
    return file


def onsets_table(folder: Path = VALIDATION) -> tuple[list[str], list[list[str]]]:
    """Headings, and a line for each circuit: the highest gain at which it jerks, and the next, at which it does not."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in json.loads((folder / "onsets.json").read_text(encoding="utf-8"))["onsets"]:
        found[one["circuit"].replace("spinal", "cord")][f"{LOST[one['beside']]}, {SIDES[one['sides']]}"] = _ends(
            {float(gain): rate for gain, rate in one["rates"].items()}
        )
    heads = [f"{lost}, {sides}" for lost in LOST.values() for sides in SIDES.values()]
    return ["circuit", *heads], [[circuit, *(ends[head] for head in heads)] for circuit, ends in found.items()]


def _ends(rates: dict[float, float]) -> str:
    jerking = [gain for gain, rate in rates.items() if rate >= JERKING_RATE]
    if not jerking:
        return f"none down to {min(rates):g}"
    above = [gain for gain in rates if gain > max(jerking)]
    return f"{max(jerking):g} to {min(above):g}" if above else f"{max(jerking):g} or more"


if __name__ == "__main__":
    print(take_onsets(Path(sys.argv[1])))
