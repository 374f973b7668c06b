"""The schema of the configs: what is combined how, and what is refused with which words."""

from pathlib import Path

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config, split_axes
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.config.settings import Settings, folder_name, plain_settings, settings_from_plain
from disinhibition.experiments.config.units import read_integer, read_number
from disinhibition.models.condition.stimulation import trial_onsets
from disinhibition.models.parameters import ensemble
from disinhibition.models.parameters.table_numbers import all_numbers


def settings(*overrides: str) -> Settings:
    return read_settings(compose_config("run", overrides))


def refusal(*overrides: str, root: str = "run") -> str:
    with pytest.raises(UserError) as error:
        read_settings(compose_config(root, overrides))
    text = str(error.value.args[0])
    assert "\n" not in text
    return text


def test_nothing_said_is_a_healthy_subject_at_rest() -> None:
    plain = settings()
    assert (plain.form, plain.protocol, plain.engine) == ("healthy", "rest", "standalone")
    assert not plain.condition.factors
    assert not plain.condition.stimuli
    assert plain.structure.dt == 1e-4


def test_a_key_of_the_vocabulary_needs_no_plus() -> None:
    assert settings("receptors.gaba_a.cortex=0.5").condition.factors == {"receptors.gaba_a.cortex": 0.5}
    assert settings("+receptors.gaba_a.cortex=0.5").condition.factors == {"receptors.gaba_a.cortex": 0.5}
    assert settings("receptors={gaba_a: {cortex: 0.5}}").condition.factors == {"receptors.gaba_a.cortex": 0.5}


def test_gains_of_form_and_user_multiply() -> None:
    both = settings("form.receptors.glycine.spinal=0.5", "receptors.glycine.spinal=0.4")
    assert both.condition.factors["receptors.glycine.spinal"] == pytest.approx(0.2)


def test_shifts_of_chloride_add() -> None:
    both = settings("form.chloride.cortex=-70", "chloride.cortex=-60")
    assert both.condition.factors["chloride.cortex"] == pytest.approx(-75 + 5 + 15)


def test_a_product_out_of_range_is_refused() -> None:
    assert "receptors.ampa.cortex" in refusal("form.receptors.ampa.cortex=50", "receptors.ampa.cortex=50")


def test_lesions_of_cut_and_user_join() -> None:
    assert settings("cut=spinal_c2", "lesions=['remove:M1']").condition.lesions == ("remove:M1", "transection:C2")


@pytest.mark.parametrize("word", ["0.5", "'500 ms'", "500 ms", "'0.5 s'"])
def test_a_duration_is_bare_seconds_or_has_a_unit(word: str) -> None:
    assert settings(f"duration={word}").duration == pytest.approx(0.5)


def test_dt_is_bare_milliseconds() -> None:
    assert settings("dt=0.05").structure.dt == settings("dt='50 us'").structure.dt == 5e-5


def test_chloride_is_in_millivolt() -> None:
    assert settings("chloride.spinal=-70").condition.factors == settings("chloride.spinal='-0.07 V'").condition.factors


def test_stimuli_come_in_seconds() -> None:
    (stimulus,) = settings("protocol=median_nerve").condition.stimuli
    assert (stimulus.start, stimulus.jitter) == (1.0, 0.1)


def test_a_state_is_one_word_and_another_one_is_refused() -> None:
    assert settings("state=rem", "serotonin.spinal=0.5").condition.factors == {"serotonin.spinal": 0.5}
    assert settings("state=rem").condition.state == "rem" and settings().condition.state == "awake"
    assert refusal("state=asleep") == "state=asleep does not exist; choose awake or nrem or rem"
    assert split_axes(["state=awake,nrem,rem"]).axes == {"state": ["awake", "nrem", "rem"]}


TRAIN = "protocol.stimuli=[{{site: {site}, start: 0.5, count: 5, {spacing}}}]"


@pytest.mark.parametrize("site", ["right_hand_magnetic", "right_hand_electrical", "sound"])
@pytest.mark.parametrize("spacing", ["frequency: '50 Hz'", "frequency: 50", "frequency: '0.05 kHz', interval: null"])
def test_a_train_by_frequency_is_that_of_its_interval(site: str, spacing: str) -> None:
    by_frequency = settings(TRAIN.format(site=site, spacing=spacing)).condition.stimuli
    by_interval = settings(TRAIN.format(site=site, spacing="interval: '20 ms'")).condition.stimuli
    assert by_frequency == by_interval
    onsets = [trial_onsets(stimulus, 1e-4, 2.0, 1).tolist() for stimulus in (*by_frequency, *by_interval)]
    assert onsets[0] == onsets[1] and len(onsets[0]) == 5


def test_frequency_takes_the_place_of_the_interval_of_a_protocol() -> None:
    words = ["protocol=tms_single", "protocol.stimuli.0.interval=null", "protocol.stimuli.0.frequency='20 Hz'"]
    assert settings(*words).condition.stimuli[0].interval == 0.05


def test_interval_and_frequency_together_or_a_frequency_of_0_are_refused() -> None:
    both = refusal("protocol=tms_single", "protocol.stimuli.0.frequency=20")
    assert "protocol.stimuli[0]" in both and "give one of them, and null for the other" in both
    nothing = refusal(TRAIN.format(site="sound", spacing="frequency: 0"))
    assert "has to be above 0" in nothing
    assert "did you mean 'frequency'?" in refusal(TRAIN.format(site="sound", spacing="frequenzy: 20"))


def test_settings_survive_as_plain_values() -> None:
    full = settings("protocol=posture", "cut=decerebrate", "receptors.gaba_b.cortex=0.5", "engine=numpy", "sides=both",
                    "numbers.wiring.weight_cv=0.25")  # fmt: skip
    assert settings_from_plain(plain_settings(full)) == full


WEIGHT = "cortex.projections.pv_pt.weight"


def test_a_number_of_a_table_is_part_of_the_structure_in_the_unit_of_the_table() -> None:
    numbers = settings(f"numbers.{WEIGHT}=18", "numbers.anatomy.central.c8=0.12").structure.numbers
    assert numbers == (("anatomy.central.c8", 0.12), (WEIGHT, 18.0))
    assert settings("numbers={cortex: {projections: {pv_pt: {weight: 18}}}}").structure.numbers == ((WEIGHT, 18.0),)


def test_a_parameter_set_is_its_numbers_and_the_users_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "FILE", tmp_path / "ensemble.json")
    ensemble.FILE.write_text(ensemble.Ensemble({}, ({WEIGHT: 18.0, "wiring.weight_cv": 0.25},)).text())
    assert dict(settings("parameters=1").structure.numbers) == {WEIGHT: 18.0, "wiring.weight_cv": 0.25}
    both = settings("parameters=1", f"numbers.{WEIGHT}=20")
    assert (dict(both.structure.numbers)[WEIGHT], both.parameters) == (20.0, 1)
    assert split_axes(["parameters=range(1,3)"]).axes == {"parameters": [1, 2]}


def test_a_number_is_in_what_a_point_is_known_by() -> None:
    assert plain_settings(settings(f"numbers.{WEIGHT}=18"))["structure"]["numbers"] == {WEIGHT: 18.0}
    assert plain_settings(settings())["structure"]["numbers"] == {}


def test_order_of_overrides_does_not_change_the_plain_values() -> None:
    one = settings("receptors.ampa.cortex=2", "receptors.nmda.spinal=3")
    other = settings("receptors.nmda.spinal=3", "receptors.ampa.cortex=2")
    assert str(plain_settings(one)) == str(plain_settings(other))


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("form=helthy", "did you mean 'healthy'?"),
        ("frm=healthy", "did you mean 'form'?"),
        ("receptors.gaba_a.cotex=0.5", "did you mean 'receptors.gaba_a.cortex'?"),
        ("receptor.gaba_a.cortex=0.5", "did you mean 'receptors.gaba_a.cortex'?"),
        ("form.receptors.gaba_a.cotex=0.5", "did you mean 'form.receptors.gaba_a.cortex'?"),
        ("durations=3", "did you mean 'duration'?"),
        ("engine.knd=numpy", "did you mean 'engine.kind'?"),
        (
            "receptors.gaba_a=0.5",
            "'receptors.gaba_a' is not a value; it is a group, did you mean 'receptors.gaba_a.all'? It has all",
        ),
        ("gaba_a.cortex=0.5", "did you mean 'receptors.gaba_a.cortex'?"),
        ("gaba_a=0.5", "did you mean 'receptors.gaba_a.all'?"),
        ("receptors.gaba_a.left_hand_m1=0.5", "did you mean 'receptors.gaba_a.left_m1_hand'?"),
        ("receptors={gaba_a: {left_m1_arm: 0.5}}", "did you mean 'receptors.gaba_a.left_m1_hand'?"),
        ("form.receptors.gaba_a.left_c8=0.5", "did you mean 'form.receptors.gaba_a.left_spinal_c8'?"),
        ("gaba_a.left_m1_hand=0.5", "did you mean 'receptors.gaba_a.left_m1_hand'?"),
        ("receptors.gaba_a.left_m1_hand=101", "outside 0 to 100"),
        ("receptors.gaba_a.left_m1_hand=half", "give a plain number"),
        (
            "receptors_onto.terminal.gaba_a.left_spinal_c8=0.5",
            "did you mean 'receptors_onto.terminal.gaba_a.left_spinal'",
        ),
        ("courses.gaba_a.left_hand_m1=[1,0.5]", "did you mean 'courses.gaba_a.left_m1_hand'?"),
        ("courses.gaba_a=[1,0.5]", "it is a group, did you mean 'courses.gaba_a.all'?"),
        ("courses.gaba_a_tonic.cortex=[1,0.5]", "this gain holds still in a run, and what moves is ampa, nmda,"),
        ("receptors={gaba_a: {cotex: 0.5}}", "did you mean 'receptors.gaba_a.cortex'?"),
        ("receptors.gaba_a.cortex=-0.1", "outside 0 to 100"),
        ("receptors.gaba_a.cortex='0.5 mV'", "give a plain number"),
        ("receptors.gaba_a.cortex=half", "give a plain number"),
        ("receptors.gaba_a.cortex=nan", "not a finite number"),
        ("receptors.gaba_a.cortex=true", "give a plain number"),
        ("receptors.gaba_a.cortex=null", "give a plain number"),
        ("chloride.cortex='-70 ms'", "give it in mV, or with uV, V"),
        ("chloride.cortex=20", "outside -100 to -30 mV"),
        ("duration=0", "lasts 0.01 to 14400 s"),
        ("duration=-3", "lasts 0.01 to 14400 s"),
        ("duration='20 mV'", "give it in s, or with us, ms, min, h, d"),
        ("duration=null", "give it in s, or with us, ms, min, h, d"),
        ("seed=1.5", "whole number"),
        ("seed=-1", "whole number"),
        ("seed=1,2", "disinhibition sweep"),
        ("study.path=x", "disinhibition sweep"),
        ("experiment=disinhibition", "disinhibition sweep"),
        ("sides=left", "both or right"),
        ("engine.precision=float16", "float32 or float64"),
        ("lesions=['transection:C9']", "transection:C2"),
        ("lesions=transection:C2", "not a list"),
        ("lesions=['cut']", "there are transection"),
        ("protocol.drives.right_fdo=0.2", "did you mean 'right_fdi'?"),
        ("protocol.drives.right_fdi=2", "0 to 1"),
        ("protocol.stimuli=[{site: sound, strenght: 2}]", "did you mean 'strength'?"),
        ("protocol.stimuli=[{strength: 2}]", "has no site"),
        ("protocol.stimuli=[{site: sound, start: -1}]", "below 0"),
        ("protocol.stimuli=[{site: right_median_nerv}]", "did you mean 'right_median_nerve'?"),
        (
            "drugs=[{agent: clonazepam, dose: '1 mg', route: oral}]",
            "drugs need the moment at which the network is run, such as snapshot='14 d'",
        ),
        ("drugs={agent: clonazepam}", "drugs is a list; write drugs=[{...}]"),
        ("drugs=[{agent: clonazepam, dose: '1 mg', route: oral, start: '1e12 d'}]", "beyond the 100 years"),
        ("concentration.clonazepan=1", "did you mean 'clonazepam'?"),
        ("concentration.clonazepam=-1", "is below 0"),
        ("concentration.clonazepam='1 h'", "has the wrong unit; give it in uM"),
        ("concentration.botulinum=1", "acts where it is injected"),
        ("snapshot='1 d'", "there are no drugs to look at"),
        ("patient.gfr=500", "outside 0 to 200 mL/min"),
        ("readings.opioid=on", "did you mean 'readings.opioid_mu'?"),
        ("readings.opioid_mu=maybe", "there are on and off"),
        ("stimulation.vim=2", "has to be a fraction from 0 to 1"),
        ("drug_numbers.mechanisms.clonazepam.tonic.share=3", "outside 0.3 to 0.5"),
        ("numbers.cortex.projections.pv_pt.wieght=18", "did you mean 'numbers.cortex.projections.pv_pt.weight'?"),
        ("numbers={cortex: {projections: {pv_pd: {weight: 18}}}}", "did you mean 'numbers.cortex.projections.pv_p"),
        ("numbers.cortex.projections.pv_pt=18", "'numbers.cortex.projections.pv_pt' is not a value"),
        ("numbers.cortex.projections.pv_pt.weight=40", "outside 17.6 to 26.4 nS"),
        ("numbers.cortex.projections.pv_pt.weight='18 mV'", "give it in nS, or with pS, uS, mS, S"),
        ("numbers.cortex.sizes.m1_pt=80", "decides array sizes"),
        ("parameters=1.5", "whole number"),
        ("numbers=5", "numbers.<table>.<entry>=<value>"),
        ("duration", "key=value"),
        ("duration=[1", "key=value"),
    ],
)
def test_bad_input_is_refused_in_one_clear_line(override: str, words: str) -> None:
    assert words in refusal(override)


def test_a_site_of_the_other_side_is_refused_before_the_run() -> None:
    left = "protocol.stimuli=[{site: left_median_nerve}]"
    assert settings("sides=both", left).condition.stimuli[0].site == "left_median_nerve"
    assert "set sides=both" in refusal("sides=right", left)


def test_a_place_of_the_other_side_is_refused_before_the_run() -> None:
    for words in ("receptors.gaba_a.right_m1_hand=0.3", "courses.gaba_a.right_m1_hand=[1,0]",
                  "form.receptors.gaba_a.right_m1_hand=0.3"):  # fmt: skip
        assert settings("sides=both", words).condition.narrowed == ("right_m1_hand",)
        said = refusal("sides=right", words)
        assert "set sides=both, or did you mean 'left_m1_hand', since the left hemisphere moves the right side?" in said
    assert "did you mean 'right_cervical'?" in refusal("sides=right", "receptors.gaba_a.left_cervical=0.3")


def test_a_narrowed_gain_of_form_and_user_are_multiplied_and_other_places_stay_apart() -> None:
    words = ["receptors.gaba_a.left_m1_hand=0.5", "form.receptors.gaba_a.left_m1_hand=0.5"]
    found = settings(*words, "receptors={gaba_a: {left_m1: 0.2, cortex: 0.4}}")
    assert found.condition.factors == {
        "receptors.gaba_a.left_m1_hand": 0.25,
        "receptors.gaba_a.left_m1": 0.2,
        "receptors.gaba_a.cortex": 0.4,
    }
    assert settings_from_plain(plain_settings(found)) == found


def test_a_run_with_a_narrowed_gain_has_a_folder_of_its_own_that_says_so() -> None:
    words = ["receptors.gaba_a.left_m1_hand=0.3"]
    named = folder_name(plain_settings(settings(*words)), words)
    assert named.startswith("gaba_a.left_m1_hand=0.3-rest-seed1-")
    assert named != folder_name(plain_settings(settings("receptors.gaba_a.left_m1=0.3")), words)


def test_an_axis_is_a_list_or_a_range_and_is_rounded() -> None:
    line = split_axes(["receptors.gaba_a.cortex=range(0,0.2,0.05)", "seed=1,2", "duration=3"])
    assert line.fixed == ["duration=3"]
    assert line.axes == {"receptors.gaba_a.cortex": [0, 0.05, 0.1, 0.15], "seed": [1, 2]}


def test_an_axis_must_be_a_key() -> None:
    with pytest.raises(UserError, match=r"did you mean 'receptors\.gaba_a\.cortex'"):
        split_axes(["receptors.gaba_a.cotex=0,1"])


def test_a_number_keeps_its_exponent_and_unit() -> None:
    assert read_number("x", "1e-3 s", "ms") == pytest.approx(1.0)
    assert read_integer("x", "3") == 3


def test_ramp_of_a_protocol_is_read_in_seconds_and_kept() -> None:
    ramp = settings("protocol=action", "protocol.ramp_rise=500 ms")
    assert (ramp.condition.ramp_start, ramp.condition.ramp_rise) == (1.0, 0.5)
    assert settings_from_plain(plain_settings(ramp)) == ramp
    assert "neither is below 0" in refusal("protocol.ramp_rise=-1")


def test_every_key_reads_the_units_of_its_kind() -> None:
    assert settings("duration='1 h'") == settings("duration=3600")
    assert settings("dt='50 us'") == settings("dt=0.05")
    weight = "numbers.cortex.projections.pv_pt.weight"
    unit = all_numbers()[weight.removeprefix("numbers.")].unit
    assert unit == "nS" and settings(f"{weight}='0.018 uS'") == settings(f"{weight}=18")
    assert settings("concentration.clonazepam='50 nM'") == settings("concentration.clonazepam=0.05")
    assert settings("drug_numbers.kinetics.clonazepam.free='14 percent'").drugs == ""
