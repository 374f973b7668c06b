"""Which model this is: a hash of its equations and tables."""

import hashlib
from functools import cache
from importlib.resources import files


@cache
def model_digest() -> str:
    """Content hash of every source and table of the model; results of two digests are not mixed in one study."""
    content = hashlib.sha256()
    for folder, endings in ((files(__package__), (".py", ".hpp")), (files(__package__) / "tables", (".yaml",))):
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(endings):
                content.update(entry.name.encode() + entry.read_bytes())
    return content.hexdigest()[:16]
