"""The overrides that a user gives the whole validation: what all of its studies can take."""

from collections.abc import Sequence

from ...errors import UserError
from ..config.compose import compose_config, plain_key, split_axes
from ..config.schema import read_settings


def check_words(overrides: Sequence[str]) -> None:
    """Refuse overrides that a validation cannot take, before anything is planned.

    Parameters
    ----------
    overrides : sequence of str
        Overrides of every study.

    Raises
    ------
    UserError
        A key or a value does not exist, or a key says which study is computed, and how: that is fixed.
    """
    for word in overrides:
        if plain_key(word).partition(".")[0] in ("experiment", "study"):  # an axis is known by the key it moves
            raise UserError(
                f"'{word}': a validation computes studies of its own; leave it out, or compute one study with"
                " 'disinhibition sweep' (in Python dis.sweep)"
            )
    read_settings(compose_config("sweep", split_axes(overrides).fixed))
