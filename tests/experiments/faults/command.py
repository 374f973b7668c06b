"""A command that computes the made-up study, to be killed.

``python command.py FOLDER POINTS SECONDS WORK LARGEST_FILE [KEY=VALUE ...]``: the file in bytes, - for no limit; the
rest as in the config group ``execute``, and ``retry=failed``. Light: every worker reads this file as it starts.
"""

import resource
import signal
import sys
from pathlib import Path


def sweep(words: list[str]) -> int:
    """Compute the study as the command line does, two workers, so that cli.main meets what can happen."""
    import made_study
    import made_work
    import yaml

    from disinhibition.experiments.study.execute import run_points
    from disinhibition.experiments.study.executors import read_workers

    path, number, seconds, work, largest_file, *keys = words
    given = {key: yaml.safe_load(value) for key, value in (word.split("=", 1) for word in keys)}
    if largest_file != "-":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest_file), int(largest_file)))
    wanted = made_study.points(int(number), Path(path).parent / "marks", float(seconds))
    retry = given.pop("retry", None) == "failed"
    store, workers = made_study.study(Path(path)), read_workers({"kind": "local", "workers": 2, **given})
    run_points(store, wanted, getattr(made_work, work), workers, retry_failed=retry)
    return 1 if "failed" in store.states().values() else 0


if __name__ == "__main__":
    from disinhibition.experiments import cli

    # As on a terminal, though the tests may run in the background of a shell, which ignores it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.COMMANDS["sweep"].main = sweep
    sys.exit(cli.main(["sweep", *sys.argv[1:]]))
