"""What the reference measures: three quarters of a minute of runs of the right side, and one number per statistic.

A point is a number: the seed of the noise and of the wiring. Every measurement is that of a study's rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from disinhibition.analysis.eeg.evoked_potential import evoked_potential
from disinhibition.experiments.config.settings import Settings
from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.run.outcome import Outcome
from disinhibition.experiments.run.simulate import outcome_of
from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.condition.condition import Condition, Stimulus
from disinhibition.models.signals.recording import SIGNAL_RATE

FIRST, APART, TRIALS = 0.6, 0.5, 10  # s, s, and how many: every train
TRAIN = FIRST + APART * TRIALS  # s
# Smallest step of a statistic, by the first word of its name: no band is narrower
STEPS = {
    "latency": 1e3 / SIGNAL_RATE,
    "probability": 1 / TRIALS,
    "amplitude": 2e-5,  # V, the instrument's noise from peak to peak
    "active": 1.0,
    "jerk": 0.1,  # one event in the run at rest
    "motoneuron": 0.1,
    "emg": 2e-7,  # V, what two motor-unit potentials add to the RMS of ten seconds of instrument noise
}


@dataclass(frozen=True)
class Protocol:
    """One run of a point: what is done for how long (s), and which columns of which measure are kept."""

    duration: float
    columns: Mapping[str, tuple[str, ...]]
    stimuli: tuple[Stimulus, ...] = ()
    drives: Mapping[str, float] = field(default_factory=dict)
    emg: str = ""  # muscle whose EMG is kept as its RMS
    eeg: str = ""  # electrode whose evoked potential is kept as its RMS from 15 to 45 ms


def _train(site: str, strength: float = 1.0, lead: float = 0.0) -> Stimulus:
    return Stimulus(site, strength, FIRST - lead, APART, TRIALS)


CELLS = (
    "rate_l23", "rate_s1_e", "rate_pt", "rate_pv", "rate_som", "rate_ngf", "rate_thalamocortical", "rate_trn",
    "rate_reticular", "rate_giant", "rate_reticular_glycinergic", "rate_reticular_gabaergic", "rate_raphe",
    "rate_spinal_excitatory", "rate_propriospinal", "rate_spinal_glycinergic", "rate_spinal_gabaergic",
    "rate_ia_interneuron",
)  # fmt: skip
SOLEUS = ("probability_soleus", "latency_soleus", "amplitude_soleus")
PROTOCOLS: Mapping[str, Protocol] = {
    "rest": Protocol(
        10.0,
        {"jerks": (*CELLS, "cv_cortex", "cv_spinal_excitatory", "correlation_l23", "motoneuron_spikes", "jerk_rate")},
        emg="right_fdi",
    ),
    "hand": Protocol(
        TRAIN,
        {"responses": ("latency_fdi", "amplitude_fdi")},
        (_train("right_hand_magnetic", 1.4),),
        {"right_fdi": 0.2},
    ),
    "foot": Protocol(
        TRAIN,
        {"responses": ("latency_tibialis_anterior", "amplitude_tibialis_anterior")},
        (_train("right_foot_magnetic", 1.4),),
        {"right_tibialis_anterior": 0.2},
    ),
    "h_reflex": Protocol(TRAIN, {"responses": SOLEUS}, (_train("right_soleus_tendon"),), {"right_soleus": 0.3}),
    # The same after a volley of the antagonist: what reciprocal inhibition leaves of it
    "reciprocal": Protocol(
        TRAIN,
        {"responses": SOLEUS},
        (_train("right_tibialis_anterior_tendon", lead=0.002), _train("right_soleus_tendon")),
        {"right_soleus": 0.3},
    ),
    "effort": Protocol(
        3.0,
        {"contraction": ("rate_fdi", "active_fdi"), "jerks": ("rate_renshaw",)},
        drives={"right_fdi": 0.5},
        emg="right_fdi",
    ),
    "median_nerve": Protocol(
        6.0, {"jerks": ("rate_s1_e",)}, (_train("right_median_nerve"),), emg="right_fdi", eeg="left_hand"
    ),
    "startle": Protocol(
        1.5,
        {"responses": ("latency_scm", "amplitude_scm"), "jerks": ("rate_giant", "rate_reticular")},
        (Stimulus("sound", start=0.5),),
    ),
}


def statistics_of(
    point: int,
    factors: Mapping[str, float] | None = None,
    protocols: Iterable[str] = PROTOCOLS,
    numbers: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Every statistic of the protocols under the given factors, as ``protocol.statistic``; NaN if not measurable.

    numbers: ``{table.entry: value}`` put into the tables, in their units.
    """
    return {
        f"{name}.{statistic}": value
        for name in protocols
        for statistic, value in _run(PROTOCOLS[name], point, factors or {}, numbers or {}).items()
    }


def units() -> dict[str, str]:
    """Unit of every statistic."""
    found = {}
    for name, protocol in PROTOCOLS.items():
        for words, kept in protocol.columns.items():
            unit = {column.name: column.units for column in measure(words).columns()}
            found |= {f"{name}.{column}": unit[column] for column in kept}
        found |= {f"{name}.{signal}": "V" for signal in _signals(protocol)}
    return found


def _signals(protocol: Protocol) -> list[str]:
    return [name for name, place in (("emg", protocol.emg), ("evoked", protocol.eeg)) if place]


def _run(
    protocol: Protocol, point: int, factors: Mapping[str, float], numbers: Mapping[str, float]
) -> dict[str, float]:
    condition = Condition(factors, stimuli=protocol.stimuli, drives=protocol.drives)
    structure = Structure(sides="right", wiring_seed=point, numbers=tuple(sorted(numbers.items())))
    settings = Settings(structure, condition, protocol.duration, seed=point)
    outcome = outcome_of(settings)
    values = {}
    for words, kept in protocol.columns.items():
        row = measure(words).row(outcome)
        values |= {column: float(row[column]) for column in kept}
    if protocol.emg:
        voltage = outcome.voltage.sel(muscle=protocol.emg)
        values["emg"] = float(np.sqrt(np.mean(voltage.values**2)))
    if protocol.eeg:
        values["evoked"] = _evoked(outcome, protocol.eeg)
    return values


def _evoked(outcome: Outcome, electrode: str) -> float:
    """RMS of the averaged potential from 15 to 45 ms, V."""
    evoked = evoked_potential(outcome.potential.sel(electrode=[electrode]), outcome.recording.stimulus_time)
    return float((evoked["snr"] * evoked["noise"]).item())
