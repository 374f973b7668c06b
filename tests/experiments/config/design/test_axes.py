"""Axes of a sweep line become coordinates, or one line that says what is wrong with them."""

from pathlib import Path
from typing import Any

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config, split_axes
from disinhibition.experiments.config.design.axes import coordinates

CORTEX, CORD = "receptors.gaba_a.cortex", "receptors.glycine.spinal"


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    return compose_config("sweep", [])


def points(config: dict[str, Any], words: list[str], **study: Any) -> list[dict[str, Any]]:
    return coordinates({**config, "study": {**config["study"], **study}}, split_axes(words))


def test_a_range_of_the_line_is_sampled_and_its_lists_are_repeats(composed: dict[str, Any]) -> None:
    found = points(
        composed,
        [f"{CORTEX}=interval(0,1)", "seed=1,2"],
        design="latin_hypercube",
        samples=4,
        axes={"receptors": {"glycine": {"spinal": [0.5, 1]}}},
    )
    assert [point["seed"] for point in found] == [1] * 4 + [2] * 4
    assert [point[CORTEX] for point in found[:4]] == [point[CORTEX] for point in found[4:]]
    assert all(0.5 <= point[CORD] <= 1 for point in found)


def test_axes_of_a_zip_go_side_by_side(composed: dict[str, Any]) -> None:
    found = points(composed, [f"{CORTEX}=1,0.5", "seed=1,2"], design="zip")
    assert [tuple(point.values()) for point in found] == [(1, 1), (0.5, 2)]


def test_the_base_is_that_of_the_config_of_health_or_of_the_table(composed: dict[str, Any]) -> None:
    number = "numbers.cortex.projections.pv_pt.weight"
    words = ["seed=7", f"{CORTEX}=0.5", "chloride.cortex=-60", f"{number}=18", "gain=0.2"]
    axes = dict(word.split("=") for word in words)
    found = points(
        {**composed, "seed": 3},
        [],
        design="one_at_a_time",
        axes={axis: [float(value)] for axis, value in axes.items()},
        sets={"gain": ["receptors.ampa.all"]},
        base={"gain": 0.9},
    )
    table = found[0][number]
    assert list(found[0].values()) == [3, 1, -75, table, 0.9]
    assert table not in (18, None)
    assert len(found) == 6


def test_a_table_names_its_axes_and_is_repeated(composed: dict[str, Any], tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text(f"{CORTEX},protocol\n0.1,rest\n0.2,startle\n")
    found = points(composed, ["seed=1,2"], design="table", table=str(table))
    assert [tuple(point.values()) for point in found] == [
        (0.1, "rest", 1),
        (0.2, "startle", 1),
        (0.1, "rest", 2),
        (0.2, "startle", 2),
    ]


def test_every_config_of_a_group_is_had_by_a_glob() -> None:
    assert split_axes(["protocol=glob(tms*)"]).axes == {"protocol": ["tms_single"]}


def test_values_in_quotes_are_words_and_lists_stay_lists() -> None:
    line = split_axes(["sides='both','right'", "lesions=['transection:C2'],[]"])
    assert line.axes == {"sides": ["both", "right"], "lesions": [["transection:C2"], []]}
    assert all(type(side) is str for side in line.axes["sides"])


def test_an_axis_may_be_given_by_its_place_in_the_config() -> None:
    assert split_axes(["study.axes.gain=0.1,0.2"]).axes == {"gain": [0.1, 0.2]}


def test_values_of_a_zip_may_come_back_and_pairs_stay_together(composed: dict[str, Any]) -> None:
    """Taken apart for themselves they would be (1, 0.1) and (2, 0.2), and half of the points would be gone."""
    found = points(composed, ["seed=1,1,2,2", f"{CORTEX}=0.1,0.2,0.1,0.2"], design="zip")
    assert [tuple(point.values()) for point in found] == [(1, 0.1), (1, 0.2), (2, 0.1), (2, 0.2)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["seed=range(3,3)"], "'seed=range(3,3)' has no values"),
        (["seed=range(0,3,-1)"], "has no values"),
        (["seed=range(0,1,0)"], "the step of a range cannot be 0"),
        (["seed=shuffle(range(0,1,0))"], "the step of a range cannot be 0"),
        (["seed=range(0,inf)"], "finite"),
        (["seed=range(0,1,nan)"], "finite"),
        ([f"{CORTEX}=range(0,1,1e-9)"], "has 1e+09 values; an axis has at most 100000"),
        (["seed=choice()"], "'seed=choice()' has no values"),
        (["seed=range()"], "has no values"),
        ([f"{CORTEX}=interval(1,0)"], "the range from 1 to 0 is empty"),
        ([f"{CORTEX}=interval(nan,1)"], "is empty"),
        ([f"{CORTEX}=tag(log,interval(0,1))"], "has no logarithm"),
        (["protocol=glob(x*)"], "has no values"),
        (["seed=1,2", "seed=3"], "'seed' is given twice"),
        (["seed=1,2", "study.axes.seed=[3]"], "'seed' is given twice"),
        (["hydra.sweep.dir=x", "seed=1,2"], "study.path"),
        (["hydra/launcher=basic", "seed=1,2"], "execute="),
        (["receptors.gaba_a=0,1"], "is not a value"),
    ],
)
def test_a_line_that_cannot_be_is_refused(words: list[str], says: str) -> None:
    with pytest.raises(UserError) as error:
        split_axes(words)
        compose_config("sweep", words[:1])
    assert says in str(error.value.args[0])


@pytest.mark.parametrize(
    ("words", "study", "says"),
    [
        ([], {}, "a sweep needs"),
        (["seed=1,2"], {"design": "sobl"}, "did you mean 'sobol'?"),
        (["seed=1,2", "wiring_seed=1,2,3"], {"design": "zip"}, "'seed' has 2 values, 'wiring_seed' has 3 values"),
        (["seed=1,2,1"], {}, "'seed' has the value 1 twice"),
        (["protocol=rest,rest"], {}, "'protocol' has the value rest twice"),
        ([], {"axes": {"seed": [1, 1.0]}}, "'seed' has the value 1.0 twice"),
        ([], {"grids": {"quick": {"seed": [1, 1]}}}, "'seed' has the value 1 twice"),
        (["seed=1,1", f"{CORTEX}=0.5,1"], {"design": "one_at_a_time"}, "'seed' has the value 1 twice"),
        (["seed=1,1", f"{CORTEX}=interval(0,1)"], {"design": "sobol", "samples": 2}, "'seed' has the value 1 twice"),
        (["seed=1,2,1", "wiring_seed=3,4,3"], {"design": "zip"}, "has the point seed=1, wiring_seed=3 twice"),
        (["seed=interval(0,1)"], {}, "needs study.design=latin_hypercube, sobol, morris"),
        (["experiment=a,b"], {}, "cannot be an axis"),
        ([], {"axes": {"point": [1]}}, "cannot be an axis"),
        ([], {"axes": {"seed": []}}, "is not a list of values"),
        ([], {"axes": {"sed": [1]}}, "did you mean 'seed'?"),
        ([], {"design": "sobol", "samples": 4}, "needs ranges"),
        ([], {"design": "sobol", "axes": {CORTEX: [0, 1]}}, "needs study.samples"),
        ([], {"design": "sobol", "axes": {CORTEX: [0, 1, 2]}, "samples": 4}, "is not a range"),
        ([], {"design": "sobol", "axes": {CORTEX: [1, 1]}, "samples": 4}, "is empty"),
        ([], {"design": "sobol", "axes": {CORTEX: [0, "x"]}, "samples": 4}, "is not a number"),
        ([], {"design": "latin_hypercube", "axes": {CORTEX: [0, 1]}, "samples": 0}, "from 1"),
        ([], {"design": "morris", "axes": {CORTEX: [0, 1]}, "samples": 9}, "have room for 2 trajectories"),
        ([], {"design": "latin_hypercube", "axes": {"sed": [0, 1]}, "samples": 1}, "did you mean 'seed'?"),
        (["protocol=rest,startle"], {"design": "one_at_a_time"}, "study.base.protocol=<value>"),
        ([], {"design": "table"}, "needs study.table="),
        (["seed=range(2000)", "wiring_seed=range(2000)"], {}, "the study would have 4e+06 points, above 1000000"),
        ([], {"design": "sobol", "axes": {CORTEX: [0, 1]}, "samples": 2**30}, "to 1000000"),
    ],
)
def test_axes_that_cannot_be_are_refused(
    composed: dict[str, Any], words: list[str], study: dict[str, Any], says: str
) -> None:
    with pytest.raises(UserError) as error:
        points(composed, words, **study)
    text = str(error.value.args[0])
    assert says in text
    assert "\n" not in text


def test_a_table_with_a_point_twice_is_refused_and_repeats_of_it_too(composed: dict[str, Any], tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text(f"{CORTEX}\n0.5\n1\n0.50\n")
    with pytest.raises(UserError, match=rf"points\.csv has the point {CORTEX}=0\.5 twice; leave one out"):
        points(composed, [], design="table", table=str(table))
    table.write_text(f"{CORTEX}\n0.5\n")
    with pytest.raises(UserError, match="'seed' has the value 1 twice"):
        points(composed, ["seed=1,1"], design="table", table=str(table))


@pytest.mark.parametrize(
    ("header", "words", "says"),
    [
        ("receptors.gaba_a.cotex", [], "points.csv: unknown key 'receptors.gaba_a.cotex'; did you mean"),
        ("seed", ["seed=1,2"], "'seed' is given twice"),
    ],
)
def test_a_table_with_a_column_that_cannot_be_is_refused(
    composed: dict[str, Any], tmp_path: Path, header: str, words: list[str], says: str
) -> None:
    (tmp_path / "points.csv").write_text(f"{header}\n1\n")
    with pytest.raises(UserError) as error:
        points(composed, words, design="table", table=str(tmp_path / "points.csv"))
    assert says in str(error.value.args[0])
