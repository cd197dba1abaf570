from datetime import UTC, datetime, timedelta

import pytest

from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.judgement import (
    Part,
    Reviewed,
    changed_parts,
    how_it_stands,
    reviewed_like,
    scored,
)
from itembank_desktop.core.verdict import Mark, Side, Verdict, side_of_content, side_of_item
from itembank_desktop.core.verdict_truth import truth_of
from tests.builders import a_picture, an_item

START = datetime(2026, 11, 25, tzinfo=UTC)
DRAFT = side_of_content(Content("반지름이 3인 원의 넓이", ("9", "18")), "초안1")
ITEM = side_of_item(an_item("반지름이 3인 원의 넓이는?", "q1"))


def decided(mark: Mark, minute: int = 0, ours: Side = DRAFT, theirs: Side = ITEM, **more) -> Verdict:
    return Verdict(ours, theirs, mark, "김", START + timedelta(minutes=minute), **more)


def edited(stem="반지름이 3인 원의 넓이", choices=("9", "18"), draft="초안1", pictures=()):
    return side_of_content(Content(stem, choices, pictures=tuple(pictures)), draft)


def test_a_dismissed_pair_is_dismissed_for_everybody_who_writes_the_same():
    assert how_it_stands([decided(Mark.DIFFERENT)], edited(draft="남의 초안"), ITEM).is_dismissed


def test_a_changed_draft_reopens_its_pair_and_says_what_changed():
    judged = how_it_stands([decided(Mark.DIFFERENT)], edited("반지름이 3인 원의 둘레"), ITEM)
    assert not judged.is_dismissed
    assert judged.before.mark is Mark.DIFFERENT
    assert (judged.ours, judged.theirs) == ((Part.STEM,), ())


def test_a_changed_item_reopens_the_pair_for_everybody():
    now = side_of_item(an_item("지름이 3인 원의 넓이는?", "q1"))
    judged = how_it_stands([decided(Mark.DIFFERENT)], edited(draft="남의 초안"), now)
    assert judged.before is not None
    assert (judged.ours, judged.theirs) == ((), (Part.STEM,))


def test_a_strangers_other_draft_has_nothing_to_do_with_it():
    judged = how_it_stands([decided(Mark.DIFFERENT)], edited("다른 글", draft="남의 초안"), ITEM)
    assert judged.verdict is judged.before is None


def test_another_item_of_the_same_draft_is_not_judged():
    assert how_it_stands([decided(Mark.DUPLICATE)], DRAFT, side_of_item(an_item("다른 문항", "q2"))).verdict is None


def test_going_back_to_the_judged_words_lets_the_verdict_stand_again():
    verdicts = [decided(Mark.DIFFERENT), decided(Mark.DUPLICATE, 1, edited("둘레"))]
    assert how_it_stands(verdicts, DRAFT, ITEM).is_dismissed
    assert how_it_stands(verdicts, edited("둘레"), ITEM).verdict.mark is Mark.DUPLICATE
    assert how_it_stands(verdicts, edited("높이"), ITEM).before.mark is Mark.DUPLICATE


def test_what_was_taken_back_neither_stands_nor_reopens():
    verdicts = [decided(Mark.DIFFERENT), decided(Mark.WITHDRAWN, 1)]
    for ours in (DRAFT, edited("둘레")):
        judged = how_it_stands(verdicts, ours, ITEM)
        assert judged.verdict is judged.before is None


def test_enemies_stay_enemies_through_changes_until_taken_back():
    enemy = decided(Mark.ENEMY)
    assert how_it_stands([enemy], edited("둘레"), ITEM).enemy == enemy
    assert how_it_stands([enemy, decided(Mark.NO_ENEMY, 1, edited("둘레"))], DRAFT, ITEM).enemy is None


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (edited("반지름이 5인 원의 넓이"), (Part.NUMBERS,)),
        (edited(choices=("9", "27")), (Part.NUMBERS,)),
        (edited("반지름이 5인 원의 넓이", ("9", "27")), (Part.NUMBERS,)),
        (edited("반지름이 5인 원의 둘레"), (Part.STEM,)),
        (edited("둘레", ("9", "18", "없다")), (Part.STEM, Part.CHOICES)),
        (edited(pictures=[a_picture(1)]), (Part.FIGURES,)),
        (side_of_content(Content("반지름이 3인 원의 넓이", ("9", "18"), "9")), (Part.ANSWER,)),
        (edited("반지름이  3인 원의 넓이 "), ()),
    ],
)
def test_each_change_has_its_name(now, changed):
    assert changed_parts(DRAFT.seen, now.seen) == changed


def test_verdicts_become_judgements_of_items_and_the_rest_is_counted():
    other = side_of_item(an_item("나", "q2"))
    verdicts = [
        decided(Mark.VARIANT), decided(Mark.ENEMY, 1), decided(Mark.DUPLICATE, 2, other, ITEM),
        decided(Mark.RELATED, 3, edited("은행에 없는 초안"), ITEM),
    ]  # fmt: skip
    items = {DRAFT.fingerprint: ItemId("q3"), ITEM.fingerprint: ItemId("q1"), other.fingerprint: ItemId("q2")}
    truth = truth_of("t", verdicts, items)
    assert {frozenset((p.a, p.b)): p.relevance for p in truth.qrels.pairs} == {
        frozenset(("q1", "q3")): 2,
        frozenset(("q1", "q2")): 3,
    }
    assert truth.outside == 1


def test_a_share_is_told_only_when_enough_pairs_of_that_score_were_judged():
    def some(count, mark, score, calibrated=True):
        context = {"score": score, "calibrated": calibrated}
        return [decided(mark, n, edited(f"{mark}{score}{n}{calibrated}"), ITEM, context=context) for n in range(count)]

    few = [*some(15, Mark.DUPLICATE, 0.9), *some(4, Mark.VARIANT, 0.88)]
    assert reviewed_like(0.9, scored(few)) is None
    enough = [*few, *some(1, Mark.RELATED, 0.94), *some(50, Mark.DUPLICATE, 0.5), *some(9, Mark.VARIANT, 0.9, False)]
    assert reviewed_like(0.9, scored(enough)) == Reviewed(15, 20)
