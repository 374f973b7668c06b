"""Names of folders and titles say what was asked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from disinhibition.experiments.config.asked import LONGEST, asked_words, folder_of, short_words


def test_a_run_is_named_by_what_was_asked_and_not_by_the_form_it_has_by_default() -> None:
    line = ["protocol=median_nerve", "receptors.gaba_a.cortex=0.4", "seed=3"]
    name = folder_of(asked_words(line, "healthy", "median_nerve", 3), "settings")
    assert re.fullmatch(r"gaba_a\.cortex=0\.4-median_nerve-seed3-[0-9a-f]{8}", name)


def test_other_settings_have_another_name_even_if_the_words_are_cut() -> None:
    words = short_words([f"numbers.cortex.drive.l23.rate={i}" for i in range(40)])
    one, two = (folder_of(words, content) for content in ("one", "two"))
    assert one != two and "_more-" in one


@given(st.lists(st.text(min_size=1), min_size=1), st.text())
def test_every_name_is_one_that_a_file_system_takes(words: list[str], content: str) -> None:
    name = folder_of(words, content)
    assert len(name) <= LONGEST + 30
    assert "/" not in name and not set(name) & set(" '\"\\:*?<>|$&;()[]{}\n\0")
    assert name == folder_of(words, content)


def test_lists_and_units_stay_readable() -> None:
    name = folder_of(short_words(["lesions=['transection:T8', 'remove:M1']", "chloride.cortex=-60 mV"]), "")
    assert name.startswith("lesions=_transection_T8_remove_M1-chloride.cortex=_60_mV-")
