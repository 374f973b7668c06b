"""Every protocol gives in health what its description promises, and its contractions and reflexes are no jerks.

One compiled model of both sides serves all of them; each is run as shortly as its promise allows.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from disinhibition.analysis.reflexes.responses import find_responses
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.run.outcome import Outcome
from disinhibition.experiments.run.simulate import repeated_outcome

pytestmark = pytest.mark.slow
NAMES = sorted(path.stem for path in Path(__file__).parents[3].joinpath("configs", "protocol").glob("*.yaml"))
SECONDS = {"action": 10, "tms_single": 14, "h_reflex_recruitment": 9, "startle": 10, "prepulse": 10, "f_wave": 10,
           "recurrent_inhibition": 8, "posture": 8, "rest": 5}  # fmt: skip
SHORT = 6.5  # s, of the others: three stimuli 2 s apart
PAIRED = {  # protocol -> name of its conditioning stimulus that is left out to have the test response alone
    "sici", "icf", "lici", "afferent_inhibition", "interhemispheric_inhibition", "reciprocal_inhibition", "prepulse",
}  # fmt: skip


@cache
def outcome(protocol: str, *more: str, seed: int = 1) -> Outcome:
    """One healthy run of both sides."""
    seconds = SECONDS.get(protocol, SHORT)
    words = [f"protocol={protocol}", "sides=both", f"duration={seconds}", f"seed={seed}", *more]
    return repeated_outcome(read_settings(compose_config("run", words)))


def responses(protocol: str, muscle: str, search: tuple[float, float], *more: str) -> np.ndarray:
    """Whether the muscle answers each of the last stimuli of the trials."""
    run = outcome(protocol, *more)
    site = run.settings.condition.stimuli[-1].site
    times = run.recording.stimulus_time[np.array(run.recording.stimulus_site) == site]
    if len({stimulus.site for stimulus in run.settings.condition.stimuli}) == 1:
        times = times[:: len(run.settings.condition.stimuli)] if protocol in PAIRED else times
    times = times[(times > 0.2) & (times < run.recording.duration - 0.6)]
    return find_responses(run.voltage.sel(muscle=[muscle]), times, search)["present"].values[0]


@pytest.mark.parametrize("name", NAMES)
def test_no_healthy_protocol_has_a_jerk_and_all_populations_are_steady(name: str) -> None:
    run = outcome(name)
    row = measure("jerks").row(run)
    hidden = row["unmeasured_muscles"]
    assert row["jerk_rate"] == 0 or (np.isnan(row["jerk_rate"]) and hidden), "jerks"
    assert not row["stimulus_jerk_rate"] > 0, "jerks after stimuli"
    assert row["burst_count"] == 0 and row["unsteady_populations"] == 0
    statistics = run.tree()["statistics"]
    assert bool(str(statistics["reason"].item())) == (hidden > 0), "what is not measured has a reason"
