"""Fits the fingerprint finder's calibration: resources/calibrations/fingerprints.json.

    .venv/bin/python packaging/fit_fingerprints.py [--data ../shared/data] [--check]

Needs the extras `test` and `fit` (SciPy). Fitted on: tests/data/reworded (Korean items reworded by
another hand, with clones of other numbers) and tests/data/asked (data in the figure alone, another question about the
same data), whose "figure" items get changed copies of dynamath's figures of even seeds; dynamath's even seeds; the even
groups of gsmplus; the even third of korean_word_problems' pairs. Never fitted on, so that figures can be quoted on
them: the sample bank, dynamath's odd seeds, the rest of the others. What nobody judged and what reads alike all the
same is left out, see `Truth.is_unsure`. `--check` prints cross-validated figures by source and writes nothing;
`--held-out FOLDER` writes the pairs that were not fitted on.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads wait for one another longer than such small sums take

import argparse
import hashlib
import io
import json
import pickle
import random
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PIL import Image  # noqa: TID253
from scipy.optimize import minimize  # noqa: TID253

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from itembank_desktop.adapters.stores.local import LocalBank  # noqa: E402
from itembank_desktop.core.item import Content, Picture  # noqa: E402
from itembank_desktop.core.regression import signs_of  # noqa: E402
from itembank_desktop.core.resemblance import WORTH, design  # noqa: E402
from itembank_desktop.services.find_duplicates import FindDuplicates  # noqa: E402
from itembank_desktop.wiring import CALIBRATION, fingerprint_spaces, item_import  # noqa: E402
from tests.changes import figures as figure_changes  # noqa: E402

GRADES = {3: 0, 2: 1, 1: 2}
OTHER = 3
STRENGTH = 1.0
STOPS = {"maxiter": 150, "ftol": 1e-7}
NEAREST = 400  # candidates of every space
HARDEST, AT_RANDOM = 25, 10
LOOKS_ALIKE, SAME_WORDS = 0.4, 0.99
PRECISION = 0.97
LEAST_CUT = 0.3


@dataclass
class Truth:
    """Items and judged pairs gathered from several sources, with their pictures' bytes by item."""

    items: dict[str, dict] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    grades: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    same_figure: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def pair(self, a: str, b: str, relevance: int) -> None:
        self.grades[a][b] = self.grades[b][a] = relevance

    def is_unsure(self, query: str, item: str, reads_alike: bool) -> bool:
        """Whether nobody knows what the pair is: no stranger is learned from such a one.

        Items of gsmplus are judged against their seed alone, and every item of a group is some variant of the others;
        crowd-written word problems and seed programs have look-alikes that no truth names.
        """
        if item == query or item in self.grades[query]:
            return item in self.unsure[query]
        return item in self.unsure[query] or (source(query) == source(item) != "" and reads_alike)


def source(name: str) -> str:
    """The collection whose truth is known to leave pairs out; "" for those judged completely."""
    return next((start for start in ("dyn", "gp", "jkc", "kmwp") if name.startswith(start)), "")


def even(name: str) -> bool:
    """A fair split that does not depend on order."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def read(folder: Path) -> tuple[list[dict], dict]:
    rows = [json.loads(line) for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines() if line]
    return rows, json.loads((folder / "qrels.json").read_text(encoding="utf-8"))


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def add_dynamath(truth: Truth, data: Path) -> list[list[str]]:
    """Its even seeds as items; the items' ids by seed, for the reworded items to borrow figures from."""
    rows, qrels = read(data / "dynamath")
    by_group: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if int(row["group"][3:]) % 2 == 0:
            picture = (data / "dynamath" / row["images"][0]).read_bytes()
            truth.items[row["id"]] = row
            truth.pictures[row["id"]] = picture
            truth.same_figure[row["id"]] = row["id"]
            by_group[row["group"]].append(row["id"])
    for pair in qrels["pairs"]:
        if pair["a"] in truth.items and pair["b"] in truth.items:
            truth.pair(pair["a"], pair["b"], pair["relevance"])
    for key in ("unlabelled_same_text", "unlabelled_same_figure"):
        for group in qrels.get(key, []):
            for a in group:
                truth.unsure[a] |= set(group) - {a}
    return [group for group in by_group.values() if len(group) >= 2]


def add_written(truth: Truth, folder: Path, figures: list[list[str]], rng: random.Random) -> None:
    """A set written by hand; families that speak of a figure get one, changed as another hand would draw it."""
    rows, qrels = read(folder)
    families = sorted({row["family"] for row in rows if row.get("figure")})
    borrowed = dict(zip(families, rng.sample(figures, min(len(figures), len(families))), strict=False))
    for row in rows:
        truth.items[row["id"]] = row
        if row["family"] in borrowed:
            add_figure(truth, row, borrowed[row["family"]][:2], rng)
    for pair in qrels["pairs"]:
        truth.pair(pair["a"], pair["b"], pair["relevance"])


def add_figure(truth: Truth, row: dict, seed_figures: list[str], rng: random.Random) -> None:
    """The figure of one item of a family, made of the two that a seed program drew."""
    first, other = seed_figures
    role = row["id"].partition("-")[2]
    drawn = first
    kinds: list[str] = []
    if role == "clone":
        # A clone usually keeps its original's drawing, with other labels: its figure, too, looks closer. Where all
        # data stand in the figure, only another figure makes it a clone.
        drawn = other if row.get("drawn") or rng.random() < 0.3 else first
        kinds = ["relabel", *rng.sample(figure_changes.EASY, 1)]
    elif role == "ask":
        kinds = rng.choice([[], [], rng.sample(figure_changes.EASY, 2), list(figure_changes.HARD)])
    elif role != "base":
        kinds = list(figure_changes.HARD) if rng.random() < 0.7 else rng.sample(figure_changes.EASY, 3)
        if rng.random() < 0.25:
            kinds.append("border")
    image = Image.open(io.BytesIO(truth.pictures[drawn])).convert("RGB")
    image = figure_changes.change(image, rng.randrange(10**9), kinds)
    truth.pictures[row["id"]] = png(image)
    truth.same_figure[row["id"]] = drawn


def add_text_sets(truth: Truth, data: Path, rng: random.Random) -> None:
    """Half of gsmplus, and of korean_word_problems a third with its pairs."""
    rows, qrels = read(data / "gsmplus")
    kept = {row["id"]: row for row in rows if even(row["group"])}
    truth.items |= kept
    for pair in qrels["pairs"]:
        if pair["a"] in kept and pair["b"] in kept:
            add_gsmplus_pair(truth, pair, kept)
    rows, qrels = read(data / "korean_word_problems")
    paired = {end for pair in qrels["pairs"] for end in (pair["a"], pair["b"])}
    kept = {row["id"]: row for row in rows if even(row["id"]) and (row["id"] in paired or rng.random() < 0.4)}
    truth.items |= kept
    for pair in qrels["pairs"]:
        if pair["a"] in kept and pair["b"] in kept:
            truth.pair(pair["a"], pair["b"], pair["relevance"])


def add_gsmplus_pair(truth: Truth, pair: dict, items: dict[str, dict]) -> None:
    """A judged pair and those that it implies: what the seed is to an item, its rewording is too.

    An item that only says more, or writes 1/4 as 0.25, has the same data and the same answer: no one would call it a
    variant for its numbers, and nothing is learned from it.
    """
    a, b = pair["a"], pair["b"]
    kinds = {"distraction insertion", "integer-decimal-fraction conversion", "adding operation"}
    if pair["kind"] in kinds and items[a]["answer"] == items[b]["answer"]:
        truth.unsure[a].add(b)
        truth.unsure[b].add(a)
        return
    truth.pair(a, b, pair["relevance"])
    if pair["relevance"] == 2:
        seed = next(name for name in (a, b) if items[name]["variant"] == "seed")
        reworded, item = seed.replace("-seed", "-problem_understanding"), b if seed == a else a
        if reworded in items:
            truth.pair(reworded, item, 2)


def write_bank(truth: Truth, folder: Path) -> None:
    (folder / "images").mkdir(parents=True)
    with (folder / "items.jsonl").open("w", encoding="utf-8") as out:
        for name, row in truth.items.items():
            row = {key: row[key] for key in ("id", "subject", "text", "choices", "answer") if key in row}
            if name in truth.pictures:
                (folder / "images" / f"{name}.png").write_bytes(truth.pictures[name])
                row["images"] = [f"images/{name}.png"]
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def family(name: str) -> str:
    return name.rpartition("-")[0] or name


@dataclass
class Rows:
    """Every candidate of every question of one kind; `chosen` are the places to learn from, with weights."""

    measures: list[np.ndarray] = field(default_factory=list)
    labels: list[np.ndarray] = field(default_factory=list)
    queries: list[tuple[str, list[str]]] = field(default_factory=list)
    chosen: list[list[int]] = field(default_factory=list)
    weights: list[np.ndarray] = field(default_factory=list)

    def choose(self, scores: list[np.ndarray], rng: random.Random) -> None:
        """Learn from every positive, the negatives of the highest scores, and some at random for the rest."""
        self.chosen, self.weights = [], []
        for labels, rough in zip(self.labels, scores, strict=True):
            chosen, weights = sample(labels, rough, rng)
            self.chosen.append(chosen)
            self.weights.append(weights)


def questions(truth: Truth, name: str, rng: random.Random) -> list[tuple[str, Content]]:
    """The ways an author may ask with this item: text alone, figure alone, both; with an answer and without."""
    row = truth.items[name]
    choices, answer = tuple(map(str, row.get("choices") or ())), str(row.get("answer") or "")
    chosen = rng.random() < 0.6
    whole = Content(row["text"], choices, answer)
    begun = Content(row["text"], choices if chosen else ())
    texts = [whole, begun] if not source(name) else [rng.choice([whole, begun])]
    asked = [("text", text) for text in texts]
    if name in truth.pictures:
        picture = Picture(truth.pictures[name])
        asked += [("figure+text", replace(text, pictures=(picture,))) for text in texts]
        asked.append(("figure", Content(pictures=(picture,))))
    return asked


def label(truth: Truth, kind: str, query: str, item: str) -> int:
    if item == query:
        return 0
    if kind == "figure":
        mine, other = truth.same_figure[query], truth.same_figure.get(item)
        if mine == other:
            return 0
        related = truth.grades[query].get(item) or (other and family(mine) == family(other))
        return 1 if related and other else OTHER
    grade = truth.grades[query].get(item, 0)
    if not grade and query in truth.same_figure and truth.same_figure[query] == truth.same_figure.get(item):
        # Another question under the same figure; a question without its figure cannot know.
        return 2 if kind == "figure+text" else OTHER
    return GRADES.get(grade, OTHER)


def collect(truth: Truth, bank: LocalBank, rng: random.Random) -> tuple[list[str], dict[str, Rows]]:
    spaces = fingerprint_spaces()
    # As many strangers from every space, however many spaces are asked.
    finds = [FindDuplicates(bank, spaces, None, NEAREST << more) for more in range(len(spaces))]  # type: ignore[arg-type]
    names = [name for space in spaces for name in space.measures]
    ids = {key: item.id for key, item in bank.items()}
    rows: dict[str, Rows] = {}
    judged = sorted(truth.grades)
    for query in judged:
        if source(query) not in ("", "dyn") and rng.random() < 0.75:
            continue
        for kind, content in questions(truth, query, rng):
            asked = {space.name: space.describe(content) for space in spaces}
            # The item itself stays among the candidates: its exact copy must outrank everything.
            comparison = finds[sum(map(bool, asked.values())) - 1].compare(asked)
            candidates = [ids[int(key)] for key in comparison.keys]
            alike = comparison.measures["text_masked"] > LOOKS_ALIKE
            keep = [
                place for place, item in enumerate(candidates) if not truth.is_unsure(query, item, bool(alike[place]))
            ]
            matrix = np.column_stack([comparison.measures[name] for name in names])[keep]
            candidates = [candidates[place] for place in keep]
            labels = np.array([label(truth, kind, query, item) for item in candidates])
            one = rows.setdefault(kind, Rows())
            one.measures.append(matrix.astype(np.float32))
            one.labels.append(labels)
            one.queries.append((query, candidates))
    return names, rows


def sample(labels: np.ndarray, rough: np.ndarray, rng: random.Random) -> tuple[list[int], np.ndarray]:
    """Places and weights of every positive, the hardest negatives, and some at random that stand for the rest."""
    positives = np.flatnonzero(labels != OTHER).tolist()
    negatives = sorted(np.flatnonzero(labels == OTHER).tolist(), key=lambda place: -rough[place])
    hard, rest = negatives[:HARDEST], negatives[HARDEST:]
    drawn = rng.sample(rest, min(AT_RANDOM, len(rest)))
    weights = [1.0] * (len(positives) + len(hard)) + [min(8.0, len(rest) / max(1, len(drawn)))] * len(drawn)
    return positives + hard + drawn, np.array(weights)


def rough_scores(rows: Rows, names: list[str]) -> list[np.ndarray]:
    """A first guess of what is hard: alike in words or figure, or the same numbers and answer by chance."""
    columns = [names.index(name) for name in ("text", "figure", "numbers", "answer")]
    return [np.nan_to_num(matrix[:, columns]).sum(axis=1) for matrix in rows.measures]


def _split(terms: str) -> list[str]:
    return terms.split()


_TEXT_TERMS = _split(
    "text*text text*numbers text_words*numbers numbers*answer text*answer text_masked*text_masked "
    "numbers_asked*numbers_found text_contained*text_covers text_facts*text_words "
    "?choices ?answer ?numbers ?text_math ?answer_offered "
    # The answer says most where it is one that is hardly met twice, and where something else agrees.
    "answer_telling*text_words answer_telling*text_syllables answer_telling*text_masked answer_telling*numbers "
    "answer_telling*text_math answer*text_asked text_asked*numbers text_asked*text_words "
    # The same words, other numbers; the same numbers, another answer; another thing asked for.
    "text_masked*!numbers text_literal*!numbers text_words*!numbers text_masked*text_masked*!numbers "
    "text_masked*!numbers_equal text_literal*!numbers_equal text_masked*!answer numbers*!answer numbers_equal*!answer "
    "text*!answer text_masked*!text_asked numbers*!text_asked text_words*!text_asked "
    "numbers*!text_words answer*!text_words numbers*answer*!text_words "
    # The same numbers, said of other things.
    "numbers_equal*!text_facts numbers_equal*!numbers_context "
    # All data in the figure, or none at all: then the answer decides.
    "text_bare*text_words text_bare*text_masked text_bare*answer text_bare*answer_telling text_bare*!answer "
    "text_bare*text_words*answer text_bare*text_masked*!answer text_bare*text_masked*answer_telling"
)
_BOTH_TERMS = _split(
    "?figure text*figure numbers*figure text_words*figure text_syllables*figure text_asked*figure "
    "answer*figure answer_telling*figure text_bare*figure text_bare*answer*figure text_bare*answer_telling*figure "
    "numbers_equal*answer*figure text_masked*!figure answer*!figure numbers*!figure text*!figure "
    "answer_telling*!figure "
    "figure*!answer figure_identical*!answer figure*!text_asked figure*!numbers text_words*figure*!numbers "
    "text_bare*text_masked*!figure answer_telling*figure*figure numbers_equal*figure*!text_facts"
)


def terms_for(kind: str, names: list[str]) -> list[str]:
    """Single measures, products that say 'alike though', what is known, and 'the same words, other numbers'."""
    figure = [name for name in names if name.startswith("figure")]
    text = [name for name in names if name not in figure]
    terms = list({"text": text, "figure": figure, "figure+text": names}[kind])
    if kind != "figure":
        terms += _TEXT_TERMS
    if kind != "text":
        terms += ["figure*figure"]
    if kind == "figure+text":
        terms += _BOTH_TERMS
    return [term for term in terms if all(part.lstrip("?!") in names for part in term.split("*"))]


def bounds_of(terms: list[str]) -> list[list[tuple[float | None, float | None]]]:
    """The signs of every term's three steps, as bounds."""
    allowed = {0.0: (None, None), 1.0: (0, None), -1.0: (None, 0)}
    return [[allowed[sign] for sign in signs] for signs in signs_of(terms).T.tolist()]


def fit(terms: list[str], names: list[str], rows: Rows, places: list[int], strength: float) -> np.ndarray:
    """Adjacent-category logits (Agresti 2010, 4.1): weights (4, 1 + terms) of the equal multinomial model."""
    matrix = np.concatenate([rows.measures[place][rows.chosen[place]] for place in places]).astype(np.float64)
    values = design(terms, {name: matrix[:, column] for column, name in enumerate(names)})
    labels = np.concatenate([rows.labels[place][rows.chosen[place]] for place in places])
    weights = np.concatenate([rows.weights[place] for place in places])
    scale = np.maximum(values.std(axis=0), 0.02)
    x = np.column_stack([np.ones(len(values)), values / scale])
    told = np.eye(4)[labels]
    # Level k (0 duplicate .. 3 related) has the sum of the steps up to it, counted from related.
    sums = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=float)
    ridge = np.full(x.shape[1], 1 / strength)
    ridge[0] = 0.0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        steps = flat.reshape(3, -1)
        logits = x @ steps.T @ sums.T
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        total = odds.sum(axis=1, keepdims=True)
        chances = odds / total
        cost = -(weights * ((logits - np.log(total)) * told).sum(axis=1)).sum() + 0.5 * (ridge * steps**2).sum()
        error = (weights[:, None] * (chances - told)) @ sums
        return cost, (error.T @ x + ridge * steps).ravel()

    per_term = [[(None, None)] * 3, *bounds_of(terms)]
    bounds = [per_term[column][step] for step in range(3) for column in range(x.shape[1])]
    found = minimize(loss, np.zeros(3 * x.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B", options=STOPS)
    out = sums @ found.x.reshape(3, -1)
    out[:, 1:] /= scale
    return out


def probabilities(weights: np.ndarray, terms: list[str], names: list[str], matrix: np.ndarray) -> np.ndarray:
    values = design(terms, {name: matrix[:, column] for column, name in enumerate(names)})
    logits = values @ weights[:, 1:].T + weights[:, 0]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def mine(terms: list[str], names: list[str], rows: Rows, rng: random.Random) -> None:
    """Choose again: the negatives that a first fit takes for hits."""
    rows.choose(rough_scores(rows, names), rng)
    weights = fit(terms, names, rows, list(range(len(rows.queries))), STRENGTH)
    rows.choose([probabilities(weights, terms, names, matrix) @ WORTH for matrix in rows.measures], rng)


def cross_validate(kind: str, terms: list[str], names: list[str], rows: Rows, strength: float) -> list[np.ndarray]:
    """Out-of-family probabilities of every candidate, and what recall they give."""
    groups = [family(query) for query, _ in rows.queries]
    chances: list[np.ndarray] = [np.zeros(0)] * len(groups)
    fold = {
        name: number % 5
        for number, name in enumerate(sorted(set(groups), key=lambda n: hashlib.sha256(n.encode()).digest()))
    }
    for part in range(5):
        test = [place for place, group in enumerate(groups) if fold[group] == part]
        train = [place for place, group in enumerate(groups) if fold[group] != part]
        weights = fit(terms, names, rows, train, strength)
        for place in test:
            chances[place] = probabilities(weights, terms, names, rows.measures[place])
    for title, wanted in (
        ("hard set, grade 3", lambda q: q.startswith("R")),
        ("the rest", lambda q: not q.startswith("R")),
    ):
        first, five, count, below_copy = 0.0, 0.0, 0, 0
        for place, (query, items) in enumerate(rows.queries):
            least = 0 if wanted("R") and query.startswith("R") else 1
            others = np.array([name != query for name in items])
            relevant = (rows.labels[place] <= least)[others]
            scores = chances[place] @ WORTH
            below_copy += int((scores[others] > scores[~others].max(initial=-1) + 1e-6).any())
            if not wanted(query) or not relevant.any():
                continue
            order = np.argsort(-scores[others], kind="stable")
            hits = relevant[order]
            first += hits[:1].sum() / min(1, relevant.sum())
            five += hits[:5].sum() / min(5, relevant.sum())
            count += 1
        if count:
            print(
                f"  {kind:12s} {title:18s} {count:5d} queries  R@1 {first / count:.3f}  R@5 {five / count:.3f}"
                f"  {below_copy} with another above the exact copy",
                flush=True,
            )
    return chances


def cuts(chances: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> tuple[float, float, float]:
    """Least probabilities of 'at least a duplicate / variant / similar' that maximise each level's F1."""
    found = []
    for level in range(3):
        at_least = chances[:, : level + 1].sum(axis=1)
        truth = labels <= level
        best, cut = -1.0, 0.5
        for candidate in np.linspace(0.05, 0.95, 91):
            said = at_least >= candidate
            right = weights[said & truth].sum()
            score = 2 * right / max(1e-9, weights[said].sum() + weights[truth].sum())
            if score > best:
                best, cut = score, float(candidate)
        found.append(round(cut, 2))
    return (found[0], found[1], found[2])


def duplicate_cut(rows: Rows, chances: list[np.ndarray], names: list[str]) -> float:
    """The least probability by which PRECISION of those called duplicates are such: as many are found as that allows.

    Counted on the sets that are judged completely, asked with answers: without one, a clone whose data stand in the
    figure cannot be told apart, and its probability says so.
    """
    called, right = [], []
    for (query, items), labels, matrix, found in zip(rows.queries, rows.labels, rows.measures, chances, strict=True):
        if source(query) or np.isnan(matrix[:, names.index("answer")]).all():
            continue
        others = np.array([item != query for item in items])
        called.append(found[others, 0])
        right.append(labels[others] == 0)
    chance, same = np.concatenate(called), np.concatenate(right)
    reached = [cut for cut in np.arange(LEAST_CUT, 0.95, 0.01) if same[chance >= cut].mean() >= PRECISION]
    if not reached:
        sys.exit(f"At no probability are {PRECISION:.0%} of those called duplicates such: the terms do not part them.")
    return round(float(reached[0]), 2)


def variant_cut(rows: Rows, chances: list[np.ndarray], names: list[str], most: float) -> float:
    """The probability that PRECISION of the variants reach whose words are the same, at most `most`."""
    reached = []
    for labels, matrix, found in zip(rows.labels, rows.measures, chances, strict=True):
        if not np.isnan(matrix[:, names.index("answer")]).all():
            alike = (labels == 1) & (matrix[:, names.index("text_masked")] > SAME_WORDS)
            reached += found[alike, :2].sum(axis=1).tolist()
    return round(min(most, float(np.percentile(reached, 100 * (1 - PRECISION)))), 2) if reached else most


def measured(data: Path) -> tuple[list[str], dict[str, Rows]]:
    """Every training row, from a real bank filled by the real import."""
    rng = random.Random(20261123)
    truth = Truth()
    figures = add_dynamath(truth, data)
    for name in ("reworded", "asked"):
        add_written(truth, ROOT / "tests" / "data" / name, figures, rng)
    add_text_sets(truth, data, rng)
    with tempfile.TemporaryDirectory() as folder:
        write_bank(truth, Path(folder) / "source")
        with LocalBank.open(Path(folder) / "bank", create=True) as bank:
            report = item_import(bank)(Path(folder) / "source")
            print(f"{report.added} items, {len(report.rejected)} rejected, {report.seconds:.0f} s", flush=True)
            return collect(truth, bank, rng)


def floor(rows: Rows, chances: list[np.ndarray]) -> float:
    """The least score worth showing: 95 of 100 duplicates and variants among a question's first ten reach it."""
    reached = []
    for labels, found, (query, items) in zip(rows.labels, chances, rows.queries, strict=True):
        scores = found @ WORTH
        first = np.argsort(-scores, kind="stable")[:11]
        reached += [scores[place] for place in first if labels[place] <= 1 and items[place] != query]
    return round(float(np.percentile(reached, 5)), 3)


def write_held_out(data: Path, folder: Path) -> None:
    """The pairs that were not fitted on, as ground truths for `evaluate --qrels` on the whole banks."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("dynamath", "gsmplus", "korean_word_problems"):
        rows, qrels = read(data / name)
        items = {row["id"]: row for row in rows}
        chosen = {
            "dynamath": lambda row: int(row["group"][3:]) % 2 == 0,
            "gsmplus": lambda row: even(row["group"]),
            "korean_word_problems": lambda row: even(row["id"]),
        }[name]
        left = [pair for pair in qrels["pairs"] if not (chosen(items[pair["a"]]) and chosen(items[pair["b"]]))]
        (folder / f"{name}.json").write_text(json.dumps({"pairs": left}), encoding="utf-8")
        print(f"{name}: {len(left)} of {len(qrels['pairs'])} pairs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--rows", type=Path, help="keep the measured rows there (pickle), or read them if they are")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--held-out", type=Path, metavar="FOLDER", help="write the pairs not fitted on there, and stop")
    asked = parser.parse_args()
    if asked.held_out:
        write_held_out(asked.data, asked.held_out)
        return
    if asked.rows and asked.rows.is_file():
        names, rows = pickle.loads(asked.rows.read_bytes())
    else:
        names, rows = measured(asked.data)
        if asked.rows:
            asked.rows.write_bytes(pickle.dumps((names, rows)))
    models = {}
    for kind, one in sorted(rows.items()):
        terms = terms_for(kind, names)
        mine(terms, names, one, random.Random(7))
        every = cross_validate(kind, terms, names, one, STRENGTH)
        chances = np.concatenate([found[chosen] for found, chosen in zip(every, one.chosen, strict=True)])
        labels = np.concatenate([found[chosen] for found, chosen in zip(one.labels, one.chosen, strict=True)])
        weights = np.concatenate(one.weights)
        fitted = fit(terms, names, one, list(range(len(one.queries))), STRENGTH)
        duplicate, variant, similar = cuts(chances, labels, weights)
        models[kind] = {
            "terms": terms,
            "weights": [[round(float(value), 5) for value in row] for row in fitted],
            "cuts": (
                duplicate if kind == "figure" else duplicate_cut(one, every, names),
                variant_cut(one, every, names, variant),
                similar,
            ),
            "floor": floor(one, every),
        }
    spaces = {space.name: space.revision for space in fingerprint_spaces()}
    document = {"name": "fingerprints", "spaces": spaces, "models": models}
    if not asked.check:
        CALIBRATION.parent.mkdir(parents=True, exist_ok=True)
        CALIBRATION.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        print(f"written: {CALIBRATION.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
