"""As-you-type embedding, exact: only what follows the first changed token is computed again.

Attention is causal, so hidden states of a prefix do not depend on what follows, and a prompt's images come first. A
session keeps the keys and values, the last hidden states, and (token, image digest) of every position; an edit is
answered from the longest common prefix on.
"""

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from itembank_desktop.adapters.embedders.draft_places import Place, common, images_before, places
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, Vectors, checked, pooled
from itembank_desktop.adapters.embedders.qwen_inputs import Prompt
from itembank_desktop.adapters.embedders.static_session import CudaGraphs, Stage, StaticSession
from itembank_desktop.core.space import Pooling

if TYPE_CHECKING:
    import torch


class Session:
    """One draft's successive prompts on one model."""

    def __init__(self, model: Qwen3VL) -> None:
        self._model = model
        self._places: list[Place] = []
        self._states: torch.Tensor | None = None
        self._cache: Any = None
        self.reused = 0
        self.total = 0

    @property
    def size(self) -> int:
        """Bytes of keys, values and hidden states held."""
        import torch

        held = [self._states] if self._states is not None else []
        for layer in self._cache.layers if self._cache is not None else ():
            held += [part for part in (layer.keys, layer.values) if isinstance(part, torch.Tensor)]
        return sum(part.numel() * part.element_size() for part in held)

    def embed(self, prompt: Prompt, pooling: Pooling) -> Vectors:
        """The prompt's unit vector, shape (dimension,): equal to the from-scratch one up to rounding."""
        import torch

        with torch.inference_mode():
            self._advance(prompt)
            assert self._states is not None
            mask = torch.ones(1, len(self._places), dtype=torch.long, device=self._states.device)
            vector = pooled(self._states.unsqueeze(0), mask, pooling)
        row: Vectors = checked(vector.cpu().numpy(), 1)[0]
        return row

    def _advance(self, prompt: Prompt) -> None:
        """Bring cache and states to this prompt; after a failure nothing is kept that could be wrong."""
        wanted = places(prompt, self._model.image_token)
        keep = common(self._places, wanted)
        held, self._places = self._places, []
        if self._cache is None or keep == 0:
            self._start()
        elif keep < len(held):
            # transformers 5.23 counts from the end: a negative number of places to drop.
            self._cache.crop(keep - len(held))
        if keep < len(wanted):
            self._extend(prompt, keep)
        self._places = wanted
        self.reused, self.total = keep, len(wanted)

    def _start(self) -> None:
        from transformers import DynamicCache

        self._cache = DynamicCache(config=self._model.model.language_model.config)
        self._states = None

    def _extend(self, prompt: Prompt, keep: int) -> None:
        import torch

        model = self._model
        ids = torch.tensor([prompt.ids])
        seen = model.see_all(prompt.images)
        positions = model.positions(ids, seen)[:, :, keep:].to(model.device)
        # Images before `keep` are in the cache whole; the rest follow in order.
        skipped = images_before(prompt, keep, model.image_token)
        states, mask, layers = model.embeddings(ids[:, keep:], seen[skipped:])
        out = model.model.language_model(
            inputs_embeds=states,
            position_ids=positions,
            past_key_values=self._cache,
            use_cache=True,
            visual_pos_masks=mask if layers else None,
            deepstack_visual_embeds=layers,
        )
        new = out.last_hidden_state[0]
        self._states = new if keep == 0 or self._states is None else torch.cat([self._states[:keep], new])


class Sessions:
    """Sessions of several open drafts within a memory budget; the least recently asked is dropped, never mixed."""

    def __init__(self, model: Qwen3VL, budget: int = 512 * 2**20) -> None:
        self._model = model
        self._budget = budget
        self._open: OrderedDict[str, Session | StaticSession] = OrderedDict()
        self._stage: Stage | None = None

    @property
    def way(self) -> str:
        """How prompts are embedded, in words for a log or a table."""
        return self._stage.way if self._stage else "growing cache"

    def embed(self, draft: str, prompt: Prompt, pooling: Pooling) -> Vectors:
        """The vector of a draft's newest prompt; `draft` names its session."""
        session = self._open.pop(draft, None) or self._new()
        vector = session.embed(prompt, pooling)
        self._open[draft] = session
        while len(self._open) > 1 and sum(one.size for one in self._open.values()) > self._budget:
            self._open.popitem(last=False)
        return vector

    def close(self, draft: str) -> None:
        """Forget a draft."""
        self._open.pop(draft, None)

    def reused_of(self, draft: str) -> int:
        """How many tokens of a draft's last prompt were not computed again."""
        return self._open[draft].reused

    def __len__(self) -> int:
        return len(self._open)

    @property
    def _on_a_card(self) -> bool:
        return bool(self._model.device.type == "cuda")

    def _new(self) -> "Session | StaticSession":
        """On a card, where launching kernels is what takes time, fixed buffers; a processor loses by padding."""
        if not self._on_a_card:
            return Session(self._model)
        self._stage = self._stage or Stage(self._model, CudaGraphs())
        return StaticSession(self._stage)
