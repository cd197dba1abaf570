"""The text channel: n-grams of canonical text in several views, from literal to masked, with idf."""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints.sketch import (
    VIEWS,
    Batch,
    Counter,
    Floats,
    Lookup,
    Statistics,
    compared,
    freeze,
    hash32,
    pack,
    places,
    repeats,
    signed,
    sketches,
    view_of,
)
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Bits, Scores
from itembank_desktop.core.text import Kind, Token, masked_letters, numbers_of, renamed_letters, tokens

LITERAL, WORDS, LETTERS, MASKED, FORMULAS, SYLLABLES, FACTS, CHOICES = range(VIEWS)

_HEAD = 3  # answer, numbers of the answer, length
_BITS = 1024
# How much each view says in a signature: most the views that another hand leaves alone.
_SIGNATURE = np.array([0.5, 1.0, 0.5, 0.7, 0.7, 0.8, 0.7, 0.0], np.float32)
# Column 0: the share of each view's cosine, chosen on tests/data/reworded and three collections of clones.
_SCORE = np.array([0.10, 0.15, 0.10, 0.20, 0.15, 0.08, 0.10, 0.0], np.float32)
_CIRCLED = {sign: at for at, sign in enumerate("①②③④⑤⑥⑦⑧⑨")}
_NTH = re.compile(r"\(?([1-9])(?:\)|번)?")

MEASURES = (
    "text",
    "text_literal",
    "text_words",
    "text_letters",
    "text_masked",
    "text_math",
    "text_syllables",
    "text_facts",
    "text_contained",
    "choices",
    "answer",
    "length_ratio",
)


def _grams(texts: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        for at in range(len(texts) - size + 1):
            yield " ".join(texts[at : at + size])


def _formulas(stream: Sequence[Token], shown: Sequence[str]) -> Iterator[str]:
    """Runs of two to four formula tokens with letters masked; words end a formula, "=" is passed over."""
    run: list[str] = []
    for token, text in zip(stream, shown, strict=True):
        if token.kind is Kind.WORD:
            yield from _grams(run, (2, 3, 4))
            run = []
        elif text != "=":
            run.append(text)
    yield from _grams(run, (2, 3, 4))


def _syllables(words: Iterable[str]) -> Iterator[str]:
    """Pairs of neighbouring syllables within words: what inflection and compounds leave of them."""
    for word in words:
        padded = f"<{word}"
        for at in range(len(padded) - 1):
            yield padded[at : at + 2]


def _facts(stream: tuple[Token, ...]) -> Iterator[str]:
    """Numbers with what they belong to, in no order: "40°", "선분 6"."""
    for number in numbers_of(stream):
        if not number.power:
            yield f"{number.context} {number.value}"


def _views(content: Content) -> tuple[list[Iterable[str]], int]:
    stream = tokens(content.stem)
    said = [token for token in stream if token.text != "="]
    shown = masked_letters(said)
    masked = ["#" if token.kind is Kind.NUMBER else text for token, text in zip(said, shown, strict=True)]
    words = [token.text for token in stream if token.kind is Kind.WORD]
    literal = "".join(token.text for token in stream)
    signs = [token.text for token in stream if token.kind is Kind.SIGN]
    views: list[Iterable[str]] = [
        (literal[at : at + 4] for at in range(max(len(literal) - 3, min(len(literal), 1)))),
        [*words, *signs, *_grams(words, (2,))],
        _grams(renamed_letters(said), (3,)),
        _grams(masked, (2, 3)),
        _formulas(stream, masked_letters(stream)),
        _syllables(words),
        _facts(stream),
        {canonical_part(choice) for choice in content.choices} - {""},
    ]
    return views, len(stream)


def canonical_part(text: str) -> str:
    """The canonical text of a choice or an answer, without "=" and "x =" before a value."""
    return " ".join(token.text for token in tokens(text) if token.text != "=")


def answer_of(content: Content) -> str:
    """The answer itself: the choice meant where the answer is a mark such as ③ or 3번."""
    answer = content.answer.strip()
    if answer in _CIRCLED:
        place = _CIRCLED[answer]
    elif (nth := _NTH.fullmatch(answer)) and answer not in {choice.strip(" $") for choice in content.choices}:
        place = int(nth[1]) - 1
    else:
        return answer
    return content.choices[place] if place < len(content.choices) else ("" if answer in _CIRCLED else answer)


def _answer_hashes(content: Content) -> tuple[int, int]:
    """Hashes of the canonical answer and of its numbers; 0 where there is none."""
    stream = tokens(answer_of(content))
    if not stream:
        return 0, 0
    values = sorted(number.value for number in numbers_of(stream))
    whole = " ".join(token.text for token in stream if token.text != "=")
    return hash32(whole) or 1, (hash32(" ".join(values)) or 1) if values else 0


class TextSpace:
    """Stem, choices and answer of an item as hashed features."""

    name = "text"
    revision = "text-1"
    bits = _BITS
    measures = MEASURES

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """One payload, or none where stem and choices say nothing."""
        views, length = _views(content)
        features = pack(views)
        if not len(features):
            return ()
        head = np.array([*_answer_hashes(content), length], np.uint32)
        return (np.concatenate([head, features]).astype("<u4").tobytes(),)

    def fit(self, payloads: Iterable[bytes]) -> bytes:
        """Document frequencies of all payloads and the mean sketch of an even sample of them."""
        counter = Counter(_HEAD)
        for payload in payloads:
            counter.add(payload)
        idf = counter.idf()
        if not counter.sample:
            return freeze(idf, np.zeros(_BITS, np.float32))
        fitted = FittedText(Statistics(idf, np.zeros(_BITS, np.float32)))
        return freeze(idf, fitted.sketches(counter.sample).mean(axis=0))

    def fitted(self, statistics: bytes) -> "FittedText":
        """This space with a bank's statistics."""
        return FittedText(Statistics.thaw(statistics, _BITS))


class FittedText:
    """TextSpace with idf and mean frozen."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics

    def _weights(self, features: NDArray[np.uint32]) -> Floats:
        return _TF.take(repeats(features)) * self._statistics.idf.take(places(features))

    def sketches(self, payloads: Sequence[bytes]) -> Floats:
        """Unit vectors before they are reduced to signs."""
        batch = Batch(payloads, _HEAD)
        views = view_of(batch.features)
        weights = self._weights(batch.features)
        norms = np.sqrt(np.bincount(batch.owner * VIEWS + views, weights**2, minlength=len(payloads) * VIEWS))
        scaled = weights * _SIGNATURE[views] / norms[batch.owner * VIEWS + views]
        return sketches(batch, scaled.astype(np.float32), _BITS)

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """1,024 mean-centred sign bits a payload."""
        return signed(payloads, self.sketches, self._statistics.mean, 512)

    def probes(self, payload: bytes) -> Bits:
        """The signature itself."""
        return self.signatures([payload])

    def compare(self, asked: Sequence[bytes], candidates: Sequence[Sequence[bytes]]) -> Scores:
        """MEASURES of each candidate."""
        return compared(asked, candidates, len(MEASURES), self._compare)

    def _compare(self, asked: bytes, payloads: Sequence[bytes]) -> Scores:
        own, batch = Batch([asked], _HEAD), Batch(payloads, _HEAD)
        count = len(payloads)
        weights, own_weights = self._weights(batch.features), self._weights(own.features)
        cells = batch.owner * VIEWS + view_of(batch.features)
        norms = _sums_of_runs(cells, weights**2, count * VIEWS).reshape(count, VIEWS)
        theirs, mine = Lookup(own.features)(batch.features)
        shared = np.bincount(cells[theirs], weights[theirs] * own_weights[mine], minlength=count * VIEWS)
        own_norms = np.bincount(view_of(own.features), own_weights**2, minlength=VIEWS)
        with np.errstate(divide="ignore", invalid="ignore"):
            cosines = np.minimum(shared.reshape(count, VIEWS) / np.sqrt(norms * own_norms), 1.0)
        found = view_of(own.features)[mine] == WORDS
        contained = np.bincount(batch.owner[theirs[found]], own_weights[mine[found]] ** 2, minlength=count)
        # A view the candidate lacks counts as unlike in the sum; one the question lacks does not count.
        shares = float(_SCORE[own_norms > 0].sum())
        score = np.nansum(cosines * _SCORE, axis=1) / (shares or np.nan)
        return _columns(score, cosines, contained / max(own_norms[WORDS], 1e-9), own.heads[0], batch.heads)


def _sums_of_runs(places: NDArray[np.intp], values: Floats, size: int) -> NDArray[np.float64]:
    """What np.bincount sums, in a third of its time, where equal places stand together."""
    sums = np.zeros(size)
    if len(places):
        starts = np.concatenate([[0], np.flatnonzero(places[1:] != places[:-1]) + 1])
        sums[places[starts]] = np.add.reduceat(values.astype(np.float64), starts)
    return sums


_TF = np.concatenate([[0.0], 1.0 + np.log(np.arange(1, 8))]).astype(np.float32)


def _columns(
    score: NDArray[np.float64],
    cosines: NDArray[np.float64],
    contained: NDArray[np.float64],
    own: NDArray[np.uint32],
    heads: NDArray[np.uint32],
) -> Scores:
    lengths = np.minimum(heads[:, 2], own[2]) / np.maximum(np.maximum(heads[:, 2], own[2]), 1)
    equal = (heads[:, 0] == own[0]) | ((heads[:, 1] == own[1]) & (heads[:, 1] != 0))
    answer = np.where((heads[:, 0] != 0) & (own[0] != 0), equal.astype(float), np.nan)
    order = [LITERAL, WORDS, LETTERS, MASKED, FORMULAS, SYLLABLES, FACTS]
    columns = [score, *cosines[:, order].T, contained, cosines[:, CHOICES], answer, lengths]
    return np.stack(columns, axis=1).astype(np.float32)
