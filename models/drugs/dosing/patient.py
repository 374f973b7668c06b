"""The patient to whom a drug is given."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from ....errors import UserError
from ...parameters.nearest import nearest
from ...parameters.quantities import read_quantity

# Unit, lowest and highest value of each covariate
COVARIATES = MappingProxyType({"weight": ("kg", 10.0, 250.0), "gfr": ("mL/min", 0.0, 200.0), "age": ("yr", 2.0, 110.0)})


@dataclass(frozen=True)
class Patient:
    """Covariates of the kinetics; the defaults are the healthy adult whom the tables describe.

    Attributes
    ----------
    weight : float
        Weight in kg, 10 to 250.
    gfr : float
        Glomerular filtration rate in mL/min, 0 to 200.
    age : float
        Age in years, 2 to 110. Below 2 years nothing in the tables holds.

    Raises
    ------
    UserError
        A value is outside its range; the message is one line that names the covariate.

    Examples
    --------
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
                raise UserError(f"patient.{field.name}={value:g} {unit} is outside {low:g} to {high:g} {unit}")


def read_patient(given: Mapping[str, object]) -> Patient:
    """Read a patient as a config gives one.

    Parameters
    ----------
    given : Mapping[str, object]
        Covariates by name, such as ``{"weight": 62, "gfr": "15 mL/min"}``. A bare number is in the unit of the
        covariate.

    Returns
    -------
    Patient
        The patient; a covariate that is not given has its default.

    Raises
    ------
    UserError
        A covariate is unknown.
        A value is no number, has another unit or is out of range. Each message is one line.

    Examples
    --------
    >>> read_patient({"weight": 62, "gfr": "15 mL/min"})
    Patient(weight=62.0, gfr=15.0, age=40.0)
    """
    values = {}
    for name, value in given.items():
        if name not in COVARIATES:
            hint = nearest(name, COVARIATES, "patient.", f"; there are {', '.join(COVARIATES)}")
            raise UserError(f"unknown covariate 'patient.{name}'{hint}")
        unit = COVARIATES[name][0]
        values[name] = read_quantity(value, unit, f"patient.{name}")
    return Patient(**values)
