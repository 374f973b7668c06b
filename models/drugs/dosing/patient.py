"""The patient a drug is given to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from types import MappingProxyType

from .amounts import split_number

# Unit, lowest and highest value of each covariate
COVARIATES = MappingProxyType({"weight": ("kg", 10.0, 250.0), "gfr": ("mL/min", 0.0, 200.0), "age": ("yr", 2.0, 110.0)})


@dataclass(frozen=True)
class Patient:
    """Covariates of the kinetics: weight in kg, glomerular filtration rate in mL/min, age in years.

    The defaults are the healthy adult whom the tables describe. Raises ValueError, in one line that names the
    covariate, for a value outside its range: below 2 years nothing in the tables holds.

    >>> Patient(gfr=15).weight
    70.0
    """

    weight: float = 70.0
    gfr: float = 100.0
    age: float = 40.0

    def __post_init__(self) -> None:
        for field in fields(self):
            unit, low, high = COVARIATES[field.name]
            value = getattr(self, field.name)
            if not low <= value <= high:
                raise ValueError(f"patient.{field.name}={value:g} {unit} is outside {low:g} to {high:g} {unit}")


def read_patient(given: Mapping[str, object]) -> Patient:
    """A patient as a config gives one: ``{weight: 62, gfr: '15 mL/min'}``; a bare number is in the covariate's unit.

    Raises KeyError for an unknown covariate, ValueError for a value that is no number, has another unit or is out of
    range; each in one line.
    """
    values = {}
    for name, value in given.items():
        if name not in COVARIATES:
            near = get_close_matches(str(name), COVARIATES, n=1)
            raise KeyError(
                f"unknown covariate 'patient.{name}'; "
                + (f"did you mean 'patient.{near[0]}'?" if near else f"there are {', '.join(COVARIATES)}")
            )
        unit = COVARIATES[name][0]
        number, word = split_number(value, f"patient.{name}")
        if word not in ("", unit):
            raise ValueError(f"patient.{name}={value!r} has the wrong unit; give it in {unit}")
        values[name] = number
    return Patient(**values)
