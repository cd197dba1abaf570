"""What programs put into a clipboard beside the author's words, in samples as they come."""

import pytest

from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.pasted_text import clean_text, whole_sentences
from itembank_desktop.ui.pasting import read_clip, read_plain
from tests.ui.clips import check, clip, picture, png

pytestmark = pytest.mark.usefixtures("qapp")

NOTE = "그림입니다. 원본 그림의 이름: CLP00002ff41f3a.bmp 원본 그림의 크기: 가로 412pixel, 세로 287pixel"
LINES_OF_NOTE = "그림입니다.\r\n원본 그림의 이름: CLP0000.bmp\r\n원본 그림의 크기: 가로 412pixel, 세로 287pixel\r\n"
PDF = """17. 그림과 같이 한 변의 길이가 4인 정사각형 ABCD에서 변 AB의 중점을
M, 변 BC를 3:1로 내분하는 점을 N이라 하자. 삼각형 DMN의 넓이를 S라
할 때, 다음 조건을 만족시키는 점 P의 개수와 S의 값의 합은? [4점]

(가) 점 P는 선분 DM 위의 점이고, 두 삼각형 APM과 DPN의 넓이가 서로
같다.
(나) 선분 PN의 길이는 자연수이다.
① 6 ② 7 ③ 8
④ 9 ⑤ 10"""


def pasted(mime):
    return read_clip(mime, check, {}).parts


def test_hwp_gives_the_text_and_not_what_it_says_of_its_pictures():
    text = f"{LINES_OF_NOTE}위의 그래프에서 $f(2)$의 값은?\r\n① 1 ② 2\r\n{LINES_OF_NOTE}"
    assert pasted(clip(text=text)) == ("위의 그래프에서 $f(2)$의 값은?\n① 1 ② 2\n",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"함수의 그래프가 {NOTE}일 때", "함수의 그래프가일 때"),
        (f"그래프는 다음과 같다. {NOTE}\n① 1", "그래프는 다음과 같다.\n① 1"),
        (f"① {NOTE} ② {NOTE}\n끝", "① ②\n끝"),
    ],
)
def test_a_note_within_a_line_goes_and_the_line_stays(text, left):
    assert clean_text(text) == left


def test_hwp_with_its_picture_keeps_the_picture_at_its_place(tmp_path):
    (tmp_path / "CLP0.png").write_bytes(png())
    url = (tmp_path / "CLP0.png").as_uri()
    html = f'<p>다음 그래프에서 </p><p><img src="{url}">{NOTE}</p><p>넓이를 구하시오.</p>'
    before, figure, after = pasted(clip(text=f"다음 그래프에서\n{NOTE}\n넓이를 구하시오.", html=html))
    assert (before.strip(), after.strip()) == ("다음 그래프에서", "넓이를 구하시오.")
    assert figure.data == picture().data


def test_what_is_not_seen_goes_and_every_space_is_one():
    text = "\ufeff삼\u200b각형\u2060의\u00a0넓\u00ad이\u3000①\ufe0f\u20091\u200e"
    assert pasted(clip(text=text)) == ("삼각형의 넓이 ① 1",)
    assert clean_text("ge\u00ad\nometry") == "geometry"


def test_a_pdf_gives_sentences_and_keeps_paragraphs_conditions_and_choices():
    (text,) = pasted(clip(text=PDF.replace("\n", "\r\n")))
    assert text.split("\n") == [
        "17. 그림과 같이 한 변의 길이가 4인 정사각형 ABCD에서 변 AB의 중점을 M, 변 BC를 3:1로 내분하는 점을 N이라 하자. "
        "삼각형 DMN의 넓이를 S라 할 때, 다음 조건을 만족시키는 점 P의 개수와 S의 값의 합은? [4점]",
        "",
        "(가) 점 P는 선분 DM 위의 점이고, 두 삼각형 APM과 DPN의 넓이가 서로 같다.",
        "(나) 선분 PN의 길이는 자연수이다.",
        "① 6 ② 7 ③ 8",
        "④ 9 ⑤ 10",
    ]


def test_a_word_that_the_margin_broke_is_whole_again_where_the_spaces_tell():
    text = "수열 a, b, c가 이 순서대로 등차수열을 이루고 그 합이 \n15일 때, 세 수의 곱이 될 수 있는 값의 최댓값을 구하여라 한\n다. "
    assert whole_sentences(text) == text.replace(" \n", " ").replace("한\n다", "한다")
    english = "Find the area of the triangle whose sides are the three con-\nsecutive numbers 13, 14 and 15"
    assert whole_sentences(english) == english.replace("con-\nsec", "consec")


@pytest.mark.parametrize(
    "text",
    [
        "짧은 줄\n다음 줄\n또 다음 줄",
        "다음 물음에 답하시오. 단, 모든 길이의 단위는 cm로 하고 값은 반올림한다.\n풀이를 쓰시오",
        "이름이 긴 학교의 학생 수를 나타낸 표에서 가장 큰 값을 찾으면\n1) 국어\n2) 수학",
        "다음 중 아래의 조건을 모두 만족시키는 함수를 있는 대로 고른 것은\nㄱ. f(x)\nㄴ. g(x)",
        "가로의 길이가 세로의 길이보다 긴 직사각형의 넓이와 둘레의 길이\t1\n둘째 행의 이름\t2",
        "긴 줄 다음에 수식이 오는 경우에는 줄을 그대로 두어야 합니다 그렇지 않으면\n$$x^2$$",
    ],
)
def test_lines_that_an_author_made_stay(text):
    assert whole_sentences(text) == text


def test_plain_paste_a_page_of_the_web_and_the_drafts_own_text_keep_their_lines(qtbot):
    wrapped = "한 변의 길이가 4인 정사각형 ABCD에서 변 AB의 중점을 M이라 하자 이때\n다음 값을 구하시오"
    assert read_plain(clip(text=wrapped)) == wrapped
    assert pasted(clip(text=wrapped, html=f"<p>{wrapped}</p>")) == (wrapped,)
    editor = DraftEditor(check)
    qtbot.addWidget(editor)
    editor.setPlainText(wrapped)
    editor.selectAll()
    assert pasted(editor.createMimeDataFromSelection()) == (wrapped,)
    assert pasted(clip(text=wrapped)) == (wrapped.replace("\n", " "),)


def test_a_messenger_gives_what_was_said():
    text = (
        "--------------- 2026년 3월 2일 월요일 ---------------\n"
        "[김교사] [오후 3:12] 다음 함수의 극댓값은?\n① 1 ② 2\n[박 선생님(수학)] [오후 3:13] 사진\n"
        "[김교사] [오전 11:05] 답은 ②\n"
    )
    assert pasted(clip(text=text)) == ("다음 함수의 극댓값은?\n① 1 ② 2\n답은 ②\n",)
    assert clean_text("[보기] [가]를 고르시오") == "[보기] [가]를 고르시오"
