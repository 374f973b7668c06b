import numpy as np
import pytest

from disinhibition.models.parameters.sourced import load_table
from disinhibition.models.signals.efferent import efferent_time
from disinhibition.models.signals.muscle import discharges, emg, force, motor_units
from disinhibition.models.signals.recording import Recording

UNITS = 30
TABLE = load_table("muscle")


def record(spikes: dict[str, list[tuple[float, int]]], duration: float = 1.0, **neuromuscular: float) -> Recording:
    """A recording of the named muscles, 30 motor units each, with spikes (time in s, rank)."""
    muscles = tuple(spikes)
    events = sorted((time, i * UNITS + rank) for i, muscle in enumerate(muscles) for time, rank in spikes[muscle])
    return Recording(
        duration=duration,
        spike_time=np.array([time for time, _ in events], dtype=float),
        spike_unit=np.array([unit for _, unit in events], dtype=np.int32),
        population=tuple(f"{muscle}_motoneurons" for muscle in muscles),
        region=("spinal",) * len(muscles),
        cell_class=("motoneuron",) * len(muscles),
        side=tuple(muscle.partition("_")[0] for muscle in muscles),
        size=(UNITS,) * len(muscles),
        motoneurons={muscle: np.arange(i * UNITS, (i + 1) * UNITS) for i, muscle in enumerate(muscles)},
        stimulus_time=np.zeros(0),
        stimulus_site=(),
        field_current=np.zeros((0, 2, 0)),
        electrodes=(),
        neuromuscular=neuromuscular,
        runaway=False,
        provenance={},
    )


def potential(spikes: dict[str, list[tuple[float, int]]], **kwargs: float) -> np.ndarray:
    """EMG of the first muscle without its noise, V."""
    silent: dict[str, list[tuple[float, int]]] = {muscle: [] for muscle in spikes}
    return (emg(record(spikes, **kwargs), 1) - emg(record(silent, **kwargs), 1)).values[0]


def test_silent_muscle_shows_the_noise_of_the_instrument_only():
    voltage = emg(record({"right_fdi": [], "right_scm": []}, duration=20.0), seed=4)
    assert voltage.dims == ("muscle", "time") and voltage.shape == (2, 40_000)
    assert voltage.attrs["units"] == "V" and voltage["time"].attrs["units"] == "s"
    np.testing.assert_allclose(voltage.std("time"), TABLE["instrument_noise"].si, rtol=0.02)
    assert abs(np.corrcoef(voltage)[0, 1]) < 0.03


def test_noise_depends_on_seed_and_muscle_but_not_on_the_other_muscles():
    alone = emg(record({"right_fdi": []}), 7).sel(muscle="right_fdi")
    beside = emg(record({"left_fdi": [], "right_fdi": []}), 7).sel(muscle="right_fdi")
    np.testing.assert_array_equal(alone, beside)
    assert not np.array_equal(alone, emg(record({"right_fdi": []}), 8).sel(muscle="right_fdi"))


def test_fastest_axon_arrives_after_length_over_velocity_and_junction():
    expected = 0.1 + 0.73 / 58 + 1e-3
    largest = discharges(record({"right_fdi": [(0.1, UNITS - 1)]}))
    assert largest.time == pytest.approx([expected], abs=1e-9)


def test_small_units_arrive_later_than_large_ones():
    arrival = discharges(record({"right_fdi": [(0.1, rank) for rank in range(UNITS)]}))
    assert arrival.rank.tolist() == list(range(UNITS - 1, -1, -1))
    nerve = load_table("anatomy")["muscles"]["fdi"]
    fastest = nerve["peripheral_length"].si / nerve["motor_velocity"].si
    assert np.ptp(arrival.time) == pytest.approx(fastest * (1 / TABLE["slowest_axon"].si - 1))


def test_potential_begins_on_arrival_and_lasts_about_8_ms():
    spikes = {"right_fdi": [(0.1, UNITS - 1)]}
    wave = np.abs(potential(spikes))
    seen = np.flatnonzero(wave > 0.05 * wave.max()) / 2000
    arrival = discharges(record(spikes)).time[0]
    assert seen[0] == pytest.approx(arrival, abs=1e-3)
    assert seen[-1] - seen[0] == pytest.approx(TABLE["potential"]["duration"].si, rel=0.2)


def test_amplitude_grows_exponentially_from_smallest_to_largest_unit():
    peak = [np.abs(potential({"right_scm": [(0.1, rank)]})).max() for rank in (0, 14, 29)]
    shape = TABLE["potential"]
    place = np.array([0, 14, 29]) / 29
    expected = shape["smallest"].si * (shape["largest"].si / shape["smallest"].si) ** place
    np.testing.assert_allclose(peak, expected, rtol=0.02)


def test_potential_is_drawn_between_the_samples():
    # A shift of half a sample must shift the waveform by half a sample: compare with the mean of both whole shifts
    whole, half, next_one = (potential({"right_scm": [(0.1 + shift * 5e-4, 20)]}) for shift in (0, 0.5, 1))
    # Mean of two neighbours misses the middle value by an eighth of the second difference: some 4 % here
    assert np.abs(half - (whole + next_one) / 2).max() < 0.06 * np.abs(half).max()
    assert np.abs(half - whole).max() > 0.1 * np.abs(half).max()


def test_potentials_add_up():
    one, two = potential({"right_scm": [(0.1, 5)]}), potential({"right_scm": [(0.104, 17)]})
    both = potential({"right_scm": [(0.1, 5), (0.104, 17)]})
    np.testing.assert_allclose(both, one + two, atol=1e-9)


def test_many_batches_draw_the_same_as_one(monkeypatch):
    rng = np.random.default_rng(0)
    spikes = {"right_scm": [(float(t), int(r)) for t, r in rng.uniform(0, (1, 30), (300, 2))]}
    whole = emg(record(spikes), 1)
    monkeypatch.setattr("disinhibition.models.signals.muscle.BATCH", 7)
    np.testing.assert_allclose(emg(record(spikes), 1), whole, atol=1e-9)


def test_spike_near_either_end_leaves_no_trace_beyond_it():
    delay = float(efferent_time("scm"))
    late = record({"right_scm": [(1.0 - delay + 1e-6, 29)]})
    assert discharges(late).time.size == 0
    edge = potential({"right_scm": [(1.0 - delay - 2e-3, 29), (0.0, 29)]})
    assert np.isfinite(edge).all() and np.abs(edge[-4:]).max() > 1e-6


def test_partial_block_shrinks_potential_and_force_and_full_block_silences():
    spikes = {"right_fdi": [(0.1, 20)]}
    np.testing.assert_allclose(potential(spikes, right_fdi=0.25), 0.25 * potential(spikes), atol=1e-10)
    np.testing.assert_allclose(force(record(spikes, right_fdi=0.25)), 0.25 * force(record(spikes)))
    blocked = record(spikes, right_fdi=0.0)
    assert discharges(blocked).time.size == 0 and force(blocked).max() == 0


def test_twitch_peaks_at_its_contraction_time_with_its_force():
    twitch = TABLE["twitch"]
    for rank, peak, contraction in ((0, 1e-3, 0.09), (29, 0.1, 0.09 / 100 ** (1 / 4.2))):
        recording = record({"right_fdi": [(0.1, rank)]})
        trace = force(recording).values[0]
        arrival = discharges(recording).time[0]
        assert trace.max() == pytest.approx(peak, rel=0.02)
        assert trace.argmax() / 2000 - arrival == pytest.approx(contraction, abs=2e-3)
    assert twitch["force_range"].si == 100


def test_fused_twitches_gain_less_than_their_sum():
    train = [(0.1 + 0.02 * i, 0) for i in range(30)]
    fused = force(record({"right_fdi": train})).values[0].max()
    alone = force(record({"right_fdi": [(0.1, 0)]})).values[0].max()
    # Linear sum of a train at 50 Hz: area of a twitch over its interval
    linear = alone * np.e * 0.09 / 0.02
    assert 3 * alone < fused < 0.9 * linear


def test_slow_twitches_add_linearly():
    pair = force(record({"right_fdi": [(0.1, 29), (0.4, 29)]}, duration=1.0))
    single = sum(force(record({"right_fdi": [(time, 29)]})) for time in (0.1, 0.4))
    np.testing.assert_allclose(pair, single, atol=1e-9)


def test_motor_units_of_the_tree_name_muscle_and_rank():
    table = motor_units(discharges(record({"right_fdi": [(0.1, 3)], "right_scm": [(0.1, 5)]})))
    muscles = table["muscle"].values[table["muscle_index"].values]
    assert dict(zip(muscles, table["motor_unit"].values, strict=True)) == {"right_scm": 5, "right_fdi": 3}
    assert np.all(np.diff(table["time"]) >= 0)


def test_recording_without_muscles_gives_empty_signals():
    assert emg(record({}), 1).shape == (0, 2000) and force(record({})).shape == (0, 2000)
