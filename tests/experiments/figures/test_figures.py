"""What all figures share: where their data and files are, and that the same data gives the same file."""

import re
import shlex
from importlib import import_module
from pathlib import Path

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from disinhibition.analysis.plotting.plots import PAGE, project_style
from disinhibition.errors import UserError
from disinhibition.experiments.cli import COMMANDS
from disinhibition.experiments.config.compose import compose_config, split_axes
from disinhibition.experiments.figures import RESULTS, draw_figure, figure_names, recruitment, search, signatures
from disinhibition.experiments.gates.row import Row, write_rows


def test_a_png_and_a_pdf_are_written_beside_the_data(tmp_path: Path) -> None:
    table = tmp_path / "validation.json"
    write_rows(table, [Row("G01", "rest: EMG events a run", "fit", "report")])
    paths = draw_figure("gates", table)
    assert paths == [tmp_path / "gates.png", tmp_path / "gates.pdf"]
    assert paths[0].read_bytes().startswith(b"\x89PNG") and paths[1].read_bytes().startswith(b"%PDF")


def test_figure_that_does_not_exist_names_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"there are .*gates.*pathway.*recruitment.*signatures"):
        draw_figure("gate", tmp_path)


def test_missing_dataset_says_what_computes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in figure_names():
        with pytest.raises(UserError, match=r"computes one, and --data \(in Python data=\) names another") as told:
            draw_figure(name)
        assert "make " not in str(told.value), "a wheel has no Makefile"


@pytest.mark.parametrize("name", figure_names())
def test_the_command_of_a_figure_makes_the_dataset_that_it_looks_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    script = import_module(f"disinhibition.experiments.figures.{name}")
    command, *words = shlex.split(script.COMMAND) or [""]
    if command == "sweep":
        study = compose_config("sweep", split_axes(words).fixed)["study"]
        assert Path(study["path"]) == RESULTS / script.DATA
    elif command:
        assert command in COMMANDS
        assert COMMANDS[command].parser()


def test_an_interrupted_figure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(self: Figure, path: Path, **options: object) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    (tmp_path / "search.png").write_text("old")
    monkeypatch.setattr(search, "draw", lambda data: Figure())
    monkeypatch.setattr(Figure, "savefig", half)
    with pytest.raises(KeyboardInterrupt):
        draw_figure("search", tmp_path, tmp_path / "search.png")
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {"search.png": "old"}


@pytest.mark.parametrize("script", [signatures, recruitment])
def test_letters_are_at_least_7_points_at_the_width_of_a_page(study: Path, script) -> None:
    with project_style():
        drawn = script.draw(study)
        assert drawn.get_figwidth() <= PAGE
        sizes = {text.get_fontsize() for text in drawn.findobj(Text) if text.get_text()}
    assert min(sizes) >= 7


def test_style_names_sizes_of_at_least_7_points() -> None:
    with project_style():
        words = [word for word in matplotlib.rcParams if re.search(r"(font\.|label|title|legend\.font)size$", word)]
        sizes = {word: FontProperties(size=matplotlib.rcParams[word]).get_size_in_points() for word in words}
    assert min(sizes.values()) >= 7, sizes
