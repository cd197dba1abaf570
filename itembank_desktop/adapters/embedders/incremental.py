"""As-you-type embedding, exact: only what follows the first changed token is computed again.

Attention is causal, so hidden states of a prefix do not depend on what follows, and a prompt's images come first. A
session keeps the keys and values, the last hidden states, and (token, image digest) of every position; an edit is
answered from the longest common prefix on.
"""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from itembank_desktop.adapters.embedders.draft_places import Place, common, images_before, places
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, Vectors, checked, pooled
from itembank_desktop.adapters.embedders.qwen_inputs import Prompt
from itembank_desktop.adapters.embedders.static_session import CudaGraphs, Stage, StaticSession
from itembank_desktop.core.space import Pooling

if TYPE_CHECKING:
    import torch

BRANCHES = 3
"""Sessions kept of one draft."""
SESSION_NUMBERS = 2**26
"""Kept of sessions in all: 128 MiB in 16 bits, two and a half drafts with a figure of 512 x 512 in the 2B model."""
TRUSTED = 1e-2
"""1 - cos between two ways of computing one vector; 16 bits differ by 5e-4 at the most, a mistake by a tenth."""
_log = logging.getLogger(__name__)


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
    def held(self) -> Sequence[Place]:
        """The places whose keys and values are here."""
        return self._places

    def fork(self, keep: int) -> "Session":
        """Another session with copies of the first `keep` places."""
        other = Session(self._model)
        if keep and self._cache is not None and self._states is not None:
            other._start()
            for number, layer in enumerate(self._cache.layers):
                other._cache.update(layer.keys[:, :, :keep].clone(), layer.values[:, :, :keep].clone(), number)
            other._states, other._places = self._states[:keep].clone(), self._places[:keep]
        return other

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
    """Sessions of several open drafts within a memory budget; the least recently asked is dropped, never mixed.

    Where a draft parts with a figure, what was computed behind that figure stays, as a branch of its own: when the
    author takes the exchange back, or puts in a figure seen before, only what differs is computed.
    """

    def __init__(self, model: Qwen3VL, budget: int | None = None) -> None:
        """`budget` in bytes."""
        self._model = model
        self._budget = SESSION_NUMBERS * model.dtype.itemsize if budget is None else budget
        self._open: list[tuple[str, AnySession]] = []  # Most recently asked last.
        # On a card, where launching kernels is what takes time, fixed buffers; a processor loses by padding.
        self._stage = Stage(model, CudaGraphs(model.device)) if self._on_a_card else None

    @property
    def way(self) -> str:
        """How prompts are embedded, in words for a log or a table."""
        return self._stage.way if self._stage else "growing cache"

    def empty(self) -> None:
        """Forget every draft, taking no memory for it; what was found out about graphs still holds."""
        self._open = []
        if self._stage:
            self._stage.empty()

    def try_out(self, prompts: Sequence[Prompt]) -> None:
        """On a card, whether successive prompts, one pass replayed, are embedded right; if not, go without graphs."""
        import numpy as np

        if self._stage is None:
            return
        gaps = []
        for prompt in prompts:
            vector = self.embed("tried out", prompt, Pooling.MEAN)
            gaps.append(1 - float(np.dot(vector, self._model.embed_prompts([prompt], Pooling.MEAN)[0])))
        self.close("tried out")
        if max(gaps) > TRUSTED and not self._stage.failure:
            _log.warning("CUDA graphs answer wrongly here (1 - cos %.1e) and are not used", max(gaps))
            self._stage.distrust(f"they answered wrongly (1 - cos {max(gaps):.1e})")

    def embed(self, draft: str, prompt: Prompt, pooling: Pooling) -> Vectors:
        """The vector of a draft's newest prompt; `draft` names its session."""
        session = self._branch(draft, places(prompt, self._model.image_token))
        # While it is not in the list a failure leaves no session that could be wrong.
        self._open = [one for one in self._open if one[1] is not session]
        vector = session.embed(prompt, pooling)
        self._open.append((draft, session))
        self._shed(draft)
        return vector

    def close(self, draft: str) -> None:
        """Forget a draft."""
        self._open = [one for one in self._open if one[0] != draft]

    def reused_of(self, draft: str) -> int:
        """How many tokens of a draft's last prompt were not computed again."""
        return next(session.reused for name, session in reversed(self._open) if name == draft)

    def __len__(self) -> int:
        return len({draft for draft, _ in self._open})

    def _branch(self, draft: str, wanted: Sequence[Place]) -> "AnySession":
        """The session of the draft that has most of these places; a new one if it would lose a figure."""
        mine = [session for name, session in self._open if name == draft]
        if not mine:
            return self._new()
        nearest = max(reversed(mine), key=lambda session: common(session.held, wanted))
        keep = common(nearest.held, wanted)
        if all(image is None for _, image in nearest.held[keep:]):
            return nearest
        return nearest.fork(keep)

    def _shed(self, draft: str) -> None:
        branches = [one for one in self._open if one[0] == draft]
        gone = branches[:-BRANCHES]
        while len(self._open) - len(gone) > 1:
            kept = [one for one in self._open if one not in gone]
            if sum(session.size for _, session in kept) <= self._budget:
                break
            gone.append(kept[0])
        self._open = [one for one in self._open if one not in gone]

    @property
    def _on_a_card(self) -> bool:
        return bool(self._model.device.type == "cuda")

    def _new(self) -> "AnySession":
        return StaticSession(self._stage) if self._stage else Session(self._model)


AnySession: TypeAlias = Session | StaticSession
