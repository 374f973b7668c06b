"""Which model this is: a hash of its equations and tables."""

import hashlib
from functools import cache
from importlib.resources import files

from .sourced import shipped_table, table_names, walk

MODELS = files(__package__.rpartition(".")[0])
FOLDERS = ("parameters", "circuits", "condition", "membrane", "engine", "engine/templates", "signals")


@cache
def model_digest() -> str:
    """Content hash of every source of the model and every number of its tables; notes and sources do not count.

    Results of two digests are not mixed in one study. Confidence counts, because jitter draws by it.
    """
    content = hashlib.sha256()
    for folder in (MODELS / name for name in FOLDERS):
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".hpp", ".cpp")):
                content.update(entry.name.encode() + entry.read_bytes())
    for table in table_names():
        for name, number in walk(shipped_table(table)):
            content.update(
                repr((table, name, number.value, number.unit, number.low, number.high, number.confidence)).encode()
            )
    return content.hexdigest()[:16]
