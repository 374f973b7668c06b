"""What a run yields. Each part is made when it is first asked for: a tree holds all of them, a row needs few."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import xarray as xr

from ...analysis.events import Events, find_events
from ...analysis.reflexes.response_windows import Stimuli
from ...analysis.summary import summarise
from ...models.parameters.sourced import replaced_tables
from ...models.signals.field import eeg
from ...models.signals.muscle import Discharges, discharges, emg, motor_units
from ...models.signals.recording import Recording, to_tree
from ..config.settings import Settings, plain_settings, settings_text
from .effort import contracting_muscles


@dataclass(frozen=True)
class Outcome:
    """One run: what was asked, what the engine recorded, and what is made of it.

    Attributes
    ----------
    settings : Settings
        What was run.
    recording : Recording
        Spikes, stimuli and field currents.
    tables : Mapping
        The tables that replace the shipped ones, with which EMG and EEG are made.
    """

    settings: Settings
    recording: Recording
    tables: Mapping[str, Mapping[str, Any]]

    @property
    def status(self) -> str:
        """How the run ended: ``"ok"`` or ``"runaway"``."""
        return "runaway" if self.recording.runaway else "ok"

    @cached_property
    def discharges(self) -> Discharges:
        """Discharges of the motor units, where they reach their muscle."""
        with replaced_tables(self.tables):
            return discharges(self.recording)

    @cached_property
    def voltage(self) -> xr.DataArray:
        """Surface EMG, (muscle, time) in V."""
        with replaced_tables(self.tables):
            return emg(self.recording, self.settings.seed, self.discharges)

    @cached_property
    def potential(self) -> xr.DataArray:
        """EEG, (electrode, time) in V."""
        with replaced_tables(self.tables):
            return eeg(self.recording)

    @cached_property
    def motor_units(self) -> xr.Dataset:
        """The discharges with their labels."""
        return motor_units(self.discharges)

    @cached_property
    def stimuli(self) -> Stimuli:
        """The stimuli of the run."""
        return Stimuli(np.asarray(self.recording.stimulus_time, float), tuple(self.recording.stimulus_site))

    @cached_property
    def events(self) -> Events:
        """Jerks and responses, of which a contraction is neither; see ``analysis.events.find_events``."""
        recorded = set(self.voltage["muscle"].values.tolist())
        held = [name for name in contracting_muscles(self.settings.condition.drives) if name in recorded]
        return find_events(self.voltage, self.motor_units, self.stimuli, held)

    def tree(self) -> xr.DataTree:
        """All parts of the run as one labelled tree, as ``simulate`` gives it.

        Returns
        -------
        xarray.DataTree
            The tree of ``models.signals.recording.to_tree`` with the groups ``motor_units``, ``emg``, ``eeg``,
            ``bursts``, ``jerks``, ``responses`` and ``statistics``. Its attribute ``settings`` is the configuration as
            JSON.
        """
        tree = to_tree(self.recording)
        tree.attrs["settings"] = settings_text(plain_settings(self.settings))
        groups = {
            "motor_units": self.motor_units,
            "emg": xr.Dataset({"voltage": self.voltage}),
            "eeg": xr.Dataset({"potential": self.potential}),
            "bursts": self.events.bursts,
            "jerks": self.events.jerks,
            "responses": self.events.responses,
        }
        # All at once: one by one the tree would be copied with each
        tree.children = {**tree.children, **{name: xr.DataTree(group) for name, group in groups.items()}}
        tree["statistics"] = xr.DataTree(summarise(tree))
        return tree
