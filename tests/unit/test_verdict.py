from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.item import Content, ItemId, Place
from itembank_desktop.core.verdict import (
    VERDICTS,
    Mark,
    Verdict,
    side_of_content,
    side_of_item,
    standing,
    verdict_from_json,
    verdict_to_json,
)
from tests.builders import a_picture, an_item

START = datetime(2026, 11, 25, tzinfo=UTC)


def decided(mark: Mark, minute: int = 0, one: str = "가", other: str = "나", **more: str) -> Verdict:
    sides = (side_of_item(an_item(stem, stem)) for stem in (one, other))
    return Verdict(*sides, mark, "김", START + timedelta(minutes=minute), **more)


def test_a_draft_and_the_item_made_of_it_are_the_same_content():
    picture, drawn = a_picture(1), a_picture(2, place=Place.EXPLANATION)
    item = an_item("넓이는", "q1", choices=("1", "2"), answer="2", figures=(picture.figure, drawn.figure))
    draft = Content("넓이는 ", ("1", "2"), "2", (picture,))
    assert side_of_item(item).fingerprint == side_of_content(draft).fingerprint
    assert side_of_content(Content("넓이는", ("1", "2"), "2")).fingerprint != side_of_item(item).fingerprint
    assert side_of_item(item).seen == side_of_content(Content("넓이는", ("1", "2"), "2", (picture,))).seen


def test_publishing_an_item_changes_no_pair():
    before, after = an_item("넓이", "q1"), an_item("넓이", "q1", metadata={"status": "published"}, explanation="풀이")
    assert side_of_item(before).fingerprint == side_of_item(after).fingerprint


def test_the_newest_verdict_of_a_pair_counts_whichever_side_asked():
    first, second = decided(Mark.DUPLICATE), decided(Mark.VARIANT, 1, "나", "가")
    assert first.pair == second.pair
    assert list(standing([second, first]).values()) == [second]


def test_a_withdrawn_verdict_leaves_nothing_and_an_enemy_stands_beside_a_verdict():
    enemy, verdict = decided(Mark.ENEMY), decided(Mark.DIFFERENT, 1)
    assert set(standing([enemy, verdict]).values()) == {enemy, verdict}
    assert list(standing([enemy, verdict, decided(Mark.WITHDRAWN, 2)]).values()) == [enemy]
    assert standing([enemy, decided(Mark.NO_ENEMY, 2)]) == {}


@given(st.lists(st.sampled_from([*Mark]), max_size=6), st.randoms())
def test_the_order_in_which_stores_meet_does_not_matter(marks, random):
    verdicts = [decided(mark, minute) for minute, mark in enumerate(marks)]
    mixed = [*verdicts, *verdicts]
    random.shuffle(mixed)
    assert standing(mixed) == standing(verdicts)


def test_a_verdict_survives_the_way_through_json():
    verdict = decided(Mark.RELATED, why="단원이 같음", context={"score": 0.5})
    read = verdict_from_json(verdict_to_json(verdict))
    assert read == verdict
    assert (read.one.seen, read.context) == (verdict.one.seen, verdict.context)


@pytest.mark.parametrize("damage", [{"mark": "sure"}, {"at": "yesterday"}, {"context": None}, {"one": {}}])
def test_a_damaged_verdict_is_an_error(damage):
    with pytest.raises((KeyError, TypeError, ValueError)):
        verdict_from_json(verdict_to_json(decided(Mark.RELATED)) | damage)


def test_sides_are_found_by_their_fingerprint():
    verdict = decided(Mark.RELATED)
    assert verdict.side_of(verdict.other.fingerprint) == (verdict.other, verdict.one)
    with pytest.raises(ValueError, match="not of this pair"):
        verdict.side_of("nobody's")
    assert verdict.one.item == ItemId("가")
    assert [mark.kind for mark in VERDICTS] == ["verdict"] * 4
