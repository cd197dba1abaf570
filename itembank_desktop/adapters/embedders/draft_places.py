"""What two successive prompts of a draft have in common: the part that need not be computed again."""

from collections.abc import Sequence
from typing import TypeAlias

from itembank_desktop.adapters.embedders.qwen_inputs import Prompt

Place: TypeAlias = tuple[int, bytes | None]


def places(prompt: Prompt, image_token: int) -> list[Place]:
    """(token, image digest) of every position: an exchanged image of the same size is another place."""
    found: list[Place] = []
    image = -1
    for before, token in zip((None, *prompt.ids), prompt.ids, strict=False):
        if token != image_token:
            found.append((token, None))
            continue
        image += before != image_token
        found.append((token, prompt.images[image].digest))
    return found


def common(held: Sequence[Place], wanted: Sequence[Place]) -> int:
    """How many of the places held can be kept; an image is kept whole or not at all."""
    keep = 0
    for mine, other in zip(held, wanted, strict=False):
        if mine != other:
            break
        keep += 1
    while 0 < keep < len(wanted) and wanted[keep][1] is not None and wanted[keep - 1] == wanted[keep]:
        keep -= 1
    return keep


def images_before(prompt: Prompt, place: int, image_token: int) -> int:
    """How many images open before a place."""
    pairs = zip((None, *prompt.ids), prompt.ids[:place], strict=False)
    return sum(token == image_token != before for before, token in pairs)
