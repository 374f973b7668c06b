"""What configs/calibration.yaml says: stages with free numbers, healthy gates and short runs; runs of the ensemble."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ....models.parameters.nearest import nearest
from ....models.parameters.table_numbers import all_numbers, check_number
from ...config.packaged import read_config
from ...gates.row import Row
from ...gates.studies import HEALTH

LONGEST = 60.0  # simulated seconds of a trial
WORDS = ("numbers", "gates", "runs")
STAGES, ENSEMBLE = "stages", "ensemble"


@dataclass(frozen=True)
class Stage:
    """One step: ``numbers`` (``table.entry``) move, ``gates`` answer, measured on ``runs``.

    ``runs`` maps a validation study of the healthy gates to the words that shorten it.
    """

    name: str
    numbers: tuple[str, ...]
    gates: tuple[str, ...]
    runs: Mapping[str, tuple[str, ...]]

    def gate_of(self, row: Row) -> str | None:
        """The gate of the stage that a row belongs to: ``G10`` has the rows ``G10-fdi`` and ``G10-soleus``."""
        return next((gate for gate in self.gates if row.id.partition("-")[0] == gate), None)


def read_stages(names: Iterable[str] = (), part: str = STAGES) -> list[Stage]:
    """The stages of these names, by default all, in the order of the file. Raises KeyError for an unknown one.

    part: STAGES of a calibration, or ENSEMBLE, the runs that judge a parameter set, whose stages move no numbers.
    """
    content = read_config("calibration")[part]
    names = list(names) or list(content)
    for name in names:
        if name not in content:
            raise KeyError(f"there is no stage '{name}'{nearest(name, content) or '; there are ' + ', '.join(content)}")
    return [make_stage(name, content[name]) for name in content if name in names]


def make_stage(name: str, entry: Mapping[str, Any]) -> Stage:
    """A checked stage. Raises KeyError or ValueError for a study that is not healthy, a number that must not change."""
    for word in entry:
        if word not in WORDS:
            raise KeyError(f"stage {name}: unknown word '{word}'; a stage has {', '.join(WORDS)}")
    numbers = tuple(entry.get("numbers", ()))
    for number in numbers:
        known = all_numbers().get(number)
        check_number(number, known.value if known else 0.0)
    for study in entry["runs"]:
        if study not in HEALTH:
            raise KeyError(f"stage {name}: '{study}' is no study of the healthy gates; there are {', '.join(HEALTH)}")
    runs = {study: tuple(words) for study, words in entry["runs"].items()}
    return Stage(name, numbers, tuple(entry["gates"]), runs)
