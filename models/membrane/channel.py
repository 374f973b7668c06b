"""What a channel is: synapses of one kind, by what they release and which receptors they open."""

from dataclasses import dataclass

from .receptor import Receptor


@dataclass(frozen=True)
class Channel:
    """Synapses that open the same receptors with the same amount of transmitter. A projection names its channel.

    A channel is defined in the file of the receptor that it opens first.

    Attributes
    ----------
    name : str
        Name of the channel in the circuits, in recorded connectomes and of its Brian2 object.
    opens : Receptor
        Receptor that ``weight`` opens.
    besides : Receptor, optional
        Receptor that the same spike opens by its ``second_weight``.
    amount : {"transmitted", "depressed", "gated"}
        What a spike releases: the release probability; that times the vesicles that are left; or the release
        probability times what presynaptic inhibition leaves of it.
    weight_entry, second_entry : str
        Fields of a projection in the tables of the circuits that give the two weights.
    second_is_share : bool
        Whether the tables give the second weight as a share of the first.
    """

    name: str
    opens: Receptor
    besides: Receptor | None = None
    amount: str = "transmitted"
    weight_entry: str = "weight"
    second_entry: str = ""
    second_is_share: bool = False

    @property
    def excites(self) -> bool:
        """Whether it depolarises the target cell."""
        return self.opens.force == "excitation"

    @property
    def weights(self) -> dict[str, Receptor]:
        """Variable of every weight, and the receptor that it opens."""
        return {"weight": self.opens} | ({"second_weight": self.besides} if self.besides else {})

    @property
    def model(self) -> str:
        """Variables of a synapse in Brian2's notation."""
        return "\n".join(f"{name} : {receptor.weight_dimension} (constant)" for name, receptor in self.weights.items())

    @property
    def on_pre(self) -> str:
        """What a spike of the presynaptic cell does when it arrives, in Brian2's notation."""
        opened = self.weights.items()
        return "\n".join(f"{receptor.opened}_post += {name}*{self.amount}_pre" for name, receptor in opened)
