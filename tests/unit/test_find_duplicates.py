"""The default finder on a real mixed bank: what it promises for every item, whatever it was fitted on."""

import unicodedata
from dataclasses import replace

import numpy as np
import pytest

from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankOutdated, TextTooLong
from itembank_desktop.core.item import MAX_TEXT, Content, Item, ItemId, Picture
from itembank_desktop.core.resemblance import LEVELS, Calibration, Model, Resemblance
from itembank_desktop.core.search import Hit, Query
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.import_items import ImportItems
from itembank_desktop.wiring import finder, fingerprint_calibration, fingerprint_spaces, item_import
from tests.builders import a_bank_folder, a_picture, a_row, png_bytes
from tests.fakes import WordSpace


@pytest.fixture(scope="module")
def find(mixed_bank):
    return finder(mixed_bank)


@pytest.fixture(scope="module")
def items(mixed_bank) -> list[Item]:
    return mixed_bank.get(mixed_bank.keys())


@pytest.fixture(scope="module")
def illustrated(items) -> list[Item]:
    return [item for item in items if item.figures]


def content(bank: LocalBank, item: Item, figures: bool = True) -> Content:
    """An item as its author would type it again."""
    pictures = tuple(Picture(bank.figure(figure.sha256), figure.name, figure.place) for figure in item.figures)
    return Content(item.stem, item.choices, item.answer, pictures if figures else ())


def test_the_calibration_was_fitted_on_these_spaces():
    calibration = fingerprint_calibration()
    assert dict(calibration.spaces) == {space.name: space.revision for space in fingerprint_spaces()}
    measures = {measure for space in fingerprint_spaces() for measure in space.measures}
    for model in calibration.models.values():
        assert {factor.lstrip("!?") for term in model.terms for factor in term.split("*")} <= measures
    assert set(calibration.models) == {"text", "figure", "figure+text"}


def five_best(find: FindDuplicates, key: int, item: Item, without: tuple[str, ...]) -> dict[int, float]:
    """Keys of the best other items with their scores, those only whose badge says more than "related"."""
    comparison = find.compare(find.payloads_of(item.id) | dict.fromkeys(without, ()), key)
    ranking = find.rank(comparison)
    scores, levels = ranking.judged.scores, ranking.judged.levels
    best = [place for place in ranking.places[:5] if LEVELS[levels[place]] is not Resemblance.RELATED]
    return {int(comparison.keys[place]): float(scores[place]) for place in best}


@pytest.mark.parametrize("without", [(), ("figure",), ("text", "numbers")])
def test_a_scan_of_signatures_loses_nothing_that_comparing_everything_finds(mixed_bank, items, find, without):
    exhaustive = FindDuplicates(mixed_bank, fingerprint_spaces(), fingerprint_calibration(), candidates=4 * len(items))
    asking = [(key, item) for key, item in zip(mixed_bank.keys(), items, strict=True) if item.figures or not without]
    worth, lost, firsts = 0, 0, []
    for key, item in asking[:: 8 if without == () else 2]:
        scanned, compared = (five_best(one, key, item, without) for one in (find, exhaustive))
        worth += len(compared)
        lost += len(compared.keys() - scanned.keys())
        firsts.append(max(scanned.values(), default=0) == max(compared.values(), default=0))
    assert worth > len(firsts)
    assert lost == 0
    assert np.mean(firsts) >= 0.99


def test_the_more_spaces_are_asked_the_less_of_each(mixed_bank, illustrated):
    find = FindDuplicates(mixed_bank, fingerprint_spaces(), fingerprint_calibration(), candidates=8)
    item = next(item for item in illustrated if all(find.payloads_of(item.id).values()))
    asked = find.payloads_of(item.id)
    fitted = {space.name: space.fitted(mixed_bank.statistics(space.name)[1]) for space in fingerprint_spaces()}

    def nearest(space, count):
        (payload,) = asked[space]
        return set(mixed_bank.nearest(space, fitted[space].probes(payload), count).tolist())

    def found(*spaces):
        return set(find.compare({name: asked[name] for name in spaces}).keys.tolist())

    assert found("figure") == nearest("figure", 8)
    assert found("text", "numbers") == nearest("text", 4) | nearest("numbers", 4)
    assert found("text", "numbers", "figure") == set.union(*(nearest(name, 2) for name in asked))
    twice = find.compare(asked | {"figure": asked["figure"] * 2}).keys
    assert set(twice.tolist()) == nearest("text", 2) | nearest("numbers", 2) | nearest("figure", 4)


@pytest.mark.parametrize("figures", [True, False])
def test_nothing_outranks_an_items_own_content(mixed_bank, items, find, figures):
    """Another item may tie: one that says the same in other notation has the same canonical text."""
    for item in items[:: 10 if figures else 7]:
        asked = content(mixed_bank, item, figures)
        if asked == Content():
            continue
        hits = find(Query(asked, limit=5)).hits
        (own,) = (hit for hit in hits if hit.item.id == item.id)
        # One that is as surely the same may stand a hair higher, less than the percentages on the cards tell.
        assert own.score >= hits[0].score - 0.001, (item.id, hits[0].item.id)
        assert own.verdict is Resemblance.DUPLICATE, item.id
        # Without figure and numbers many items read alike; the rest is as good as certain.
        sure = figures or (not item.figures and own.channels["numbers"] is not None)
        assert own.score >= (0.9 if sure else 0.6), item.id


def test_a_picture_alone_finds_its_item(mixed_bank, illustrated, find):
    for item in illustrated[::4]:
        (picture, *_) = content(mixed_bank, item).pictures
        hits = find(Query(Content(pictures=(picture,)), limit=5)).hits
        holders = [hit for hit in hits if picture.sha256 in {figure.sha256 for figure in hit.item.figures}]
        assert holders[0].score == hits[0].score, (item.id, hits[0].item.id)
        assert holders[0].verdict is Resemblance.DUPLICATE
        assert hits[0].channels["text"] is None
        assert hits[0].channels["numbers"] is None


def test_a_draft_without_its_figure_is_not_punished(mixed_bank, illustrated, find):
    for item in illustrated[::4]:
        hits = find(Query(content(mixed_bank, item, figures=False), limit=5)).hits
        (own,) = (hit for hit in hits if hit.item.id == item.id)
        assert own.channels["figure"] is None
        assert own.score == hits[0].score
        # Where all data stand in the figure and many items have the same answer, a clone cannot be told apart without it.
        telling = own.evidence.measures["text_bare"] == 0 or own.evidence.measures["answer_telling"] > 0.3
        assert own.verdict is Resemblance.DUPLICATE or (not telling and own.verdict is Resemblance.VARIANT), item.id


@pytest.mark.parametrize(
    ("id", "asked"),
    [
        ("CAL-3772", r"$\int_{0}^{2}(5x^2+4x)\,dx$의 값을 구하시오."),
        ("EXP-4364", r"$\log_{2}7=a$, $\log_{2}3=b$일 때, $\log_{2}63$을 $a$, $b$로 나타낸 것은?"),
    ],
)
def test_formulas_without_a_word_are_the_same_with_other_numbers(find, id, asked):
    verdicts = {hit.item.id: hit.verdict for hit in find(Query(Content(asked), limit=5)).hits}
    assert verdicts[id] is Resemblance.VARIANT


def test_decomposed_hangul_is_asked_and_stored_alike(mixed_bank, items, find, tmp_path):
    for item in items[::20]:
        asked = content(mixed_bank, item, figures=False)
        apart = replace(
            asked,
            stem=unicodedata.normalize("NFD", asked.stem),
            choices=tuple(unicodedata.normalize("NFD", choice) for choice in asked.choices),
            answer=unicodedata.normalize("NFD", asked.answer),
        )
        assert found(find, apart) == found(find, asked)
    rows = [a_row(item.id, item.stem, choices=list(item.choices), answer=item.answer) for item in items[:20]]
    apart_rows = [
        {name: unicodedata.normalize("NFD", v) if name in ("text", "answer") else v for name, v in row.items()}
        for row in rows
    ]
    answers = []
    for name, written in (("nfc", rows), ("nfd", apart_rows)):
        with LocalBank.create(tmp_path / name) as bank:
            item_import(bank)(a_bank_folder(tmp_path / f"{name}-source", written))
            answers.append([found(finder(bank), Content(item.stem)) for item in items[:10]])
    assert answers[0] == answers[1]


def found(find: FindDuplicates, asked: Content) -> list[tuple[ItemId, float, Resemblance]]:
    return [(hit.item.id, hit.score, hit.verdict) for hit in find(Query(asked, limit=10)).hits]


def test_what_is_found_does_not_depend_on_the_order_of_import(items, tmp_path):
    rows = [
        a_row(item.id, item.stem, choices=list(item.choices), answer=item.answer, images=[f"images/{n % 5}.png"])
        for n, item in enumerate(items[:60])
    ]
    images = {f"images/{n}.png": png_bytes(n) for n in range(5)}
    answers = []
    for name, written in (("forth", rows), ("back", rows[::-1])):
        with LocalBank.create(tmp_path / name) as bank:
            item_import(bank)(a_bank_folder(tmp_path / f"{name}-source", written, images))
            find = finder(bank)
            answers.append([dict(scores(find, Content(item.stem, pictures=(a_picture(1),)))) for item in items[:15]])
    for forth, back in zip(*answers, strict=True):
        assert forth.keys() == back.keys()
        assert list(forth.values()) == pytest.approx([back[id] for id in forth], abs=1e-6)


def scores(find: FindDuplicates, asked: Content) -> list[tuple[ItemId, float]]:
    return [(hit.item.id, hit.score) for hit in find(Query(asked, limit=100)).hits]


# The service itself, with a small channel


def shared_words(floor: float = 0.0) -> Calibration:
    """The more words are shared, the surer the duplicate."""
    weights = np.array([[-4.0, 8.0], [-9.0, 0.0], [-9.0, 0.0], [0.0, 0.0]])
    return Calibration("words", {"text": "words-1"}, {"text": Model(("text",), weights, (0.9, 0.9, 0.9), floor)})


@pytest.fixture
def words(tmp_path):
    """A bank whose items share words, two of them all."""
    texts = ("가 나 다", "가 나", "다 라", "가 나", "마 바")
    folder = a_bank_folder(tmp_path / "source", [a_row(f"q{n}", text) for n, text in enumerate(texts)])
    with LocalBank.create(tmp_path / "bank") as bank:
        ImportItems(bank, [WordSpace()], JsonBankImporter())(folder)
        yield bank


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.item.id for hit in hits]


def test_best_come_first_and_ties_in_the_banks_order(words):
    hits = FindDuplicates(words, [WordSpace()], shared_words())(Query(Content("나 가"))).hits
    assert ids(hits) == ["q1", "q3", "q0", "q2", "q4"]
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert hits[0].score == hits[1].score > hits[2].score > hits[3].score == hits[4].score
    assert [hit.verdict for hit in hits[1:3]] == [Resemblance.DUPLICATE, Resemblance.RELATED]
    assert hits[2].evidence.measures == hits[2].channels == {"text": pytest.approx(2 / 3)}


def test_no_more_than_asked_for_and_where_wanted_nothing_below_the_floor(words):
    find = FindDuplicates(words, [WordSpace()], shared_words(floor=0.5))
    assert ids(find(Query(Content("가 나"), limit=2)).hits) == ["q1", "q3"]
    assert ids(find(Query(Content("가 나"), worthwhile=True)).hits) == ["q1", "q3", "q0"]
    assert len(find(Query(Content("가 나"))).hits) == 5


def test_the_item_that_asks_is_left_out_and_nobody_else(words):
    find = FindDuplicates(words, [WordSpace()], shared_words(), candidates=2)
    assert ids(find(Query(Content("가 나"))).hits) == ["q1", "q3"]
    answer = find(Query(Content("가 나"), exclude=ItemId("q1")))
    assert ids(answer.hits) == ["q3"]
    assert answer.searched == 5
    assert ids(find(Query(Content("가 나"), exclude=ItemId("nobody"))).hits) == ["q1", "q3"]


def test_an_empty_bank_and_an_empty_question_find_nothing(words, tmp_path):
    with LocalBank.create(tmp_path / "empty") as bank:
        assert finder(bank)(Query(Content("가 나 3", pictures=(a_picture(),)))).hits == ()
    answer = FindDuplicates(words, [WordSpace()], shared_words())(Query(Content(" ")))
    assert (answer.hits, answer.searched) == ((), 5)


def test_a_fit_by_somebody_else_is_seen_at_the_next_question(words):
    find = FindDuplicates(words, [WordSpace()], shared_words())
    before = find(Query(Content("가 나"))).hits
    with LocalBank.open(words.folder) as other:
        other.refit(WordSpace())
        assert find(Query(Content("가 나"))).hits == before
        other.refit(WordSpace("words-2"))
    with pytest.raises(BankOutdated, match="words-2"):
        find(Query(Content("가 나")))


def test_a_text_longer_than_any_item_is_refused(words):
    find = FindDuplicates(words, [WordSpace()], shared_words())
    assert find(Query(Content("가" * (MAX_TEXT - 2), ("나",), "3"))).hits
    with pytest.raises(TextTooLong):
        find(Query(Content("가" * (MAX_TEXT - 1), ("나",), "3")))


def test_an_item_is_compared_however_far_it_is(find, mixed_bank, items):
    first, far = items[0], items[-1]
    question = Query(content(mixed_bank, first), limit=3, beside=(far.id, ItemId("no such item"), first.id))
    answer = find(question)
    assert {hit.item.id for hit in answer.beside} == {far.id, first.id}
    told = {hit.item.id: hit for hit in answer.beside}
    assert told[first.id] == answer.hits[0], "what is a hit too is told the same"
    assert told[far.id].score < told[first.id].score
    assert told[far.id].rank > 3
    assert replace(answer, beside=(), query=replace(question, beside=()), seconds=0) == replace(
        find(replace(question, beside=())), seconds=0
    )
