"""What window and commands wire alike to evaluate: finders to compare, reviews, truths."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.adapters.stores.shared_folder import shared_folder as shared_folder
from itembank_desktop.core.comparison_of_finders import FINDERS, FinderComparison
from itembank_desktop.core.errors import BadInput, EvaluationMissing
from itembank_desktop.core.evaluation import Qrels
from itembank_desktop.core.grading import question_of
from itembank_desktop.core.item import Content, Item, ItemId
from itembank_desktop.core.language import Language
from itembank_desktop.core.ports import Bank, JobControl
from itembank_desktop.core.review import Review, ReviewPair
from itembank_desktop.core.runs import Run, Scored, category_of
from itembank_desktop.core.search import Hit, Query
from itembank_desktop.core.space import Modality
from itembank_desktop.core.truth_wish import GradeWish, Sampling, TfidfWish
from itembank_desktop.services.choose_pairs import DEEP, HOW
from itembank_desktop.services.compare_finders import Ranker, Rereader
from itembank_desktop.wiring import (
    CALIBRATION,
    AnyBank,
    finder,
    fingerprint_calibration,
    fingerprint_spaces,
    vector_spaces,
)

if TYPE_CHECKING:
    from itembank_desktop.services.grade_pairs import Question
    from itembank_desktop.services.rerank import PairScorer, RerankSettings


CONCATENATED = tuple(step / 10 for step in range(1, 10))
"""Weights on the text's half where text and figure vectors are concatenated."""


def require_evaluation() -> None:
    """EvaluationMissing unless the packages of the `evaluation` extra are there; nothing is imported."""
    lacking = [name for name in ("scipy", "sklearn", "bm25s", "matplotlib", "openai") if find_spec(name) is None]
    if lacking:
        raise EvaluationMissing(", ".join(lacking))


def rankers(bank: Bank, names: Sequence[str], answers: bool) -> list[Ranker]:
    """The finders of those names over `bank`, and one for each embedding space that it has vectors in."""
    from itembank_desktop.adapters.lexical.rankers import Bm25, TfIdf
    from itembank_desktop.services.rankers import ByFingerprints, ByVectors, ByWords, Concatenated

    items = bank.get(bank.keys())
    made: list[Ranker] = []
    if "fingerprints" in names:
        revision = " ".join(f"{space.name} {space.revision}" for space in fingerprint_spaces())
        weights = hashlib.sha256(CALIBRATION.read_bytes()).hexdigest()[:12]
        made.append(ByFingerprints(bank, finder(bank), answers, f"{revision} {weights}"))
    made += [ByWords(items, index, answers) for name, index in (("bm25", Bm25), ("tfidf", TfIdf)) if name in names]
    spaces = vector_spaces(bank)
    by_vectors = [
        ByVectors(bank, one, f"space {one.space.model} {one.space.modality}-{one.space.pooling}") for one in spaces
    ]
    made += by_vectors
    kinds = [(one.space.modality, ranker) for one, ranker in zip(spaces, by_vectors, strict=True)]
    for text in (ranker for modality, ranker in kinds if modality is Modality.TEXT):
        for figures in (ranker for modality, ranker in kinds if modality is Modality.FIGURE):
            name = f"{text.names[0]} beside {figures.names[0]}"
            made += [Concatenated(f"{name} @{weight:.1f}", text, figures, weight) for weight in CONCATENATED]
    return made


def chosen_pairs(
    bank: Bank,
    count: int,
    per_category: int,
    seed: int,
    disputed: Sequence[tuple[ItemId, ItemId]] = (),
    control: JobControl | None = None,
) -> list[ReviewPair]:
    """Pairs for review, from queries drawn by category, the program's finder, BM25 and every embedding space."""
    from itembank_desktop.services.choose_pairs import choose_pairs
    from itembank_desktop.services.make_truths import sample_queries
    from itembank_desktop.services.rankers import content_of_item

    find = finder(bank)
    drawn = sample_queries(bank.get(bank.keys()), per_category, seed)
    queries = [query for ids in drawn.values() for query in ids]

    def hits(query: ItemId) -> list[tuple[Hit, list[float]]]:
        (item,) = bank.get([bank.find([query])[query]])
        content = content_of_item(bank.figure, item)
        found = find(Query(content, DEEP, query)).hits
        return list(zip(found, _margins(content, found), strict=True))

    others = {ranker.names[0]: ranker for ranker in rankers(bank, ("bm25",), answers=True)}

    def other(ranker: Ranker) -> Callable[[ItemId], Scored]:
        return lambda query: ranker.answer(query)[0] or ()

    asked = {name: other(ranker) for name, ranker in others.items()}
    known = [(a, b) for a, b in disputed if len(bank.find([a, b])) == 2]
    return choose_pairs(queries, hits, asked, count, seed, known, control)


def _margins(content: Content, hits: Sequence[Hit]) -> list[list[float]]:
    """How far each hit is from the edge of every badge."""
    import numpy as np

    if not hits:
        return []
    known = [hit.evidence.measures for hit in hits]
    measures = {name: np.array([one[name] for one in known], dtype=np.float64) for name in known[0]}
    texts = content.stem or content.choices
    asked = [*(("text",) if texts else ()), *(("figure",) if content.pictures else ())]
    margins: list[list[float]] = fingerprint_calibration().margins(asked, measures).tolist()
    return margins


def new_review(
    bank: "AnyBank",
    file: Path,
    count: int,
    per_category: int = 60,
    seed: int = 1,
    disputed: Sequence[tuple[ItemId, ItemId]] = (),
    control: JobControl | None = None,
) -> Review | None:
    """A review file of chosen pairs; None, and no file, when stopped. BadInput for a bank without pairs."""
    from itembank_desktop.adapters.reports.review_file import ReviewFile

    require_evaluation()
    control = control or JobControl()
    pairs = chosen_pairs(bank, count, per_category, seed, disputed, control)
    if control.cancelled():
        return None
    if not pairs:
        raise BadInput(str(bank.folder), "the bank has no pairs to look at")
    review = Review(file.stem, bank.folder.name, date.today().isoformat(), f"{HOW}; seed {seed}", tuple(pairs))
    ReviewFile.create(file, review)
    return review


def tfidf_of(bank: Bank, wish: TfidfWish, control: JobControl | None = None) -> Qrels | None:
    """The bank's truth by TF-IDF; None when stopped."""
    from itembank_desktop.adapters.lexical.rankers import TfIdf
    from itembank_desktop.services.make_truths import text_of, tfidf_truth

    require_evaluation()
    items = bank.get(bank.keys())
    queries = _drawn(items, wish.sampling)
    index = TfIdf([text_of(item) for item in items])
    return tfidf_truth(items, index.scores, queries, wish.k, wish.threshold, control)


def grade_questions(bank: "AnyBank", wish: GradeWish, control: JobControl | None = None) -> "list[Question] | None":
    """What a language model is asked about the bank's pairs; None when stopped. BadInput for a bank without items."""
    from itembank_desktop.services.pool_pairs import pooled_pairs
    from itembank_desktop.services.rankers import content_of_item

    require_evaluation()
    items = {item.id: item for item in bank.get(bank.keys())}
    if not (queries := _drawn(list(items.values()), wish.sampling)):
        raise BadInput(bank.folder.name, "the bank holds no items")
    pairs = pooled_pairs(queries, rankers(bank, FINDERS, answers=True), wish.candidates, control)
    if pairs is None:
        return None
    contents = {item: content_of_item(bank.figure, items[item]) for pair in pairs for item in pair}
    return [(a, b, question_of(wish.kind, contents[a], contents[b])) for a, b in pairs]


def _drawn(items: Sequence[Item], sampling: Sampling) -> list[ItemId]:
    from itembank_desktop.services.make_truths import sample_queries

    drawn = sample_queries(items, sampling.per_category, sampling.seed)
    return [query for ids in drawn.values() for query in ids]


def ranked_again(bank: Bank, score: "PairScorer", settings: "RerankSettings", of: str = "fingerprints") -> Rereader:
    """What reads the first items of the run `of` again; BadInput when no run has that name."""
    from itembank_desktop.services.rerank import Reranked

    def make(runs: Mapping[str, Run]) -> Ranker:
        if of not in runs:
            raise BadInput("--rerank-of", f"{of} is none of {', '.join(runs)}")
        return Reranked(bank, runs[of], score, settings)

    return make


def finders_compared(
    bank: "AnyBank",
    truths: Sequence[tuple[Qrels, int]],
    report: Path,
    names: Sequence[str] = FINDERS,
    answers: bool = True,
    decides: str = "nDCG@10",
    again: Sequence[Rereader] = (),
    control: JobControl | None = None,
    language: Language = Language.EN,
) -> FinderComparison | None:
    """Every finder under every truth, and the report folder of it; None when stopped: started again, it goes on.

    BadInput when two truths have one name: the report could not tell them apart.
    """
    from itembank_desktop.adapters.reports.finder_report import write_report
    from itembank_desktop.adapters.reports.run_files import RunFiles
    from itembank_desktop.services.compare_finders import CompareFinders
    from itembank_desktop.services.mixtures import mixtures

    require_evaluation()
    names_of_truths = [truth.name for truth, _ in truths]
    if len(set(names_of_truths)) < len(truths):
        raise BadInput(", ".join(names_of_truths), "two truths have one file name; rename one")
    categories = {item.id: category_of(item) for item in bank.get(bank.keys())}
    work = CompareFinders(bank.folder.name, bank.revision(), len(categories), RunFiles(report / "runs"))
    found = work(rankers(bank, names, answers), truths, categories, again, mixtures, decides, control)
    if found is not None:
        write_report(found, report, RESOURCES / "fonts", language)
    return found
