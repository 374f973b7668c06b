"""What there is to choose from is listed completely, each with a sentence from where it is kept."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.errors import UserError
from disinhibition.experiments.catalogue.listing import KINDS, first_sentence
from disinhibition.experiments.config.packaged import config_groups
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.figures import figure_names
from disinhibition.models.condition.places import places
from disinhibition.models.condition.vigilance import STATES
from disinhibition.models.condition.vocabulary import MUSCLES
from disinhibition.models.drugs.drug_tables import agent_names


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"runs"}))
def test_every_entry_has_one_sentence_in_one_line(kind: str) -> None:
    found = dis.catalogue(kind)
    assert found
    for name, sentence in found.items():
        assert sentence and "\n" not in sentence and sentence[-1] in ".?!:", (name, sentence)


@pytest.mark.parametrize(
    ("kind", "key"), [("protocols", "protocol"), ("forms", "form"), ("cuts", "cut"), ("regimens", "regimen")]
)
def test_a_listed_name_is_taken_by_its_key(kind: str, key: str) -> None:
    """Every config of a group is read (tests/packaging/test_configs.py)."""
    assert set(dis.catalogue(kind)) == set(config_groups()[key])


@pytest.mark.slow
def test_a_listed_experiment_is_composed_by_its_name_alone() -> None:
    names = dis.catalogue("experiments")
    assert {"disinhibition", "signatures"} <= set(names)
    for name in names:
        assert dis.config(experiment=name, sweep=True)["study"]["name"]


def test_a_listed_lesion_is_a_lesion() -> None:
    for name in dis.catalogue("lesions"):
        assert read_settings(dis.config(lesions=[name])).condition.lesions == (name,)


def test_a_listed_state_is_a_state() -> None:
    assert [read_settings(dis.config(state=name)).condition.state for name in dis.catalogue("states")] == [*STATES]


def test_a_listed_place_is_taken_by_a_gain_and_a_hemisphere_says_whose_side_it_moves() -> None:
    listed = dis.catalogue("places")
    assert list(listed) == list(places())
    for name in listed:
        key = f"receptors.gaba_a.{name}"
        assert read_settings(dis.config({key: 0.5}, sides="both")).condition.factors == {key: 0.5}
    assert listed["left_m1_hand"] == (
        "The cells of the hand zone of M1 in the left hemisphere, for the right side of the body."
    )
    assert listed["right_spinal_c8"] == "The cells of the segment C8 of the cord on the right side of the body."
    assert listed["left_brainstem"] == "The cells of the brainstem on the left side of the body."


def test_drugs_muscles_and_figures_are_complete() -> None:
    assert set(agent_names()) <= set(dis.catalogue("drugs"))
    assert list(dis.catalogue("muscles")) == list(MUSCLES)
    assert list(dis.catalogue("figures")) == figure_names()


def test_the_list_of_figures_says_what_computes_what_each_shows() -> None:
    said = dis.catalogue("figures")
    assert said["gates"].endswith("'disinhibition validate --health' computes what it shows.")
    assert all(words.endswith("computes what it shows.") for words in said.values())


def test_runs_say_what_was_run_and_one_that_cannot_be_read_is_no_obstacle() -> None:
    plain = '{"form": "healthy", "protocol": "rest", "duration": 2.0, "seed": 3'
    weaker = plain + ', "condition": {"factors": {"receptors.gaba_a.cortex": 0.4}}}'
    found = {"jerk_rate": 1.5, "response_probability": np.nan, "unmeasured_muscles": 0}
    answered = {"jerk_rate": 0.0, "response_probability": 0.9, "unmeasured_muscles": 5}
    for name in ("one", "torn", "weaker"):
        Path("results/runs", name).mkdir(parents=True)
    for name, settings, statistics in (("one", plain + "}", found), ("weaker", weaker, answered)):
        root = xr.Dataset(attrs={"settings": settings})
        tree = xr.DataTree.from_dict({"/": root, "statistics": xr.Dataset(statistics)})
        tree.to_netcdf(f"results/runs/{name}/recording.nc", engine="h5netcdf")
    Path("results/runs/torn/recording.nc").write_bytes(np.arange(9).tobytes())
    assert dis.catalogue("runs") == {
        "one": "healthy, rest, seed 3, 2 s: 1.50 spontaneous jerks per second.",
        "torn": "The recording cannot be read.",
        "weaker": "gaba_a.cortex=0.4, rest, seed 3, 2 s: 0.00 spontaneous jerks per second, responses to 90 % of the"
        " stimuli, jerks of 5 contracting muscles unknown.",
    }


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(UserError, match="did you mean 'figures'"):
        dis.catalogue("figurs")  # type: ignore[arg-type]


def test_a_sentence_ends_at_its_end_and_not_at_a_number() -> None:
    assert first_sentence("It is given 0.5 mg\na day. Then it stops.") == "It is given 0.5 mg a day."
    assert first_sentence("no end") == "no end"
