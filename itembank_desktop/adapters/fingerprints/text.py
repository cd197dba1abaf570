"""The text channel: n-grams of canonical text in several views, from literal to masked, with idf."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints.sketch import (
    VIEWS,
    Batch,
    Counter,
    Floats,
    Lookup,
    Statistics,
    Words,
    compared,
    feature,
    freeze,
    hash32,
    hashes,
    identity,
    pack,
    places,
    repeats,
    run_hashes,
    signed,
    sketches,
    view_of,
)
from itembank_desktop.core.answers import MOST_BITS, answer_of, value_of
from itembank_desktop.core.asked import asked_part
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Bits, Scores
from itembank_desktop.core.text import NUMBER, SIGN, WORD, Token, masked_letters, numbers_of, renamed_letters, tokens

LITERAL, WORDS, LETTERS, MASKED, FORMULAS, SYLLABLES, FACTS, CHOICES = range(VIEWS)

# The answer as a choice, its numbers, how telling it is; the length; what is asked for, as a set of 96 places.
_HEAD = 7
_ANSWER, _ANSWER_NUMBERS, _ANSWER_BITS, _LENGTH = range(4)
_ASKED = slice(4, _HEAD)
_PLACES = 32 * (_HEAD - 4)
_TELLING_BITS = 2.0
_BITS = 1024
# How much each view says in a signature: most the views that another hand leaves alone.
_SIGNATURE = np.array([0.5, 1.0, 0.5, 0.7, 0.7, 0.8, 0.7, 0.0], np.float32)
# Column 0: the share of each view's cosine, chosen on tests/data/reworded and three collections of clones.
_SCORE = np.array([0.10, 0.15, 0.10, 0.20, 0.15, 0.08, 0.10, 0.0], np.float32)
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
    "text_covers",
    "text_asked",
    "text_bare",
    "choices",
    "answer",
    "answer_telling",
    "answer_offered",
    "length_ratio",
)


def _formulas(stream: Sequence[Token], shown: Sequence[str]) -> list[int]:
    """Runs of two to four formula tokens with letters masked; words end a formula, "=" is passed over."""
    found: list[int] = []
    run: list[str] = []
    for token, text in zip(stream, shown, strict=True):
        if token.kind is WORD:
            if len(run) > 1:
                found += run_hashes(run, (2, 3, 4))
            run = []
        elif text != "=":
            run.append(text)
    return [*found, *run_hashes(run, (2, 3, 4))]


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[int, ...]:
    """Pairs of neighbouring syllables within a word: what inflection and compounds leave of it."""
    padded = f"<{word}"
    return tuple(hashes(padded[at : at + 2] for at in range(len(padded) - 1)))


def _facts(content: Content) -> list[int]:
    """Numbers with what they belong to, in no order: "40°", "선분 6", "→ 0"; the 0 of "a > 0" is no datum."""
    found = [number for number in numbers_of(tokens(content.stem)) if not number.power]
    return hashes(f"{one.context} {one.value}" for one in found if one.value != "0" or one.context.startswith("→"))


def _views(content: Content) -> tuple[list[Sequence[int]], int]:
    stream = tokens(content.stem)
    shown = masked_letters(stream)
    said = [(token, text) for token, text in zip(stream, shown, strict=True) if token.text != "="]
    words = [token.text for token in stream if token.kind is WORD]
    signs = [token.text for token in stream if token.kind is SIGN]
    literal = "".join(token.text for token in stream)
    views: list[Sequence[int]] = [
        hashes(literal[at : at + 4] for at in range(max(len(literal) - 3, min(len(literal), 1)))),
        [*run_hashes(words, (1, 2)), *hashes(signs)],
        run_hashes(renamed_letters(token for token, _ in said), (3,)),
        run_hashes(["#" if token.kind is NUMBER else text for token, text in said], (2, 3)),
        _formulas(stream, shown),
        [pair for word in words for pair in _syllables(word)],
        _facts(content),
        hashes({value_of(choice).key for choice in content.choices} - {""}),
    ]
    return views, len(stream)


def _head(content: Content, length: int) -> list[int]:
    value = value_of(answer_of(content.choices, content.answer))
    # The answer as `identity` has it, to be found among choices.
    answer = feature(CHOICES, hash32(value.key)) >> 3 if value.key else 0
    numbers = hash32(value.numbers) or 1 if value.numbers else 0
    asked = [0] * (_PLACES // 32)
    for hashed in hashes(asked_part(content.stem)):
        place = hashed % _PLACES
        asked[place // 32] |= 1 << place % 32
    return [answer, numbers, round(1000 * value.bits), length, *asked]


class TextSpace:
    """Stem, choices and answer of an item as hashed features."""

    name = "text"
    revision = "text-3"
    bits = _BITS
    measures = MEASURES

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """One payload, or none where stem and choices say nothing."""
        views, length = _views(content)
        features = pack(views)
        if not len(features):
            return ()
        head = np.array(_head(content, length), np.uint32)
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
        words = view_of(own.features)[mine] == WORDS
        words_of = batch.owner[theirs[words]]
        contained = np.bincount(words_of, own_weights[mine[words]] ** 2, minlength=count)
        covers = np.bincount(words_of, weights[theirs[words]] ** 2, minlength=count)
        # A view the candidate lacks counts as unlike in the sum; one the question lacks does not count.
        shares = float(_SCORE[own_norms > 0].sum())
        score = np.nansum(cosines * _SCORE, axis=1) / (shares or np.nan)
        # Where neither says a word of its own ("∫(3x² + 2x)dx의 값을 구하시오"), its signs are all its words.
        wordless = (norms[:, SYLLABLES] == 0) & (own_norms[SYLLABLES] == 0)
        cosines[:, SYLLABLES] = np.where(wordless, cosines[:, WORDS], cosines[:, SYLLABLES])
        order = [LITERAL, WORDS, LETTERS, MASKED, FORMULAS, SYLLABLES, FACTS]
        mine_head = own.heads[0]
        columns = [
            score,
            *cosines[:, order].T,
            contained / max(own_norms[WORDS], 1e-9),
            covers / np.maximum(norms[:, WORDS], 1e-9),
            _asked_alike(mine_head[_ASKED], batch.heads[:, _ASKED]),
            (norms[:, FACTS] == 0) & (own_norms[FACTS] == 0),
            cosines[:, CHOICES],
            *_answers_alike(mine_head, batch.heads),
            _offered(own, batch),
            _ratio(mine_head[_LENGTH], batch.heads[:, _LENGTH]),
        ]
        return np.stack(columns, axis=1).astype(np.float32)


def _sums_of_runs(places: NDArray[np.intp], values: Floats, size: int) -> NDArray[np.float64]:
    """What np.bincount sums, in a third of its time, where equal places stand together."""
    sums = np.zeros(size)
    if len(places):
        starts = np.concatenate([[0], np.flatnonzero(places[1:] != places[:-1]) + 1])
        sums[places[starts]] = np.add.reduceat(values.astype(np.float64), starts)
    return sums


_TF = np.concatenate([[0.0], 1.0 + np.log(np.arange(1, 8))]).astype(np.float32)


def _asked_alike(own: Words, heads: Words) -> Floats:
    """Cosine of the sets of what is asked for; two empty ones (how long, what value) are alike."""
    mine = int(np.bitwise_count(own).sum())
    theirs = np.bitwise_count(heads).sum(axis=1)
    shared = np.bitwise_count(heads & own).sum(axis=1)
    both_empty = (theirs == 0) & (mine == 0)
    return np.where(both_empty, 1.0, shared / np.sqrt(np.maximum(theirs * mine, 1))).astype(np.float32)


def _answers_alike(own: Words, heads: Words) -> tuple[Floats, Floats]:
    """Whether answers are equal (half so where they say next to nothing: A, Yes, None), and how telling that is.

    NaN where one side has none.
    """
    numbers = heads[:, _ANSWER_NUMBERS]
    equal = (heads[:, _ANSWER] == own[_ANSWER]) | ((numbers == own[_ANSWER_NUMBERS]) & (numbers != 0))
    known = (heads[:, _ANSWER] != 0) & (own[_ANSWER] != 0)
    bits = float(own[_ANSWER_BITS]) / 1000
    telling = equal * (bits / MOST_BITS)
    return np.where(known, equal * (0.5 if bits < _TELLING_BITS else 1.0), np.nan).astype(np.float32), np.where(
        known, telling, np.nan
    ).astype(np.float32)


def _offered(own: Batch, batch: Batch) -> Floats:
    """Whether one side's answer is among the other's choices, where that one does not say which is right; else NaN."""
    heads, count = batch.heads, len(batch.heads)
    found = np.full(count, np.nan, np.float32)
    choice = view_of(batch.features) == CHOICES
    if own.heads[0, _ANSWER]:
        has = np.bincount(batch.owner[choice], minlength=count) > 0
        same = identity(batch.features[choice]) == own.heads[0, _ANSWER]
        offered = np.bincount(batch.owner[choice][same], minlength=count) > 0
        return np.where(has & (heads[:, _ANSWER] == 0), offered, found).astype(np.float32)
    mine = identity(own.features[view_of(own.features) == CHOICES])
    if len(mine):
        return np.where(heads[:, _ANSWER] != 0, np.isin(heads[:, _ANSWER], mine), found).astype(np.float32)
    return found


def _ratio(own: np.uint32, lengths: Words) -> NDArray[np.float64]:
    return np.minimum(lengths, own) / np.maximum(np.maximum(lengths, own), 1)
