import json
import re
from dataclasses import fields

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.diagnosis.features import (
    FEATURES,
    Features,
    features_from_dataset,
    features_from_dict,
    features_to_dataset,
    features_to_dict,
    features_with,
)

EXAMINATION = Features(
    burst_ms=30.0,
    iji=0.5,
    order=(("right_scm", 0.0), ("right_fdi", 12.0)),
    unrecorded=("trunk", "leg"),
    supra_fm=False,
    contiguous=True,
    ba_lead=-3.0,
    ba_shape="focal-contralateral",
    readiness=False,
    cmc_peaks=(9.0, 20.0),
    best_stimulus="limb",
    n_segments=2,
    v_up=float("inf"),
)


def test_every_feature_has_a_unit_and_a_name() -> None:
    assert list(FEATURES) == [field.name for field in fields(Features)]
    for name, field in FEATURES.items():
        assert field.metadata["units"] and field.metadata["long_name"], name


def test_nothing_is_measured_unless_said() -> None:
    assert features_to_dict(Features()) == {}
    assert features_from_dict({}) == Features()


def test_an_examination_survives_a_mapping_and_json() -> None:
    values = features_to_dict(EXAMINATION)
    assert features_from_dict(values) == EXAMINATION
    assert set(values) == {field.name for field in fields(Features) if getattr(EXAMINATION, field.name) is not None}
    finite = {name: value for name, value in values.items() if name != "v_up"}
    assert features_from_dict(json.loads(json.dumps(finite))) == features_from_dict(finite)


@pytest.mark.parametrize("features", [EXAMINATION, Features(), Features(cmc_peaks=(), order=())])
def test_an_examination_survives_a_dataset_and_a_file(features, tmp_path) -> None:
    dataset = features_to_dataset(features)
    assert features_from_dataset(dataset) == features
    dataset.to_netcdf(tmp_path / "features.nc", engine="h5netcdf")
    with xr.open_dataset(tmp_path / "features.nc", engine="h5netcdf") as read:
        assert features_from_dataset(read.load()) == features


def test_variables_have_unit_and_name() -> None:
    for name, variable in features_to_dataset(EXAMINATION).data_vars.items():
        metadata = FEATURES[str(name)].metadata
        assert variable.attrs == {key: metadata[key] for key in ("units", "long_name")}


@pytest.mark.parametrize("name", FEATURES)
def test_the_name_of_a_variable_says_by_itself_what_it_is_about(name: str) -> None:
    words = FEATURES[name].metadata["long_name"]
    assert not re.search(r"\b(of|in|the) (that|those|these|this)\b|^(that|those|these|this) |thumb", words)


def test_nan_an_empty_word_and_other_variables_of_a_dataset_are_not_measured() -> None:
    dataset = xr.Dataset({"burst_ms": np.nan, "supra_fm": np.nan, "ba_shape": "", "sep_gain": 3.0, "jerk_rate": 1.0})
    assert features_from_dataset(dataset) == Features(sep_gain=3.0)
    assert Features(ba_shape="not measurable", best_stimulus=np.nan) == Features()


def test_truth_comes_back_as_a_bool() -> None:
    assert Features(supra_fm=np.int8(1), erd=np.float64(0)) == Features(supra_fm=True, erd=False)
    assert Features(supra_fm=np.int8(1)).supra_fm is True


def test_stated_findings_stand_beside_the_measured_ones() -> None:
    found = features_with(EXAMINATION, {"sleep_persist": True, "load_shift": -0.3})
    assert (found.sleep_persist, found.load_shift, found.burst_ms) == (True, -0.3, 30.0)
    assert features_with(EXAMINATION, {}) == EXAMINATION


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"burst_ms": 40.0}, "'burst_ms' was measured .30.0.; state only"),
        ({"sleeps": True}, "'sleeps' is no feature"),
        ({"sleep_persist": "often"}, "it is true or false"),
    ],
)
def test_a_measured_finding_is_not_stated_otherwise(stated, message) -> None:
    with pytest.raises(ValueError, match=message) as error:
        features_with(EXAMINATION, stated)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"burst_ms": -1.0}, "cannot be negative"),
        ({"burst_ms": np.inf}, "leave out"),
        ({"burst_ms": "long"}, "give a number"),
        ({"cmc_peaks": (np.nan,)}, "leave out"),
        ({"c_reflex": 1.2}, "at most 1"),
        ({"supra_fm": 2}, "true or false"),
        ({"ba_shape": "square"}, "one of focal"),
        ({"best_stimulus": "light"}, "one of limb"),
        ({"unrecorded": ("hip",)}, "unrecorded holds 'hip'; parts of the body are head, neck, arm, trunk, leg"),
        ({"order": (("fdi", 12.0), ("scm", 0.0))}, "not sorted"),
        ({"order": (("fdi", 0.0), ("fdi", 1.0))}, "twice"),
        ({"jerks": 3}, "is no feature"),
    ],
)
def test_bad_input_is_one_clear_line(values, message) -> None:
    with pytest.raises(ValueError, match=message) as error:
        features_from_dict(values)
    assert "\n" not in str(error.value)


def test_parts_that_were_not_recorded_are_named_from_head_to_foot_and_none_is_as_if_nothing_was_said() -> None:
    assert Features(unrecorded="leg, head").unrecorded == ("head", "leg")
    assert Features(unrecorded=()) == Features()
