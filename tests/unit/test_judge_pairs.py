from dataclasses import replace

import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.item import Content
from itembank_desktop.core.search import Query
from itembank_desktop.core.verdict import Mark
from itembank_desktop.services import judge_pairs
from itembank_desktop.services.judge_pairs import JudgePairs, decide, taken_back
from tests.fakes_ui import ListFinder, a_hit

CONTENT = Content("삼각형의 넓이")


@pytest.fixture
def folder(tmp_path):
    LocalBank.create(tmp_path / "bank").close()
    return tmp_path / "bank"


@pytest.fixture
def finder():
    return ListFinder(*(a_hit(number) for number in range(1, 5)))


def judged(verdicts, content, draft, hit):
    return judge_pairs.judged(verdicts, content, draft, [hit])[hit.item.id]


def asked(folder, finder, content=CONTENT, shelf="초안1", limit=2):
    with LocalBank.open(folder) as bank:
        return JudgePairs(finder, bank, bank.revision)(Query(content, limit, shelf=shelf))


def give(folder, mark, hit, content=CONTENT, by="김"):
    verdict = decide(content, "초안1", hit, mark, by, " 까닭 ", "fingerprints")
    with LocalBank.open(folder) as bank:
        bank.record([verdict])
    return verdict


def test_a_colleague_finds_what_was_decided_and_gets_as_many_hits_as_asked(folder, finder):
    given = give(folder, Mark.DIFFERENT, finder.hits[0])
    answer = asked(folder, finder, shelf="남의 초안")
    assert answer.verdicts == (given,)
    assert finder.asked[-1].limit == 3, "what is hidden takes nobody's place"
    assert answer.query.limit == 2
    assert judged(answer.verdicts, CONTENT, "남의 초안", finder.hits[0]).is_dismissed


def test_a_verdict_keeps_who_why_and_what_the_program_said(folder, finder):
    give(folder, Mark.VARIANT, finder.hits[0])
    (verdict,) = asked(folder, finder).verdicts
    assert (verdict.by, verdict.why) == ("김", "까닭")
    assert verdict.context["finder"] == "fingerprints"
    assert verdict.context["score"] == pytest.approx(finder.hits[0].score)
    assert verdict.context["measures"] == {"text": 0.9, "numbers": 0.5}
    assert verdict.one.draft == "초안1"
    assert verdict.other.item == "q1"


def test_a_changed_draft_knows_its_earlier_verdicts_by_its_name(folder, finder):
    give(folder, Mark.DIFFERENT, finder.hits[0])
    changed = replace(CONTENT, stem="삼각형의 둘레")
    mine, theirs = asked(folder, finder, changed), asked(folder, finder, changed, "남의 초안")
    assert judged(mine.verdicts, changed, "초안1", finder.hits[0]).before is not None
    assert theirs.verdicts == ()


def test_taking_back_restores_what_stood_before(folder, finder):
    hit = finder.hits[0]
    first = give(folder, Mark.VARIANT, hit)
    before = judged([first], CONTENT, "초안1", hit)
    second = give(folder, Mark.DIFFERENT, hit)
    back = taken_back(second, before, "박")
    stands = judged([first, second, back], CONTENT, "초안1", hit)
    assert (stands.verdict.mark, stands.verdict.by) == (Mark.VARIANT, "박")
    enemy = decide(CONTENT, "초안1", hit, Mark.ENEMY, "김")
    gone = taken_back(enemy, stands, "김")
    assert judged([first, enemy, gone], CONTENT, "초안1", hit).enemy is None
