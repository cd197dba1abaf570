"""The window with a real (tiny) model in its own process; one process serves most of the module."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtCore import QEventLoop, QTimer

from itembank_desktop import app
from itembank_desktop.adapters.embedders.catalog import KNOWN_MODELS
from itembank_desktop.adapters.embedders.models_folder import ModelsFolder
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.core.model import ModelPhase
from itembank_desktop.core.ports import JobControl
from itembank_desktop.opening.local import import_items
from itembank_desktop.settings import Settings
from itembank_desktop.ui.rehearsal import Rehearsal
from tests.builders import a_bank_folder
from tests.journeys.conftest import TINY

pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed: a model cannot be loaded")
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = RESOURCES / "sample_bank"
LONG = 120.0
TEXT = "중심이 C인 원에서 호 QR를 바라보는 중심각의 크기가 $110°$이다. 이 호에 대한 원주각의 크기를 구하시오."
OTHER = "두 점을 지나는 직선의 방정식을 구하시오."


def until(done, seconds=LONG):
    """By an event loop of our own: QTest.qWait keeps Python's lock while it sleeps, and threads stand still."""
    for _ in range(int(seconds * 50)):
        if done():
            return
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    raise TimeoutError(f"not so in {seconds} s")


def save(window, name):
    folder = ROOT / ".screenshots"
    folder.mkdir(exist_ok=True)
    assert window.grab().save(str(folder / f"{name}.png"))


def ask(seen, draft):
    """The answer, when nothing moves any more."""
    answer, _ = seen.rehearsal.ask(draft)
    seen.rehearsal.settle()
    seen.rehearsal.pause(0.3)
    return answer


@pytest.fixture(scope="module")
def data(making, tmp_path_factory):
    """The user's data folder with a bank of 16 items."""
    folder = tmp_path_factory.mktemp("model-journey")
    rows = [json.loads(line) for line in (SAMPLE / "items.jsonl").read_text("utf-8").splitlines()]
    rows = sorted(rows, key=lambda row: row["id"] not in ("GEO-1046", "GEO-7530"))[:16]
    names = {name for row in rows for name in row.get("images", [])}
    source = a_bank_folder(folder / "source", rows, {name: (SAMPLE / name).read_bytes() for name in names})
    report = import_items(source, folder / "banks" / "기하 은행", JobControl())
    assert report.rejected == ()
    return folder


def a_session(data, **stored):
    settings = Settings(None, {}, {"language": "ko", "theme": "light"} | stored)
    session = app.make_session(data, settings)
    session.window.live.set_pause(0)
    session.window.show()
    session.begin(data / "banks" / "기하 은행")
    return session


@pytest.fixture(scope="module")
def bare(qapp, data):
    """A window without a model, and what it says."""
    seen = SimpleNamespace()
    session = a_session(data)
    window = session.window
    seen.session = session
    rehearsal = seen.rehearsal = Rehearsal(session)
    rehearsal.wait_for_bank()
    until(lambda: window.results.model_banner.sentence)
    rehearsal.ask(Draft(TEXT))
    rehearsal.settle()
    seen.hint, seen.bare_header, seen.bare_status = (
        window.results.model_banner.sentence,
        window.results.header,
        window.status.text,
    )
    save(window, "model-none-ko-light")
    window.results.model_banner.act()
    until(lambda: len(window.model_page.rows.rows) == len(KNOWN_MODELS))
    rehearsal.pause(0.1)
    save(window, "model-page-ko-light")
    yield seen
    session.speak("en")
    session.look.choose("light")
    session.end()


@pytest.fixture(scope="module")
def added(bare, given):
    """The folder added; asked while the model loads."""
    seen, window = SimpleNamespace(), bare.session.window
    window.model.add_folder(given)
    until(lambda: window.model.keeper.model is not None)
    window.model_page.closed.emit()
    seen.answer = ask(bare, Draft(OTHER))
    seen.header = window.results.header
    return seen


@pytest.fixture(scope="module")
def story(bare, added):
    """The model loaded, and the bank read by it where the window offers that."""
    seen, rehearsal = SimpleNamespace(**vars(bare)), bare.rehearsal
    seen.had_torch = "torch" in sys.modules  # Tests of the model itself may have run in this process before.
    window, model = bare.session.window, bare.session.window.model
    until(lambda: model.keeper.state.phase is ModelPhase.READY)
    until(lambda: window.results.model_banner.sentence)
    seen.unread = window.results.model_banner.sentence
    window.results.model_banner.act()
    until(lambda: not model.reading.running and model.standing.lacking == 0)
    seen.reading = window.model_page.reading_work.text
    rehearsal.pause(0.2)
    save(window, "model-page-read-ko-light")
    window.model_page.closed.emit()
    until(lambda: "지문+Tiny" in window.results.header)
    return seen


@pytest.fixture(scope="module")
def killed(story):
    """The worker killed while it is asked; what the window says then, and when it is back."""
    window, model = story.session.window, story.session.window.model
    answers = []
    window.live.answered.connect(answers.append)
    worker = psutil.Process(model.keeper.state.announced.process)
    worker.suspend()
    window.draft.editor.set_draft(Draft(TEXT + " 단, 원의 반지름은 $6$이다."))
    story.rehearsal.pause(0.5)
    seen = SimpleNamespace(waiting=list(answers))
    worker.kill()
    until(lambda: answers)
    until(lambda: window.results.model_banner.sentence)
    seen.answer, seen.banner = answers[0], window.results.model_banner.sentence
    story.rehearsal.settle()
    seen.header, seen.status = window.results.header, window.status.text
    save(window, "model-lost-ko-light")
    until(lambda: len(answers) > 1 and answers[-1].model)
    story.rehearsal.settle()
    seen.back, seen.back_header, seen.banner_after = (
        answers[-1],
        window.results.header,
        window.results.model_banner.sentence,
    )
    window.live.answered.disconnect(answers.append)
    return seen


def test_without_a_model_the_window_says_once_what_would_be_missed(bare):
    assert bare.hint.startswith("모델이 없어 지문으로 찾고 있습니다.")
    assert bare.bare_header.endswith("지문 검색, 모델 없음")
    assert bare.bare_status.endswith("지문 검색 · 모델 없음")


def test_while_the_model_loads_fingerprints_answer_and_say_so(added):
    assert added.answer.model == ""
    assert "지문 검색 (모델을 " in added.header


def test_a_bank_is_read_where_the_author_is_asked_to(story):
    assert "아직 다 읽지 않았습니다" in story.unread
    assert "건을 읽었습니다" in story.reading


def test_neural_hits_as_one_types(story):
    window = story.session.window
    answer, _ = story.rehearsal.ask(Draft(TEXT))
    story.rehearsal.type(" 값은?")
    assert (answer.finder, answer.model) == ("ensemble", TINY)
    assert any(hit.channels["meaning_text"] is not None for hit in answer.hits)
    assert not answer.calibrated
    story.rehearsal.settle()
    assert "지문+Tiny-VL-1M, 보정 전: 순위로 표시" in window.results.header
    assert "Tiny-VL-1M" in window.status.text
    assert window.status.text.endswith("CPU · 대기")
    spoken = window.results.hits.model().index(0).data()
    assert "1위" in spoken
    assert "%" not in spoken
    assert "뜻이 가장 가까운 편" in " ".join(
        window.results.hits.model().index(row).data() for row in range(len(answer.hits))
    )
    save(window, "model-neural-ko-light")
    story.session.look.choose("dark")
    story.rehearsal.settle()
    save(window, "model-neural-ko-dark")
    story.session.look.choose("light")


def test_the_performance_panel_tells_the_model_s_stages_and_what_it_knew(story):
    picture = Picture((SAMPLE / "images" / sorted(p.name for p in (SAMPLE / "images").iterdir())[1]).read_bytes(), "b")
    story.rehearsal.ask(Draft(TEXT, (picture,)))
    answer, _ = story.rehearsal.ask(Draft(TEXT + " 풀이", (picture,)))
    assert list(answer.stages) == ["describe", "way", "tokens", "vision", "model", "search", "items"]
    assert min(answer.stages["way"], answer.stages["tokens"], answer.stages["model"]) > 0
    assert 0 < answer.effort.known < answer.effort.tokens
    story.session.window.header.evaluation_asked.emit()
    evaluation = story.session.window.evaluation.window
    evaluation.turn_to(3)
    for said in (
        "모델: 그림 보기",
        "모델: 글 읽기",
        "모델에 다녀오는",
        "모델이 이미 읽은 토큰",
        "모델이 이미 본 그림",
        "기다렸습니다",
    ):
        assert said in evaluation.performance.text
    save(evaluation, "evaluation-performance-model-ko-light")
    evaluation.close()


def test_a_reranker_orders_the_hits_of_a_search(story, given, data):
    assert ModelsFolder(data / "models").add(given, "Tiny-Reranker", JobControl(), link=True)
    window = story.session.window
    window.model.show_page()
    box = window.model_page.rerank
    until(lambda: box.model.findData("Tiny-Reranker") > 0)
    assert "순서가 오히려 나빠졌으니" in box.text
    box.model.setCurrentIndex(box.model.findData("Tiny-Reranker"))
    box.top.setValue(4)
    window.model_page.buttons["rank"].click()
    until(lambda: window.model.rerank.keeper.state.phase is ModelPhase.READY)
    story.rehearsal.pause(0.2)
    save(window, "model-page-reranker-ko-light")
    window.model_page.closed.emit()
    answer, _ = story.rehearsal.ask(Draft(TEXT + " 순위"))
    assert (answer.reranking.model, answer.reranking.items, answer.reranking.unreadable) == ("Tiny-Reranker", 4, 0)
    assert "순위: Tiny-Reranker" in window.results.header
    save(window, "model-reranked-ko-light")
    box.model.setCurrentIndex(0)
    window.model_page.buttons["rank"].click()
    until(lambda: window.model.rerank.keeper.model is None and "순위:" not in window.results.header)
    story.rehearsal.settle()
    story.rehearsal.pause(0.3)


def test_a_keeper_compares_finders_with_a_reranker_from_the_window(bare, given, data, tmp_path):
    assert ModelsFolder(data / "models").add(given, "Other-Reranker", JobControl(), link=True)
    truth = tmp_path / "참.json"
    truth.write_text(json.dumps({"pairs": [{"a": "GEO-1046", "b": "GEO-7530", "relevance": 3}]}), "utf-8")
    bare.session.window.header.evaluation_asked.emit()
    window = bare.session.window.evaluation.window
    window.turn_to(2)
    page, box = window.finders, window.finders.front.rerank
    until(lambda: box.model.findData("Other-Reranker") > 0)
    assert not page.front.of.isVisible()
    page.front.take([truth], tmp_path / "보고서")
    box.model.setCurrentIndex(box.model.findData("Other-Reranker"))
    page.front.of.setCurrentIndex(page.front.of.findData("bm25"))
    assert page.front.of.currentText() == "BM25"
    box.top.setValue(3)
    box.threshold.setValue(0.25)
    box.instruction.setText("같은 문항을 찾으시오.")
    bare.rehearsal.pause(0.1)
    save(window, "evaluation-reranker-ko-light")
    page.front.start.click()
    until(lambda: page.results.isVisible())
    assert page.results.finders.cells(0).count("BM25 뒤 Other-Reranker (1)") == 1
    assert page.front.of.findData("channel text") > 0, "any finder that was compared can be ranked again next time"
    assert all(" + " not in page.front.of.itemData(place) for place in range(page.front.of.count()))
    told = (tmp_path / "보고서" / "report.md").read_text("utf-8")
    assert "BM25 결과의 앞 3개를 Other-Reranker" in told
    assert "모델이 다시 읽음, 0.25점부터" in told
    bare.rehearsal.pause(0.1)
    save(window, "evaluation-reranked-ko-light")
    page.results.run.setCurrentIndex(page.results.run.findText("BM25 뒤 Other-Reranker (1)"))
    page.results.turn_to(3)
    page.results.queries.chosen.emit(0)
    until(lambda: page.missed.shown is not None)
    assert "BM25 뒤 Other-Reranker (1)" in page.missed.text
    until(lambda: window.press.is_idle)
    bare.session.window.evaluation.close()


def test_a_draft_with_a_figure_asks_both_spaces(story):
    picture = Picture((SAMPLE / "images" / sorted(p.name for p in (SAMPLE / "images").iterdir())[0]).read_bytes(), "a")
    answer = ask(story, Draft(TEXT, (picture,)))
    assert answer.model
    known = [hit.channels for hit in answer.hits]
    assert any(channels["meaning_both"] is not None for channels in known)
    assert any(channels["meaning_text"] is not None for channels in known)


def test_the_window_never_imports_torch(story):
    ask(story, Draft(TEXT + " 또"))
    assert story.had_torch or "torch" not in sys.modules


def test_memory_is_freed_and_the_next_question_loads_again(story):
    window, model = story.session.window, story.session.window.model
    window.model_page.buttons["unload"].click()
    until(lambda: model.keeper.state.phase is ModelPhase.UNLOADED)
    assert "비움" in window.status.text
    ask(story, Draft(OTHER + " 기울기는 $2$이다."))
    until(lambda: model.keeper.state.phase is ModelPhase.READY)
    until(lambda: "지문+Tiny" in window.results.header)


def test_killed_in_mid_question_fingerprints_answer_and_say_so(killed):
    assert killed.waiting == []
    assert killed.answer.model == ""
    assert killed.answer.hits
    assert killed.banner.startswith("모델 프로세스가 멈춰")
    assert "지문으로 찾습니다" in killed.banner
    assert "지문 검색 (모델을 시작하는 중)" in killed.header


def test_when_it_is_back_the_pending_draft_is_answered_by_itself(killed):
    assert killed.back.query.content == killed.answer.query.content
    assert "지문+Tiny-VL-1M" in killed.back_header
    assert killed.banner_after == ""


def test_a_broken_folder_is_refused_with_a_clear_sentence(story, given):
    window = story.session.window
    broken = given.with_name("Broken-2B")
    if not broken.exists():
        break_copy(given, broken)
    window.model.add_folder(broken)
    until(lambda: "모델을 쓸 수 없습니다" in window.model_page.shelf_work.text)
    assert "받다가 끊겼습니다" in window.model_page.shelf_work.text
    assert window.model.keeper.state.phase is ModelPhase.READY


def break_copy(whole, broken):
    broken.mkdir()
    for file in whole.iterdir():
        (broken / file.name).write_bytes(file.read_bytes())
    weights = broken / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def test_a_broken_checkpoint_is_said_and_the_search_goes_on(qapp, data, given):
    broken = given.with_name("Broken-2B")
    if not broken.exists():
        break_copy(given, broken)
    session = a_session(data, model=str(broken))
    try:
        window = session.window
        rehearsal = Rehearsal(session)
        rehearsal.wait_for_bank()
        until(lambda: window.model.keeper.state.phase is ModelPhase.FAILED)
        answer, _ = rehearsal.ask(Draft(TEXT))
        rehearsal.settle()
        assert answer.hits
        assert answer.model == ""
        banner = window.results.model_banner.sentence
        assert banner.startswith("모델을 쓸 수 없습니다:")
        assert "받다가 끊겼습니다" in banner
        assert banner.endswith("지문으로 계속 찾습니다.")
        assert "지문 검색 (모델을 쓸 수 없음)" in window.results.header
        save(window, "model-broken-ko-light")
    finally:
        session.speak("en")
        session.look.choose("light")
        session.end()
