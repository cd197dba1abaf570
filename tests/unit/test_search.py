"""A draft's text taken apart as an author wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.item import Draft, Item, ItemId, fingerprint
from itembank_desktop.core.search import content_of


def test_choices_and_answer_are_told_from_the_stem():
    content = content_of(Draft("$x^2=4$의 양의 근은?\n① 1 ② 2 ③ 3\n④ 4 ⑤ 5\n정답: ②"))
    assert content.stem == "$x^2=4$의 양의 근은?"
    assert content.choices == ("1", "2", "3", "4", "5")
    assert content.answer == "②"


def test_numbered_lines_are_choices_too():
    content = content_of(Draft("옳은 것은?\n(1) 가\n(2) 나"))
    assert content.choices == ("가", "나")


@pytest.mark.parametrize(
    "text", ["함수 $f(1)$의 값은?", "① 하나만 있는 글", "그림에서 ①의 넓이를 구하시오.", "f(1) 2) 3"]
)
def test_a_lone_mark_is_no_list_of_choices(text):
    assert content_of(Draft(text)).choices == ()


@given(st.text())
def test_nothing_typed_breaks_it_or_gets_lost(text):
    content = content_of(Draft(text))
    kept = "".join((content.stem, *content.choices, content.answer))
    assert len(kept) <= len(text)
    if "①" not in text and ")" not in text and "답" not in text and "nswer" not in text.lower():
        assert content.stem == text.strip()


def test_the_same_content_has_the_same_fingerprint_in_nfc_and_nfd():
    composed, decomposed = Item(ItemId("a"), stem="각  넓이"), Item(ItemId("b"), stem="\u1100\u1161\u11a8 넓이 ")
    assert fingerprint(composed) == fingerprint(decomposed)
    assert fingerprint(composed) != fingerprint(Item(ItemId("a"), stem="각 높이"))
    assert fingerprint(composed) != fingerprint(Item(ItemId("a"), stem="각 넓이", metadata={"level": "고1"}))
