"""The window with a model that tells the states the test names."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from itembank_desktop import settings as keys
from itembank_desktop.core.errors import DownloadFailed, ModelAway, ModelMissing, OutOfMemory, WorkerUnusable
from itembank_desktop.core.item import Content, Draft, ItemId, Picture
from itembank_desktop.core.model import GRAPHS, Cut, ModelChoice, ModelPhase, Purpose, ShelfModel
from itembank_desktop.core.rerank import RerankWish, wish_to_json
from itembank_desktop.core.rerank import wish_from_json as rerank_from_json
from itembank_desktop.services.embed_missing import Shortened
from itembank_desktop.settings import Settings
from itembank_desktop.ui import theme
from itembank_desktop.ui.desk import Reading
from itembank_desktop.ui.session import Session
from tests.builders import png_bytes
from tests.fakes_ui import FakeBanks, FakeModels, ListFinder, a_desk, a_hit
from tests.ui.clipped import clipped
from tests.ui.clips import check

TEXT = "삼각형 ABC의 넓이를 구하시오."
NAME = "Qwen3-VL-Embedding-2B"
HERE = ShelfModel(NAME, 4_300_000_000, 5_200_000_000, "Apache-2.0", installed=True)
ABSENT = ShelfModel(NAME, 4_300_000_000, 5_200_000_000, "Apache-2.0")


@pytest.fixture
def banks():
    return FakeBanks(ListFinder(a_hit(1), a_hit(2)))


@pytest.fixture
def models():
    return FakeModels(HERE)


@pytest.fixture
def start(qtbot, tmp_path, banks, models):
    sessions = []

    def started(**stored):
        settings = Settings(None, {}, {"language": "en", "theme": "light"} | stored)
        session = Session(a_desk(tmp_path, banks, models=models), check, settings, lambda error: None)
        session.settings = settings
        session._start_model.setInterval(0)
        session.window.live.set_pause(0)
        sessions.append(session)
        session.window.show()
        session.begin(tmp_path / "mine")
        qtbot.waitUntil(lambda: session.window.banks.bank is not None and not session.window.model.listing.running)
        qtbot.waitUntil(lambda: not session._start_model.isActive())
        return session

    yield started
    for session in sessions:
        banks.gate.set()
        models.gate.set()
        session.speak("en")
        session.end()


@pytest.fixture
def ready(qtbot, start, models):
    """A window whose model is loaded."""

    def made(**stored):
        session = start(**stored)
        qtbot.waitUntil(lambda: bool(models.connected) and session.window.model.keeper.model is not None)
        models.connected[-1].tell(ModelPhase.READY)
        qtbot.waitUntil(lambda: session.window.model.keeper.state.phase is ModelPhase.READY)
        return session

    return made


def typed(qtbot, window, text=TEXT):
    with qtbot.waitSignal(window.results.painted, check_params_cb=lambda answer: answer.query.content.stem == text):
        window.draft.editor.set_draft(Draft(text))
    qtbot.waitUntil(lambda: window.press.is_idle)


def banner(window):
    return window.results.model_banner


def test_an_installed_model_is_started_after_the_window_stands(qtbot, ready, models):
    window = ready(model_idle="5", model_python="/opt/python", model_device="cuda").window
    assert models.connected[0].choice == ModelChoice(NAME, "/opt/python", "cuda", 5.0)
    assert ("start",) in models.connected[0].calls
    assert window.status.text.endswith("Qwen3-VL-2B bf16 · VRAM 4.3/8 GB · idle")
    assert banner(window).sentence == ""


@pytest.mark.parametrize(
    ("phase", "word"),
    [(ModelPhase.LOADING, "loading"), (ModelPhase.UNLOADED, "unloaded"), (ModelPhase.FAILED, "not usable")],
)
def test_the_status_line_says_what_the_model_does(qtbot, ready, models, phase, word):
    window = ready().window
    models.connected[0].tell(phase)
    qtbot.waitUntil(lambda: window.status.text.endswith(f"Qwen3-VL-2B · {word}"))
    models.connected[0].tell(ModelPhase.BUSY, device="cpu", dtype="float32")
    qtbot.waitUntil(lambda: window.status.text.endswith("Qwen3-VL-2B fp32 · CPU · busy"))


def test_an_author_who_wants_none_is_left_alone(qtbot, start, models):
    window = start(model="off").window
    typed(qtbot, window)
    assert models.connected == []
    assert banner(window).sentence == ""
    assert window.results.header.endswith("Fingerprint search, no model")


def test_the_hint_is_said_once_and_never_after_it_was_closed(qtbot, start, models):
    models.models = (ABSENT,)
    session = start()
    window = session.window
    qtbot.waitUntil(lambda: banner(window).sentence.startswith("There is no model"))
    banner(window).dismiss()
    assert session.settings.get(keys.MODEL_HINT) is False
    typed(qtbot, window)
    assert banner(window).sentence == ""
    again = start(model_hint="no").window
    # Another text: the first window's draft may stand in this one by now, and the same again would ask nothing.
    typed(qtbot, again, "원의 둘레의 길이를 구하시오.")
    assert banner(again).sentence == ""


def test_the_header_names_who_answered_and_ranks_stand_for_scores(qtbot, ready):
    window = ready().window
    typed(qtbot, window)
    assert window.results.header.endswith("0.06 s · Fingerprints + Qwen3-VL-2B, not calibrated: by rank")
    spoken = window.results.hits.model().index(0).data()
    assert "no. 1" in spoken
    assert "%" not in spoken
    assert "the meaning is among the closest" in spoken.lower()


@pytest.mark.parametrize(
    ("phase", "why"), [(ModelPhase.LOADING, "the model is loading"), (ModelPhase.STARTING, "the model is starting")]
)
def test_meanwhile_fingerprints_answer_labelled_and_the_draft_is_asked_again(qtbot, ready, models, banks, phase, why):
    window = ready().window
    model = models.connected[0]
    model.tell(phase)
    qtbot.waitUntil(lambda: window.model.keeper.state.phase is phase)
    typed(qtbot, window)
    assert window.results.header.endswith(f"Fingerprint search ({why})")
    assert "%" in window.results.hits.model().index(0).data()
    asked = len(banks.finder.asked)
    with qtbot.waitSignal(window.results.painted):
        model.tell(ModelPhase.READY)
    assert len(banks.finder.asked) == asked + 1
    assert "Fingerprints + Qwen3-VL-2B" in window.results.header


def test_an_answer_overtaken_by_the_models_return_is_asked_again(qtbot, ready, models):
    window = ready().window
    models.connected[0].problem = ModelAway("the model", "is loading")
    typed(qtbot, window)
    models.connected[0].problem = None
    window.live.ask_now()
    qtbot.waitUntil(lambda: "Fingerprints + Qwen3-VL-2B" in window.results.header)


def test_asking_again_ends(qtbot, ready, models, banks):
    window = ready().window
    models.connected[0].problem = ModelAway("the model", "is loading")
    typed(qtbot, window)
    qtbot.wait(100)
    assert len(banks.finder.asked) <= 5


def test_an_opened_item_stays_open_when_the_draft_is_asked_again(qtbot, ready, models):
    window = ready().window
    models.connected[0].tell(ModelPhase.LOADING)
    qtbot.waitUntil(lambda: window.model.keeper.state.phase is ModelPhase.LOADING)
    typed(qtbot, window)
    window.results.hits.opened.emit(window.results.hits.hits[0])
    window.comparison.whole_asked.emit()
    assert window.detail.isVisible()
    with qtbot.waitSignal(window.results.painted):
        models.connected[0].tell(ModelPhase.READY)
    assert window.detail.isVisible()
    window.activateWindow()
    window.draft.editor.setFocus()
    typed(qtbot, window, TEXT + " 단, 넓이는 자연수이다.")
    assert not window.detail.isVisible()


def test_a_lost_process_is_one_line_that_goes_away_by_itself(qtbot, ready, models):
    window = ready().window
    model = models.connected[0]
    for _ in range(2):
        model.tell(ModelPhase.STARTING, ModelAway("the model's process", "it was ended by SIGKILL"))
        qtbot.waitUntil(lambda: "ended (it was ended by SIGKILL) and is started again" in banner(window).sentence)
        banner(window).dismiss()
        model.tell(ModelPhase.READY)
        qtbot.waitUntil(lambda: window.model.keeper.state.phase is ModelPhase.READY)
        assert banner(window).sentence == ""


def test_a_lost_process_is_restarted_at_once_where_the_author_asks(qtbot, ready, models):
    window = ready().window
    model, lost = models.connected[0], ModelAway("the model's process", "it was ended by SIGKILL")
    for _ in range(2):
        model.tell(ModelPhase.STARTING, lost)
        qtbot.waitUntil(lambda: "started again" in banner(window).sentence)
        assert banner(window)._action.text() == "Restart now"
        before = model.calls.count(("start",))
        banner(window).act()
        assert model.calls.count(("start",)) == before + 1
        qtbot.waitUntil(lambda: window.model.keeper.state.reason is None)
        assert banner(window).sentence == ""


@pytest.mark.parametrize(
    ("reason", "action"),
    [
        (OutOfMemory(NAME, "4.3 GB are needed"), "Choose where it runs"),
        (WorkerUnusable("/usr/bin/python3", "No module named 'torch'"), "Choose a Python"),
    ],
)
def test_a_failure_has_a_next_step(qtbot, ready, models, reason, action):
    window = ready().window
    models.connected[0].tell(ModelPhase.FAILED, reason)
    qtbot.waitUntil(lambda: banner(window).sentence.endswith("Fingerprints go on searching."))
    assert banner(window)._action.text() == action
    banner(window).act()
    assert window.model_page.isVisible()
    assert reason.detail.split()[0] in window.model_page.text
    window.model_page.buttons["load"].click()
    assert models.connected[0].calls[-1] == ("start",)


def test_a_question_the_model_could_not_answer_is_told_and_forgotten(qtbot, ready, models):
    window = ready().window
    models.connected[0].problem = OutOfMemory(NAME, "")
    typed(qtbot, window)
    assert window.results.header.endswith("Fingerprint search (the model could not answer)")
    assert "memory does not suffice" in banner(window).sentence
    models.connected[0].problem = None
    typed(qtbot, window, TEXT + " 단, 넓이는 자연수이다.")
    assert banner(window).sentence == ""


def test_what_is_left_out_of_a_long_draft_is_said_with_its_tokens_until_it_is_short_again(qtbot, ready, models):
    window = ready().window
    model = models.connected[0]
    model.cut = Cut(8192, 1204)
    typed(qtbot, window)
    assert "8,192 tokens were read, 1,204 at the end were left out" in banner(window).sentence
    assert banner(window).is_news
    model.cut = Cut(8192, 1207)
    typed(qtbot, window, TEXT + " 단, 넓이는 자연수이다.")
    assert "1,207" in banner(window).sentence
    banner(window).dismiss()
    model.cut = Cut(8192, 1209)
    typed(qtbot, window, TEXT + " 단, 넓이는 짝수이다.")
    assert banner(window).sentence == "", "an author who has read it is not told again"
    model.cut = None
    typed(qtbot, window, TEXT + " 넓이는 짝수이다.")
    model.cut = Cut(8192, 5)
    typed(qtbot, window)
    assert "left out" in banner(window).sentence


def test_items_read_in_part_are_listed_with_their_tokens(qtbot, ready, banks):
    banks.reading, banks.shortened = Reading(0, 1), (Shortened(ItemId("q7"), "text", 8192, 311),)
    window = ready().window
    qtbot.waitUntil(lambda: window.model.standing.lacking == 1)
    window.model.read_bank()
    said = "1 items were too long and read in part:\nq7: 8,192 tokens read, 311 at the end left out"
    qtbot.waitUntil(lambda: said in window.model_page.reading_work.text)


def test_a_model_that_is_not_there_is_said(qtbot, start, models):
    models.problem = ModelMissing("other", "is not in /models")
    window = start(model="other").window
    qtbot.waitUntil(lambda: "other is not on this computer" in banner(window).sentence)
    typed(qtbot, window)
    assert window.results.hits.hits
    models.problem = None
    window.model.keeper.load()
    qtbot.waitUntil(lambda: bool(models.connected))


def test_the_model_reads_ahead_what_will_be_asked(qtbot, ready, models):
    window = ready().window
    window.live.set_pause(400)
    window.draft.editor.set_draft(Draft(TEXT))
    content = Content(TEXT)
    qtbot.waitUntil(lambda: ("prefill", "draft", content) in models.connected[0].calls)
    picture = Picture(png_bytes(3), "그림.png")
    window.draft.editor.set_draft(Draft(TEXT, (picture,)))
    assert models.connected[0].calls[-1][2].pictures
    with qtbot.waitSignal(window.live.emptied):
        window.draft.start_anew()
    assert models.connected[0].calls[-1] == ("close_draft", "draft")


def test_nothing_is_read_ahead_of_a_few_letters_or_by_a_model_that_is_away(qtbot, ready, models):
    window = ready().window
    window.live.set_pause(300)
    window.draft.editor.set_draft(Draft("삼각"))
    qtbot.wait(150)
    models.connected[0].tell(ModelPhase.LOADING)
    qtbot.waitUntil(lambda: window.model.keeper.state.phase is ModelPhase.LOADING)
    window.draft.editor.set_draft(Draft(TEXT))
    qtbot.wait(150)
    assert not [call for call in models.connected[0].calls if call[0] == "prefill"]


def test_an_unread_bank_is_offered_read_paused_and_gone_on_with(qtbot, ready, banks):
    banks.reading = Reading(0, 8)
    window = ready().window
    page, work = window.model_page, window.model_page.reading_work
    qtbot.waitUntil(lambda: "has not read all of this bank" in banner(window).sentence)
    typed(qtbot, window)
    banks.gate.clear()
    banner(window).act()
    assert page.isVisible()
    assert banner(window).sentence == ""
    qtbot.waitUntil(lambda: "0 / 8 · 9.0 items a second · 3 min left" in work.text)
    assert "The model reads mine: 0 / 8" in window.status.text
    work.pause.click()
    qtbot.waitUntil(lambda: "paused" in work.text)
    banks.gate.set()
    qtbot.wait(60)
    assert window.model.reading.running
    work.pause.click()
    qtbot.waitUntil(lambda: "8 readings made" in work.text)
    qtbot.waitUntil(lambda: "every item" in page.text)
    assert window.status.text.startswith("mine · 131 items  Qwen")


def test_reading_is_stopped_and_goes_on_later(qtbot, ready, banks):
    banks.reading = Reading(0, 8)
    window = ready().window
    qtbot.waitUntil(lambda: window.model.standing.lacking == 8)
    banks.gate.clear()
    window.model.read_bank()
    window.model_page.reading_work.stop.click()
    qtbot.waitUntil(lambda: "goes on from here" in window.model_page.reading_work.text)
    qtbot.waitUntil(lambda: window.model.standing.lacking == 8)


def test_a_model_is_fetched_shown_and_used(qtbot, start, models):
    models.models = (ABSENT,)
    session = start()
    window = session.window
    window.header.model_asked.emit()
    qtbot.waitUntil(lambda: bool(window.model_page.rows.rows))
    (row,) = window.model_page.rows.rows
    assert "not here · reads text and figures · 4.3 GB · needs 5.2 GB of memory · Apache-2.0" in row.text
    models.gate.clear()
    row.fetch.click()
    qtbot.waitUntil(lambda: "0.0 MB / 4.3 GB · model.safetensors" in window.model_page.shelf_work.text)
    assert not row.fetch.isEnabled()
    models.gate.set()
    qtbot.waitUntil(lambda: bool(models.connected))
    assert "is here and is being started" in window.model_page.shelf_work.text
    assert session.settings.get(keys.MODEL) == NAME
    qtbot.waitUntil(lambda: "in use" in window.model_page.rows.rows[0].text)


def test_fetching_is_stopped_or_fails_with_a_sentence(qtbot, start, models):
    models.models = (ABSENT,)
    window = start().window
    window.model.show_page()
    qtbot.waitUntil(lambda: bool(window.model_page.rows.rows))
    models.gate.clear()
    window.model_page.rows.rows[0].fetch.click()
    window.model_page.shelf_work.stop.click()
    qtbot.waitUntil(lambda: "Stopped" in window.model_page.shelf_work.text)
    qtbot.waitUntil(lambda: not window.model.shelf.running)
    models.gate.set()
    models.problem = DownloadFailed("https://hub", "cannot be reached, or breaks off (timed out)")
    window.model_page.rows.rows[0].fetch.click()
    qtbot.waitUntil(lambda: "goes on where it stopped" in window.model_page.shelf_work.text)
    assert models.connected == []


def test_nothing_is_fetched_unless_the_author_asks(qtbot, start, models):
    models.models = (ABSENT,)
    fetched = []
    models._fetch = lambda *asked: fetched.append(asked)
    window = start().window
    typed(qtbot, window)
    window.model.show_page()
    qtbot.waitUntil(lambda: bool(window.model_page.rows.rows))
    assert fetched == []


def test_where_it_runs_is_changed_and_remembered(qtbot, ready, models):
    session = ready()
    page = session.window.model_page
    page._python.setText("/opt/torch/bin/python")
    page._idle.setValue(0)
    page.buttons["apply"].click()
    qtbot.waitUntil(lambda: len(models.connected) == 2)
    assert models.connected[0].calls[-1] == ("close",)
    assert models.connected[1].choice == ModelChoice(NAME, "/opt/torch/bin/python", "auto", 0.0)
    assert session.settings.get(keys.MODEL_PYTHON) == "/opt/torch/bin/python"
    page.buttons["off"].click()
    qtbot.waitUntil(lambda: session.window.status.text.endswith("no model"))
    assert session.settings.get(keys.MODEL) == "off"


def test_the_newest_choice_wins(qtbot, ready, models):
    keeper = ready().window.model.keeper
    keeper.choose(ModelChoice("one"))
    keeper.choose(ModelChoice("two"))
    qtbot.waitUntil(lambda: keeper.model is not None and keeper.model.name == "two")
    qtbot.waitUntil(lambda: len(models.connected) == 3)
    by_name = {model.name: model for model in models.connected}
    qtbot.waitUntil(lambda: ("close",) in by_name["one"].calls)
    by_name["one"].tell(ModelPhase.READY)
    qtbot.wait(20)
    assert keeper.state.phase is ModelPhase.STARTING


def test_the_memory_is_freed(qtbot, ready, models):
    window = ready().window
    assert window.model_page.buttons["unload"].text() == "Free VRAM"
    window.model_page.buttons["unload"].click()
    qtbot.waitUntil(lambda: window.status.text.endswith("unloaded"))
    assert models.connected[0].calls[-1] == ("unload",)


def save(qtbot, window, number):
    window.draft.save_asked.emit()
    window.save_page.id.setText(f"ALG-{number}")
    window.save_page.save_button.click()
    qtbot.waitUntil(lambda: f"ALG-{number} is" in window.results.banner.sentence)


def test_an_item_that_is_saved_is_read_by_the_model_at_once_where_it_has_read_the_bank(qtbot, ready, models, banks):
    banks.reading = Reading(262, 0)
    window = ready().window
    window.deciding.judging.author = "kim"
    qtbot.waitUntil(lambda: window.model.standing.lacking == 0)
    typed(qtbot, window)
    banks.reading = Reading(262, 2)
    save(qtbot, window, 1)
    qtbot.waitUntil(lambda: "2 readings made" in window.model_page.reading_work.text)
    qtbot.waitUntil(lambda: window.model.standing.lacking == 0)
    models.connected[0].tell(ModelPhase.UNLOADED)
    qtbot.waitUntil(lambda: window.model.keeper.state.phase is ModelPhase.UNLOADED)
    banks.reading = Reading(264, 1)
    typed(qtbot, window, TEXT + " 단, 넓이는 자연수이다.")
    save(qtbot, window, 1)
    models.connected[0].tell(ModelPhase.READY)
    qtbot.waitUntil(lambda: "1 readings made" in window.model_page.reading_work.text)


def test_a_bank_that_the_model_has_not_read_is_not_read_because_an_item_is_saved(qtbot, ready, banks):
    banks.reading = Reading(0, 262)
    window = ready().window
    window.deciding.judging.author = "kim"
    qtbot.waitUntil(lambda: window.model.standing.lacking == 262)
    typed(qtbot, window)
    save(qtbot, window, 1)
    qtbot.wait(60)
    assert not window.model.reading.running
    assert window.model.standing.lacking == 262


def test_while_the_memory_is_free_the_reading_rests_and_goes_on_when_told(qtbot, ready, models, banks):
    """Its next batch would load the model again at once."""
    banks.reading = Reading(0, 8)
    window = ready().window
    work = window.model_page.reading_work
    qtbot.waitUntil(lambda: window.model.standing.lacking == 8)
    banks.gate.clear()
    window.model.read_bank()
    window.model_page.buttons["unload"].click()
    qtbot.waitUntil(lambda: "paused" in work.text)
    assert models.connected[0].calls[-1] == ("unload",)
    assert work.pause.text() == "Go on"
    banks.gate.set()
    qtbot.wait(60)
    assert window.model.reading.running
    work.pause.click()
    qtbot.waitUntil(lambda: "8 readings made" in work.text)


@pytest.mark.parametrize(
    ("announced", "says"),
    [
        ({"way": GRAPHS, "seconds": 4.2}, "cuda:0 · CUDA graphs · loaded in 4.20 s · 64 dim"),
        ({"way": "fixed buffers", "dtype": "float16"}, "cuda:0 · without CUDA graphs: keystrokes take longer"),
        ({"device": "cpu", "computed": "float32"}, "bf16, computed in fp32 · cpu · 64 dimensions · revision r1"),
    ],
)
def test_the_page_says_how_the_model_works_here(qtbot, ready, models, announced, says):
    window = ready().window
    models.connected[0].tell(ModelPhase.READY, **announced)
    qtbot.waitUntil(lambda: says in window.model_page.text)


def test_memory_that_grew_while_it_answered_shows_in_the_status_line(qtbot, ready, models):
    window = ready().window
    for used in (4.3, 4.6):
        models.connected[0].tell(ModelPhase.READY, memory_used=int(used * 1e9))
        qtbot.waitUntil(lambda shown=f"VRAM {used}/8 GB": shown in window.status.text)


def test_korean_says_it_too(qtbot, ready, models):
    session = ready()
    typed(qtbot, session.window)
    session.speak("ko")
    qtbot.waitUntil(lambda: session.window.results.header.endswith("지문+Qwen3-VL-2B, 보정 전: 순위로 표시"))
    assert session.window.status.text.endswith("Qwen3-VL-2B bf16 · VRAM 4.3/8 GB · 대기")


RERANKER = ShelfModel("Qwen3-VL-Reranker-2B", 4_300_000_000, installed=True, purpose=Purpose.RERANK)
KURE = ShelfModel("KURE-v1", 2_300_000_000, installed=True, purpose=Purpose.TEXT)


def on_page(qtbot, session, models, *here):
    """The model page with these models; rows by name."""
    models.models = here
    window = session.window
    window.model.show_page()
    qtbot.waitUntil(lambda: [row.model for row in window.model_page.rows.rows] == list(here))
    return {row.model.name: row for row in window.model_page.rows.rows}


def test_every_row_says_what_its_model_does_and_offers_only_that(qtbot, ready, models):
    rows = on_page(qtbot, ready(), models, HERE, KURE, RERANKER, replace(RERANKER, name="other", installed=False))
    assert "ranks hits again" in rows[RERANKER.name].text
    assert "reads text alone" in rows["KURE-v1"].text
    shown = {name: [not b.isHidden() for b in (row.use, row.read, row.fetch)] for name, row in rows.items()}
    assert shown == {
        NAME: [False, True, False],
        "KURE-v1": [True, True, False],
        RERANKER.name: [False, False, False],
        "other": [False, False, True],
    }


def test_another_model_reads_the_bank_in_a_process_of_its_own_stops_and_goes_on(qtbot, ready, models, banks):
    session = ready()
    banks.reading = Reading(0, 40)
    rows, window = on_page(qtbot, session, models, HERE, KURE), session.window
    banks.gate.clear()
    rows["KURE-v1"].read.click()
    qtbot.waitUntil(lambda: len(models.connected) == 2)
    other = models.connected[1]
    qtbot.waitUntil(lambda: "9.0 items a second" in window.model_page.reading_work.text)
    assert other.choice.model == "KURE-v1"
    assert not any(row.read.isEnabled() for row in rows.values()), "one reads at a time"
    window.model_page.reading_work.stop.click()
    qtbot.waitUntil(lambda: "goes on from here next time" in window.model_page.reading_work.text)
    assert other.calls[-1] == ("close",)
    assert models.connected[0].calls[-1] != ("close",), "the author's own model stays"
    banks.gate.set()
    window.model_page.rows.rows[1].read.click()
    qtbot.waitUntil(lambda: banks.reading.lacking == 0 and not window.model.reading.running)
    assert models.connected[-1].calls[-1] == ("close",)


def test_the_chosen_model_reads_in_the_process_it_has(qtbot, ready, models, banks):
    session = ready()
    banks.reading = Reading(0, 3)
    rows = on_page(qtbot, session, models, HERE, KURE)
    rows[NAME].read.click()
    qtbot.waitUntil(lambda: "readings made" in session.window.model_page.reading_work.text)
    assert len(models.connected) == 1


def with_reranker(qtbot, session, models, **wish):
    """Chosen on the page and loaded."""
    on_page(qtbot, session, models, HERE, RERANKER)
    box = session.window.model_page.rerank
    assert box.wish.model == ""
    box.model.setCurrentIndex(box.model.findData(RERANKER.name))
    box.top.setValue(wish.get("top", 20))
    box.instruction.setText(wish.get("instruction", ""))
    session.window.model_page.buttons["rank"].click()
    qtbot.waitUntil(lambda: len(models.connected) == 2)
    qtbot.waitUntil(lambda: session.window.model.rerank.keeper.model is not None)
    models.connected[1].tell(ModelPhase.READY)
    qtbot.waitUntil(lambda: session.window.model.rerank.keeper.state.phase is ModelPhase.READY)
    return models.connected[1]


def listed(window):
    return [hit.item.id for hit in window.results.hits.model().hits]


def test_a_reranker_is_off_says_that_it_may_hurt_and_orders_the_hits_where_it_is_chosen(qtbot, ready, models):
    session = ready()
    window = session.window
    assert "the order became worse" in window.model_page.rerank.text
    typed(qtbot, window)
    before = listed(window)
    reranker = with_reranker(qtbot, session, models, top=7, instruction="Find the same.")
    assert reranker.choice.reranks
    qtbot.waitUntil(lambda: "order: Qwen3-VL-Reranker-2B" in window.results.header)
    assert listed(window) == before[::-1]
    assert ("score", 2, "Find the same.") in reranker.calls
    kept = rerank_from_json(session.settings.get(keys.RERANK))
    assert (kept.model, kept.top, kept.instruction) == (RERANKER.name, 7, "Find the same.")


def test_while_the_reranker_is_away_the_order_stays_and_comes_by_itself(qtbot, ready, models):
    session = ready()
    window = session.window
    typed(qtbot, window)
    reranker = with_reranker(qtbot, session, models)
    qtbot.waitUntil(lambda: "order:" in window.results.header)
    reranker.tell(ModelPhase.STARTING, ModelAway("the model's process", "it was ended by SIGKILL"))
    typed(qtbot, window, TEXT + " 또")
    qtbot.waitUntil(lambda: "not ranked again" in window.results.header)
    reranker.tell(ModelPhase.READY)
    qtbot.waitUntil(lambda: "order:" in window.results.header)


def test_a_reranker_switched_off_leaves_and_the_old_order_is_back(qtbot, ready, models):
    session = ready()
    window = session.window
    typed(qtbot, window)
    reranker = with_reranker(qtbot, session, models)
    qtbot.waitUntil(lambda: "order:" in window.results.header)
    window.model_page.rerank.model.setCurrentIndex(0)
    assert window.model_page.rerank.top.isHidden()
    window.model_page.buttons["rank"].click()
    qtbot.waitUntil(lambda: reranker.calls[-1] == ("close",))
    qtbot.waitUntil(lambda: "order:" not in window.results.header)
    assert rerank_from_json(session.settings.get(keys.RERANK)).model == ""


def test_without_a_reranker_nothing_is_asked_again_when_models_start(qtbot, start, banks):
    session = start(model="off")
    typed(qtbot, session.window)
    asked = len(banks.finder.asked)
    changes = []
    session.window.model.rerank.changed.connect(lambda: changes.append(1))
    session._on_start_model()
    session.window.model.rerank.choose(RerankWish())
    assert (changes, len(banks.finder.asked)) == ([], asked)


def test_a_reranker_chosen_before_starts_with_the_window(qtbot, start, models):
    models.models = (HERE, RERANKER)
    start(rerank=wish_to_json(RerankWish(RERANKER.name, threshold=0.5)))
    qtbot.waitUntil(lambda: {one.choice.model for one in models.connected} == {NAME, RERANKER.name})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_at_200_percent_nothing_that_is_said_of_a_model_is_cut(qtbot, ready, models, banks, language):
    models.models = (HERE, replace(ABSENT, name="KURE-v1", begun=10**9), replace(HERE, name="x", faults=("lacks a",)))
    banks.reading = Reading(0, 8)
    session = ready(language=language, text_size="200")
    window, model = session.window, models.connected[0]
    window.resize(theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)
    lost = ModelAway("the model's process", "it was ended by SIGKILL")
    unusable = WorkerUnusable("/opt/torch/bin/python", "No module named 'torch'")
    model.cut = Cut(8192, 1204)
    for phase, reason in (
        (ModelPhase.READY, None),
        (ModelPhase.STARTING, lost),
        (ModelPhase.FAILED, unusable),
        (ModelPhase.UNLOADED, None),
    ):
        model.tell(phase, reason)
        model.problem = reason
        qtbot.waitUntil(lambda phase=phase: window.model.keeper.state.phase is phase)
        window.model_page.closed.emit()
        typed(qtbot, window, f"{TEXT} {phase}")
        QApplication.processEvents()
        assert clipped(window) == [], f"list, {phase}"
        window.header.model_asked.emit()
        QApplication.processEvents()
        assert clipped(window) == [], f"page, {phase}"
    session.look.scale_text(100)
