"""A model's part in a question: which of its spaces are asked, and what it made of the draft."""

from dataclasses import dataclass, field

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Cut, Effort
from itembank_desktop.core.ports import NeuralSpace
from itembank_desktop.core.resemblance import Calibration
from itembank_desktop.core.search import Query, Stage
from itembank_desktop.core.space import Modality

Payloads = dict[str, tuple[bytes, ...]]
"""What is asked with, by space."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a model made of a question: payloads by space and what they cost, or the `failure` that left none.

    `cut` is of the space that was shown least of a text too long for the model.
    """

    payloads: Payloads = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)
    failure: ItemBankError | None = None
    cut: Cut | None = None

    def stages(self, seconds: float) -> dict[Stage, float]:
        """The model's part of `seconds`: whatever its process did not count is the way there and back."""
        told = {
            Stage.TOKENS: self.effort.tokenise,
            Stage.VISION: self.effort.vision,
            Stage.MODEL: self.effort.language,
        }
        return {Stage.WAY: max(0.0, seconds - sum(told.values())), **told}


@dataclass(frozen=True, slots=True)
class Neural:
    """A model's channels: its name, its spaces, and how all channels are weighed together (None: not calibrated)."""

    model: str
    spaces: tuple[NeuralSpace, ...]
    calibration: Calibration | None = None

    def routed(self, content: Content, has_figures: bool) -> tuple[NeuralSpace, ...]:
        """The pilot's ensemble: text asks the text space, text with figures both, figures alone the multimodal one.

        Text asks the multimodal space when there is no other.
        """
        has_text = bool(content.stem.strip()) or any(choice.strip() for choice in content.choices)
        if has_text and has_figures:
            return self.spaces
        if not has_text and not has_figures:
            return ()
        text = tuple(one for one in self.spaces if one.space.modality is Modality.TEXT)
        both = tuple(one for one in self.spaces if one.space.modality is not Modality.TEXT)
        return both if has_figures or not text else text

    def read(self, query: Query) -> Read:
        """The model's vectors of the question; without any, why: fingerprints answer then, and say so."""
        content = query.asked
        # The model goes on reading its draft only where it is shown the whole of it.
        draft = query.draft if content is query.content else None
        try:
            asked = {space.name: space.ask(content, draft) for space in self.routed(content, bool(content.pictures))}
        except ItemBankError as error:
            return Read(failure=error)
        payloads = {name: one.payloads for name, one in asked.items()}
        cuts = [one.cut for one in asked.values() if one.cut]
        cut = max(cuts, key=lambda one: one.left_out, default=None)
        return Read(payloads, sum((one.effort for one in asked.values()), Effort()), cut=cut)
