"""A diagnosis in words: a few lines for whoever prints it, and all that decided for a report."""

from typing import TYPE_CHECKING

from ..signals.counted import SHOWN, counted, few
from .decision_table import load_table

if TYPE_CHECKING:
    from .decision import Diagnosis

NOT_FOR_CARE = "This is a research model. It is not for patient care."

CUTS = ("survives_transection", "abolished_by_transection", "survives_m1_removal")  # what no examiner can ask for


def diagnosis_summary(diagnosis: "Diagnosis") -> str:
    """Write a diagnosis as a few lines.

    Parameters
    ----------
    diagnosis : Diagnosis
        The diagnosis.

    Returns
    -------
    str
        The origin, what speaks for and against it, what was excluded, and the unknown that would change it most.
    """
    words, best = load_table().words, diagnosis.best
    weights = {words[row]: weights.get(best, 0) for row, weights in diagnosis.evidence.items()} if best else {}
    speaking = {
        "for": [f"{finding} ({weight:+d})" for finding, weight in weights.items() if weight > 0],
        "against": [f"{finding} ({weight:+d})" for finding, weight in weights.items() if weight < 0],
        "excluded": [f"{_scored(x, diagnosis)} ({'; '.join(why)})" for x, why in diagnosis.excluded.items()],
    }
    listed = [f"{what}: {', '.join(said) if said else 'nothing'}" for what, said in speaking.items()]
    unknown = few(_asked(diagnosis), "; ") or "nothing"
    listed.append(f"unknown, and would change it: {unknown}")
    return "\n".join([f"origin: {_origin(diagnosis)}, {diagnosis.certainty}", *listed, NOT_FOR_CARE])


def diagnosis_sentence(diagnosis: "Diagnosis") -> str:
    """Write a diagnosis as a sentence or two for the head of a report.

    Parameters
    ----------
    diagnosis : Diagnosis
        The diagnosis.

    Returns
    -------
    str
        What fits best and how certainly, what is next, and the few findings that would settle it best.

    Examples
    --------
    >>> from disinhibition.analysis.diagnosis.decision import diagnose
    >>> from disinhibition.analysis.diagnosis.features import Features
    >>> diagnosis_sentence(diagnose(Features(sep_gain=4.0, c_reflex=0.9, c_reflex_latency=45.0))).partition(".")[0]
    'The findings fit a cortical origin best (probable); next is cortical subcortical, with a score of 1 against 6'
    """
    left = [name for name in diagnosis.scores if name not in diagnosis.excluded and name != diagnosis.best]
    ranked = sorted(left, key=lambda name: -diagnosis.scores[name])
    if not diagnosis.best:
        highest = diagnosis.scores[ranked[0]] if ranked else 0
        tied = [_plain(name) for name in ranked if diagnosis.scores[name] == highest]
        said = f"No single origin fits best; {', '.join(tied)} have the score {highest}." if tied else "No origin fits."
    else:
        doubt = "" if diagnosis.certainty == "uncertain" else f" ({diagnosis.certainty})"
        said = f"The findings fit a {_plain(diagnosis.best)} origin best{doubt}"
        if diagnosis.certainty == "uncertain":
            said += ", but this is uncertain"
        if ranked and diagnosis.best in diagnosis.scores:
            runner = ranked[0]
            said += (
                f"; next is {_plain(runner)}, with a score of {diagnosis.scores[runner]} against "
                f"{diagnosis.scores[diagnosis.best]}"
            )
        said += "."
    asked = _asked(diagnosis)
    others = counted(len(asked) - SHOWN, "other finding")
    more = f" {others} would change it less." if len(asked) > SHOWN else ""
    return said + (f" To settle it, find out whether {'; whether '.join(asked[:SHOWN])}.{more}" if asked else "")


def diagnosis_text(diagnosis: "Diagnosis") -> str:
    """Write a diagnosis as lines of text.

    The lines give class and certainty, scores, exclusions, evidence, what is missing and notes. The last line says that
    the text is not for patient care.

    Parameters
    ----------
    diagnosis : Diagnosis
        The diagnosis.

    Returns
    -------
    str
        The lines.
    """
    words = load_table().words
    best, asked = diagnosis.best, _asked(diagnosis)
    ranked = sorted(diagnosis.scores.items(), key=lambda item: -item[1])
    scores = [f"{_plain(x)} {score}{' excluded' if x in diagnosis.excluded else ''}" for x, score in ranked]
    evidence = [
        f"  {words[row]}" + (f": {weights[best]:+d}" if best in weights else "")
        for row, weights in diagnosis.evidence.items()
    ]
    return "\n".join(
        [
            f"{_origin(diagnosis)}, {diagnosis.certainty}, margin {diagnosis.margin:g}",
            "scores: " + ", ".join(scores),
            *(f"excluded: {_scored(x, diagnosis)}: {'; '.join(why)}" for x, why in diagnosis.excluded.items()),
            *(["evidence:", *evidence] if evidence else ["evidence: none"]),
            *(["would change it: " + few(asked, "; ")] if asked else []),
            *(f"note: {note}" for note in diagnosis.notes),
            NOT_FOR_CARE,
        ]
    )


def _origin(diagnosis: "Diagnosis") -> str:
    doubt = "?" if diagnosis.certainty == "uncertain" else ""
    name = _plain(diagnosis.best) + doubt if diagnosis.best else "no single class"
    return name + (f" ({_plain(diagnosis.subtype)})" if diagnosis.subtype else "")


def _asked(diagnosis: "Diagnosis") -> list[str]:
    """What can be found out in a person and would change the diagnosis; a cut cannot."""
    words = load_table().words
    return [words[name] for name in diagnosis.missing if name not in CUTS]


def _scored(name: str, diagnosis: "Diagnosis") -> str:
    """A class; of one that the scores do not hold it is said why."""
    return _plain(name) + ("" if name in diagnosis.scores else " (by a rule, without a score)")


def _plain(name: str) -> str:
    return name.replace("_", " ")
