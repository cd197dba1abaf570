import pytest

pytest.importorskip("openai")

from itembank_desktop.adapters.judges.grade_file import GradeFile
from itembank_desktop.adapters.judges.openai_compatible import OpenAiGrader
from itembank_desktop.core.errors import BadInput, GraderAway
from itembank_desktop.core.grading import GradeKind, Prices, grade_of, prompt_hash, question_of
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.ports import JobControl
from itembank_desktop.services.grade_pairs import GradePairs, Stop
from tests.builders import a_picture
from tests.chat_look_alike import chatting

GOOD = '{"concept": 4, "overall": 5}'
PRICES = Prices(2.0, 8.0)


@pytest.fixture
def chat(request):
    with chatting(getattr(request, "param", [GOOD])) as server:
        yield server


@pytest.fixture
def grader(chat):
    made = OpenAiGrader(chat.url, "m", "secret", seconds=5, retries=0)
    yield made
    made.close()


def questions(count=3, kind=GradeKind.TEXT, pictures=()):
    return [
        (
            ItemId(f"a{n}"),
            ItemId(f"b{n}"),
            question_of(kind, Content(f"넓이 {n}", ("1", "2"), "1", pictures), Content("부피")),
        )
        for n in range(count)
    ]


def work(grader, tmp_path, budget=1.0):
    return GradePairs(grader, GradeFile(tmp_path / "replies"), PRICES, budget)


@pytest.mark.parametrize("chat", [[GOOD, '{"concept": 1, "overall": 2}', GOOD]], indirect=True)
def test_pairs_are_graded_and_the_truth_says_by_whom(chat, grader, tmp_path):
    graded = work(grader, tmp_path)(GradeKind.TEXT, questions(), 4)
    assert [(pair.a, pair.b, pair.relevance) for pair in graded.qrels.pairs] == [
        ("a0", "b0", 5),
        ("a1", "b1", 0),
        ("a2", "b2", 5),
    ]
    origin = graded.qrels.origin
    assert (origin.kind, origin.by, origin.threshold, origin.prompt) == ("llm", "m", 4, prompt_hash(GradeKind.TEXT))
    assert (graded.calls, graded.spent) == (3, pytest.approx(3 * (1000 * 2 + 100 * 8) / 1e6))
    assert chat.keys[0] == "Bearer secret"
    assert chat.asked[0]["response_format"] == {"type": "json_object"}
    assert "넓이 0" in chat.asked[0]["messages"][1]["content"][0]["text"]


def test_nothing_is_paid_twice_and_the_estimate_knows_it(chat, grader, tmp_path):
    before = work(grader, tmp_path).estimate(questions())
    assert (before.pairs, before.calls) == (3, 3)
    assert before.cost > 0
    work(grader, tmp_path)(GradeKind.TEXT, questions(), 4)
    assert work(grader, tmp_path).estimate(questions(4)).calls == 1
    again = work(grader, tmp_path)(GradeKind.TEXT, questions(), 4)
    assert (again.calls, len(again.grades), len(chat.asked)) == (0, 3, 3)


def test_a_cut_off_line_of_the_replies_is_asked_again(chat, grader, tmp_path):
    work(grader, tmp_path)(GradeKind.TEXT, questions(2), 4)
    file = tmp_path / "replies"
    file.write_text(file.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    assert work(grader, tmp_path)(GradeKind.TEXT, questions(2), 4).calls == 1
    assert work(grader, tmp_path)(GradeKind.TEXT, questions(2), 4).calls == 0


def test_no_call_goes_beyond_the_budget(chat, grader, tmp_path):
    graded = work(grader, tmp_path, budget=0.006)(GradeKind.TEXT, questions(9), 4)
    assert graded.stopped is Stop.BUDGET
    assert 0 < graded.calls < 9
    assert graded.spent <= 0.006
    assert len(graded.qrels.pairs) == graded.calls


def test_a_stop_keeps_what_was_graded(chat, grader, tmp_path):
    graded = work(grader, tmp_path)(GradeKind.TEXT, questions(9), 4, JobControl(cancelled=lambda: len(chat.asked) >= 4))
    assert (graded.stopped, len(graded.grades)) == (Stop.ASKED, 4)
    assert graded.qrels.origin.note.endswith("; 4 of 9 pairs"), "a truth with gaps says so"


def test_a_call_that_keeps_one_waiting_is_given_up_and_asked_again_later(chat, grader, tmp_path):
    chat.speaks.clear()
    graded = work(grader, tmp_path)(GradeKind.TEXT, questions(2), 4, JobControl(cancelled=lambda: bool(chat.asked)))
    assert (graded.stopped, graded.calls, len(chat.asked)) == (Stop.ASKED, 0, 1)
    chat.speaks.set()
    assert len(work(grader, tmp_path)(GradeKind.TEXT, questions(2), 4).grades) == 2


@pytest.mark.parametrize(
    ("address", "key"),
    [("127.0.0.1:1/v1", ""), ("http://[", ""), ("http:///v1", ""), ("http://a:99999/v1", ""), ("http://a/v1", "비밀")],
)
def test_what_can_be_no_address_or_no_key_is_refused(address, key):
    with pytest.raises(BadInput):
        OpenAiGrader(address, "m", key)


@pytest.mark.parametrize("chat", [["Sure! 5", '{"concept": 9, "overall": 5}', GOOD]], indirect=True)
def test_a_reply_that_was_not_asked_for_is_asked_again(chat, grader, tmp_path):
    graded = work(grader, tmp_path)(GradeKind.TEXT, questions(1), 4)
    assert (graded.calls, len(graded.grades), graded.unusable) == (3, 1, ())


@pytest.mark.parametrize("chat", [["never JSON"]], indirect=True)
def test_a_pair_without_a_proper_reply_is_listed_and_not_made_up(chat, grader, tmp_path):
    graded = work(grader, tmp_path)(GradeKind.TEXT, questions(1), 4)
    assert graded.qrels.pairs == ()
    assert graded.unusable[0][:2] == ("a0", "b0")
    assert graded.calls == 3


def test_figures_go_along_where_they_are_asked_for(chat, grader, tmp_path):
    chat.answers = ['{"concept": 1, "image": 5, "overall": 3}']
    pictures = (a_picture(1), a_picture(2))
    graded = work(grader, tmp_path)(GradeKind.IMAGE, questions(1, GradeKind.IMAGE, pictures), 3)
    assert next(iter(graded.grades.values())).image == 5
    parts = chat.asked[0]["messages"][1]["content"]
    assert [part["type"] for part in parts] == ["text", "image_url", "image_url"]
    assert parts[1]["image_url"]["url"].startswith("data:image/png;base64,")


@pytest.mark.parametrize("chat", [[401], [500]], indirect=True)
def test_an_endpoint_that_refuses_is_named(chat, grader, tmp_path):
    with pytest.raises(GraderAway, match=r"127\.0\.0\.1"):
        work(grader, tmp_path)(GradeKind.TEXT, questions(1), 4)


def test_an_endpoint_that_is_not_there_is_named(tmp_path):
    grader = OpenAiGrader("http://127.0.0.1:9/v1", "m", "", seconds=1, retries=0)
    with pytest.raises(GraderAway):
        work(grader, tmp_path)(GradeKind.TEXT, questions(1), 4)
    grader.close()


@pytest.mark.parametrize(
    "text", ["", "[]", "5", GOOD[:-1], '{"concept": 4}', '{"concept": true, "overall": 5}',
             '{"concept": 4.5, "overall": 5}', '{"concept": 4, "overall": 0}', '{"concept": 4, "overall": 5, "why": ""}'],
)  # fmt: skip
def test_only_the_object_that_was_asked_for_is_a_grade(text):
    with pytest.raises(BadInput):
        grade_of(text, GradeKind.TEXT)


def test_the_key_changes_with_all_that_the_answer_depends_on():
    (_, _, plain), (_, _, shown) = questions(1)[0], questions(1, GradeKind.IMAGE, (a_picture(),))[0]
    assert len({plain.key("m"), plain.key("other"), shown.key("m")}) == 3
