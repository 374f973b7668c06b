"""The engine: built once, run many times; what a run-time value is, is proved by changing it without a rebuild."""

import json

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.condition.condition import Condition, Stimulus
from disinhibition.models.engine import engine
from disinhibition.models.engine.engine import CompilerMissing, prepare
from disinhibition.models.engine.values.run_values import run_values
from disinhibition.models.parameters.identity import model_digest

DURATION = 0.4


@pytest.fixture(scope="module")
def healthy(compiled):
    return compiled.run(duration=DURATION, seed=5)


@pytest.fixture
def no_build(compiled, monkeypatch):
    """From here on a build is a failure; the folder of builds says nothing, because other processes build into it."""

    def built(*_arguments):
        raise AssertionError("a network was built")

    monkeypatch.setattr(engine, "build_program", built)


def test_same_seed_gives_the_same_spikes(compiled, healthy):
    again = compiled.run(duration=DURATION, seed=5)
    np.testing.assert_array_equal(again.spike_time, healthy.spike_time)
    np.testing.assert_array_equal(again.spike_unit, healthy.spike_unit)


def test_a_recording_says_each_thing_that_produced_it_once(compiled, healthy):
    found = healthy.provenance
    assert found["network"] == compiled.key and found["model"] == model_digest() != compiled.key
    settings = json.loads(found["settings"])
    assert (settings["seed"], settings["structure"]["dt"]) == (5, compiled.structure.dt)
    names = [*found, *settings, *settings["structure"]]
    assert len(names) == len(set(names))


def test_spikes_come_in_order_of_time_and_then_of_unit(healthy):
    order = np.lexsort((healthy.spike_unit, healthy.spike_time))
    np.testing.assert_array_equal(order, np.arange(order.size))


def test_another_seed_gives_other_spikes(compiled, healthy):
    other = compiled.run(duration=DURATION, seed=6)
    assert not np.array_equal(other.spike_time, healthy.spike_time)


def test_longer_run_begins_like_the_shorter_one(compiled, healthy):
    longer = compiled.run(duration=2 * DURATION, seed=5)
    first = longer.spike_time < DURATION
    np.testing.assert_array_equal(longer.spike_time[first], healthy.spike_time)
    assert longer.spike_time.max() > DURATION


def _spikes_before(end, raw):
    early = raw.spike_time < end
    return set(zip(raw.spike_unit[early].tolist(), raw.spike_time[early].round(5).tolist(), strict=True))


def test_interpreted_and_compiled_network_spike_alike_under_the_same_electrodes(compiled, interpreted):
    """The first 60 ms from one initial state, before differences in rounding can grow."""
    focal = Condition({"receptors.gaba_a.left_m1_hand": 0.5}, courses={"glycine.right_spinal_c8": (0.5, 0.2)})
    values = run_values(compiled.connectome, compiled.cells, focal, 0.01, 2, compiled.structure.dt)
    raw = [engine.run_raw(values, False, 0.01, None) for engine in (compiled, interpreted)]
    one, other = (_spikes_before(0.06, engine_raw) for engine_raw in raw)
    assert len(one) > 500
    assert one == other
    current, expected = (engine_raw.field_current[..., :120] for engine_raw in raw)
    np.testing.assert_allclose(current, expected, rtol=0.02, atol=0.02 * expected.std())


@pytest.mark.parametrize(
    "condition",
    [
        *(Condition({f"receptors.{name}": 0.3}) for name in (
            "gaba_a.cortex", "gaba_a.thalamus", "gaba_a.brainstem", "gaba_a.spinal", "glycine.spinal",
            "glycine.brainstem", "gaba_b.cortex", "nmda.spinal", "ampa.spinal", "gaba_a_tonic.cortex")),
        *(Condition({f"receptors_onto.{name}": 0.3}) for name in (
            "principal.gaba_a.cortex", "interneuron.gaba_a.cortex")),
        Condition({"receptors_onto.motoneuron.ampa.spinal": 0.3}, drives={"right_fdi": 0.8}),
        Condition({"receptors_from.fast.gaba_a": 0.3}),
        Condition({"receptors_from.slow.gaba_a": 0.0}),
        *(Condition({f"decay.{name}": 2.0}) for name in (
            "ampa.cortex", "nmda.spinal", "gaba_a.cortex", "gaba_b.cortex", "glycine.spinal")),
        *(Condition({f"{kind}.l23": 0.5}) for kind in ("release", "recovery", "sodium", "leak", "ahp")),
        Condition({"girk.l23": 5.0}),
        Condition({"persistent_inward": 5.0}, drives={"right_fdi": 0.5}),
        Condition({"afferent.ia": 0.0}, stimuli=(Stimulus("right_median_nerve", start=0.05),)),
        Condition({"nicotinic": 0.0}, drives={"right_fdi": 0.8}),
        *(Condition({f"serotonin.{region}": 0.3}) for region in ("cortex", "brainstem")),
        *(Condition({f"serotonin_{subtype}.cortex": 0.3}) for subtype in ("1a", "2")),
        Condition({"receptors_onto.terminal.gaba_b.spinal": 5.0}, drives={"right_fdi": 0.8}),
        Condition({"receptors.glycine.cervical": 0.3}),
        Condition({"receptors.gaba_a.left_m1_hand": 0.1}),
        Condition({"chloride.cortex": -60.0}),
        Condition(lesions=("remove:thalamus",)),
        Condition(drives={"right_fdi": 0.8}),
        Condition(stimuli=(Stimulus("sound", start=0.05),)),
        Condition(courses={"gaba_a.cortex": (1.0, 0.2)}, course_step=0.2),
        Condition(courses={"glycine.right_cervical": (1.0, 0.2)}, course_step=0.2),
    ],
    ids=lambda condition: next(iter([*condition.factors, *condition.lesions, *condition.drives, "course or stimulus"])),
)  # fmt: skip
def test_condition_changes_the_spikes_without_a_rebuild(compiled, healthy, no_build, condition):
    base = Condition(drives=condition.drives, stimuli=condition.stimuli) if condition.factors else Condition()
    expected = healthy if base == Condition() else compiled.run(base, duration=DURATION, seed=5)
    changed = compiled.run(condition, duration=DURATION, seed=5)
    assert not np.array_equal(changed.spike_time, expected.spike_time)


@pytest.mark.parametrize("name", ["excitatory.delay", "cells.v", "excitatory.weight", "cells.drive_rest"])
def test_delays_weights_drives_and_the_initial_state_are_run_time_values(compiled, healthy, name):
    values = run_values(compiled.connectome, compiled.cells, Condition(), DURATION, 5, compiled.structure.dt)
    values[name] = values[name] * (2 if name.endswith("delay") else 1.05)
    raw = compiled.run_raw(values, True, DURATION, None).settled(DURATION)
    assert not np.array_equal(np.sort(raw.spike_time), healthy.spike_time)


def test_time_course_moves_a_gain_only_from_its_knot_on(compiled, healthy):
    moved = compiled.run(Condition(courses={"gaba_a.cortex": (1.0, 0.0)}, course_step=0.2), duration=DURATION, seed=5)
    early = healthy.spike_time < 0.19
    np.testing.assert_array_equal(moved.spike_time[: early.sum()], healthy.spike_time[early])
    assert len(moved.spike_time) > len(healthy.spike_time)


def test_a_course_of_every_finest_place_is_a_course_of_all_to_the_last_bit(compiled):
    built = {population.place.name for population in compiled.connectome.pathway.populations}
    one = compiled.run(Condition(courses={"gaba_a.all": (0.6, 0.4)}, course_step=0.2), duration=DURATION, seed=5)
    each = Condition(courses={f"gaba_a.{place}": (0.6, 0.4) for place in built - {"left_cortex"}}, course_step=0.2)
    many = compiled.run(each, duration=DURATION, seed=5)
    np.testing.assert_array_equal(one.spike_time, many.spike_time)
    np.testing.assert_array_equal(one.spike_unit, many.spike_unit)


def test_suddenly_excited_motoneurons_begin_with_a_doublet(compiled):
    """Ballistic contractions begin with intervals of 60 Hz and above, before after-hyperpolarisation has built up."""
    burst = compiled.run(Condition(courses={"ampa.spinal": (1.0,) * 5 + (4.0,)}, course_step=0.1), duration=1.0, seed=3)
    trains = [burst.spike_time[burst.spike_unit == unit] for unit in burst.motoneurons["right_quadriceps"]]
    intervals = np.array([np.diff(train)[:3] for train in trains if len(train) > 3 and train[0] > 0.5])
    assert len(intervals) >= 5
    first, _, third = np.median(intervals, axis=0)
    assert 0.005 < first < 1 / 60
    assert third > 3 * first


def test_weak_voluntary_drive_makes_only_the_named_muscle_fire(compiled):
    recording = compiled.run(Condition(drives={"right_fdi": 0.2}), duration=1.0, seed=1)
    counts = {muscle: np.isin(recording.spike_unit, units).sum() for muscle, units in recording.motoneurons.items()}
    assert counts.pop("right_fdi") > 50
    assert sum(counts.values()) < 10  # a stronger effort spills over to other muscles of the arm


def test_two_wiring_seeds_share_one_compiled_model(compiled, no_build):
    other = prepare(Structure(sides="right", wiring_seed=2))
    assert other.key != compiled.key
    assert len(other.run(duration=0.1, seed=1).spike_time)


def test_single_and_double_precision_fire_alike_within_the_spread_over_seeds(compiled):
    """Mean rate of every population of at least 100 cells over 2 s, against the spread of five seeds."""

    def rates(engine, seed):
        recording = engine.run(duration=2.0, seed=seed)
        population = engine.connectome.population_of[recording.spike_unit]
        sizes = np.array(recording.size)
        return (np.bincount(population, minlength=len(sizes)) / sizes)[sizes >= 100]

    single = np.array([rates(compiled, seed) for seed in range(5)])
    double = rates(prepare(Structure(sides="right"), precision="float64"), 0)
    spread = single.std(axis=0, ddof=1)
    spread = np.maximum(spread, np.median(spread))  # five seeds now and then agree by chance
    assert (np.abs(double - single.mean(axis=0)) < 4 * spread).all()


def test_progress_reaches_the_end(compiled):
    seen = []
    compiled.run(duration=0.4, seed=1, progress=lambda fraction, left, text: seen.append(fraction))
    assert seen == sorted(seen)
    assert 0.5 < seen[-1] <= 1


def test_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="standalone and numpy"):
        prepare(Structure(sides="right"), kind="cuda")


def test_missing_compiler_says_what_to_do(monkeypatch):
    monkeypatch.setenv("CXX", "no-such-compiler")
    with pytest.raises(CompilerMissing, match=r"install g\+\+.*engine=numpy"):
        prepare(Structure(sides="right"))
