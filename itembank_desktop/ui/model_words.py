"""How the window speaks of the model: in the status line, above the list, in banners."""

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.errors import ModelAway
from itembank_desktop.core.model import GRAPHS, Announcement, ModelChoice, ModelPhase, ModelState
from itembank_desktop.core.search import Answer
from itembank_desktop.ui.words import finder_name, seconds

translate = QCoreApplication.translate
GB = 1e9
_DTYPES = {"bfloat16": "bf16", "float16": "fp16", "float32": "fp32"}
_NOTE = re.compile(r"([\d.,]+) items/s(?:, [\d.]+ of [\d.]+ GB)?(?:, (\d+|[\d.]+) (s|min|h) left)?")


@dataclass(frozen=True, slots=True)
class Standing:
    """How matters stand with the model, for everybody who shows it.

    `lacking` counts the vectors that the open bank still needs, None while unknown; `has_vectors` says whether it has
    any of this model.
    """

    name: str = ""
    state: ModelState = field(default_factory=ModelState)
    lacking: int | None = None
    has_vectors: bool = True
    place: ModelChoice = field(default_factory=lambda: ModelChoice(""))
    """Where models run, without one's name."""


def short_name(model: str) -> str:
    """A model's name where room is short."""
    return model.replace("-Embedding", "")


def gigabytes(size: float) -> str:
    """Bytes as people say them."""
    if size >= 0.95e8:
        return f"{size / GB:.1f} GB"
    return f"{size / 1e6:.1f} MB"


def status_line(standing: Standing) -> str:
    """The model, its precision, its device's memory, and what it does."""
    if not standing.name:
        return translate("Model", "{finder} · no model").format(finder=finder_name("fingerprints"))
    parts = [short_name(standing.name)]
    announced = standing.state.announced
    if announced is not None and standing.state.phase in (ModelPhase.READY, ModelPhase.BUSY):
        parts[0] += f" {_short(announced.dtype)}"
        parts.append(_memory(announced))
    return " · ".join([*parts, phase_word(standing.state.phase)])


def particulars(announced: Announcement) -> str:
    """What the status line leaves out of a loaded model: how it computes and where, time to load, length, revision."""
    parts = [announced.device]
    if announced.computed not in ("", announced.dtype):
        precision = translate("Model", "{weights}, computed in {sums}")
        parts.insert(0, precision.format(weights=_short(announced.dtype), sums=_short(announced.computed)))
    if announced.device.startswith("cuda"):
        graphs = announced.way == GRAPHS
        parts.append(GRAPHS if graphs else translate("Model", "without CUDA graphs: keystrokes take longer"))
    if announced.seconds:
        parts.append(translate("Model", "loaded in {time}").format(time=seconds(announced.seconds)))
    parts.append(translate("Model", "{n} dimensions").format(n=f"{announced.dimension:,}"))
    parts.append(translate("Model", "revision {name}").format(name=announced.revision))
    return " · ".join(parts)


def phase_word(phase: ModelPhase) -> str:
    """What the model does now."""
    return {
        ModelPhase.ABSENT: translate("Model", "not started"),
        ModelPhase.STARTING: translate("Model", "starting"),
        ModelPhase.LOADING: translate("Model", "loading"),
        ModelPhase.READY: translate("Model", "idle"),
        ModelPhase.BUSY: translate("Model", "busy"),
        ModelPhase.UNLOADED: translate("Model", "unloaded"),
        ModelPhase.FAILED: translate("Model", "not usable"),
    }[phase]


def how(answer: Answer, standing: Standing) -> str:
    """How long it took and who answered; only the fingerprints, whenever the model did not take part, and why."""
    told = [seconds(answer.seconds), _finder(answer, standing)]
    again = answer.reranking
    if again is not None:
        order = translate("Model", "order: {model}").format(model=short_name(again.model))
        told.append(order if again.failure is None else translate("Model", "not ranked again"))
    return " · ".join(told)


def _finder(answer: Answer, standing: Standing) -> str:
    if answer.model:
        told = translate("Model", "Fingerprints + {model}").format(model=short_name(answer.model))
        return (
            told if answer.calibrated else translate("Model", "{finder}, not calibrated: by rank").format(finder=told)
        )
    alone = finder_name("fingerprints")
    if not standing.name:
        return translate("Model", "{finder}, no model").format(finder=alone)
    if answer.without_model is not None and not isinstance(answer.without_model, ModelAway):
        why = translate("Model", "the model could not answer")
    elif answer.without_model is None and standing.state.phase.answers:
        why = "" if standing.has_vectors else translate("Model", "bank not read by the model")
    else:
        why = {
            ModelPhase.STARTING: translate("Model", "the model is starting"),
            ModelPhase.FAILED: translate("Model", "the model is not usable"),
        }.get(standing.state.phase, translate("Model", "the model is loading"))
    return f"{alone} ({why})" if why else alone


def pace(note: str) -> str:
    """The rate and the time left that an embedding job reports, in the window's language."""
    found = _NOTE.fullmatch(note)
    if found is None:
        return note
    rate, left, unit = found.groups()
    told = translate("Model", "{rate} items a second").format(rate=rate)
    if left is None:
        return told
    words = {
        "s": translate("Model", "{n} s left"),
        "min": translate("Model", "{n} min left"),
        "h": translate("Model", "{n} h left"),
    }
    return f"{told} · {words[unit].format(n=left)}"


def time_left(rest: float) -> str:
    """Seconds as a time that is left."""
    if rest < 90:
        return translate("Model", "{n} s left").format(n=f"{rest:.0f}")
    if rest < 5400:
        return translate("Model", "{n} min left").format(n=f"{rest / 60:.0f}")
    return translate("Model", "{n} h left").format(n=f"{rest / 3600:.1f}")


def _short(dtype: str) -> str:
    return _DTYPES.get(dtype, dtype)


def _memory(announced: Announcement) -> str:
    if not announced.device.startswith("cuda"):
        return announced.device.upper()
    used, total = announced.memory_used / GB, announced.memory_total / GB
    return f"VRAM {used:.1f}/{total:.0f} GB"
