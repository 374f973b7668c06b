"""Which model this is: a hash of its equations and tables."""

import hashlib
from functools import cache
from importlib.resources import files

from .sourced import load_table, walk


@cache
def model_digest() -> str:
    """Content hash of every source of the model and every number of its tables; notes and sources do not count.

    Results of two digests are not mixed in one study. Confidence counts, because jitter draws by it.
    """
    content = hashlib.sha256()
    for folder in (files(__package__), files(__package__) / "templates"):
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".hpp", ".cpp")):
                content.update(entry.name.encode() + entry.read_bytes())
    tables = sorted(entry.name for entry in (files(__package__) / "tables").iterdir() if entry.name.endswith(".yaml"))
    for table in tables:
        for name, number in walk(load_table(table.removesuffix(".yaml"))):
            content.update(
                repr((table, name, number.value, number.unit, number.low, number.high, number.confidence)).encode()
            )
    return content.hexdigest()[:16]
