"""Every number of every table is read by something: a number that is not would be set by a user in vain."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.condition import LESIONS, Condition, Stimulus
from disinhibition.models.condition.sites import site_names
from disinhibition.models.condition.vigilance import STATES as VIGILANCE
from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose, read_regimen
from disinhibition.models.drugs.drug_tables import FOLDERS, agent_names, kinetics_of, replaced_entries, tables_of
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import READINGS, agonist_need, check_readings, factors_of, restored
from disinhibition.models.engine.values.run_values import run_values
from disinhibition.models.membrane.cells import membranes
from disinhibition.models.parameters.sourced import Sourced, replaced_tables, shipped_table, table_names, walk
from disinhibition.models.signals.field import eeg
from disinhibition.models.signals.muscle import emg, force
from disinhibition.models.signals.recording import Recording

STATES = {
    "botulinum.right_fdi.units": 5.0,
    "botulinum.right_fdi.effect": 1.0,
    "vim_stimulation.entrained": 0.5,
    "corticotropin.restoration": 0.5,
}


@pytest.fixture
def made_recording() -> Recording:
    """A recording of one muscle and one electrode, in which two units fire twice."""
    return Recording(
        duration=1.0,
        spike_time=np.array([0.1, 0.2, 0.25, 0.3]),
        spike_unit=np.array([0, 1, 0, 1], np.int32),
        population=("right_fdi_motoneurons",),
        region=("spinal",),
        cell_class=("motoneuron",),
        side=("right",),
        size=(2,),
        motoneurons={"right_fdi": np.arange(2)},
        stimulus_time=np.zeros(0),
        stimulus_site=(),
        field_current=np.zeros((1, 2, 2000)),
        electrodes=("C3",),
        neuromuscular={},
        runaway=False,
        provenance={},
    )


class Watched(Sourced):
    """A number that writes its name down when its value is read."""

    read: ClassVar[set[str]] = set()


def _watched(name: str) -> property:
    def value(self: Watched) -> Any:
        if name in ("value", "low", "high"):
            self.read.add(self.__dict__["path"])
        return self.__dict__[f"_{name}"]

    return property(value)


for _field in fields(Sourced):
    setattr(Watched, _field.name, _watched(_field.name))


def watch(node: Any, path: str) -> Any:
    if isinstance(node, Mapping):
        return MappingProxyType({name: watch(child, f"{path}.{name}") for name, child in node.items()})
    if isinstance(node, tuple):
        return tuple(watch(child, f"{path}.{item}") for item, child in enumerate(node))
    if not isinstance(node, Sourced):
        return node
    seen = object.__new__(Watched)
    seen.__dict__.update({f"_{field.name}": getattr(node, field.name) for field in fields(Sourced)}, path=path)
    return seen


@pytest.fixture
def read() -> Iterator[set[str]]:
    """The names of the numbers that were read so far."""
    Watched.read.clear()
    yield Watched.read
    Watched.read.clear()


def test_every_number_of_the_model_is_read(read, made_recording) -> None:
    """Building both sides, drawing, a run of each state with every stimulus and lesion, signals of a recording."""
    with replaced_tables({name: watch(shipped_table(name), name) for name in table_names()}):
        connectome = draw(build_pathway(Structure(sides="both")), 1)
        stimuli = tuple(Stimulus(site, start=0.1) for site in site_names("both"))
        lesions = ("decerebration", *(f"transection:{level}" for level in LESIONS["transection"]))
        for state in VIGILANCE:
            condition = Condition(stimuli=stimuli, lesions=lesions, drives={"right_fdi": 0.2}, state=state)
            run_values(connectome, membranes(connectome), condition, duration=1.0, seed=1, dt=1e-4)
        emg(made_recording, 1), force(made_recording), eeg(made_recording)
    unread = {f"{name}.{entry}" for name in table_names() for entry, _ in walk(shipped_table(name))} - read
    assert sorted(unread) == []


def test_every_number_of_the_drugs_is_read(read) -> None:
    """Every dose by every route in a patient with failing kidneys, every pair that interacts, every reading."""
    entries = {
        (folder, agent): watch(entry, f"{folder}.{agent}")
        for folder in FOLDERS
        for agents in tables_of(folder).values()
        for agent, entry in agents.items()
    }
    given = {agent: kinetics_of(agent) for agent in agent_names()}
    with replaced_entries(entries):
        for agent, entry in given.items():
            for route in entry.get("routes", {}):
                muscle = {"muscle": "right_fdi"} if "local" in entry else {}
                dose = {"agent": agent, "route": route, "dose": "0.001 U" if "activity" in entry else "1 ug"} | muscle
                others = [other for other in entry.get("interactions", {}) if "routes" in given[other]]
                doses = read_regimen([dose], Patient()) + tuple(
                    Dose(other, next(iter(given[other]["routes"])), 1.0) for other in others
                )
                course(doses, Patient(gfr=50, age=70), np.array([0.0, 3600.0]))
        levels = Levels(free=dict.fromkeys(given, 1.0), states=STATES)
        for name, choice in [(name, choice) for name, choices in READINGS.items() for choice in choices]:
            factors_of(levels, {name: choice})
        for agent in given:  # the network adapts to the agent that has gone furthest
            factors_of(Levels(free={agent: 1.0}, states={f"{agent}.adaptation": 0.5}))
        agonist_need(check_readings({"opioid_patient": "tolerant"}))
        restored({"receptors.gaba_a.cortex": 0.5}, levels)
    names = {f"{folder}.{agent}.{name}" for (folder, agent), entry in entries.items() for name, _ in walk(entry)}
    assert sorted(names - read) == []
