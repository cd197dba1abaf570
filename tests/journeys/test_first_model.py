"""An author's first model, from the page to hits by meaning: a hub on loopback stops, goes on, sends wrong bytes."""

from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from itembank_desktop import app
from itembank_desktop.core.item import Draft
from itembank_desktop.core.model import ModelPhase
from itembank_desktop.core.ports import JobControl
from itembank_desktop.settings import Settings
from itembank_desktop.ui.rehearsal import Rehearsal
from tests.builders import a_bank_folder
from tests.hub_look_alike import hub_look_alike
from tests.journeys.test_model import save, until

pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed: a model cannot be loaded")
NAME, HUB_ID, WEIGHTS = "Qwen3-VL-Embedding-2B", "Qwen/Qwen3-VL-Embedding-2B", "model.safetensors"
TEXTS = ("두 점을 지나는 직선의 방정식을 구하시오.", "원의 넓이를 구하시오.", "등차수열의 합을 구하시오.")


@pytest.fixture
def hub(given, monkeypatch):
    """The only hub this program knows: named as a company names its mirror."""
    from huggingface_hub import close_session

    for name in ("HF_TOKEN", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    close_session()
    with hub_look_alike(HUB_ID, {file.name: file.read_bytes() for file in given.iterdir()}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub
    close_session()


@pytest.fixture
def session(qapp, tmp_path):
    """The program as it is first started: no model anywhere, and a bank of three items."""
    rows = [{"id": f"q{number}", "text": text} for number, text in enumerate(TEXTS)]
    bank = tmp_path / "banks" / "첫 은행"
    app.import_items(a_bank_folder(tmp_path / "source", rows, {}), bank, JobControl())
    made = app.make_session(tmp_path, Settings(None, {}, {"language": "ko", "theme": "light"}))
    made.window.live.set_pause(0)
    made.window.show()
    made.begin(bank)
    Rehearsal(made).wait_for_bank()
    yield made
    made.speak("en")
    made.look.choose("light")
    made.end()


@pytest.fixture
def page(session, hub):
    """The page that the hint leads to; nobody has asked the hub yet."""
    window = session.window
    until(lambda: window.results.model_banner.sentence)
    window.results.model_banner.act()
    until(lambda: [row.model.name for row in window.model_page.rows.rows][:1] == [NAME])
    assert hub.asked == []
    return window.model_page


def first(page):
    return page.rows.rows[0]


def test_fetched_stopped_gone_on_with_checked_loaded_read_and_asked(session, hub, page):
    window, model = session.window, session.window.model
    hub.hangs_after[WEIGHTS] = 300_000
    first(page).fetch.click()
    until(lambda: hub.requests_for(WEIGHTS) and "MB" in page.shelf_work.text)
    save(window, "model-fetching-ko-light")
    model.shelf.cancel()
    hub.go_on.set()
    until(lambda: not model.shelf.running and first(page).model.begun)
    assert "다시 누르면" in page.shelf_work.text
    assert model.keeper.choice is None
    save(window, "model-fetch-stopped-ko-light")
    first(page).fetch.click()
    until(lambda: model.keeper.state.phase is ModelPhase.READY)
    resumed = hub.requests_for(WEIGHTS)[-1]
    assert resumed.range.startswith("bytes=")
    assert resumed.range != "bytes=0-"
    until(lambda: first(page).model.installed)
    first(page).verify.click()
    until(lambda: "설치했을 때와 같습니다" in page.shelf_work.text)
    until(lambda: page.buttons["read"].isEnabled())
    page.buttons["read"].click()
    until(lambda: model.standing.lacking == 0 and not model.reading.running)
    save(window, "model-first-read-ko-light")
    page.closed.emit()
    answer, _ = Rehearsal(session).ask(Draft(TEXTS[0]))
    assert (answer.model, answer.hits[0].item.id) == (NAME, "q0")


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (lambda hub, _: hub.sends.update({WEIGHTS: b"\0" * len(hub.files[WEIGHTS])}), "검사합이"),
        (lambda hub, _: setattr(hub, "refuses", 403), "거절했습니다 (403)"),
        (lambda _, patch: patch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1)), "자리가 모자랍니다"),
    ],
)
def test_a_fetch_that_fails_is_a_sentence_and_nothing_half_done_is_offered(
    session, hub, page, monkeypatch, trouble, says
):
    with monkeypatch.context() as patched:
        trouble(hub, patched)
        first(page).fetch.click()
        until(lambda: not session.window.model.shelf.running and says in page.shelf_work.text)
    assert not first(page).model.installed
    assert session.window.model.keeper.choice is None
