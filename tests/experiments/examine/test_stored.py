"""An examination does not take the place of another person's, nor of the model under other conditions."""

import json
from pathlib import Path

import pytest
import xarray as xr

import disinhibition
from disinhibition.errors import UserError
from disinhibition.experiments.examine.stored import (
    Subject,
    refuse_another,
    subject_of_model,
    subject_of_person,
    write_examination,
)

PERSON = {"recording": "anna.edf", "recording_sha256": "aa", "recordings": "{}"}
MODEL = {"overrides": json.dumps(["form=healthy", "seed=2"]), "recordings": "{}"}


@pytest.mark.parametrize(
    ("there", "subject"),
    [
        (PERSON, subject_of_person("aa")),
        (MODEL, subject_of_model(["seed=2", "form=healthy"])),
    ],
)
def test_the_same_subject_is_examined_again_in_the_same_folder(
    there: dict[str, str], subject: Subject, tmp_path: Path
) -> None:
    refuse_another(tmp_path, subject)  # nothing is there yet
    write_examination(xr.Dataset(attrs=there), tmp_path)
    refuse_another(tmp_path, subject)


@pytest.mark.parametrize(
    ("there", "subject", "named"),
    [
        (PERSON, subject_of_person("bb"), "anna.edf"),
        (PERSON, subject_of_model([]), "anna.edf"),
        ({**PERSON, "recording": ""}, subject_of_person("bb"), "another recording"),
        (MODEL, subject_of_person("aa"), r"the model \(form=healthy seed=2\)"),
        (MODEL, subject_of_model(["form=healthy"]), r"the model \(form=healthy seed=2\)"),
        ({**MODEL, "overrides": "[]"}, subject_of_model(["seed=3"]), r"the model \(healthy\)"),
    ],
)
def test_another_subject_is_refused_and_the_message_says_who_is_there(
    there: dict[str, str], subject: Subject, named: str, tmp_path: Path
) -> None:
    write_examination(xr.Dataset(attrs=there), tmp_path)
    with pytest.raises(UserError, match=f"holds the examination of {named}, which would be lost; choose another place"):
        refuse_another(tmp_path, subject)


def test_an_examination_of_the_model_asks_whose_folder_it_is_before_anything_is_recorded(tmp_path: Path) -> None:
    write_examination(xr.Dataset(attrs=PERSON), tmp_path)
    with pytest.raises(UserError, match=r"holds the examination of anna\.edf, which would be lost"):
        disinhibition.examine("form=healthy", out=tmp_path, progress=False)
    assert [path.name for path in tmp_path.iterdir()] == ["examination.nc"]
