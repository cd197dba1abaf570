"""Searching by picture on the sample bank, as an author does it: a file, a page, the screen, two at once."""

import io

import pytest
from PIL import Image, ImageDraw  # noqa: TID253
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage

from itembank_desktop.core.item import Draft, Picture
from tests.changes.figures import HARD, change, encoded
from tests.journeys.test_main_job import SAMPLE, drop, sample_row
from tests.ui.test_search_by_picture import drag

ALTERED = {
    "smaller, coloured, framed": ("rescale", "margins", "border", "recolour"),
    "redrawn with other labels, turned, scanned": HARD,
}


def figure_of(id):
    return Image.open(SAMPLE / sample_row(id)["images"][0])


def a_page_with(figure):
    """A page of A4 at 150 dots an inch: lines of grey words and the figure; where the figure stands."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for y in range(160, 1700, 46):
        if not 560 < y < 1100:
            draw.line([(120, y), (120 + 900 - y % 240, y)], fill=(60, 60, 60), width=14)
    shown = figure.convert("RGBA")
    shown.thumbnail((460, 460))
    page.paste(shown, (390, 620), shown)
    return page, (390, 620, 390 + shown.width, 620 + shown.height)


def found(answer, best=3):
    return [hit.item.id for hit in answer.hits[:best]]


@pytest.mark.parametrize("kinds", ALTERED.values(), ids=ALTERED.keys())
@pytest.mark.parametrize("id", ["GEO-1046", "PRB-1643", "FUN-4477"])
def test_a_figure_altered_by_another_hand_finds_its_item_when_it_is_dropped(
    qtbot, session, rehearsal, tmp_path, id, kinds
):
    path = tmp_path / "altered.png"
    path.write_bytes(encoded(change(figure_of(id), 5, kinds)))
    with qtbot.waitSignal(session.window.results.painted) as shown:
        drop(session.window, path)
    assert id in found(shown.args[0])


def test_a_figure_cut_out_of_a_pdf_finds_its_item(qtbot, session, rehearsal, screenshot, tmp_path):
    page, (left, top, right, bottom) = a_page_with(figure_of("GEO-1046"))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    path = tmp_path / "시험지.pdf"
    path.write_bytes(out.getvalue())
    window, picker = session.window, session.window.pictures.picker
    drop(window, path)
    qtbot.waitUntil(lambda: picker.page == 1)
    rehearsal.pause(0.05)
    canvas = picker.canvas
    scale = canvas.scale * canvas.image().width() / page.width
    start, end = (
        QPoint(round(x * scale), round(y * scale)) for x, y in ((left - 20, top - 20), (right + 20, bottom + 20))
    )
    drag(qtbot, canvas, start, end)
    screenshot(window, "page-ko-light")
    with qtbot.waitSignal(window.results.painted) as shown:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert "GEO-1046" in found(shown.args[0])
    rehearsal.settle()
    screenshot(window, "page-found-ko-light")


def test_a_captured_region_finds_its_item(qtbot, session, rehearsal, screenshot):
    page, (left, top, right, bottom) = a_page_with(figure_of("PRB-1643"))
    screen = page.crop((0, 450, 1240, 1225))
    image = QImage(screen.tobytes(), *screen.size, 3 * screen.width, QImage.Format.Format_RGB888).copy()
    window, capture = session.window, session.window.pictures.capture
    capture._grab = lambda: [(QRect(0, 0, 1240, 775), image)]
    window.header.capture_asked.emit()
    qtbot.waitUntil(lambda: bool(capture.overlays))
    overlay = capture.overlays[0]
    qtbot.mousePress(overlay.canvas, Qt.MouseButton.LeftButton, pos=QPoint(left - 12, top - 462))
    end = QPoint(right + 12, bottom - 438)
    qtbot.mouseMove(overlay.canvas, end)
    screenshot(overlay, "capture-ko-light")
    with qtbot.waitSignal(window.results.painted) as shown:
        qtbot.mouseRelease(overlay.canvas, Qt.MouseButton.LeftButton, pos=end)
    assert "PRB-1643" in found(shown.args[0])


def test_two_pictures_are_searched_together_and_narrowed(qtbot, session, rehearsal, screenshot):
    window, options = session.window, session.window.results.options
    pictures = [Picture((SAMPLE / sample_row(id)["images"][0]).read_bytes()) for id in ("GEO-1046", "PRB-1643")]
    answer, _ = rehearsal.ask(Draft("그림을 보고 물음에 답하시오.", tuple(pictures)))
    assert {"GEO-1046", "PRB-1643"} <= set(found(answer, 8))
    qtbot.mouseClick(options._alone, Qt.MouseButton.LeftButton)
    rehearsal.settle()
    with qtbot.waitSignal(window.results.painted) as shown:
        options.most.set_value(80)
    assert shown.args[0].hits
    assert all(hit.score < 0.805 for hit in shown.args[0].hits)
    assert not {"GEO-1046", "PRB-1643"} & set(found(shown.args[0], 20))
    rehearsal.settle()
    screenshot(window, "picture-narrowed-ko-light")
