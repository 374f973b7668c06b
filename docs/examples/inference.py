"""Which loss of inhibition explains a rate of jerks and the length of their bursts?

    python docs/examples/inference.py --simulations 200

A recording is made with known gains, then forgotten; the gains are inferred from its statistics alone. With sbi
(pip install 'disinhibition[inference]') the posterior is estimated by a neural network, without it by rejection: the
draws from the prior whose statistics come nearest are kept. At draws from the posterior the pathway is run anew, to
see whether such runs look like the recording. Runs are kept in results/inference, so that the same command goes on;
what was found is written beside them, for

    disinhibition figure inference
"""

import argparse
from collections.abc import Callable
from contextlib import chdir
from importlib.util import find_spec
from tempfile import TemporaryDirectory

import numpy as np

from disinhibition.experiments.fit.inference import inference_dataset, write_inference
from disinhibition.experiments.fit.simulator import make_simulator

PARAMETERS = {"GABA-A": "receptors.gaba_a.cortex", "glycine": "receptors.glycine.cortex"}
LOW, HIGH = np.array([0.0, 0.0]), np.array([1.0, 1.0])  # a uniform prior
STATISTICS = ("jerk_rate", "burst_count", "muscles_involved", "rate_pt")
TRUE = np.array([0.15, 0.15])
KEPT = 0.1  # share of the draws that rejection keeps
CHECKED = 0.25  # runs at the posterior, to those at the prior

Simulator = Callable[[np.ndarray], np.ndarray]
Found = tuple[np.ndarray, np.ndarray, np.ndarray]  # draws from the prior, their statistics, draws from the posterior


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=200)
    parser.add_argument("--duration", type=float, default=10.0, help="s of each")
    flags = parser.parse_args()
    place = ["study.name=inference", f"duration={flags.duration}"]
    simulator = make_simulator(PARAMETERS, STATISTICS, place)
    observed = simulator(TRUE)
    infer = by_network if find_spec("sbi") else by_rejection
    prior, found, posterior = infer(simulator, observed, flags.simulations)
    method = f"from {flags.simulations} simulations, {infer.__name__.replace('_', ' ')}"
    checked = np.random.default_rng(1).choice(posterior, max(1, round(CHECKED * flags.simulations)))
    predicted = make_simulator(PARAMETERS, STATISTICS, place, noise=1)(checked)
    print(method)
    for name, true, draws in zip(PARAMETERS, TRUE, posterior.T, strict=True):
        low, middle, high = np.percentile(draws, (5, 50, 95))
        print(f"{name} gain: {middle:.2f} ({low:.2f} to {high:.2f}), was {true:g}")
    for name, seen, runs in zip(STATISTICS, observed, predicted.T, strict=True):
        print(f"{name}: {np.nanmean(runs <= seen):.0%} of the runs at the posterior lie at or below the recording")
    print(
        write_inference(
            inference_dataset(PARAMETERS, STATISTICS, observed, (prior, found), (posterior, predicted), TRUE, method)
        )
    )


def by_rejection(simulator: Simulator, observed: np.ndarray, simulations: int, seed: int = 1) -> Found:
    """Those draws from the prior are the posterior's whose statistics lie nearest to the observed ones.

    Statistics are compared in units of their spread over the prior; those without a value in the recording are left
    out, and a draw without one of the others is as far away as can be.
    Source: Beaumont et al. 2002, Genetics 162:2025.
    """
    theta = np.random.default_rng(seed).uniform(LOW, HIGH, (simulations, len(LOW)))
    found, known = simulator(theta), np.isfinite(observed)
    distance = np.linalg.norm((found - observed)[:, known] / spread(found[:, known]), axis=1)
    nearest = np.argsort(np.where(np.isnan(distance), np.inf, distance))
    return theta, found, theta[nearest[: max(1, round(KEPT * simulations))]]


def spread(values: np.ndarray) -> np.ndarray:
    """Median absolute deviation of every column, 1 where it is 0."""
    deviation = np.nanmedian(np.abs(values - np.nanmedian(values, axis=0)), axis=0)
    return np.where(deviation > 0, deviation, 1.0)


def by_network(simulator: Simulator, observed: np.ndarray, simulations: int, draws: int = 1000, seed: int = 1) -> Found:
    """A neural network learns the posterior from draws from the prior (sbi, NPE).

    Simulations that lack a statistic of the recording are left out; the posterior stays right, the recording has it.
    Source: Greenberg et al. 2019, Proc Mach Learn Res 97:2404.
    """
    import torch
    from sbi.inference import NPE
    from sbi.utils import BoxUniform

    torch.manual_seed(seed)
    prior = BoxUniform(torch.as_tensor(LOW, dtype=torch.float32), torch.as_tensor(HIGH, dtype=torch.float32))
    theta = prior.sample((simulations,))
    found = torch.as_tensor(simulator(theta.numpy()), dtype=torch.float32)
    known = torch.as_tensor(np.isfinite(observed))
    seen = torch.as_tensor(observed, dtype=torch.float32)[known]
    # sbi logs its training into the folder it is in
    with TemporaryDirectory() as logs, chdir(logs):
        inference = NPE(prior=prior, show_progress_bars=False)
        inference.append_simulations(theta, found[:, known]).train()
        posterior = inference.build_posterior().sample((draws,), x=seen, show_progress_bars=False)
    return theta.numpy(), found.numpy(), posterior.numpy()


if __name__ == "__main__":
    main()
