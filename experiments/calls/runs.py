"""One run from Python, and the configuration that a run or a study is composed to."""

from typing import Any

import xarray as xr

from ..config.asked import asked_words
from ..config.compose import compose_config, split_axes
from ..config.given import Given, override_words, refuse_misspelt
from ..config.late_snapshot import notice_late_snapshot
from ..config.schema import read_settings
from ..run.progress import Shown, progress_report, progress_shown


def simulate(*given: Given, progress: Shown = True, **keys: Any) -> xr.DataTree:
    """Run the pathway once.

    Parameters
    ----------
    *given : str, mapping or sequence of str
        The overrides of ``disinhibition run``: strings such as ``"seed=3"``, or mappings, flat or nested.
    progress : bool or callable
        True shows a bar in a terminal and in a notebook. A function is told (fraction done, seconds left, text).
    **keys
        Further keys by name; a mapping holds the keys below it.

    Returns
    -------
    xarray.DataTree
        The groups ``emg`` with the voltage (muscle, time) in V, ``eeg`` with the potential (electrode, time) in V,
        ``spikes``, ``bursts``, ``jerks``, ``responses``, ``statistics`` and what ``models.signals.recording.to_tree``
        gives. The attribute ``settings`` is the full configuration as JSON.

    Raises
    ------
    UserError
        In one line, for a key or a value that does not exist.
    CompilerMissing
        There is no compiler; the message says how to do without.

    See Also
    --------
    disinhibition.summary : What happened in a run, in a few lines.

    Examples
    --------
    Two of the ways to say the same. The engine ``numpy`` needs no compiler; the run is short because it is slow.

    >>> brief = {"engine": "numpy", "sides": "right", "scale": 0.25, "duration": "20 ms"}
    >>> tree = simulate(brief, receptors={"gaba_a.cortex": 0.4}, seed=1)
    >>> tree["emg"]["voltage"].dims
    ('muscle', 'time')
    >>> same = simulate("receptors.gaba_a.cortex=0.4", "seed=1", brief, progress=False)
    >>> bool((tree["emg"]["voltage"] == same["emg"]["voltage"]).all())
    True
    """
    refuse_misspelt(simulate, keys)
    words = override_words(*given, **keys)
    composed = compose_config("run", words)
    settings = read_settings(composed)
    notice_late_snapshot(composed)
    # Only now the simulator: a mistake above is answered at once
    from ..run.simulate import simulate_settings

    with progress_shown(progress), progress_report() as report:
        tree = simulate_settings(settings, report)
    tree.attrs["asked"] = ", ".join(asked_words(words, settings.form, settings.protocol, settings.seed))
    return tree


def config(*given: Given, sweep: bool = False, **keys: Any) -> dict[str, Any]:
    """Compose the configuration of a run or a study, and run nothing; ``--cfg job`` prints the same.

    Parameters
    ----------
    *given : str, mapping or sequence of str
        Overrides, as of :func:`simulate`.
    sweep : bool
        Whether it is that of a study. Its axes are left out.
    **keys
        Further keys by name.

    Returns
    -------
    dict
        The configuration as nested dicts.

    Raises
    ------
    UserError
        In one line, for a key or a value that does not exist.

    Examples
    --------
    >>> config(protocol="median_nerve", seed=3)["protocol"]["stimuli"][0]["site"]
    'right_median_nerve'
    """
    words = override_words(*given, **keys)
    return compose_config("sweep", split_axes(words).fixed) if sweep else compose_config("run", words)
