"""The compiled models that are kept on this machine."""

from pathlib import Path

from ...models.engine.build_cache import Cleared, KeptModel, cache_folder, clear, kept_models


def compiled_models() -> list[KeptModel]:
    """List the compiled models that are kept, as ``disinhibition engine --list`` does.

    Returns
    -------
    list of KeptModel
        The models, each with its size, the model it is of and its last use; the one that was used last comes first.
    """
    return kept_models()


def compiled_folder() -> Path:
    """Say where compiled models are kept.

    Returns
    -------
    Path
        ``$DISINHIBITION_CACHE``, or ``disinhibition`` in the user's folder of caches.
    """
    return cache_folder()


def clear_compiled() -> Cleared:
    """Remove every compiled model that no running process builds or uses.

    Returns
    -------
    Cleared
        What was removed and what was left. The next run compiles its model again.
    """
    return clear()
