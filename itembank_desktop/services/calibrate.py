"""Weights for one set of spaces from judged pairs, and what they are worth on pairs they have not seen."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Bank, JobControl, Progress
from itembank_desktop.core.regression import Floats, fit_levels, signs_of
from itembank_desktop.core.resemblance import WORTH, Calibration, Model, design, fused_ranks, kind_of
from itembank_desktop.services.compare_candidates import Comparison
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.neural import Payloads

# As packaging/fit_fingerprints.py does: every judged pair, the hardest strangers, and some that stand for the rest.
STRENGTH = 1.0
HARDEST, AT_RANDOM, MOST_FOR_ONE = 25, 10, 8.0
LEAST_QUERIES = 10
MOST_QUERIES = 800
FOLDS = 5
OTHER = 3
_TOO_FEW = (
    f"names too few duplicates and variants that have vectors in this bank: {LEAST_QUERIES} items in {FOLDS} families "
    "are the least"
)
_SEED = 20261123
_LEVELS = {1: 2, 2: 1}

FigureQuestion = Callable[[ItemId], Payloads | None]
"""What the figures of an item ask with when they come without its text; None when it has none."""


@dataclass(frozen=True, slots=True)
class Check:
    """Held-out figures of one kind of question: capped recall at 1 and at 5 by each way of ranking.

    `said` and `right` count the candidates called duplicates and those that are; `duplicates` all that should be.
    """

    kind: str
    queries: int
    recalls: Mapping[str, tuple[float, float]] = field(hash=False)
    said: int
    right: int
    duplicates: int

    @property
    def helps(self) -> bool:
        """Whether the calibrated ranking finds at least as much as fingerprints alone."""
        return sum(self.recalls["calibrated"]) >= sum(self.recalls["fingerprints"])


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration, its held-out check, and the kinds of question that had too few judged pairs."""

    calibration: Calibration
    checks: tuple[Check, ...]
    too_few: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """One question's candidates; `own` is the place of the item that asks, -1 when it did not find itself."""

    query: ItemId
    measures: NDArray[np.float32]
    labels: NDArray[np.intp]
    weights: Floats
    alone: Floats
    ranks: Floats
    own: int


class Calibrate:
    """Asks with the items that a truth names, as evaluation does, and learns from what was judged."""

    def __init__(
        self, bank: Bank, find: FindDuplicates, base: Calibration, figure_question: FigureQuestion | None = None
    ) -> None:
        """`find` has the model's channels without a calibration; `base` is the fingerprints' calibration."""
        self._bank = bank
        self._find = find
        self._base = base
        self._figure_question = figure_question

    def __call__(
        self, name: str, spaces: Mapping[str, str], qrels: Qrels, control: JobControl | None = None
    ) -> Fitted | None:
        """The calibration of `spaces` (names to revisions); None when cancelled, BadInput for too few judged pairs."""
        gathered = self._gather(qrels, control or JobControl())
        if gathered is None:
            return None
        families = families_of(qrels)
        models, checks, too_few = {}, [], []
        for kind, (names, meaning, questions) in sorted(gathered.items()):
            telling = [q.query for q in questions if (q.labels <= 1).sum() > (q.own >= 0)]
            if len(telling) < LEAST_QUERIES or len({families[query] for query in telling}) < FOLDS:
                too_few.append(kind)
                continue
            terms = terms_for(self._base.models[kind].terms, meaning)
            model, check = _fit_kind(kind, terms, names, questions, families)
            models[kind] = model if check.helps else self._base.models[kind]
            checks.append(check)
        if not models:
            raise BadInput(qrels.name, _TOO_FEW)
        return Fitted(Calibration(name, dict(spaces), models), tuple(checks), tuple(too_few))

    def _gather(
        self, qrels: Qrels, control: JobControl
    ) -> "dict[str, tuple[list[str], list[str], list[_Question]]] | None":
        """By kind of question: names of the measures, those of the model among them, and the questions."""
        rng = random.Random(_SEED)
        grades = qrels.by_query(1)
        known = self._bank.find(sorted(grades))
        queries = sorted(known)
        if len(queries) > MOST_QUERIES:
            queries = sorted(rng.sample(queries, MOST_QUERIES))
        gathered: dict[str, tuple[list[str], list[str], list[_Question]]] = {}
        for done, query in enumerate(queries):
            for asked in self._questions(query):
                comparison = self._find.compare(asked)
                meaning = [name for name in comparison.asked if name in self._find.neural_channels]
                kind = kind_of(comparison.asked)
                if meaning and kind in self._base.models:
                    entry = gathered.setdefault(kind, (list(comparison.measures), meaning, []))
                    entry[2].append(self._question(query, known[query], comparison, meaning, grades[query], rng))
            control.progress(Progress(done + 1, len(queries)))
            if control.cancelled():
                return None
        return gathered

    def _questions(self, query: ItemId) -> list[Payloads]:
        """With text alone, with text and figures, and with figures alone where somebody can embed them."""
        whole, text = self._find.payloads_of(query), self._find.payloads_of(query, with_figures=False)
        asked = [text] if whole == text else [text, whole]
        alone = self._figure_question(query) if self._figure_question else None
        return [*asked, alone] if alone else asked

    def _question(
        self,
        query: ItemId,
        key: int,
        comparison: Comparison,
        meaning: Sequence[str],
        grades: Mapping[ItemId, int],
        rng: random.Random,
    ) -> _Question:
        measures = comparison.measures
        known = np.flatnonzero(~np.isnan([measures[name] for name in meaning]).any(axis=0))
        ids = [item.id for item in self._bank.get(comparison.keys[known].tolist())]
        labels = np.array([0 if id == query else _level(grades.get(id, 0)) for id in ids], np.intp)
        alone = self._base.judge(comparison.asked, measures).scores[known]
        read = [measures[name][known] for name in meaning]
        chosen, weights = sample(labels, [alone, *read], rng)
        matrix = np.column_stack([values[known] for values in measures.values()])[chosen].astype(np.float32)
        (own,) = np.flatnonzero(comparison.keys[known][chosen] == key)[:1].tolist() or (-1,)
        ranks = fused_ranks([alone, *read])[chosen]
        return _Question(query, matrix, labels[chosen], weights, alone[chosen], ranks, own)


def _level(relevance: int) -> int:
    """3 and more: the same item; 2: with other numbers; 1: the same type; nothing known: a stranger."""
    return 0 if relevance >= 3 else _LEVELS.get(relevance, OTHER)


def terms_for(fingerprints: Sequence[str], meaning: Sequence[str]) -> tuple[str, ...]:
    """The fingerprints' terms, the model's measures, and their products with what models hardly notice."""
    added = [*meaning, *(f"{name}*{name}" for name in meaning)]
    for other in ("numbers", "text", "figure"):
        if other in fingerprints:
            added += [f"{name}*{other}" for name in meaning]
    if "numbers" in fingerprints:
        added += [f"{name}*!numbers" for name in meaning]
    return (*fingerprints, *added)


def sample(labels: NDArray[np.intp], scores: Sequence[Floats], rng: random.Random) -> tuple[list[int], Floats]:
    """Places of all related candidates, of those that any score takes for such, and of some for the rest."""
    related = np.flatnonzero(labels != OTHER)
    strangers = np.flatnonzero(labels == OTHER)
    hard = {int(strangers[place]) for one in scores for place in np.argsort(-one[strangers], kind="stable")[:HARDEST]}
    rest = [int(place) for place in strangers if int(place) not in hard]
    drawn = rng.sample(rest, min(AT_RANDOM, len(rest)))
    places = [*related.tolist(), *sorted(hard), *drawn]
    each = min(MOST_FOR_ONE, len(rest) / max(1, len(drawn)))
    return places, np.array([1.0] * (len(places) - len(drawn)) + [each] * len(drawn))


def families_of(qrels: Qrels) -> dict[ItemId, ItemId]:
    """A name for every group of items that judged pairs join: nothing may be learned from a query's own family."""
    leaders: dict[ItemId, ItemId] = {}

    def leader(item: ItemId) -> ItemId:
        path = []
        while leaders.setdefault(item, item) != item:
            path.append(item)
            item = leaders[item]
        leaders.update(dict.fromkeys(path, item))
        return item

    for pair in qrels.pairs:
        if pair.relevance >= 1:
            one, other = sorted((leader(pair.a), leader(pair.b)))
            leaders[other] = one
    return {item: leader(item) for item in list(leaders)}


def _fit_kind(
    kind: str, terms: tuple[str, ...], names: list[str], questions: list[_Question], families: Mapping[ItemId, ItemId]
) -> tuple[Model, Check]:
    folds = _folds([families.get(question.query, question.query) for question in questions])
    chances: list[Floats] = [np.empty(0)] * len(questions)
    for fold in range(min(FOLDS, max(folds) + 1)):
        weights = _fit(terms, names, [q for q, other in zip(questions, folds, strict=True) if other != fold])
        model = Model(terms, weights, (0.5, 0.5, 0.5))
        for place, question in enumerate(questions):
            if folds[place] == fold:
                chances[place] = model.probabilities(_by_name(names, question.measures))
    labels = np.concatenate([question.labels for question in questions])
    counted = np.concatenate([question.weights for question in questions])
    cuts = best_cuts(np.concatenate(chances), labels, counted)
    model = Model(terms, _fit(terms, names, questions), cuts, _floor(questions, chances))
    return model, _check(kind, questions, chances, cuts[0])


def _floor(questions: Sequence[_Question], chances: Sequence[Floats]) -> float:
    """The least score worth showing: 97 of 100 duplicates among a question's first ten reach it."""
    reached: list[float] = []
    for question, levels in zip(questions, chances, strict=True):
        scores = levels @ np.array(WORTH)
        first = np.argsort(-scores, kind="stable")[:11]
        reached += [float(scores[one]) for one in first if question.labels[one] == 0 and one != question.own]
    return round(float(np.percentile(reached, 3)), 3) if reached else 0.0


def _folds(families: Sequence[ItemId]) -> list[int]:
    """A fold for every question; families stay whole, the largest are dealt out first."""
    sizes = {family: families.count(family) for family in sorted(set(families))}
    filled = [0] * FOLDS
    fold_of = {}
    for family in sorted(sizes, key=lambda one: -sizes[one]):
        fold_of[family] = filled.index(min(filled))
        filled[fold_of[family]] += sizes[family]
    return [fold_of[family] for family in families]


def _fit(terms: tuple[str, ...], names: list[str], questions: Sequence[_Question]) -> Floats:
    values = design(terms, _by_name(names, np.concatenate([question.measures for question in questions])))
    labels = np.concatenate([question.labels for question in questions])
    weights = np.concatenate([question.weights for question in questions])
    return fit_levels(values, labels, weights, signs_of(terms), STRENGTH)


def _by_name(names: Sequence[str], matrix: NDArray[np.float32]) -> dict[str, Floats]:
    return {name: matrix[:, column].astype(np.float64) for column, name in enumerate(names)}


def best_cuts(chances: Floats, labels: NDArray[np.intp], weights: Floats) -> tuple[float, float, float]:
    """Least probabilities of "at least a duplicate / variant / similar item" that maximise each level's F1."""
    found = []
    for level in range(3):
        at_least, truth = chances[:, : level + 1].sum(axis=1), labels <= level
        scored = []
        for cut in np.linspace(0.05, 0.95, 91):
            said = at_least >= cut
            both = weights[said & truth].sum()
            scored.append((2 * both / max(1e-9, weights[said].sum() + weights[truth].sum()), -abs(cut - 0.5), cut))
        found.append(round(float(max(scored)[2]), 2))
    return (found[0], found[1], found[2])


def _check(kind: str, questions: Sequence[_Question], chances: Sequence[Floats], cut: float) -> Check:
    """Over questions with a duplicate or variant; the item that asks does not count."""
    sums = {name: np.zeros(2) for name in ("fingerprints", "ranks", "calibrated")}
    queries = said = right = duplicates = 0
    for question, levels in zip(questions, chances, strict=True):
        others = np.arange(len(question.labels)) != question.own
        relevant = question.labels[others] <= 1
        called, same = levels[others, 0] >= cut, question.labels[others] == 0
        said, right, duplicates = (
            said + int(called.sum()),
            right + int((called & same).sum()),
            duplicates + int(same.sum()),
        )
        if not relevant.any():
            continue
        queries += 1
        ways = {"fingerprints": question.alone, "ranks": question.ranks, "calibrated": levels @ np.array(WORTH)}
        for name, scores in ways.items():
            hits = relevant[np.argsort(-scores[others], kind="stable")]
            sums[name] += [hits[:k].sum() / min(k, relevant.sum()) for k in (1, 5)]
    recalls = {name: (float(total[0] / queries), float(total[1] / queries)) for name, total in sums.items()}
    return Check(kind, queries, recalls, said, right, duplicates)
