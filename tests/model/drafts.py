"""Successive drafts as an author makes them, at random, and what the model says of them from scratch."""

import io
import random

import numpy as np
from PIL import Image  # noqa: TID253

from itembank_desktop.adapters.embedders.qwen_inputs import model_image
from itembank_desktop.core.item import Picture
from itembank_desktop.core.space import Pooling

SCRAPS = ["삼각형 ", "이차함수 $y=x^2$ ", "의 넓이", "\n① 6 ② 8", " 그래프", "a", "<|image_pad|>", "구하시오."]

POOLINGS = (Pooling.LAST, Pooling.MEAN)


def picture(seed, width=96, height=64):
    """A little drawing, PNG."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 255, (height, width, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return Picture(out.getvalue(), f"{seed}.png")


def edited(text, images, pool, rng):
    """The draft after one more thing an author does."""
    images = list(images)
    deed = rng.choice(["type", "type", "insert", "delete", "add", "remove", "exchange", "swap"])
    if deed == "type":
        text += rng.choice(SCRAPS)
    elif deed == "insert":
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(SCRAPS) + text[place:]
    elif deed == "delete" and text:
        start = rng.randrange(len(text))
        text = text[:start] + text[start + rng.randrange(1, 12) :]
    elif deed == "add" and len(images) < 3:
        images.insert(rng.randrange(len(images) + 1), rng.choice(pool))
    elif deed == "remove" and images:
        images.pop(rng.randrange(len(images)))
    elif deed == "exchange" and images:
        images[rng.randrange(len(images))] = rng.choice(pool)
    elif deed == "swap":
        images.reverse()
    return text, images


def drafts(count, seed):
    """Successive (text, images, instruction), with undo and changed instructions among them."""
    rng = random.Random(seed)
    pool = [model_image(picture(number, 64 + 32 * (number % 2))) for number in range(4)]
    state = ("", [], "")
    history = [state]
    for _ in range(count):
        if rng.random() < 0.1 and len(history) > 1:
            history.pop()
            state = history[-1]
        else:
            text, images = edited(state[0], state[1], pool, rng)
            instruction = rng.choice(["", "Find duplicates"]) if rng.random() < 0.05 else state[2]
            state = (text, images, instruction)
            history.append(state)
        yield state


def exact_vectors(model, prompt):
    """The vectors of all poolings from one pass over the whole prompt."""
    import torch

    from itembank_desktop.adapters.embedders.qwen3_vl import pooled

    with torch.inference_mode():
        states, mask = model.hidden([prompt])
        return {pooling: pooled(states, mask, pooling)[0].numpy() for pooling in POOLINGS}
