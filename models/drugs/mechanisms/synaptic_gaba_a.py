"""Size and duration of synaptic GABA-A currents by region and target, as factors of a run."""

from collections.abc import Mapping

SynapticChanges = Mapping[tuple[str, str], tuple[float, float]]  # (region, target) -> size and duration


def synaptic_factors(changes: SynapticChanges) -> dict[str, float]:
    """Turn changes of size and duration into factors of decay per region and of gain per target.

    Parameters
    ----------
    changes : Mapping[tuple[str, str], tuple[float, float]]
        Factors of size and of duration by region and target.

    Returns
    -------
    dict[str, float]
        Factors ``decay.gaba_a.<region>`` and ``receptors_onto.<target>.gaba_a.<region>``.

    Notes
    -----
    There is one factor of decay per region. It takes the smallest duration among the targets of the region; what a
    target has beyond it goes into its size, so that the charge of every synapse is right. Terminals have no decay of
    their own: their duration goes into the size whole.

    Examples
    --------
    >>> found = synaptic_factors({("cortex", "principal"): (1.0, 3.0), ("cortex", "interneuron"): (1.0, 1.5)})
    >>> found["decay.gaba_a.cortex"], found["receptors_onto.principal.gaba_a.cortex"]
    (1.5, 2.0)
    """
    factors: dict[str, float] = {}
    for region in dict.fromkeys(region for region, _ in changes):
        here = {target: pair for (where, target), pair in changes.items() if where == region}
        decay = min((duration for target, (_, duration) in here.items() if target != "terminal"), default=1.0)
        factors[f"decay.gaba_a.{region}"] = decay
        for target, (size, duration) in here.items():
            kept = 1.0 if target == "terminal" else decay
            factors[f"receptors_onto.{target}.gaba_a.{region}"] = size * duration / kept
    return factors
