"""The config group that says where a study is computed."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.packaged import config_groups
from disinhibition.experiments.study.executors import KINDS, Local, read_workers
from disinhibition.experiments.study.executors.slurm import Slurm

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", config_groups()["execute"])
def test_every_packaged_config_names_workers_and_sets_all_they_know(kind: str) -> None:
    config = compose_config("sweep", [f"execute={kind}"])["execute"]
    assert isinstance(read_workers(config), KINDS[kind])
    assert {"kind", *KINDS[kind].__dataclass_fields__} == set(config)


def test_keys_from_the_command_line_arrive() -> None:
    words = ["execute=slurm", "execute.shards=40", "execute.directives=['--account=lab']", "execute.time_limit=90"]
    workers = read_workers(compose_config("sweep", words)["execute"])
    assert isinstance(workers, Slurm)
    assert (workers.shards, list(workers.directives), workers.time_limit) == (40, ["--account=lab"], 90)
    assert read_workers(compose_config("sweep", ["execute.workers=3"])["execute"]) == Local(3)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"kind": "cloud"}, "execute=cloud does not exist; choose local, dask, slurm"),
        ({"kind": "local", "shards": 3}, "execute=local knows no 'shards'; it knows workers, time_limit"),
        ({"kind": "slurm", "walltim": "1"}, "did you mean 'walltime'"),
        ({"kind": "slurm", "shards": 0}, r"execute\.shards=0 has to be a whole number from 1"),
        ({"kind": "slurm", "workers": None}, r"execute\.workers=None has to be a whole number from 1"),
        ({"kind": "dask", "time_limit": -1}, r"execute\.time_limit=-1 has to be seconds above 0"),
    ],
)
def test_workers_that_cannot_be_are_one_line(config: dict, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_workers(config)
