"""What the tests of every mechanism ask: the factors of free concentrations, and the numbers of the drug tables."""

from collections.abc import Callable

import pytest

from disinhibition.models.drugs.drug_numbers import drug_numbers
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of


@pytest.fixture(scope="session")
def factors() -> Callable[..., dict[str, float]]:
    """Factors of free concentrations in uM by agent, under readings."""

    def of(readings: dict | None = None, **free: float) -> dict[str, float]:
        return factors_of(Levels(free=free), readings)

    return of


@pytest.fixture(scope="session")
def number() -> Callable[[str], float]:
    """The value of an entry of ``tables/mechanisms`` in its own unit, by ``agent.mechanism.entry``."""
    return lambda name: drug_numbers()[f"mechanisms.{name}"].value
