"""What Python gives becomes the override strings that say the same."""

from typing import Any

import numpy as np
import pytest
import xarray as xr
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import QuotedString
from hypothesis import given, settings
from hypothesis import strategies as st

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config, split_axes
from disinhibition.experiments.config.given import Interval, override_words, refuse_misspelt
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.study.plan import plan_study

PLAIN = st.one_of(
    st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False), st.text(st.characters(codec="ascii"))
)


def read(word: str) -> Any:
    """The value of an override string as Hydra reads it."""
    return _unquoted(OverridesParser.create().parse_override(word).value())


def _unquoted(value: Any) -> Any:
    if isinstance(value, list):
        return [_unquoted(item) for item in value]
    return value.text if isinstance(value, QuotedString) else value


@settings(max_examples=300, deadline=None)
@given(PLAIN)
def test_any_plain_value_is_read_back_as_it_was(value: Any) -> None:
    if isinstance(value, str) and any(not letter.isprintable() for letter in value):
        return  # the grammar of Hydra has no line breaks
    found = read(override_words(key=value)[0])
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "said",
    [
        ("receptors.gaba_a.cortex=0.4", "seed=3"),
        (["receptors.gaba_a.cortex=0.4", "seed=3"],),
        ({"receptors.gaba_a.cortex": 0.4, "seed": 3},),
        ({"receptors": {"gaba_a": {"cortex": 0.4}}}, "seed=3"),
        ({"receptors": {"gaba_a.cortex": np.float32(0.4)}}, {"seed": np.int64(3)}),
    ],
)
def test_strings_and_mappings_of_any_depth_are_the_same_settings(said: tuple[Any, ...]) -> None:
    expected = read_settings(compose_config("run", ["receptors.gaba_a.cortex=0.4", "seed=3"]))
    found = read_settings(compose_config("run", override_words(*said)))
    assert found.seed == expected.seed
    assert found.condition.factors == pytest.approx(expected.condition.factors)


def test_keywords_come_last_so_that_they_override() -> None:
    assert compose_config("run", override_words({"seed": 3}, seed=4))["seed"] == 4


def test_of_a_key_that_is_given_again_only_the_last_value_is_there() -> None:
    assert override_words("seed=3", {"concentration.klonopin": 1}, seed=4, concentration={"clonazepam": 2}) == [
        "seed=4", "concentration.clonazepam=2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "error", "says"),
    [
        ((1, 0), UserError, r"Interval\(1, 0\) is empty"),
        ((1, 1), UserError, "is empty"),
        ((float("nan"), 1), UserError, "is empty"),
        ((0, float("inf")), UserError, "is empty"),
        ((0, 1, True), UserError, "has no logarithm"),
        (("a", 1), UserError, "'a' is no number"),
        ((0, True), UserError, "True is no number"),
    ],
)
def test_an_interval_that_cannot_be_is_refused_at_once(ends: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        Interval(*ends)


def test_ends_of_an_interval_may_be_of_numpy() -> None:
    assert override_words(seed=Interval(np.float64(0), np.int64(1))) == ["seed=interval(0.0,1)"]


def test_a_value_of_no_kind_is_shown() -> None:
    with pytest.raises(UserError, match=r"seed: <object object at .*> is no value of a key"):
        override_words(seed=object())


@pytest.mark.parametrize(
    "values", [[0, 1, 2], (0, 1, 2), range(3), np.arange(3), xr.DataArray(np.arange(3), dims="seed")]
)
def test_several_values_of_any_kind_are_an_axis(values: Any) -> None:
    assert split_axes(override_words({"seed": values})).axes == {"seed": [0, 1, 2]}


def test_nothing_among_the_values_of_an_axis_is_told_by_its_key() -> None:
    words = override_words({"receptors.gaba_a.cortex": [0.1, None]})
    assert split_axes(words).axes == {"receptors.gaba_a.cortex": [0.1, None]}
    with pytest.raises(UserError, match=r"receptors\.gaba_a\.cortex=None is not a number"):
        plan_study(words)
    with pytest.raises(UserError, match=r"seed=\[None\] has no values"):
        override_words(seed=[None])


def test_a_misspelt_parameter_of_a_call_is_told_from_a_key() -> None:
    def call(*, progress: bool = True, **keys: object) -> None:
        refuse_misspelt(call, keys)

    call(seed=1, receptors={}, numbers={}, regimen="none", foo=1)  # what is near no parameter is answered as a key
    call(profil="smoke")  # it is nearer to a key
    with pytest.raises(UserError, match=r"call has no parameter 'progres', .* did you mean 'progress'"):
        call(progres=False)


def test_one_value_in_a_list_is_an_axis_of_one_value() -> None:
    assert split_axes(override_words(protocol=["rest"])).axes == {"protocol": ["rest"]}


def test_a_list_of_lesions_is_a_value_and_a_list_of_lists_an_axis() -> None:
    assert split_axes(override_words(lesions=["transection:C2"])).fixed == ["lesions=[transection:C2]"]
    assert split_axes(override_words(lesions=[["transection:C2"], []])).axes == {"lesions": [["transection:C2"], []]}


def test_drugs_are_lists_of_mappings() -> None:
    doses = [{"agent": "clonazepam", "dose": "0.5 mg", "route": "oral", "every": "12 h", "for": "14 d"}]
    words = override_words(drugs=doses, snapshot="14 d")
    assert compose_config("run", words)["drugs"] == doses
    assert read_settings(compose_config("run", words)).drugs.startswith("clonazepam")


def test_what_a_study_holds_is_written_as_it_stands() -> None:
    words = override_words(study={"design": "sobol", "samples": 8, "axes": {"seed": [0, 9]}, "sets": {"circuit": []}})
    assert words == ["study.design=sobol", "study.samples=8", "study.axes.seed=[0,9]", "study.sets.circuit=[]"]


def test_an_interval_is_a_range() -> None:
    line = split_axes(override_words({"receptors.gaba_a.cortex": Interval(0, 1)}))
    assert line.ranges == {"receptors.gaba_a.cortex": (0.0, 1.0)}
    assert override_words(key=Interval(0.1, 1, log=True)) == ["key=tag(log,interval(0.1,1))"]


class _Quantity:
    magnitude = 20


@pytest.mark.parametrize("value", [object(), _Quantity(), {1, 2}, [object()]])
def test_what_no_key_takes_is_refused_by_its_key(value: Any) -> None:
    with pytest.raises(UserError, match=r"^chloride\.cortex: "):
        override_words(chloride={"cortex": value})


def test_a_quantity_of_brian2_does_not_lose_its_unit_in_silence() -> None:
    brian2 = pytest.importorskip("brian2")
    with pytest.raises(UserError, match="'20 mV'"):
        override_words(chloride={"cortex": -60 * brian2.mV})


@pytest.mark.parametrize("part", [3, [3], None])
def test_what_is_no_override_at_all_is_refused(part: Any) -> None:
    with pytest.raises(UserError, match="neither an override string nor a mapping"):
        override_words(part)


def test_an_axis_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match=r"seed=\[\] has no values"):
        override_words(seed=[])


@pytest.mark.parametrize("values", [np.ones((2, 2)), [[1, 2], [3, 4]], [1, [2]]])
def test_an_axis_of_several_dimensions_is_refused_as_such(values: object) -> None:
    with pytest.raises(UserError, match=r"^seed was given a list of lists or an array of several dimensions"):
        override_words({"seed": values})
    assert override_words(lesions=[["transection:C2"], []]) == ["lesions=choice([transection:C2],[])"]
