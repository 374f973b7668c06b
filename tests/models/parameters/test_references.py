"""The literature: every entry of the file is read whole, and a reference can be written as a line."""

import re
from importlib.resources import files

from disinhibition.models.parameters.references import reference_text, references

TEXT = (files("disinhibition") / "references.bib").read_text(encoding="utf-8")


def test_every_reference_is_read_and_is_there_once():
    written = re.findall(r"^@\w+\{\s*([^,\s]+)", TEXT, flags=re.MULTILINE)
    assert list(references()) == written
    assert len(set(written)) == len(written) > 200


def test_every_line_of_the_file_is_read():
    """A field over two lines would be lost."""
    lines = [line for line in TEXT.splitlines() if line and line[0] not in "%@}"]
    assert len(lines) == sum(len(fields) for fields in references().values())


def test_no_reference_is_written_with_marks_of_tex():
    for key, entry in references().items():
        text = reference_text(key)
        assert entry.get("title", "") in text and text
        assert not set("{}\\") & set(text), text


def test_literature_can_be_found_by_its_author_or_by_where_it_is_kept():
    for key, entry in references().items():
        assert {"author", "doi", "url", "howpublished", "note"} & entry.keys(), key


def test_a_reference_reads_as_it_is_cited():
    assert reference_text("brown1994") == (
        'Brown, P. et al. (1994). Propriospinal myoclonus: evidence for spinal "pattern" generators in humans.'
        " Movement Disorders 9(5), 571–576. https://doi.org/10.1002/mds.870090511"
    )


def test_letters_with_accents_are_kept():
    assert "Martínez-Cañada, Pablo; Ness, Torbjørn V." in reference_text("martinezcanada2021")
