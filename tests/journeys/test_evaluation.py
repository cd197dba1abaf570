"""From pairs to votes, to a ground truth, to finders measured by it: by keyboard, on the sample bank."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

KEYS = {3: Qt.Key.Key_1, 2: Qt.Key.Key_2, 1: Qt.Key.Key_3, 0: Qt.Key.Key_4}
LONG = 60_000
DISPUTED = {"ALG-2478", "ALG-3145"}


def known_grades():
    """What the sample bank's makers know of its pairs: our reviewers are no worse."""
    from itembank_desktop.adapters.shipped import RESOURCES

    told = json.loads((RESOURCES / "sample_bank" / "qrels.json").read_text("utf-8"))
    return {frozenset((one["a"], one["b"])): one["relevance"] for one in told["pairs"]}


def two_truths(folder):
    """Two that call one pair differently."""
    a, b = sorted(DISPUTED)
    for name, grade in (("one.json", 3), ("other.json", 0)):
        (folder / name).write_text(json.dumps({"pairs": [{"a": a, "b": b, "relevance": grade}]}), "utf-8")
    return folder / "one.json", folder / "other.json"


def judge_all(qtbot, window, name, wrong=()):
    """Review every pair as `name`; the pairs in `wrong` are called the opposite."""
    page, grades = window.review, known_grades()
    page.front.name.setText(name)
    qtbot.mouseClick(page.front.begin, Qt.MouseButton.LeftButton)
    for number, pair in enumerate(page.review.pairs):
        qtbot.waitUntil(lambda number=number: page.pane.current == number and page.pane.pair.shown is not None)
        grade = grades.get(frozenset((pair.a, pair.b)), 0)
        qtbot.keyClick(page.pane, KEYS[0 if grade >= 2 else 3] if number in wrong else KEYS[grade])
        qtbot.waitUntil(lambda number=number: number in page.review.of(name) and not page.lane.running)
    qtbot.keyClick(page.pane, Qt.Key.Key_Escape)


def settled(qtbot, press):
    qtbot.waitUntil(lambda: press.is_idle, timeout=LONG)


def test_a_bank_keeper_goes_from_pairs_to_votes_to_a_truth_to_measured_finders(
    qtbot, session, rehearsal, tmp_path, screenshot
):
    session.window.header.evaluation_asked.emit()
    window = session.window.evaluation.window
    page = window.review
    page.front.take_truths(two_truths(tmp_path))
    page.make(tmp_path / "검토.jsonl", 16, page.front.truths)
    qtbot.waitUntil(lambda: page.review is not None, timeout=LONG)
    assert [{pair.a, pair.b} for pair in page.review.pairs if pair.why == "two truths disagree"] == [DISPUTED]
    assert "씨앗은 1입니다" in page.front.text
    screenshot(window, "evaluation-front-ko-light")

    judge_all(qtbot, window, "김검토")
    page.pane.step(0)
    judge_all(qtbot, window, "이검토", wrong=(0, 3))
    assert len(page.review.disputed()) == 2
    qtbot.mouseClick(page.front.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "가중 카파" in page.front.text, timeout=LONG)
    screenshot(window, "evaluation-agreement-ko-light")

    page.front.name.setText("박조정")
    qtbot.mouseClick(page.front.settle, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pane.isVisible() and page.pane.pair.shown is not None)
    assert "김검토" in page.pane.text
    assert "고른 까닭" in page.pane.text
    settled(qtbot, window.press)
    screenshot(window, "evaluation-settle-ko-light")
    for left in (1, 0):
        qtbot.waitUntil(lambda: page.pane.pair.shown is not None)
        pair = page.review.pairs[page.pane.current]
        qtbot.keyClick(page.pane, KEYS[known_grades().get(frozenset((pair.a, pair.b)), 0)])
        qtbot.waitUntil(lambda left=left: len(page.review.disputed()) == left and not page.lane.running)
    qtbot.keyClick(page.pane, Qt.Key.Key_Escape)

    truth = tmp_path / "사람.json"
    page.front.exporting.emit(truth)
    qtbot.waitUntil(truth.exists)
    assert len(json.loads(truth.read_text("utf-8"))["pairs"]) == 16

    window.turn_to(2)
    finders = window.finders
    finders.front.take([truth], tmp_path / "보고서")
    qtbot.mouseClick(finders.front.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: finders.results.isVisible(), timeout=LONG)
    assert "기준으로 가장 좋은 방법은" in finders.results.sentence
    assert {"지문", "BM25", "TF-IDF"} <= set(finders.results.finders.cells(0))
    assert finders.results.plots.count == 1
    assert (tmp_path / "보고서" / "report.md").is_file()
    assert not finders.front.start.isVisible(), "the results have the room"
    screenshot(window, "evaluation-finders-ko-light")

    assert (tmp_path / "보고서" / "report.md").read_text("utf-8").startswith("# sample_bank 은행에서 비교한 검색 방법")

    finders.results.turn_to(1)
    paired = finders.results.paired
    assert "쌍 가운데" in paired.text
    paired.finder.setCurrentIndex(paired.finder.findData("bm25"))
    assert set(paired.table.cells(0)) == {"BM25"}
    assert "BM25: 우연으로 볼 수 없을 만큼" in paired.text
    screenshot(window, "evaluation-every-two-ko-light")

    finders.results.turn_to(3)
    qtbot.keyClick(finders.results.queries, Qt.Key.Key_Return)
    missed, queries = finders.missed, finders.results.queries
    qtbot.waitUntil(lambda: missed.shown == queries.cells(2)[0])
    settled(qtbot, window.press)
    assert f"질의 {queries.cells(0)[0]}" in missed.text
    assert missed.pane.bars.text
    screenshot(window, "evaluation-missed-ko-light")
    above = queries.cells(4)[0]
    assert above
    qtbot.mouseClick(missed.sides[1], Qt.MouseButton.LeftButton)
    assert missed.shown == above
    qtbot.keyClick(missed.pane, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: missed.shown == queries.cells(2)[1])
    qtbot.keyClick(missed.pane, Qt.Key.Key_Escape)
    assert queries.isVisible()
    qtbot.mouseClick(finders.front.change, Qt.MouseButton.LeftButton)
    assert finders.front.start.isVisible()
    assert not finders.front.of.isVisible()
    assert queries.currentIndex().row() == 1


def test_a_bank_keeper_makes_a_truth_compares_it_with_another_and_lets_people_settle_what_they_dispute(
    qtbot, session, rehearsal, tmp_path, screenshot
):
    from itembank_desktop.adapters.shipped import RESOURCES
    from itembank_desktop.ui.truths_front import Way

    session.window.header.evaluation_asked.emit()
    window = session.window.evaluation.window
    window.turn_to(1)
    page = window.truths
    page.front.drawn.setValue(25)
    page.front.output.take(tmp_path / "낱말.json")
    qtbot.mouseClick(page.front.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.measure.isVisible, timeout=LONG)
    assert "낱말.json에 질의" in page.text

    page.front.turn_to(Way.COMPARED)
    page.front.one.take(RESOURCES / "sample_bank" / "qrels.json")
    page.front.other.take(tmp_path / "낱말.json")
    qtbot.mouseClick(page.front.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.review.isVisible, timeout=LONG)
    assert "코언의 카파" in page.text
    disputed = {frozenset(pair) for pair in zip(page.disputed.cells(0), page.disputed.cells(1), strict=True)}
    assert disputed
    screenshot(window, "evaluation-truths-ko-light")

    qtbot.mouseClick(page.review, Qt.MouseButton.LeftButton)
    review = window.review
    assert "qrels.json, 낱말.json 둘이 다르게 본 짝" in all_words(review.front)
    review.make(tmp_path / "검토.jsonl", 12, review.front.truths)
    qtbot.waitUntil(lambda: review.review is not None, timeout=LONG)
    chosen = [frozenset((pair.a, pair.b)) for pair in review.review.pairs if pair.why == "two truths disagree"]
    assert chosen
    assert disputed.issuperset(chosen)


def all_words(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_the_window_tells_what_the_last_question_cost_stage_by_stage(qtbot, session, rehearsal, screenshot):
    from itembank_desktop import app

    session.window.header.evaluation_asked.emit()
    window = session.window.evaluation.window
    window.turn_to(3)
    assert "마지막 질의 아직 없습니다" in window.performance.text
    for name in ("circle", "tree"):
        answer, _ = rehearsal.ask(app.shipped_drafts()[name])
    assert list(answer.stages) == ["describe", "search", "items"], "no model, no time of a model"
    assert 0 < sum(answer.stages.values()) <= answer.seconds
    told = window.performance.text
    for said in ("초안의 지문 뽑기", "결과 그리기", "지난 답 2개 P50", "P99", "대기열 비어 있음", "캐시에서 찾은 비율"):
        assert said in told
    assert "아직 쓰지 않았습니다" not in told
    screenshot(window, "evaluation-performance-ko-light")


def test_both_windows_typeset_at_once(qtbot, session, rehearsal, tmp_path):
    from itembank_desktop.app import shipped_drafts

    session.window.header.evaluation_asked.emit()
    window = session.window.evaluation.window
    window.review.make(tmp_path / "r.jsonl", 8)
    qtbot.waitUntil(lambda: window.review.review is not None, timeout=LONG)
    window.review.front.name.setText("김검토")
    qtbot.mouseClick(window.review.front.begin, Qt.MouseButton.LeftButton)
    for name in ("circle", "tree", "circle", "tree"):
        rehearsal.ask(shipped_drafts()[name])
        qtbot.keyClick(window.review.pane, Qt.Key.Key_Right)
    rehearsal.settle()
    settled(qtbot, window.press)
    orders = [order for side in window.review.pane.pair.sides for view in side.views for order in view.orders]
    assert orders
    assert all(window.press.get(order).pixmap is not None for order in orders)
