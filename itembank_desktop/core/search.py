"""Questions and answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import Content, Draft, Item, ItemId
from itembank_desktop.core.model import Cut, Effort
from itembank_desktop.core.rerank import Reranking
from itembank_desktop.core.resemblance import Evidence, Resemblance
from itembank_desktop.core.verdict import Verdict

# Circled digits, or (1) .. (5) and 1) .. 5) at the start of a line, open a choice.
_CHOICE = re.compile(r"[①②③④⑤⑥⑦⑧⑨]|(?m:^[ \t]*\(?[1-9]\)[ \t])")
_CIRCLED = re.compile(r"[①②③④⑤⑥⑦⑧⑨]")
# "정답: 7", "[정답] 7", "(답) 7"; without a mark, as in "정답 ③", only before a number, a formula or a choice.
_ANSWER = re.compile(
    r"(?m)^[ \t]*(?:[\[(<【〈][ \t]*)?(?:정답|답|answer)"
    r"(?:[ \t]*[:：\])>】〉][ \t]*[:：]?|(?=[ \t]+(?:[①-⑨]|\$[^$\n]{1,60}\$|[-−√\d])\S{0,12}[ \t]*$))[ \t]*(.+)$",
    re.IGNORECASE,
)
_EXPLAINING = r"(?:(?:해설|정답|풀이)[ \t]*(?:및|과|와)[ \t]*)?(?:해설|풀이|solution|explanation)"
_EXPLANATION = re.compile(
    rf"(?m)^[ \t]*(?:[\[(<【〈《][ \t]*{_EXPLAINING}[ \t]*[\])>】〉》][ \t]*[:：]?|{_EXPLAINING}[ \t]*(?:[:：)]|$))",
    re.IGNORECASE,
)

ALL_SCORES = (0, 100)


@dataclass(frozen=True, slots=True)
class PictureWish:
    """How a question with pictures is narrowed: see Query."""

    pictures_only: bool = False
    scores: tuple[int, int] = ALL_SCORES
    push: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Text and figures frozen at the moment of asking.

    `worthwhile` leaves out what the calibration finds not worth an author's glance; `exclude` is the item
    that asks, which never finds itself; `draft` names the draft that asks, whose last reading the model continues from;
    `filter` says which items are looked at; `beside` are items that are compared too, however far they are. `shelf` is
    the draft's name on the shelf, by which verdicts on earlier states of it are known. `pictures_only` asks with the
    pictures alone, where there are any. `scores` are the least and the most points (0 to 100) of a hit. Items whose
    text resembles the words of `push` stand lower; their scores stay.
    """

    content: Content
    limit: int = 20
    exclude: ItemId | None = None
    worthwhile: bool = False
    draft: str | None = None
    beside: tuple[ItemId, ...] = ()
    filter: Filter = EVERYTHING
    shelf: str = ""
    pictures_only: bool = False
    scores: tuple[int, int] = ALL_SCORES
    push: str = ""

    @property
    def asked(self) -> Content:
        """What is looked for: all of the content, or its pictures alone."""
        return Content(pictures=self.content.pictures) if self.pictures_only and self.content.pictures else self.content


@dataclass(frozen=True, slots=True)
class Hit:
    """One found item: `score` in 0..1 (higher is closer), `rank` from 1.

    `channels` maps each channel's name to its own score, None where one side has nothing to compare. A score that is
    not `calibrated` stands for ranks. `nearest` says that few items are as close in meaning, by the model's own order.
    """

    item: Item
    rank: int
    score: float
    verdict: Resemblance
    channels: Mapping[str, float | None] = field(hash=False)
    evidence: Evidence
    calibrated: bool = True
    nearest: bool = False


class Stage(StrEnum):
    """What an answer's time is spent on."""

    DESCRIBE = "describe"
    """The draft's own fingerprints, decoding its pictures included."""
    WAY = "way"
    """To the model's process and back, and waiting there for others' work."""
    TOKENS = "tokens"
    """The model's process decodes and resizes pictures and makes tokens of the text."""
    VISION = "vision"
    """Its vision tower, for pictures that it has not seen before."""
    MODEL = "model"
    """Its language model."""
    SEARCH = "search"
    """Scanning signatures, comparing candidates exactly, putting them in order."""
    ITEMS = "items"
    """Reading the best items from the bank."""
    RERANK = "rerank"
    """Reading the first of them beside the question, by another model."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which of two answered: the shared bank, or its copy on this computer, and then why.

    `copied` is when the copy last held everything, None while it is not complete; `revision` is the copy's own, taken
    before it was asked.
    """

    shared: bool
    copied: datetime | None = None
    revision: int = 0
    away: ItemBankError | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question found, in how many items, by which finder, in how many seconds.

    `finder` is "fingerprints" or, when `model` took part, "ensemble". `without_model` says why a model that should
    have answered did not. Scores of an answer that is not `calibrated` order its hits and mean nothing else.
    `beside` are the query's, those that the bank still has; their rank is among all that was compared.
    `verdicts` are all decisions about this draft and its earlier states. Revisions say what exactly was asked.
    """

    query: Query
    hits: tuple[Hit, ...]
    searched: int
    finder: str
    seconds: float
    model: str = ""
    without_model: ItemBankError | None = None
    calibrated: bool = True
    beside: tuple[Hit, ...] = ()
    source: Source | None = None
    verdicts: tuple[Verdict, ...] = ()
    bank_revision: int = 0
    model_revision: str = ""
    stages: Mapping[Stage, float] = field(default_factory=dict, hash=False, compare=False)
    """Seconds by stage, in order; the model's are absent where none was asked."""
    effort: Effort | None = field(default=None, compare=False)
    """What it cost the model's process; None where none was asked."""
    cut: Cut | None = None
    """What the model was not shown of a text too long for it; fingerprints read the whole."""
    reranking: Reranking | None = None
    """Whether another model put the first hits in order; None where none was to."""


def content_of(draft: Draft) -> Content:
    """The draft's text split into stem, choices and answer, as an author writes them, without its explanation.

    Choices are recognised when at least two of them follow the stem; otherwise all is stem.
    """
    text, answer, _ = _parted(draft.text)
    marks = list(_CHOICE.finditer(text))
    choices: tuple[str, ...] = ()
    if len(marks) >= 2 and text[: marks[0].start()].strip():
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        choices = tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))
        text = text[: marks[0].start()]
    return Content(text.strip(), choices, answer, draft.pictures)


def explanation_of(draft: Draft) -> str:
    """What the draft says behind its question under a heading such as "해설:" or "[풀이]"; empty where nothing."""
    return _parted(draft.text)[2]


def _parted(text: str) -> tuple[str, str, str]:
    """Question, answer and explanation; the answer may stand before or inside the explanation."""
    explanation = ""
    begun = _EXPLANATION.search(text)
    if begun and text[: begun.start()].strip() and text[begun.end() :].strip() and not _asks_behind(text, begun):
        text, explanation = text[: begun.start()], text[begun.end() :]
    if stated := _ANSWER.search(text):
        return text[: stated.start()] + text[stated.end() :], stated[1].strip(), explanation.strip()
    if stated := _ANSWER.search(explanation):
        explanation = explanation[: stated.start()] + explanation[stated.end() :]
    return text, stated[1].strip() if stated else "", explanation.strip()


def _asks_behind(text: str, heading: re.Match[str]) -> bool:
    """Whether the choices come behind: then it is somebody's solution that the question is about."""
    return len(_CIRCLED.findall(text, heading.end())) >= 2 > len(_CIRCLED.findall(text, 0, heading.start()))
