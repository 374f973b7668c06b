"""The same pathway as a Brian2 user would write it: default flags and precision, every equation integrated every dt.

A script of its own, run as ``python stock.py NETWORK FOLDER DURATION [--build]``: generates, compiles and runs the
network of the file NETWORK (what ``subject.py`` wrote) for DURATION seconds in FOLDER; ``--build`` stops before the
run. It imports nothing of the package. What ours computes besides is left out in its favour: gains that move in time,
stimulators.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import brian2 as b2
import numpy as np
from brian2 import second

DT = 0.1  # ms

EQUATIONS = """
dv/dt = leak_rate*(rest - v) + upstroke*exp(clip((v - threshold_v)*steepness, -50, 6))
        + elastance*(bias - w - w2 + inward - excitation*v - inhibition*(v - chloride)
                     - potassium*(v - potassium_reversal)) : volt (unless refractory)
excitation = gain_ampa*(g_ampa + background) + nmda + gain_nicotinic*g_nicotinic : siemens
background = clip(drive_mean*(1 + drive_slow*fluctuation) + drive_spread*noise, 0*siemens, inf*siemens) : siemens
nmda = gain_nmda*nmda_norm*(nmda_falling - nmda_rising)/(1 + magnesium*exp(-v*magnesium_slope)) : siemens
inhibition = gain_gaba_a*g_gaba_a + gain_glycine*g_glycine + gain_gaba_a_slow*g_gaba_a_slow + tonic : siemens
potassium = gain_gaba_b*gaba_b_maximum*activation**4/(activation**4 + gaba_b_half4) + girk : siemens
activation = gaba_b_norm*(gaba_b_falling - gaba_b_rising) : 1
inward = persistent_conductance*persistent*(persistent_reversal - v) : amp
dnoise/dt = -noise/noise_time + sqrt(2/noise_time)*xi : 1
dg_ampa/dt = -g_ampa/ampa_time : siemens
dnmda_rising/dt = -nmda_rising/nmda_rise_time : siemens
dnmda_falling/dt = -nmda_falling/nmda_time : siemens
dg_nicotinic/dt = -g_nicotinic/nicotinic_time : siemens
dg_gaba_a/dt = -g_gaba_a/gaba_a_time : siemens
dg_gaba_a_slow/dt = -g_gaba_a_slow/gaba_a_slow_time : siemens
dg_glycine/dt = -g_glycine/glycine_time : siemens
dgaba_b_rising/dt = -gaba_b_rising/gaba_b_rise_time : 1
dgaba_b_falling/dt = -gaba_b_falling/gaba_b_time : 1
dw/dt = (adaptation*(v - rest) - w)/w_time : amp
dw2/dt = -w2/w2_time : amp
dendrite = v + w*elastance/leak_rate : volt
dpersistent/dt = (1/(1 + exp((persistent_half - dendrite)/persistent_slope)) - persistent)/persistent_time : 1
dvesicles/dt = (1 - vesicles)/vesicle_time : 1
dterminal_gaba_a/dt = -terminal_gaba_a/terminal_a_time : 1
dterminal_gaba_b/dt = -terminal_gaba_b/terminal_b_time : 1
transmitted : 1
depressed : 1
gated : 1
fluctuation : 1 (linked)
excitation_current : amp
inhibition_current : amp
"""
RESET = """
v = reset_v
w += w_increment
w2 += w2_increment
transmitted = release
depressed = release*vesicles
vesicles -= utilisation*vesicles
gated = release*(1 - terminal_a_depth*terminal_gaba_a*terminal_a_gain/(1 + terminal_gaba_a*terminal_a_gain)) \
*(1 - terminal_b_depth*terminal_gaba_b*terminal_b_gain/(1 + terminal_gaba_b*terminal_b_gain))
"""
UNITS = {
    "volt": "rest threshold_v reset_v chloride potassium_reversal persistent_half persistent_slope persistent_reversal",
    "volt/second": "upstroke",
    "1/volt": "steepness magnesium_slope",
    "1/farad": "elastance",
    "Hz": "leak_rate",
    "amp": "bias w_increment w2_increment",
    "siemens": "adaptation tonic girk drive_mean drive_spread gaba_b_maximum persistent_conductance",
    "second": "refractory_time noise_time ampa_time nmda_rise_time nmda_time nicotinic_time gaba_a_time"
    " gaba_a_slow_time glycine_time gaba_b_rise_time gaba_b_time w_time w2_time persistent_time vesicle_time"
    " terminal_a_time terminal_b_time",
    "1": "gain_ampa gain_nmda gain_gaba_a gain_gaba_a_slow gain_gaba_b gain_glycine gain_nicotinic drive_slow nmda_norm"
    " magnesium gaba_b_norm gaba_b_half4 release utilisation terminal_a_gain terminal_b_gain terminal_a_depth"
    " terminal_b_depth",
}
INITIAL = ("v", "w", "vesicles", "noise")
NMDA = "\nnmda_rising_post += second_weight*{0}_pre\nnmda_falling_post += second_weight*{0}_pre"
GABA_B = "\ngaba_b_rising_post += second_weight*transmitted_pre\ngaba_b_falling_post += second_weight*transmitted_pre"
ON_PRE = {
    "excitatory": "g_ampa_post += weight*transmitted_pre" + NMDA.format("transmitted"),
    "depressing": "g_ampa_post += weight*depressed_pre" + NMDA.format("depressed"),
    "gated": "g_ampa_post += weight*gated_pre" + NMDA.format("gated"),
    "gaba_a": "g_gaba_a_post += weight*transmitted_pre",
    "glycine": "g_glycine_post += weight*transmitted_pre",
    "slow": "g_gaba_a_slow_post += weight*transmitted_pre" + GABA_B,
    "nicotinic": "g_nicotinic_post += weight*depressed_pre",
    "terminal": "terminal_gaba_a_post += weight*transmitted_pre\nterminal_gaba_b_post += second_weight*transmitted_pre",
}
# An expression that holds a linked variable cannot be read through a synapse
CURRENTS = "excitation_current = -excitation*v\ninhibition_current = -inhibition*(v - chloride)"
FIELD = """
excitation_sum_post = scalp*excitation_current_pre : amp (summed)
inhibition_sum_post = scalp*inhibition_current_pre : amp (summed)
scalp : 1 (constant)
"""


def build_network(given: Mapping[str, np.ndarray]) -> b2.Network:
    """Build the network of the arrays in a network file.

    Parameters
    ----------
    given : mapping
        Name to array, in SI units.

    Returns
    -------
    brian2.Network
        The network with its monitors.
    """
    b2.defaultclock.dt = DT * b2.ms
    parameters = [
        f"{name} : {unit} ({'shared, ' if given[name].ndim == 0 else ''}constant)"
        for unit, names in UNITS.items()
        for name in names.split()
    ]
    populations = b2.NeuronGroup(
        len(given["population_fluctuation"]),
        "dfluctuation/dt = -fluctuation/fluctuation_time + sqrt(2/fluctuation_time)*xi : 1\nfluctuation_time : second",
        method="euler",
    )
    populations.fluctuation = given["population_fluctuation"]
    populations.fluctuation_time = given["fluctuation_time"] * second
    cells = b2.NeuronGroup(
        len(given["v"]),
        EQUATIONS + "\n".join(parameters),
        threshold="v > -40*mV",
        reset=RESET,
        refractory="refractory_time",
        method="euler",
    )
    cells.fluctuation = b2.linked_var(populations, "fluctuation", index=given["population_code"].astype(int))
    cells.run_regularly(CURRENTS, dt=0.5 * b2.ms)
    for name in [*INITIAL, *" ".join(UNITS.values()).split()]:
        setattr(cells, f"{name}_", given[name])
    network = b2.Network(populations, cells, b2.SpikeMonitor(cells, name="spikes"))
    for name, on_pre in ON_PRE.items():
        second_unit = "siemens" if "nmda" in on_pre else "1"
        model = f"weight : {'1' if name == 'terminal' else 'siemens'} (constant)"
        if "second_weight" in on_pre:
            model += f"\nsecond_weight : {second_unit} (constant)"
        synapses = b2.Synapses(cells, cells, model, on_pre=on_pre, name=name)
        synapses.connect(i=given[f"{name}.sources"], j=given[f"{name}.targets"])
        synapses.weight_ = given[f"{name}.weight"]
        if "second_weight" in on_pre:
            synapses.second_weight_ = given[f"{name}.second_weight"]
        synapses.delay = given[f"{name}.delay"] * second
        network.add(synapses)
    electrodes = b2.NeuronGroup(
        int(given["field.targets"].max()) + 1, "excitation_sum : amp\ninhibition_sum : amp", dt=0.5 * b2.ms
    )
    field = b2.Synapses(cells, electrodes, FIELD, dt=0.5 * b2.ms)
    field.connect(i=given["field.sources"], j=given["field.targets"])
    field.scalp = given["field.scalp"]
    currents = ["excitation_sum", "inhibition_sum"]
    network.add(electrodes, field, b2.StateMonitor(electrodes, currents, record=True, dt=0.5 * b2.ms))
    return network


def main(network_file: str, folder: str, duration: str, *flags: str) -> None:
    """Generate and compile the network, and run it unless told to build only.

    Parameters
    ----------
    network_file : str
        The file with the arrays.
    folder : str
        Where the code and the results go.
    duration : str
        Duration of the run, s.
    *flags : str
        ``--build`` stops before the run.
    """
    b2.set_device("cpp_standalone", build_on_run=False)
    with np.load(network_file) as given:
        network = build_network(given)
    network.run(float(duration) * second)
    b2.device.build(directory=folder, run="--build" not in flags)
    if "--build" not in flags:
        spikes = network["spikes"]
        np.savez(Path(folder) / "spikes.npz", unit=np.asarray(spikes.i), time=np.asarray(spikes.t))


if __name__ == "__main__":
    main(*sys.argv[1:])
