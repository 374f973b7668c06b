"""Every protocol of configs/protocol: simulated, kept and measured as ``examine`` does it, on a third of a second."""

from pathlib import Path

import numpy as np
import pytest

from disinhibition.analysis.diagnosis.examination_features import examination_features
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.packaged import config_groups
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.config.settings import plain_settings
from disinhibition.experiments.examine.model_body import model_body
from disinhibition.experiments.examine.recordings import SEEN, open_recording, record_step
from disinhibition.models.engine.engine import Engine

FIRST, DURATION = 0.12, 0.35  # s: all stimuli are moved, so that the first comes early
# The one protocol that stimulates the left side, where the network of these tests ends at the midline
ONE_SIDED = [name for name in config_groups()["protocol"] if name != "interhemispheric_inhibition"]


@pytest.mark.parametrize("name", ONE_SIDED)
def test_protocol_runs_and_is_measured(compiled: Engine, tmp_path: Path, name: str) -> None:
    words = [f"protocol={name}", "sides=right", f"duration={DURATION}"]
    stimuli = read_settings(compose_config("run", words)).condition.stimuli
    early = min((stimulus.start for stimulus in stimuli), default=0.0)
    for number, stimulus in enumerate(stimuli):
        start = f"{FIRST + stimulus.start - early:.6g}"
        words += [f"protocol.stimuli.{number}.start={start}", f"protocol.stimuli.{number}.jitter=0"]
    path = tmp_path / "recording.nc"
    plain = plain_settings(read_settings(compose_config("run", words)))
    assert record_step({"settings": plain, "recording": str(path)}) == {"status": "ok"}
    tree = open_recording(path)
    assert {*SEEN, "spikes"} <= set(tree.children)
    voltage = tree["emg"].to_dataset()["voltage"]
    assert np.isfinite(voltage).all() and float(np.abs(voltage).max()) > 0
    events = tree["stimuli"].to_dataset()
    inside = {stimulus.site for stimulus in stimuli if FIRST + stimulus.start - early < DURATION}
    assert set(events["site"].values.astype(str)) == inside
    assert bool(inside) == bool(stimuli)
    assert ((events["time"] >= 0) & (events["time"] < DURATION)).all()
    assert examination_features({"rest": tree}, model_body()).best_stimulus is None
