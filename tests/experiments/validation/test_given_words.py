"""What the whole validation can be given: keys of its runs and axes, and nothing that says which study is computed."""

import pytest

import disinhibition as dis
from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.validation.given_words import check_words


@pytest.mark.parametrize(
    "word", ["experiment=", "experiment=onsets", "+experiment=main/onsets", "study.name=mine", "study.path=results/x",
             "study.design=zip", "study={name: mine}"],
)  # fmt: skip
def test_what_names_another_study_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    for flags in (["--dry-run"], []):
        assert cli.main(["validate", *flags, word]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"disinhibition: '{word}': a validation computes studies of its own")
    with pytest.raises(UserError, match="computes studies of its own"):
        dis.validate(word, dry_run=True)


def test_axes_numbers_and_workers_are_taken() -> None:
    check_words(["study.axes.parameters=[0,1]", "numbers.wiring.weight_cv=0.25", "parameters=3", "execute.workers=1"])


def test_a_misspelt_key_names_the_nearest_from_python_too() -> None:
    with pytest.raises(UserError, match=r"did you mean 'seed'"):
        dis.validate(sed=1, dry_run=True)
