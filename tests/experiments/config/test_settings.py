"""The one plain form of settings, and what derives from it: keys of points and names of folders."""

import json

import pytest

from disinhibition.experiments.config import settings
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.schema import read_settings

WORDS = [
    "form=cortical_disinhibition",
    "protocol=median_nerve",
    "regimen=clonazepam",
    "lesions=['transection:T8']",
    "seed=3",
]


def plain(*words: str) -> dict:
    return settings.plain_settings(read_settings(compose_config("run", list(words))))


def test_settings_are_those_of_their_plain_form_also_after_json() -> None:
    form = plain(*WORDS)
    again = settings.settings_from_plain(json.loads(json.dumps(form)))
    assert again == read_settings(compose_config("run", WORDS))
    assert settings.plain_settings(again) == form


def test_labels_are_not_in_the_key_of_a_point_and_what_decides_a_row_is() -> None:
    form = plain()
    key = settings.point_key(form, "network")
    assert settings.point_key({**form, "form": "another", "protocol": "another"}, "network") == key
    assert settings.point_key({**form, "seed": 2}, "network") != key
    assert settings.point_key({**form, "duration": 11.0}, "network") != key
    assert settings.point_key(form, "another network") != key


def test_a_state_of_sleep_is_part_of_what_a_run_depends_on_and_waking_is_as_if_unsaid() -> None:
    asleep = plain("state=nrem")
    assert settings.settings_from_plain(json.loads(json.dumps(asleep))).condition.state == "nrem"
    assert settings.point_key(asleep, "network") != settings.point_key(plain(), "network")
    assert plain("state=awake") == plain()
    name = settings.folder_name(asleep, ["state=nrem"])
    assert name.rpartition("-")[0] == "nrem-rest-seed1"


def test_a_run_of_another_model_has_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    form = plain()
    name = settings.folder_name(form)
    monkeypatch.setattr(settings, "model_digest", lambda: "another")
    assert settings.folder_name(form) != name
    other = settings.folder_name(form, ["receptors.gaba_a.cortex=0.4", "protocol=rest"])
    assert other.rpartition("-")[0] == "gaba_a.cortex=0.4-rest-seed1"
    assert settings.folder_name(form).rpartition("-")[0] == name.rpartition("-")[0] == "healthy-rest-seed1"
