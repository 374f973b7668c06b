"""Which study serves which healthy gate."""

from disinhibition.experiments.config.packaged import config_groups
from disinhibition.experiments.gates.studies import HEALTH


def test_every_study_of_healthy_gates_is_a_packaged_experiment() -> None:
    assert {f"validation/{name}" for name in HEALTH} <= set(config_groups()["experiment"])
