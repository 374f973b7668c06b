"""What configs/calibration.yaml says: stages with free numbers, healthy gates and short runs; runs of the ensemble."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ....errors import UserError
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
    """One step of a calibration.

    Attributes
    ----------
    name : str
        Its name.
    numbers : tuple of str
        Numbers (``table.entry``) that move.
    gates : tuple of str
        Gates that answer.
    runs : mapping
        A validation study of the healthy gates to the words that shorten it.
    """

    name: str
    numbers: tuple[str, ...]
    gates: tuple[str, ...]
    runs: Mapping[str, tuple[str, ...]]

    def gate_of(self, row: Row) -> str | None:
        """The gate of the stage that a row belongs to: ``G10`` has the rows ``G10-fdi`` and ``G10-soleus``.

        Parameters
        ----------
        row : Row
            A row of the validation table.

        Returns
        -------
        str or None
            The gate, None for a row of another stage.
        """
        return next((gate for gate in self.gates if row.id.partition("-")[0] == gate), None)


def read_stages(names: Iterable[str] = (), part: str = STAGES) -> list[Stage]:
    """Read stages of the file, in its order.

    Parameters
    ----------
    names : iterable of str
        Names of stages; none stands for all.
    part : str
        STAGES of a calibration, or ENSEMBLE, the runs that judge a parameter set, whose stages move no numbers.

    Returns
    -------
    list of Stage
        The stages, checked.

    Raises
    ------
    UserError
        A stage does not exist.
    """
    content = read_config("calibration")[part]
    names = list(names) or list(content)
    for name in names:
        if name not in content:
            raise UserError(
                f"there is no stage '{name}'{nearest(name, content) or '; there are ' + ', '.join(content)}"
            )
    return [make_stage(name, content[name]) for name in content if name in names]


def make_stage(name: str, entry: Mapping[str, Any]) -> Stage:
    """Make a stage and check it.

    Parameters
    ----------
    name : str
        Its name.
    entry : mapping
        ``numbers``, ``gates`` and ``runs``, as in the file.

    Returns
    -------
    Stage
        The stage.

    Raises
    ------
    UserError
        A study is not one of the healthy gates, or a number must not change.
    """
    for word in entry:
        if word not in WORDS:
            raise UserError(f"stage {name}: unknown word '{word}'; a stage has {', '.join(WORDS)}")
    numbers = tuple(entry.get("numbers", ()))
    for number in numbers:
        known = all_numbers().get(number)
        check_number(number, known.value if known else 0.0)
    for study in entry["runs"]:
        if study not in HEALTH:
            raise UserError(f"stage {name}: '{study}' is no study of the healthy gates; there are {', '.join(HEALTH)}")
    runs = {study: tuple(words) for study, words in entry["runs"].items()}
    return Stage(name, numbers, tuple(entry["gates"]), runs)
