"""Size and duration of synaptic GABA-A currents per target, in the words of the vocabulary."""

from collections.abc import Mapping

Phasic = Mapping[tuple[str, str], tuple[float, float]]  # (region, target) -> size and duration


def phasic(changes: Phasic) -> dict[str, float]:
    """Factors of size and duration by (region, target) as ``decay`` per region and ``receptors_onto`` per target.

    The vocabulary has one decay per region. It takes the smallest duration among the region's targets; what a target
    has beyond it goes into its size, so that the charge of every synapse is right. Terminals have no decay of their
    own: theirs goes into the size whole.

    >>> phasic({("cortex", "principal"): (1.0, 3.0), ("cortex", "interneuron"): (1.0, 1.5)})["decay.gaba_a.cortex"]
    1.5
    """
    factors: dict[str, float] = {}
    for region in dict.fromkeys(region for region, _ in changes):
        here = {target: pair for (place, target), pair in changes.items() if place == region}
        decay = min((duration for target, (_, duration) in here.items() if target != "terminal"), default=1.0)
        factors[f"decay.gaba_a.{region}"] = decay
        for target, (size, duration) in here.items():
            kept = 1.0 if target == "terminal" else decay
            factors[f"receptors_onto.{target}.gaba_a.{region}"] = size * duration / kept
    return factors
