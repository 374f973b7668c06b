"""The model's anatomy in the words of an examination."""

from ...analysis.body import Body
from ...models.circuits import spinal
from ...models.circuits.brainstem import NUCLEI
from ...models.condition.vocabulary import MUSCLES
from ...models.parameters.sourced import load_table
from ...models.signals.efferent import efferent_time

LIMBS = {"hand": "arm", "foot": "leg"}


def model_body() -> Body:
    """The body of the model, as an examination needs it.

    Returns
    -------
    Body
        Levels, efferent times, segments and electrodes of every muscle of the model.
    """
    anatomy = load_table("anatomy")
    central = anatomy["central"]
    zone = {muscle: spinal.MUSCLES[muscle][1] if muscle in spinal.MUSCLES else "face" for muscle in MUSCLES}
    position = {
        muscle: -central[NUCLEI[muscle]].si if muscle in NUCLEI else central[spinal.MUSCLES[muscle][0]].si
        for muscle in MUSCLES
    }
    efferent = {muscle: float(efferent_time(muscle)) for muscle in MUSCLES}
    return Body(
        position=position,
        efferent=efferent,
        segments={muscle: anatomy["myotomes"][muscle] for muscle in MUSCLES},
        zone=zone,
        limb={muscle: LIMBS.get(zone[muscle], "") for muscle in MUSCLES},
        antagonists=spinal.ANTAGONISTS,
    )
