"""The real worker around an engine without torch, for tests of what happens between the processes.

Run as a program it serves like itembank_desktop.model_worker. What a text says is what happens: "die" ends the process,
"die once" only where no file of that name is in the folder yet, "wait" until the folder holds a file "go",
"big" is out of memory, "absurd" a bug, "hang" for ever.
"""

import hashlib
import os
import sys
import time
from pathlib import Path

import numpy as np

from itembank_desktop.adapters.embedders.qwen_inputs import Prompt
from itembank_desktop.core.errors import ModelUnusable, OutOfMemory, UnreadableFigure
from itembank_desktop.core.model import Announcement, Effort, PairScores

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [
    sys.executable,
    "-c",
    f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); "
    "runpy.run_module('tests.model.stand_in_worker', run_name='__main__')",
]
DIMENSION = 8


def vector_of(text):
    """A unit vector that only this text has."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    vector = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    return vector / np.linalg.norm(vector)


class StandInEngine:
    """Implements Engine; `log` in the folder says what was computed, one line a call."""

    def __init__(self, folder, device, dtype, reranks=False):
        if not (folder / "config.json").is_file():
            raise ModelUnusable(str(folder), "holds no config.json")
        self._folder, self._device, self._dtype = folder, device, dtype
        self._texts = {}
        self._held = 1
        self._log("load")
        print("more chatter", flush=True)

    def announcement(self):
        return Announcement("stand-in", "r1", self._device, self._dtype, DIMENSION, self._held, 2, os.getpid(), 0.0)

    def prepare(self, content, space, keep=False):
        for picture in content.pictures:
            if picture.data == b"broken":
                raise UnreadableFigure(picture.name, "is no image")
        if content.stem == "absurd":
            raise ZeroDivisionError("a bug")
        tokens = (*content.stem.encode(), 0)
        self._texts[tokens] = content.stem
        return Prompt(tokens, cut=7 if content.stem == "long" else 0)

    def answer(self, draft, prompt, space):
        self._log(f"answer {draft} {self._text(prompt)}")
        self._held += "grow" in self._text(prompt)
        return self._vector(prompt), Effort(language=0.25, tokens=len(prompt.ids), known=1)

    def batch(self, prompts, pooling):
        self._log(f"batch {' '.join(self._text(prompt) for prompt in prompts)}")
        return np.stack([self._vector(prompt) for prompt in prompts])

    def score(self, query, documents, instruction):
        self._log(f"score {query.stem} {instruction}")
        broken = tuple(one.sha256 for content in documents for one in content.pictures if one.data == b"broken")
        return PairScores(np.array([len(one.stem) / 100 for one in documents], np.float32), broken)

    def close_draft(self, draft):
        self._log(f"close {draft}")

    def release(self):
        self._log("release")

    def _text(self, prompt):
        return self._texts[prompt.ids]

    def _vector(self, prompt):
        text = self._text(prompt)
        if text == "die" or (text.startswith("die once") and not self._seen(text)):
            os._exit(3)
        if text.startswith("wait"):
            while not (self._folder / "go").exists():
                time.sleep(0.005)
        if text == "hang":
            time.sleep(600)
        if text == "big":
            raise OutOfMemory("stand-in", "the card is full")
        return vector_of(text)

    def _seen(self, text):
        mark = self._folder / text
        known = mark.exists()
        mark.touch()
        return known

    def _log(self, line):
        with (self._folder / "log").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


if __name__ == "__main__":
    from itembank_desktop.model_worker import serve_process

    serve_process(StandInEngine)
