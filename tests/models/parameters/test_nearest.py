"""What a name that does not exist may have meant."""

from disinhibition.models.parameters.nearest import SHOWN, nearest

KEYS = ["receptors.gaba_a.cortex", "receptors.gaba_a.all", "receptors.glycine.spinal", "duration"]


def test_a_group_is_answered_with_its_members_and_all_of_them_first() -> None:
    hint = nearest("receptors.gaba_a", KEYS)
    assert hint == "; it is a group, did you mean 'receptors.gaba_a.all'? It has all, cortex"
    assert nearest("receptors", KEYS).endswith("'receptors.gaba_a.all'? It has gaba_a, glycine")


def test_a_large_group_is_not_listed_to_the_end() -> None:
    assert nearest("rate", [f"rate.{number}" for number in range(40)]).endswith("10, 11, ...")


def test_a_group_that_is_listed_to_its_end_says_no_more() -> None:
    assert nearest("rate", [f"rate.{number}" for number in range(SHOWN)]).endswith("10, 11")


def test_the_end_of_a_key_is_answered_with_the_key() -> None:
    assert nearest("gaba_a.cortex", KEYS) == "; did you mean 'receptors.gaba_a.cortex'?"
    assert nearest("spinal", KEYS) == "; did you mean 'receptors.glycine.spinal'?"
    assert nearest("gaba_a", KEYS) == "; did you mean 'receptors.gaba_a.all'?"


def test_a_misspelt_name_is_answered_with_the_nearest_one() -> None:
    assert nearest("duratoin", KEYS) == "; did you mean 'duration'?"
    assert nearest("pv_pd", ["pv_pt"], "numbers.") == "; did you mean 'numbers.pv_pt'?"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert nearest("zzzz", KEYS) == ""
    assert nearest("zzzz", KEYS, otherwise="; there is duration") == "; there is duration"


def test_the_key_of_a_group_is_one_of_the_group_and_not_the_first_that_ends_in_all() -> None:
    keys = ["serotonin.all", "receptors.gaba_a.cortex", "receptors.gaba_a.all"]
    assert "did you mean 'receptors.gaba_a.all'" in nearest("receptors.gaba_a", keys)
