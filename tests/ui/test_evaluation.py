"""The evaluation window by keyboard, on a real review file."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from itembank_desktop.adapters.reports.review_file import ReviewFile
from itembank_desktop.core.errors import EvaluationMissing
from itembank_desktop.core.item import Figure, ItemId
from itembank_desktop.core.model import Purpose, ShelfModel
from itembank_desktop.core.pilot import PilotFigures, Targets
from itembank_desktop.core.review import Review, ReviewPair, Vote
from itembank_desktop.core.verdict import Mark
from itembank_desktop.ui import theme
from itembank_desktop.ui.ballot import Way
from itembank_desktop.ui.evaluation_window import EvaluationWindow
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.model_words import Standing
from itembank_desktop.ui.performance import Performance
from tests.builders import an_item
from tests.fakes_ui import FakeBanks, ListFinder, a_desk, an_answer

KEY = Qt.Key
PAIRS = tuple(ReviewPair(ItemId(f"a{n}"), ItemId(f"b{n}"), "drawn by chance among the hits") for n in range(4))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "review.jsonl"
    ReviewFile.create(path, Review("review", "mine", "2026-11-25", "by chance", PAIRS))
    return path


@pytest.fixture
def make(qtbot, tmp_path):
    """The window on a bank that holds every item asked for; `desk` exchanges parts of what it works with."""
    made = []

    def window(figures=(), without=(), **desk) -> EvaluationWindow:
        def items_of(ids):
            return {one: an_item(f"문항 {one}", one, figures=figures) for one in ids if one not in without}

        whole = a_desk(tmp_path, FakeBanks(ListFinder()))
        whole = replace(whole, evaluation=replace(whole.evaluation, **desk))
        look = theme.Theme(theme.Choice.LIGHT)
        shown = EvaluationWindow(whole, look, Icons(whole.resources / "icons", look), Performance(), Standing)
        shown.crashed.connect(lambda error: pytest.fail(repr(error)))
        shown.show_bank(replace(FakeBanks(ListFinder()).open(tmp_path / "mine"), items_of=items_of))
        shown.show()
        made.append(shown)
        return shown

    yield window
    for one in made:
        one.hide()
        one.close_for_good()
        one.deleteLater()


@pytest.fixture
def begin(qtbot, make, file):
    """A window where `by` reviews."""

    def begun(by="김", way=Way.VERDICT, **more):
        window = make(**more)
        window.review.open(file)
        qtbot.waitUntil(lambda: window.review.review is not None)
        window.review.front.way = way
        window.review.front.name.setText(by)
        qtbot.mouseClick(window.review.front.begin, Qt.MouseButton.LeftButton)
        return window, Reviewer(qtbot, window.review)

    return begun


class Reviewer:
    """Presses keys once the pair is there, and waits until the answer is on the disk."""

    def __init__(self, qtbot, page):
        self._qtbot, self.page, self.pane = qtbot, page, page.pane

    def at(self, pair):
        self._qtbot.waitUntil(lambda: self.pane.current == pair and self.pane.pair.shown is not None)

    def press(self, *keys, control=False):
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self._qtbot.keyClick(self.pane, key, held)
            self._qtbot.waitUntil(lambda: not self.page.lane.running and not self.pane.busy)


def on_disk(file, by):
    return {pair: vote.verdict or vote.overall for pair, vote in ReviewFile(file).read().of(by).items()}


def test_four_keys_judge_and_go_on_and_every_answer_is_on_the_disk_before_the_next_pair(begin, file):
    window, reviewer = begin()
    for pair, key in enumerate((KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4)):
        reviewer.at(pair)
        assert pair not in on_disk(file, "김")
        reviewer.press(key)
    assert on_disk(file, "김") == {0: Mark.DUPLICATE, 1: Mark.VARIANT, 2: Mark.RELATED, 3: Mark.DIFFERENT}
    assert "All pairs are judged" in reviewer.pane.text
    assert "4 judged" in reviewer.pane.text
    reviewer.press(KEY.Key_5)
    assert len(ReviewFile(file).read().votes) == 4, "there is no fifth verdict"
    assert window.banner.sentence == ""


def test_undo_takes_back_the_newest_answer_and_goes_to_its_pair_even_after_a_new_start(begin, file):
    _, reviewer = begin()
    reviewer.at(0)
    reviewer.press(KEY.Key_1)
    reviewer.at(1)
    reviewer.press(KEY.Key_2)
    reviewer.at(2)
    reviewer.press(KEY.Key_Z, control=True)
    reviewer.at(1)
    assert on_disk(file, "김") == {0: Mark.DUPLICATE}
    assert [vote.taken_back for vote in ReviewFile(file).read().votes] == [False, False, True]
    _, again = begin()
    again.at(1)
    again.press(KEY.Key_Z, control=True)
    again.at(0)
    assert on_disk(file, "김") == {}
    again.press(KEY.Key_Z, control=True)
    assert len(ReviewFile(file).read().votes) == 4, "nothing is left to take back"


def test_grades_are_asked_one_after_the_other_and_the_figure_only_where_there_is_one(begin, file):
    _, reviewer = begin(way=Way.GRADES)
    reviewer.at(0)
    assert reviewer.pane.answers.question == "How alike is what they ask for?"
    reviewer.press(KEY.Key_5)
    assert reviewer.pane.answers.question == "How alike are they on the whole?"
    reviewer.press(KEY.Key_Z, control=True)
    assert reviewer.pane.answers.question == "How alike is what they ask for?"
    reviewer.press(KEY.Key_4, KEY.Key_3)
    reviewer.at(1)
    (vote,) = ReviewFile(file).read().votes
    assert (vote.concept, vote.figure, vote.overall) == (4, None, 3)


def test_with_figures_three_grades_make_an_answer(begin, file):
    _, reviewer = begin(way=Way.GRADES, figures=(Figure("0" * 64, "a.png"),))
    reviewer.at(0)
    reviewer.press(KEY.Key_5, KEY.Key_1, KEY.Key_2)
    reviewer.at(1)
    (vote,) = ReviewFile(file).read().votes
    assert (vote.concept, vote.figure, vote.overall) == (5, 1, 2)


def test_the_arrows_leave_a_pair_open_and_a_later_answer_replaces_an_earlier_one(begin, file):
    _, reviewer = begin()
    reviewer.at(0)
    reviewer.press(KEY.Key_Right)
    reviewer.at(1)
    reviewer.press(KEY.Key_1)
    reviewer.at(2)
    reviewer.press(KEY.Key_Left)
    reviewer.at(1)
    reviewer.press(KEY.Key_4)
    assert on_disk(file, "김") == {1: Mark.DIFFERENT}


def test_a_note_goes_with_the_answer_and_its_digits_are_no_answers(qtbot, begin, file):
    _, reviewer = begin()
    reviewer.at(0)
    reviewer.press(KEY.Key_N)
    qtbot.keyClicks(reviewer.pane.answers.note, "2nd figure")
    assert ReviewFile(file).read().votes == ()
    qtbot.keyClick(reviewer.pane.answers.note, KEY.Key_Return)
    reviewer.press(KEY.Key_3)
    reviewer.at(1)
    (vote,) = ReviewFile(file).read().votes
    assert (vote.note, vote.verdict) == ("2nd figure", Mark.RELATED)
    assert reviewer.pane.answers.note.text() == ""


def test_a_crash_loses_nothing_that_was_given(begin, file):
    _, reviewer = begin()
    reviewer.at(0)
    reviewer.press(KEY.Key_1)
    reviewer.at(1)
    with file.open("ab") as torn:
        torn.write(b'{"pair": 1, "by": "\xea')  # the machine went down while a vote was written
    _, again = begin()
    again.at(1)
    again.press(KEY.Key_2)
    assert on_disk(file, "김") == {0: Mark.DUPLICATE, 1: Mark.VARIANT}


def test_an_answer_that_cannot_be_written_does_not_count(begin, file):
    window, reviewer = begin()
    reviewer.at(0)
    file.unlink()
    reviewer.press(KEY.Key_1)
    assert reviewer.pane.current == 0
    assert "cannot be written" in window.banner.sentence
    assert "0 judged" in reviewer.pane.text


def test_a_reviewer_sees_nothing_of_what_others_said_until_disputes_are_settled(qtbot, begin, file):
    for number, pair in enumerate(PAIRS):
        mark = Mark.DUPLICATE if pair.a == "a0" else Mark.DIFFERENT
        ReviewFile(file).add(Vote(number, "이", datetime.now(UTC), verdict=mark, note="그대로 베꼈음"))
    window, reviewer = begin()
    for pair in range(len(PAIRS)):
        reviewer.at(pair)
        said = all_text(window)
        assert "이:" not in said
        assert "그대로" not in said
        assert "chance" not in said, "why a pair was chosen would tell what the program thinks of it"
        if pair == 1:
            reviewer.press(KEY.Key_Escape)
            assert not window.review.front.settle.isEnabled(), "who is in the middle may not look"
            assert not window.review.front.agree.isEnabled()
            assert "(" not in window.review.front.settle.text(), "a number of disputes tells what the other said"
            qtbot.mouseClick(window.review.front.begin, Qt.MouseButton.LeftButton)
            reviewer.at(1)
        reviewer.press(KEY.Key_4)
    reviewer.press(KEY.Key_Escape)
    qtbot.mouseClick(window.review.front.settle, Qt.MouseButton.LeftButton)
    reviewer.at(0)
    assert '이: Duplicate "그대로 베꼈음"' in reviewer.pane.text
    reviewer.press(KEY.Key_1)
    assert ReviewFile(file).read().result()[0] == 5
    reviewer.press(KEY.Key_Z, control=True)
    assert ReviewFile(file).read().disputed() == [0]


def test_what_another_window_wrote_meanwhile_counts_in_disputes_agreement_and_truth(qtbot, begin, file, tmp_path):
    window, reviewer = begin()
    for pair, _ in enumerate(PAIRS):
        reviewer.at(pair)
        reviewer.press(KEY.Key_1)
    reviewer.press(KEY.Key_Escape)
    for pair, _ in enumerate(PAIRS):  # While this window stands there with what it read.
        ReviewFile(file).add(Vote(pair, "이", datetime.now(UTC), verdict=Mark.DIFFERENT if pair else Mark.DUPLICATE))
    front = window.review.front
    front.exporting.emit(tmp_path / "truth.json")
    qtbot.waitUntil(lambda: "1 pairs are in truth.json" in window.banner.sentence)
    assert "3 in dispute" in window.banner.sentence
    assert "이 4/4" in front.text
    ReviewFile(file).add(Vote(1, "이", datetime.now(UTC), verdict=Mark.DUPLICATE))
    qtbot.mouseClick(front.settle, Qt.MouseButton.LeftButton)
    reviewer.at(2)
    assert "이: Unrelated" in reviewer.pane.text


def all_text(window):
    from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

    shown = [one for kind in (QLabel, QLineEdit, QToolButton) for one in window.findChildren(kind) if one.isVisible()]
    return "\n".join(one.text() for one in shown)


def test_an_item_that_the_bank_lacks_is_said_and_cannot_be_judged(qtbot, begin, file):
    window, reviewer = begin(without=("b0",))
    qtbot.waitUntil(lambda: "not in the open bank" in all_text(window))
    reviewer.press(KEY.Key_1)
    assert ReviewFile(file).read().votes == ()
    reviewer.press(KEY.Key_Right)
    reviewer.at(1)


def test_a_file_that_is_no_review_is_said_and_the_open_review_keeps_its_own_file(qtbot, begin, file, tmp_path):
    window, reviewer = begin()
    reviewer.at(0)
    other = tmp_path / "other.jsonl"
    other.write_text("{}\n", "utf-8")
    window.review.open(other)
    qtbot.waitUntil(lambda: "other.jsonl" in window.banner.sentence)
    reviewer.press(KEY.Key_2)
    assert on_disk(file, "김") == {0: Mark.VARIANT}
    assert other.read_text("utf-8") == "{}\n"


def test_missing_packages_are_said_with_the_command(qtbot, make):
    def require():
        raise EvaluationMissing("scipy")

    window = make(require=require)
    window.turn_to(2)
    assert "bootstrap.py evaluation" in window.finders.lack.text()
    window.finders.front.take([], None)
    assert not window.finders.front.start.isEnabled()


def test_a_comparison_that_was_stopped_can_be_started_again(qtbot, make, tmp_path):
    def compare(folder, truths, least, report, again, language, control):
        from itembank_desktop.core.ports import Progress

        control.progress(Progress(250, 1000, "bm25"))
        while not control.cancelled():
            pass

    window = make(compare=compare, require=lambda: None)
    window.turn_to(2)
    page = window.finders
    page.front.take([tmp_path / "truth.json"], tmp_path)
    for _ in range(2):
        qtbot.mouseClick(page.front.start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "25 %, BM25" in page.work.text)
        assert not page.front.start.isEnabled()
        qtbot.mouseClick(page.work.stop, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "goes on where it was" in page.work.text)


def test_a_comparison_ranks_again_only_where_a_reranker_is_chosen(qtbot, make, tmp_path):
    asked = []
    window = make(compare=lambda *all_of_it: asked.append(all_of_it[4]), require=lambda: None)
    window.turn_to(2)
    page, box = window.finders, window.finders.front.rerank
    qtbot.waitUntil(lambda: not page.listing.running)
    box.show_models((ShelfModel("R", installed=True, purpose=Purpose.RERANK), ShelfModel("E", installed=True)))
    assert box.model.findData("E") == -1, "what makes vectors is not offered"
    page.front.take([tmp_path / "truth.json"], tmp_path)
    for name in ("", "R"):
        box.model.setCurrentIndex(box.model.findData(name))
        box.threshold.setValue(0.25)
        qtbot.mouseClick(page.front.start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.lane.running)
    plain, again = asked
    assert plain is None
    assert (again.wish.model, again.wish.threshold, again.model.reranks) == ("R", 0.25, True)


def test_the_session_and_measured_runs_are_held_against_the_targets(qtbot, make, tmp_path):
    run = PilotFigures(
        "2026-11-25T00:00:00", "here", "b", 10, "fingerprints", 100, 100, 5, 90, 110, 120, 40.0, 10**9, 0
    )
    runs = [run, replace(run, at="2026-11-26T00:00:00", p95=240.0)]
    asked = []
    window = make(bench_history=lambda folder: asked.append(folder) or runs)
    window.turn_to(3)
    page = window.performance
    qtbot.waitUntil(lambda: page.history.table.isVisible())
    assert asked == [tmp_path / "mine"]
    assert page.history.table.cells(6) == ["missed  ·  slower than the run before, P95 90 ms", "reached"]
    performance = page._performance
    performance._on_answered(replace(an_answer(), seconds=0.25))
    performance._on_failed(None)
    performance.aim(Targets(milliseconds=300.0, answered=50.0))
    assert "P95 250.0 ms (target 300 ms: reached)" in page.text
    assert "answered 50 % (target 50 %: reached)" in page.text
    assert page.history.table.cells(6)[1] == "reached"
    assert page.history.table.cells(6)[0].startswith("reached")
    performance.aim(Targets(milliseconds=80.0))
    assert "P95 250.0 ms (target 80 ms: missed)" in page.text
    assert "answered 50 % (target 100 %: missed)" in page.text
    assert page.history.table.cells(6)[1] == "missed"


def test_without_a_measured_run_the_command_is_said(qtbot, make, tmp_path):
    window = make(bench_history=lambda _: [])
    window.turn_to(3)
    qtbot.waitUntil(lambda: str(tmp_path / "mine") in window.performance.history.command.text())
    assert not window.performance.history.table.isVisible()


def test_percentiles_are_those_of_the_nearest_rank():
    performance = Performance()
    with pytest.raises(ValueError, match="no question"):
        performance.percentile(0.5)
    for number in range(1, 101):
        performance._on_answered(replace(an_answer(), seconds=number / 1000))
    assert [performance.percentile(share) for share in (0.5, 0.95, 0.99, 1.0)] == [0.05, 0.095, 0.099, 0.1]
