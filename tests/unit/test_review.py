from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.adapters.reports.review_file import ReviewFile
from itembank_desktop.core.errors import BadInput, BankReadOnly
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.resemblance import Evidence, Resemblance
from itembank_desktop.core.review import Review, ReviewPair, Vote, by_reviewer, vote_from_json, vote_to_json
from itembank_desktop.core.search import Hit
from itembank_desktop.core.verdict import Mark
from itembank_desktop.services.choose_pairs import choose_pairs
from tests.builders import an_item

START = datetime(2026, 11, 25, tzinfo=UTC)
PAIRS = tuple(ReviewPair(ItemId(f"a{n}"), ItemId(f"b{n}"), "by chance") for n in range(4))
EMPTY = Review("review", "bank", "2026-11-25", "by chance", PAIRS)


def vote(pair: int, by: str, overall: int | None = 3, minute: int = 0, **more) -> Vote:
    return Vote(pair, by, START + timedelta(minutes=minute), overall, **more)


def voted(*votes: Vote) -> Review:
    return replace(EMPTY, votes=votes)


def test_the_newest_vote_counts_and_a_vote_taken_back_leaves_the_pair_open():
    review = voted(vote(0, "김", 2), vote(0, "김", 5), vote(1, "김", 4), vote(1, "김", None, taken_back=True))
    assert {pair: one.overall for pair, one in review.of("김").items()} == {0: 5}
    assert review.next_for("김") == 1
    assert review.next_for("김", after=1) == 2
    assert review.next_for("이") == 0


def test_a_reviewer_who_is_done_is_told_so():
    assert voted(*(vote(pair, "김") for pair in range(4))).next_for("김", 3) is None


def test_agreement_is_computed_from_what_both_judged():
    review = voted(vote(0, "김", 5), vote(1, "김", 1), vote(1, "이", 2), vote(0, "이", None, verdict=Mark.DUPLICATE))
    assert by_reviewer(review, "김", "이") == ([5, 1], [5, 2])
    assert review.answers() == [{"김": 5, "이": 5}, {"김": 1, "이": 2}, {}, {}]


def test_a_dispute_stays_out_of_the_truth_until_it_is_settled():
    review = voted(vote(0, "김", 5), vote(0, "이", 2), vote(1, "김", 4), vote(2, "김", 1), vote(2, "이", 2))
    assert review.disputed() == [0]
    assert {pair.a: pair.relevance for pair in review.qrels().pairs} == {"a1": 2, "a2": 0}
    settled = replace(review, votes=(*review.votes, vote(0, "박", 5, final=True)))
    assert settled.disputed() == []
    assert settled.reviewers == ("김", "이")
    truth = settled.qrels()
    assert {pair.a: pair.relevance for pair in truth.pairs} == {"a0": 3, "a1": 2, "a2": 0}
    assert (truth.origin.kind, truth.origin.by) == ("human", "김, 이")
    reopened = replace(settled, votes=(*settled.votes, vote(0, "박", None, final=True, taken_back=True)))
    assert reopened.disputed() == [0]


@pytest.mark.parametrize(
    "wrong", [{"overall": 0}, {"overall": 6}, {"concept": 9}, {"overall": None}, {"verdict": Mark.ENEMY}]
)
def test_a_vote_that_says_nothing_or_too_much_is_refused(wrong):
    with pytest.raises(BadInput):
        vote(0, "김", **wrong)


GRADES = st.none() | st.integers(1, 5)


@given(
    st.integers(0, 3),
    st.integers(1, 5),
    GRADES,
    GRADES,
    st.none() | st.sampled_from([Mark.DUPLICATE, Mark.DIFFERENT]),
    st.booleans(),
)
def test_a_vote_survives_the_way_through_json(pair, overall, concept, figure, verdict, final):
    given_vote = vote(pair, "김", overall, concept=concept, figure=figure, verdict=verdict, final=final, note="왜")
    assert vote_from_json(vote_to_json(given_vote), 4) == given_vote


def test_a_review_file_keeps_every_vote_and_is_never_overwritten(tmp_path):
    file = ReviewFile.create(tmp_path / "review.jsonl", EMPTY)
    votes = (vote(0, "김", 5), vote(0, "이", 4), vote(1, "김", 1))
    for one in votes:
        file.add(one)
    assert ReviewFile(file.file).read() == voted(*votes)
    with pytest.raises(BankReadOnly, match="already"):
        ReviewFile.create(file.file, EMPTY)
    assert file.read().votes == votes


def test_a_crash_in_mid_vote_loses_that_vote_and_no_other(tmp_path):
    file = ReviewFile.create(tmp_path / "review.jsonl", EMPTY)
    file.add(vote(0, "김", 5))
    whole = file.file.read_bytes()
    for cut in (whole + b'{"pair": 1, "by": "\xea', whole + b'{"pair": 1, "by"'):
        file.file.write_bytes(cut)
        file.add(vote(2, "김", 4))
        assert [one.pair for one in file.read().votes] == [0, 2]
    file.file.write_bytes(whole + b'{"pair": 1, "by"')
    assert [one.pair for one in file.read().votes] == [0]


@pytest.mark.parametrize("text", ["", "{}", "[]\n", "no json\n", '{"name": 1}'])
def test_a_file_that_is_no_review_is_refused(tmp_path, text):
    (tmp_path / "r").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        ReviewFile(tmp_path / "r").read()


def test_a_damaged_vote_is_named_by_its_line(tmp_path):
    file = ReviewFile.create(tmp_path / "r", EMPTY)
    head = file.file.read_text(encoding="utf-8")
    for line in ('{"pair": 9, "by": "x", "at": "2026-11-25"}', '{"pair": 0}', "broken"):
        file.file.write_text(f"{head}{line}\n{line}\n", encoding="utf-8")
        with pytest.raises(BadInput, match="line 2"):
            file.read()


def a_hit(id: str, rank: int, *margins: float) -> tuple[Hit, tuple[float, ...]]:
    return Hit(an_item("가", id), rank, 1 / rank, Resemblance.SIMILAR, {}, Evidence()), margins


def test_pairs_come_from_every_source_and_say_why():
    hits = {
        "q1": [a_hit("sure", 1, 0.4, 0.4, 0.4), a_hit("edge", 2, 0.1, 0.4, 0.4)],
        "q2": [a_hit("only-ours", 1, 0.3, 0.01, 0.3)],
    }
    others = {"bm25": lambda query: ((ItemId("only-theirs"), 3.0),) if query == "q2" else ()}
    chosen = choose_pairs([ItemId("q1"), ItemId("q2")], hits.__getitem__, others, 50, 1, [(ItemId("x"), ItemId("y"))])
    why = {(pair.a, pair.b): pair.why for pair in chosen}
    assert why["x", "y"] == "two truths disagree"
    assert "edge" in why["q1", "edge"]
    assert "bm25" in why["q2", "only-theirs"]
    assert len(why) == len(chosen)
    again = choose_pairs([ItemId("q1"), ItemId("q2")], hits.__getitem__, others, 50, 1, [(ItemId("x"), ItemId("y"))])
    assert again == chosen
    assert len(choose_pairs([ItemId("q1"), ItemId("q2")], hits.__getitem__, others, 2)) == 2
    (nearest,) = choose_pairs([ItemId("q1"), ItemId("q2")], hits.__getitem__, {}, 1)
    assert nearest.b == "edge", "the edge of a duplicate comes first, though another lies closer to that of a variant"


def test_a_pair_is_chosen_once_whichever_of_the_two_asked():
    hits = {"q1": [a_hit("q2", 1, 0.9, 0.9, 0.9)], "q2": [a_hit("q1", 1, 0.9, 0.9, 0.9)]}
    assert len(choose_pairs([ItemId("q1"), ItemId("q2")], hits.__getitem__, {})) == 1
