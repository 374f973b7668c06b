"""One run from Python says what it was given, and shows how far it is."""

from typing import Any

import pytest

import disinhibition as dis
from disinhibition.errors import UserError
from disinhibition.experiments.run import simulate as run
from disinhibition.experiments.run.progress import progress_report

BRIEF = {"engine": "numpy", "sides": "right", "scale": 0.25, "duration": "20 ms"}


class Asked(Exception):
    """Raised in place of a run, with its settings."""


@pytest.fixture(autouse=True)
def not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(settings: Any, report: Any) -> None:
        report(0.5, 1.0, "simulating")
        raise Asked(settings)

    monkeypatch.setattr(run, "simulate_settings", stop)


def test_keywords_mappings_and_strings_are_joined() -> None:
    with pytest.raises(Asked) as asked:
        dis.simulate("seed=3", {"duration": "2 s"}, receptors={"gaba_a.cortex": 0.4}, protocol="median_nerve")
    settings = asked.value.args[0]
    assert (settings.seed, settings.duration, settings.protocol) == (3, 2.0, "median_nerve")
    assert settings.condition.factors == {"receptors.gaba_a.cortex": 0.4}


def test_one_string_is_one_override() -> None:
    with pytest.raises(Asked) as asked:
        dis.simulate("seed=3")
    assert asked.value.args[0].seed == 3


def test_several_values_need_a_sweep() -> None:
    with pytest.raises(ValueError, match="sweep"):
        dis.simulate(seed=[1, 2])


@pytest.mark.parametrize(
    ("call", "given", "meant"),
    [
        (dis.simulate, {"progres": False}, "progress"),
        (dis.sweep, {"dryrun": True}, "dry_run"),
        (dis.search, {"target": 1, "trial": 3}, "trials"),
        (dis.validate, {"quik": True}, "quick"),
        (dis.examine, {"site": {"S 1": "sound"}}, "sites"),
        (dis.examine, {"recordings": "a.edf"}, "recording"),
    ],
)
def test_a_misspelt_parameter_of_a_call_names_the_nearest(call: Any, given: dict[str, Any], meant: str) -> None:
    with pytest.raises(UserError, match=f"{call.__name__} has no parameter .* did you mean '{meant}'"):
        call(**given)


def test_a_word_of_the_model_beside_a_recording_names_the_parameter_that_is_near() -> None:
    with pytest.raises(UserError, match=r"protocol\.rest=null is an override .* did you mean 'protocols'"):
        dis.examine(recording="a.edf", protocol={"rest": None})


def test_a_key_that_is_near_none_says_where_keys_are_listed() -> None:
    with pytest.raises(UserError, match="unknown key 'foo'; 'disinhibition run --cfg job' prints keys"):
        dis.simulate(foo=1)


def test_a_misspelt_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r"did you mean 'receptors\.gaba_a\.cortex'"):
        dis.simulate(receptors={"gaba_a.cotex": 0.4})


def test_progress_goes_where_it_was_asked_to(capfd: pytest.CaptureFixture[str]) -> None:
    told: list[Any] = []
    with pytest.raises(Asked):
        dis.simulate(progress=lambda *words: told.append(words))
    assert told == [(0.5, 1.0, "simulating")]
    with pytest.raises(Asked):
        dis.simulate(progress=False)
    assert capfd.readouterr() == ("", "")
    with progress_report() as report:
        assert report is not None, "the choice of a call ends with it"


def test_the_config_of_a_study_is_composed_without_its_axes() -> None:
    assert dis.config(seed=range(3), duration=2, sweep=True)["duration"] == 2
    assert "study" not in dis.config(duration=2)


@pytest.mark.parametrize("given", [["gaba_a"], [0.5, 1]])
def test_a_list_where_keys_lie_below_is_answered_with_the_keys(given: list[Any]) -> None:
    with pytest.raises(UserError, match=r"'receptors' is not a value; it is a group.* It has ampa"):
        dis.simulate(receptors=given)


@pytest.mark.parametrize("given", [(), ({"receptors.gaba_a.cortex": dis.Interval(0, 1)},)])
def test_a_search_without_a_target_says_how_it_is_given(given: tuple[Any, ...]) -> None:
    with pytest.raises(UserError, match=r"needs search.target=<value>, which jerk_rate .* in Python target=<value>"):
        dis.search(*given)


@pytest.mark.parametrize("call", [dis.summary, dis.open_study, dis.diagnose, dis.collect, dis.plot.study, dis.plot.emg])
def test_what_no_call_can_read_is_a_mistake_of_the_user(call: Any) -> None:
    for given in (None, {}):
        with pytest.raises(UserError):
            call(given)


def test_a_study_may_be_a_path_or_a_dataset_and_the_message_names_both() -> None:
    with pytest.raises(UserError, match=r"the folder of a study.*or the Dataset that dis.sweep gives"):
        dis.plot.study({}, "x")
