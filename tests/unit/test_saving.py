"""Drafts and items: what an author typed is what the bank gets, and the other way round."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BadInput, IsACopy
from itembank_desktop.core.item import Draft, Figure, ItemId, Place
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.saving import Form, draft_of, form_for, is_published, item_from
from itembank_desktop.core.search import Query
from itembank_desktop.opening.local import saving_local
from itembank_desktop.wiring import finder
from tests.builders import a_content, a_picture, an_item

TEXT = "이차방정식 $x^2-4x+2=0$의 두 근의 합은?\n① $2$\n② $4$\n③ $6$\n정답: ②"
NOW = datetime(2026, 11, 25, 9, 30, 5)


def test_a_draft_becomes_an_item_with_choices_answer_and_figures():
    picture = a_picture(1)
    item, sent = item_from(Draft(TEXT, (picture,)), Form("ALG-1", "대수", "②", {"year": "2026"}), None, "kim")
    assert item.stem == "이차방정식 $x^2-4x+2=0$의 두 근의 합은?"
    assert item.choices == ("$2$", "$4$", "$6$")
    assert (item.answer, item.subject, item.figures, sent) == ("②", "대수", (picture.figure,), (picture,))
    assert item.metadata == {"author": "kim", "status": "draft", "year": 2026}


def test_what_is_not_asked_for_stays_as_it_was():
    figure, explaining = Figure("a" * 64, "a.png", Place.CHOICE), Figure("b" * 64, "b.png", Place.EXPLANATION)
    base = an_item(
        "옛 글", "q1", figures=(figure, explaining), explanation="풀이",
        metadata={"year": "2019", "unit": "도형", "exam": "6월", "status": "review", "author": "lee"},
    )  # fmt: skip
    form = form_for(Draft("새 글"), base, "kim", NOW)
    assert form.facts == {"unit": "도형", "year": "2019"}
    old = a_picture(3)
    old = type(old)(old.data, "other name", Place.STEM, "a" * 64)
    item, sent = item_from(Draft("새 글", (old, new := a_picture(2))), form, base, "kim")
    assert item.stem == "새 글"
    assert item.explanation == "풀이"
    assert item.figures == (figure, new.figure, explaining)
    assert sent == (new,), "the bank has the others"
    assert item.metadata == base.metadata


def test_a_draft_may_bring_its_own_explanation():
    base = an_item("옛 글", "q1", explanation="옛 풀이")
    item, _ = item_from(Draft("새 글은?\n[정답] 7\n[해설] 새 풀이"), form := Form("q1", answer="7"), base, "kim")
    assert (item.stem, item.answer, item.explanation) == ("새 글은?", "7", "새 풀이")
    kept, _ = item_from(Draft("새 글은?"), form, base, "kim")
    assert kept.explanation == "옛 풀이"


def test_an_emptied_fact_is_taken_out():
    base = an_item("글", "q1", metadata={"unit": "도형"})
    item, _ = item_from(Draft("글"), Form("q1", facts={"unit": " "}), base, "kim")
    assert item.metadata == {}


@pytest.mark.parametrize("id", ["", "  ", "x" * 201])
def test_an_item_needs_a_number(id):
    with pytest.raises(BadInput):
        item_from(Draft(TEXT), Form(id), None, "kim")


def test_a_new_form_has_a_number_of_its_own_and_the_answer_of_the_draft():
    assert form_for(Draft(TEXT), None, "kim", NOW) == Form("kim-261125-093005", answer="②")


def test_published_items_are_known():
    assert is_published(an_item("글", metadata={"status": "published"}))
    assert not is_published(an_item("글"))


def test_every_item_of_the_sample_bank_is_the_same_after_editing_nothing(mixed_bank):
    changed = []
    for item in mixed_bank.get(mixed_bank.keys()):
        draft = draft_of(item, ())
        if draft is None:
            changed.append(item.id)
            continue
        form = form_for(draft, item, "kim", NOW)
        same, _ = item_from(draft, form, item, "kim")
        assert (same.stem, same.choices, same.answer) == (item.stem.strip(), item.choices, item.answer)
        assert (same.explanation, same.metadata, same.subject) == (item.explanation, item.metadata, item.subject)
    assert changed == []


@given(st.text(), st.lists(st.text(), max_size=10), st.text())
def test_an_item_that_would_be_read_otherwise_is_no_draft(stem, choices, answer):
    item = an_item(stem, choices=tuple(choices), answer=answer)
    draft = draft_of(item, ())
    if draft is not None:
        again, _ = item_from(draft, form_for(draft, item, "", NOW), item, "")
        assert (again.stem, again.answer.strip()) == (stem.strip(), answer.strip())
        assert again.choices == tuple(choice.strip() for choice in choices)


@pytest.fixture
def bank(tmp_path):
    with LocalBank.create(tmp_path / "bank") as made:
        yield made


def test_an_author_saves_into_an_empty_bank_and_finds_it(bank):
    saving = saving_local(bank)
    item, pictures = item_from(Draft(TEXT, (a_picture(1),)), Form("ALG-1", "대수", "②"), None, "kim")
    assert isinstance(saving.write(ItemSave(item, 0, pictures)), Written)
    assert bank.get(bank.keys()) == [item]
    assert bank.figure(item.figures[0].sha256) == pictures[0].data
    find = finder(bank)
    find.warm_up()
    assert find(Query(a_content(item))).hits[0].item.id == "ALG-1"
    assert find(Query(a_content(item), exclude=ItemId("ALG-1"))).hits == ()


def test_a_version_is_saved_only_over_what_was_read(bank):
    saving = saving_local(bank)
    first = saving.write(ItemSave(an_item("첫 글", "q1")))
    read = saving.edit(ItemId("q1"))
    assert (read.item.stem, read.revision) == ("첫 글", first.revision)
    second = saving.write(ItemSave(an_item("둘째 글", "q1"), read.revision))
    assert isinstance(second, Written)
    late = saving.write(ItemSave(an_item("늦은 글", "q1"), read.revision))
    assert isinstance(late, Collision)
    assert (late.theirs.stem, late.revision) == ("둘째 글", second.revision)
    assert isinstance(saving.write(ItemSave(an_item("같은 번호", "q1"))), Collision)
    assert not saving.remove(ItemId("q1"), read.revision)
    assert saving.remove(ItemId("q1"), second.revision)
    assert bank.count() == 0
    with pytest.raises(BadInput, match="does not hold it"):
        saving.edit(ItemId("q1"))


def test_an_edited_item_brings_its_pictures_but_not_those_of_its_explanation(bank):
    saving, one, other = saving_local(bank), a_picture(1), a_picture(2)
    explaining = type(other)(other.data, other.name, Place.EXPLANATION)
    item = an_item("그림", "q1", figures=(one.figure, explaining.figure))
    saving.write(ItemSave(item, 0, (one, explaining)))
    assert [picture.sha256 for picture in saving.edit(ItemId("q1")).pictures] == [one.sha256]


def test_a_copy_takes_no_items(bank):
    bank.copy.begin("postgresql://bank.example.org/math", "feed")
    with pytest.raises(IsACopy):
        saving_local(bank).write(ItemSave(an_item("글", "q1")))
    assert bank.spaces() == []
