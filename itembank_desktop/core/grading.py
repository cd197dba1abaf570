"""Grades that a language model gives to pairs: what it is asked, what it must answer, what that costs."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Content

LEAST, MOST = 1, 5
# Rules of thumb for an estimate before the first call, not measurements: Hangul and LaTeX at two characters a token, a
# picture of up to 768 pixels at 800 tokens. What is spent goes by the endpoint's own counts.
_CHARACTERS_A_TOKEN = 2.0
_TOKENS_A_PICTURE = 800
_TOKENS_OF_AN_ANSWER = 60


class GradeKind(StrEnum):
    """What the model sees."""

    TEXT = "text"
    IMAGE = "image"
    """Texts and figures of both items."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How alike two items are, each 1 to 5: mathematical concept, figures (None when not asked), and overall."""

    concept: int
    image: int | None
    overall: int


@dataclass(frozen=True, slots=True)
class GradeQuestion:
    """One call: what the model is told and shown."""

    system: str
    text: str
    pictures: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def tokens(self) -> int:
        """Estimated tokens of the question."""
        return round((len(self.system) + len(self.text)) / _CHARACTERS_A_TOKEN) + _TOKENS_A_PICTURE * len(self.pictures)

    def key(self, model: str) -> str:
        """Hash of everything that the answer depends on."""
        told = [model, self.system, self.text, [hashlib.sha256(one).hexdigest() for one in self.pictures]]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class GradeReply:
    """What came back, with the tokens that the endpoint counted."""

    text: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Prices:
    """Money a million tokens, in any one currency."""

    question: float
    answer: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """The price of so many tokens."""
        return (tokens_in * self.question + tokens_out * self.answer) / 1_000_000

    def estimate(self, question: GradeQuestion) -> float:
        """What a call will about cost."""
        return self.of(question.tokens, _TOKENS_OF_AN_ANSWER)


SYSTEM = {
    GradeKind.TEXT: (
        "You compare two exam items. Grade from 1 (unrelated) to 5 (the same item, perhaps reworded or with other "
        'numbers) how alike they are. "concept": the mathematics needed. "overall": whether an author must not use '
        'both. Answer with one JSON object and nothing else: {"concept": 1-5, "overall": 1-5}.'
    ),
    GradeKind.IMAGE: (
        "You compare two exam items with their figures. The first pictures belong to item A, the rest to item B, as "
        'their texts say. Grade from 1 (unrelated) to 5 (the same). "concept": the mathematics needed. "image": the '
        'figures, whatever their style. "overall": whether an author must not use both. Answer with one JSON object '
        'and nothing else: {"concept": 1-5, "image": 1-5, "overall": 1-5}.'
    ),
}


def prompt_hash(kind: GradeKind) -> str:
    """Names the wording, for the origin of a truth."""
    return hashlib.sha256(SYSTEM[kind].encode()).hexdigest()


def question_of(kind: GradeKind, a: Content, b: Content) -> GradeQuestion:
    """The question about a pair; figures only for IMAGE."""
    pictures = (*a.pictures, *b.pictures) if kind is GradeKind.IMAGE else ()
    texts = [_told(name, one, kind) for name, one in (("A", a), ("B", b))]
    return GradeQuestion(SYSTEM[kind], "\n\n".join(texts), tuple(picture.data for picture in pictures))


def _told(name: str, content: Content, kind: GradeKind) -> str:
    figures = f" ({len(content.pictures)} pictures)" if kind is GradeKind.IMAGE else ""
    choices = "\n".join(f"({place}) {choice}" for place, choice in enumerate(content.choices, start=1))
    answer = f"Answer: {content.answer}" if content.answer else ""
    return "\n".join(part for part in (f"Item {name}{figures}:", content.stem, choices, answer) if part)


def grade_of(text: str, kind: GradeKind) -> Grade:
    """The grade in a reply; BadInput unless it is exactly the JSON object that was asked for."""
    names = ("concept", "image", "overall") if kind is GradeKind.IMAGE else ("concept", "overall")
    try:
        told = json.loads(text)
    except ValueError as error:
        raise BadInput("the grade", f"is no JSON: {text[:80]!r}") from error
    if not isinstance(told, dict) or set(told) != set(names):
        raise BadInput("the grade", f"has not exactly the fields {', '.join(names)}: {text[:80]!r}")
    for name in names:
        if type(told[name]) is not int or not LEAST <= told[name] <= MOST:
            raise BadInput("the grade", f"{name} is no whole number from {LEAST} to {MOST}: {told[name]!r}")
    return Grade(told["concept"], told.get("image"), told["overall"])
