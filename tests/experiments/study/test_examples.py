"""Points of a study whose recording is kept: an example that names no point is said, and one may leave axes out."""

import logging

import pytest

import disinhibition as dis
from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.study.examples import notice_lost, read_examples
from disinhibition.experiments.study.plan import Study, plan_study

SMOKE = ["experiment=disinhibition", "profile=smoke"]


def kept(study: Study) -> list[dict[str, object]]:
    return [values for values, _ in study.points if study.keeps(values)]


def test_an_axis_that_an_example_leaves_out_may_have_any_value() -> None:
    study = plan_study(["seed=1,2", "duration=2,3", "study.examples=[{seed: 1}]"])
    assert kept(study) == [{"seed": 1, "duration": 2}, {"seed": 1, "duration": 3}]


def test_a_study_over_parameter_sets_keeps_the_examples_of_every_set() -> None:
    """The README computes this one; it kept nothing."""
    study = plan_study([*SMOKE, "parameters=range(1,4)"])
    assert [(values["circuit"], values["parameters"]) for values in kept(study)] == [
        (circuit, number) for circuit in ("cortex", "brainstem", "spinal") for number in (1, 2, 3)
    ]
    assert not study.lost


def test_values_of_an_example_are_rounded_as_coordinates_are() -> None:
    assert read_examples([{"gain": 0.15000000000000002}], {"gain": [0.15]}) == [{"gain": 0.15}]


def test_an_example_of_ones_own_that_names_no_point_is_refused() -> None:
    with pytest.raises(UserError, match=r"seed=3 is no point of the study, whose axis 'seed' has 1, 2"):
        plan_study(["seed=1,2", "study.examples=[{seed: 3}]"])
    zipped = ["study.design=zip", "seed=1,2", "duration=2,3"]
    with pytest.raises(UserError, match=r"seed=1, duration=3 is no point .* in other points"):
        plan_study([*zipped, "study.examples=[{seed: 1, duration: 3}]"])


def test_examples_of_a_packaged_study_that_are_no_points_are_said(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*SMOKE, "study.axes.gaba_a=[0.5,1]", "study.axes.circuit=[cortex]"]
    monkeypatch.setattr("disinhibition.experiments.study.preview.print_preview", lambda *_: None)
    assert cli.main(["sweep", "--dry-run", *words]) == 0
    printed = capsys.readouterr().err.splitlines()
    with caplog.at_level(logging.WARNING, "disinhibition"):
        dis.sweep(words, dry_run=True)
    assert caplog.messages == printed and len(printed) == 3
    assert "gaba_a=0.2, glycine=1" in printed[0] and "whose axis 'gaba_a' has 0.5, 1" in printed[0]
    assert "whose axis 'circuit' has cortex" in printed[1]


def test_few_values_of_a_long_axis_are_named(caplog: pytest.LogCaptureFixture) -> None:
    notice_lost([{"seed": -1}], {"seed": list(range(1000))})
    assert "has 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ...;" in caplog.text
