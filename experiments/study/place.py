"""Whether a study can be computed where it is to lie. What refuses it does so before anything is built or written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..files import check_place
from ..run.columns import Column
from .adopt import refuse_uncomparable
from .disk.errors import ANOTHER, AnotherModel
from .disk.folder import beside, refuse_foreign
from .disk.layout import SCHEMA, STATUS_COLUMN, read_schema
from .disk.same_study import refuse_another, schema_of
from .plan import Study


@dataclass(frozen=True)
class Place:
    """Where a study is computed.

    Attributes
    ----------
    path : Path
        Its folder.
    begun : bool
        Whether there is a study already.
    adopted : bool
        Whether that study is another model's and is to be taken over.
    """

    path: Path
    begun: bool
    adopted: bool = False


def find_place(
    study: Study, columns: Sequence[Column], origin: Mapping[str, Any], fork: bool = False, adopt: bool = False
) -> Place:
    """Find the folder in which a study is computed.

    Parameters
    ----------
    study : Study
        The study.
    columns : sequence of Column
        What is kept of each point.
    origin : mapping
        The provenance of the rows that are to be computed.
    fork : bool
        Whether a study of another model is left as it is and one is computed beside it.
    adopt : bool
        Whether a study of another model is taken over if some of its points come out the same.

    Returns
    -------
    Place
        The folder, which is as it was.

    Raises
    ------
    AnotherModel
        The study is another model's, and neither ``fork`` nor ``adopt`` is asked for.
    NotAdopted
        The study is to be taken over, and cannot be compared.
    UserError
        The folder holds another study or other files, or cannot be written.
    """
    path = study.path
    check_place(path, ANOTHER)
    if not (path / SCHEMA).exists():
        refuse_foreign(path)
        return Place(path, begun=False)
    found = read_schema(path)
    try:
        refuse_another(path, found, schema_of(study.units, columns, origin))
    except AnotherModel:
        if adopt:
            refuse_uncomparable(path, found, (STATUS_COLUMN, *columns), origin)
            return Place(path, begun=True, adopted=True)
        if not fork:
            raise
        return find_place(replace(study, path=beside(path, origin)), columns, origin)
    return Place(path, begun=True)
