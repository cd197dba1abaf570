"""A draft's text taken apart as an author wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.item import Draft, Item, ItemId, fingerprint
from itembank_desktop.core.search import content_of, explanation_of


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


ASKED = "$x^2=4$의 양의 근은?\n① 1 ② 2 ③ 3"


@pytest.mark.parametrize("said", ["정답: ②", "[정답] ②", "(답) ②", "정답 ②", "【정답】: ②", "답) ②", "Answer: ②"])
def test_an_answer_is_told_however_it_is_marked(said):
    content = content_of(Draft(f"{ASKED}\n{said}"))
    assert (content.choices, content.answer) == (("1", "2", "3"), "②")


@pytest.mark.parametrize("said", ["정답 한 개에 3점을 받는다.", "정답을 고르시오.", "답안지를 나누어 준다."])
def test_a_sentence_about_answers_is_none(said):
    assert content_of(Draft(f"다음을 읽으시오.\n{said}")).stem == f"다음을 읽으시오.\n{said}"


@pytest.mark.parametrize(
    "heading", ["해설:", "[해설]", "풀이)", "【풀이】", "<해설>\n", "해설\n", "정답 및 해설\n", "Solution:"]
)
@pytest.mark.parametrize("behind", [False, True])
def test_an_explanation_is_no_part_of_the_question(heading, behind):
    told = f"{heading} $x=\\pm2$에서\n양수는 2이다."
    content = content_of(draft := Draft("\n".join([ASKED, *([told, "[정답] ②"] if behind else ["[정답] ②", told])])))
    assert content == content_of(Draft(f"{ASKED}\n정답: ②"))
    assert explanation_of(draft) == "$x=\\pm2$에서\n양수는 2이다."


@pytest.mark.parametrize(
    "text",
    [
        "다음은 철수의 풀이이다.\n[풀이]\n$x=2$이므로 참이다.\n옳은 것은?\n① 가 ② 나 ③ 다",
        "해설 방송을 들은 사람은 몇 명인가?",
        "[풀이] 다음 식을 간단히 하시오.",
        "풀이 과정을 쓰시오.\n풀이:",
    ],
)
def test_a_question_about_a_solution_stays_whole(text):
    assert explanation_of(Draft(text)) == ""
    assert content_of(Draft(text)).stem == text.partition("\n①")[0]


@given(st.text())
def test_nothing_typed_breaks_it_or_gets_lost(text):
    content = content_of(Draft(text))
    kept = "".join((content.stem, *content.choices, content.answer, explanation_of(Draft(text))))
    assert len(kept) <= len(text)
    if not any(mark in text.lower() for mark in ("①", ")", "답", "answer", "해설", "풀이", "solution", "explanation")):
        assert content.stem == text.strip()


def test_the_same_content_has_the_same_fingerprint_in_nfc_and_nfd():
    composed, decomposed = Item(ItemId("a"), stem="각  넓이"), Item(ItemId("b"), stem="\u1100\u1161\u11a8 넓이 ")
    assert fingerprint(composed) == fingerprint(decomposed)
    assert fingerprint(composed) != fingerprint(Item(ItemId("a"), stem="각 높이"))
    assert fingerprint(composed) != fingerprint(Item(ItemId("a"), stem="각 넓이", metadata={"level": "고1"}))
