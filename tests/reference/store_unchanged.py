"""Writes unchanged.json anew: four runs and the smoke study as they are now.

Legitimate only where the model is meant to change, with the reason in docs/calibration.md; never to make a red test
green.

    python tests/reference/store_unchanged.py COMMIT
"""

import json
import sys
import tempfile
from pathlib import Path

from unchanged import machine, rows_of, run_of

from disinhibition.experiments import cli

FILE = Path(__file__).with_name("unchanged.json")


def main(commit: str) -> None:
    """Compute the runs that the file names, and the smoke study, and store them."""
    stored = json.loads(FILE.read_text())
    runs = {name: {"overrides": run["overrides"], **run_of(run["overrides"])} for name, run in stored["runs"].items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "smoke")
        words = ["experiment=disinhibition", "profile=smoke", "study.figure=null", f"study.path={path}"]
        if cli.main(["sweep", *words]):
            raise SystemExit("the smoke study has failed points; nothing is stored")
        smoke = rows_of(path)
    FILE.write_text(json.dumps({"made": {"commit": commit, "machine": machine()}, "runs": runs, "smoke": smoke}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
