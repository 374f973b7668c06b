"""The literature behind the numbers: every entry of ``references.bib``, which is shipped with the package."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FILE = "references.bib"
ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,\n(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", re.MULTILINE)


@cache
def references() -> Mapping[str, Mapping[str, str]]:
    """List the literature that numbers, methods and facts come from.

    Returns
    -------
    Mapping[str, Mapping[str, str]]
        By key, the fields of the BibTeX entry (``author``, ``title``, ``year``, ...) as plain text.

    Examples
    --------
    >>> references()["brette2005"]["year"]
    '2005'
    """
    text = (files(__package__.partition(".")[0]) / FILE).read_text(encoding="utf-8")
    entries = {
        key: MappingProxyType({name: _plain(value) for name, value in FIELD.findall(body)})
        for key, body in ENTRY.findall(text)
    }
    return MappingProxyType(entries)


def reference_text(key: str) -> str:
    """Write one reference as a line that can be cited.

    Parameters
    ----------
    key : str
        Key of ``references.bib``.

    Returns
    -------
    str
        Authors, year, title, where it was published, and its address. Notes on what was read of it are left out.

    Raises
    ------
    UserError
        There is no such reference.

    Examples
    --------
    >>> print(reference_text("brown1994")[:84])
    Brown, P. et al. (1994). Propriospinal myoclonus: evidence for spinal "pattern" gene
    """
    entry = references()[key]
    authors = entry.get("author", "").replace(" and others", " et al.").replace(" and ", "; ")
    year = f" ({entry['year']})" if "year" in entry else ""
    number = f"({entry['number']})" if "number" in entry else ""
    pages = f", {entry['pages']}" if "pages" in entry else ""
    places = (entry.get(name, "") for name in ("journal", "booktitle", "publisher", "institution", "howpublished"))
    within = f" {entry['volume']}{number}{pages}" if "volume" in entry else pages
    place = ", ".join(filter(None, places)) + within
    address = f"https://doi.org/{entry['doi']}" if "doi" in entry else entry.get("url", "")
    parts = (f"{authors}{year}".strip(), entry.get("title", ""), place.strip(" ,"), address)
    return ". ".join(part.removesuffix(".") for part in parts if part)


def _plain(value: str) -> str:
    """Text of a BibTeX field without the marks of TeX; letters with accents are written as such."""
    return re.sub(r"\\([_&%$#])", r"\1", value).replace("--", "–").replace("{", "").replace("}", "")
