"""Findings that an examiner states are read from the command line and from Python by the same rules."""

from typing import Any

import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.examine.stated_findings import checked_findings


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"sleep_persit": True}, "there is no finding 'sleep_persit'; did you mean 'sleep_persist'?"),
        ({5: True}, "there is no finding '5'; there are burst_ms"),
        (["sleep_persist"], "stated is .*list; give findings and their values, such as {'sleep_persist': True}"),
        (5, "stated is 5, of the type int; give findings"),
        ({"order": "foo"}, "order is 'foo'; give pairs"),
    ],
)
def test_a_mistake_in_python_is_one_line_with_the_nearest_name(stated: Any, message: str) -> None:
    with pytest.raises(UserError, match=message.replace("?", r"\?")):
        checked_findings(stated)
    with pytest.raises(UserError, match=message.replace("?", r"\?")):
        dis.diagnose(xr.Dataset(), stated)


@pytest.mark.parametrize("word", ["order=foo", "order=5", "order=[right_fdi]", "cmc_peaks=5", "unrecorded=5"])
def test_a_value_of_another_kind_on_the_command_line_is_one_line(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diagnose", "nowhere", "--stated", word]) == 2
    name = word.partition("=")[0]
    assert f"disinhibition: {name} is " in capsys.readouterr().err


def test_a_finding_that_states_nothing_is_as_if_it_were_not_there() -> None:
    stated = {"sleep_persist": None, "load_shift": float("nan"), "burst_ms": 30}
    assert checked_findings(stated) == {"burst_ms": 30.0} and checked_findings(None) == {}
