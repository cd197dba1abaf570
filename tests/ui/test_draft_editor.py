import gc
import itertools

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from itembank_desktop.core.errors import TextDamaged, TextTooLong, UnreadableFigure
from itembank_desktop.core.item import MAX_TEXT, Draft, Picture
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.formula_tint import formula_spans
from itembank_desktop.ui.live_search import LiveSearch
from tests.ui.clips import check, clip, image, picture, png

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(qtbot):
    made = DraftEditor(check)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def told(editor):
    drafts = []
    editor.draft_changed.connect(drafts.append)
    return drafts


def compose(editor, preedit, commit=None):
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    kind = QInputMethodEvent.AttributeType.TextFormat
    shown = [QInputMethodEvent.Attribute(kind, 0, len(preedit), underlined)] if preedit else []
    event = QInputMethodEvent(preedit, shown)
    if commit is not None:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(editor, event)


def preedit_of(editor):
    return editor.textCursor().block().layout().preeditAreaText()


def tinted(editor, block=0):
    return [(span.start, span.length) for span in editor.document().findBlockByNumber(block).layout().formats()]


def paste(editor, mime):
    editor.insertFromMimeData(mime)


def test_typing_is_told_once_a_letter(qtbot, editor, told):
    qtbot.keyClicks(editor, "x^2")
    assert told == [Draft("x"), Draft("x^"), Draft("x^2")]
    assert editor.draft() == Draft("x^2")


def test_a_change_that_changes_nothing_is_not_told(qtbot, editor, told):
    editor.set_draft(Draft("가"))
    told.clear()
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    cursor.insertText("나")
    cursor.deletePreviousChar()
    cursor.endEditBlock()
    assert told == []


def test_composing_a_syllable_tells_nothing_until_it_is_committed(editor, told):
    for step in ("ㅎ", "하", "한"):
        compose(editor, step)
        assert preedit_of(editor) == step
        assert editor.draft() == Draft()
    assert told == []
    compose(editor, "ㄱ", commit="한")
    assert told == [Draft("한")]
    assert preedit_of(editor) == "ㄱ"
    compose(editor, "", commit="글")
    assert told == [Draft("한"), Draft("한글")]


def test_the_tint_neither_breaks_a_composition_nor_loses_its_underline(editor):
    editor.set_draft(Draft("$x$ 값은 "))
    for step in ("ㅎ", "하", "한"):
        compose(editor, step)
        assert preedit_of(editor) == step
        layout = editor.textCursor().block().layout()
        assert (layout.preeditAreaPosition(), editor.toPlainText()) == (7, "$x$ 값은 ")
        assert any(span.format.fontUnderline() for span in layout.formats())
        assert (0, 3) in tinted(editor)
    compose(editor, "", commit="한")
    assert editor.draft() == Draft("$x$ 값은 한")
    assert tinted(editor) == [(0, 3)]


def test_composing_inside_a_formula_and_before_one_keeps_text_and_tint(editor):
    editor.set_draft(Draft("ab $x+y$"))
    cursor = editor.textCursor()
    cursor.setPosition(1)
    editor.setTextCursor(cursor)
    compose(editor, "하")
    compose(editor, "ㄱ", commit="한")
    compose(editor, "")
    assert editor.draft() == Draft("a한b $x+y$")
    assert tinted(editor) == [(4, 5)]


def test_a_composition_neither_asks_nor_puts_off_a_search(qtbot, editor):
    asked = []
    live = LiveSearch(lambda query: asked.append(query.content.stem), pause_ms=3_600_000)
    editor.draft_changed.connect(live.on_draft_changed)
    try:
        editor.set_draft(Draft("삼각형의 넓이를 구하"))
        assert live._timer.isActive()
        live._timer.setInterval(0)  # The pause runs out while the next syllable is being composed.
        with qtbot.waitSignal(live.answered):
            for step in ("ㅅ", "시"):
                compose(editor, step)
        compose(editor, "싱")
        assert not live._timer.isActive()
        assert asked == ["삼각형의 넓이를 구하"]
        assert preedit_of(editor) == "싱"
    finally:
        live.close()


def test_a_pasted_picture_stands_on_its_own_line_and_is_undone_and_redone(qtbot, editor, told):
    qtbot.keyClicks(editor, "abc")
    with qtbot.waitSignal(editor.picture_added):
        QGuiApplication.clipboard().setImage(image())
        editor.paste()
    qtbot.keyClicks(editor, "d")
    (shown,) = editor.draft().pictures
    assert QImage.fromData(shown.data).size() == image().size()
    assert editor.draft().text == "abc\nd"
    editor.undo()
    editor.undo()
    assert editor.draft() == Draft("abc")
    editor.redo()
    assert editor.draft().pictures == (shown,)
    assert told[-1] == editor.draft()


def test_control_v_pastes_an_image(qtbot, editor):
    QGuiApplication.clipboard().setImage(image("blue"))
    assert editor.canPaste()
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert len(editor.draft().pictures) == 1


def test_the_draft_keeps_the_original_bytes(editor, tmp_path):
    path = tmp_path / "도형.jpg"
    image(width=3000, height=20).save(str(path))
    paste(editor, clip(files=[path]))
    assert editor.draft().pictures == (Picture(path.read_bytes(), "도형.jpg"),)


def test_equal_pictures_side_by_side_count_each(editor):
    for _ in range(3):
        paste(editor, clip(html=f'<img src="draft://{picture().sha256}">', pixels=image()))
    assert len(editor.draft().pictures) == 3


@pytest.mark.parametrize(
    "draft",
    [
        Draft(),
        Draft("글"),
        Draft("줄\n\n둘\n"),
        Draft("", (picture(),)),
        Draft("글\n", (picture(), picture("blue"), picture("blue"))),
        Draft("😀 $x$", (picture(),)),
    ],
)
def test_a_draft_set_is_the_draft_got(editor, told, draft):
    editor.set_draft(Draft("앞의 초안", (picture("green"),)))
    told.clear()
    editor.set_draft(draft)
    assert editor.draft() == draft
    assert told == [draft]
    editor.undo()
    assert editor.draft() == Draft("앞의 초안", (picture("green"),))
    editor.redo()
    assert editor.draft() == draft


def test_insert_picture_takes_a_good_one_and_refuses_a_broken_one(qtbot, editor):
    editor.set_draft(Draft("글"))
    editor.insert_picture(picture())
    with qtbot.waitSignal(editor.picture_refused) as refused:
        editor.insert_picture(Picture(png()[:-20], "잘림.png"))
    assert isinstance(refused.args[0], UnreadableFigure)
    assert editor.draft().pictures == (picture(),)


def test_a_bad_picture_among_good_ones_is_told_and_the_rest_goes_in_as_one_step(qtbot, editor, tmp_path):
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").write_bytes(b"")
    (tmp_path / "c.png").write_bytes(png("blue"))
    with qtbot.waitSignal(editor.picture_refused) as refused:
        paste(editor, clip(files=[tmp_path / name for name in ("a.png", "b.png", "c.png")]))
    assert refused.args[0].subject == "b.png"
    assert [shown.name for shown in editor.draft().pictures] == ["a.png", "c.png"]
    editor.undo()
    assert editor.draft() == Draft()


def test_bad_pictures_that_come_together_are_all_named_at_once(qtbot, editor, told, tmp_path):
    files = [tmp_path / f"{number}.png" for number in range(1, 6)]
    for file in files:
        file.write_bytes(b"")
    refused = []
    editor.picture_refused.connect(refused.append)
    paste(editor, clip(files=files[:2]))
    paste(editor, clip(files=files))
    paste(editor, clip(files=[files[0], tmp_path / "gone.png"]))
    assert [(error.subject, error.detail) for error in refused] == [
        ("1.png, 2.png", "the file is cut off"),
        ("1.png, 2.png, 3.png +2", "the file is cut off"),
        ("1.png, gone.png", ""),
    ]
    assert told == []


def test_a_bad_picture_of_the_clipboard_has_a_name_to_call_it_by(qtbot, editor):
    with qtbot.waitSignal(editor.picture_refused) as refused:
        paste(editor, clip(raw=png()[:-20]))
    assert (refused.args[0].subject, refused.args[0].detail) == ("the pasted picture", "the file is cut off")


def test_copying_text_and_pictures_and_pasting_them_doubles_them(qtbot, editor):
    editor.set_draft(Draft("앞  <b> & 둘\n$a<b$", (picture(), picture("blue"))))
    editor.selectAll()
    editor.copy()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.paste()
    assert editor.draft().pictures == (picture(), picture("blue")) * 2
    assert editor.draft().text == "앞  <b> & 둘\n$a<b$\n앞  <b> & 둘\n$a<b$"


def test_copying_a_part_takes_only_its_pictures(editor):
    editor.set_draft(Draft("글", (picture(), picture("blue"), picture("green"))))
    cursor = editor.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    mime = editor.createMimeDataFromSelection()
    assert picture("blue").sha256 in mime.html()
    assert picture("green").sha256 not in mime.html()
    assert QImage(mime.imageData()).pixelColor(5, 5) == QColor("blue")
    assert mime.text() == ""


def test_copied_text_is_text_only(editor):
    editor.set_draft(Draft("가\n나  다"))
    editor.selectAll()
    mime = editor.createMimeDataFromSelection()
    assert mime.text() == "가\n나  다"
    assert not mime.hasHtml()


def test_control_shift_v_pastes_text_without_pictures(qtbot, editor):
    mime = clip(text="x2", html="x<sup>2</sup>", pixels=image())
    QGuiApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.draft() == Draft("x2")


def enter_and_drop(target, mime):
    place = QPoint(5, 5)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, buttons, keys)
    QCoreApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QCoreApplication.sendEvent(target, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_picture_goes_in_and_a_dropped_bank_goes_to_the_window(qtbot, tmp_path):
    class Window(QWidget):
        entered = 0

        def dragEnterEvent(self, event):  # noqa: N802
            Window.entered += 1

    window = Window()
    window.setAcceptDrops(True)
    qtbot.addWidget(window)
    editor = DraftEditor(check, window)
    window.show()
    (tmp_path / "그림 1.png").write_bytes(png())
    assert enter_and_drop(editor.viewport(), clip(files=[tmp_path / "그림 1.png"]))
    assert len(editor.draft().pictures) == 1
    assert Window.entered == 0
    enter_and_drop(editor.viewport(), clip(files=[tmp_path]))
    assert Window.entered == 1
    assert editor.draft().text == ""


def test_letters_that_no_program_could_read_are_pasted_and_told(qtbot, editor):
    mime = QMimeData()
    mime.setData("text/plain", "넓이는 ".encode() + b"\xff\xfe x")
    with qtbot.waitSignal(editor.text_damaged) as damaged:
        paste(editor, mime)
    assert editor.draft().text == "넓이는 \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} x"
    assert isinstance(damaged.args[0], TextDamaged)
    assert damaged.args[0].subject == "2"
    with qtbot.assertNotEmitted(editor.text_damaged):
        paste(editor, clip(text="넓이는 3"))
        editor.selectAll()
        editor.cut()
        editor.paste()
    QGuiApplication.clipboard().setText("\N{REPLACEMENT CHARACTER}")
    with qtbot.waitSignal(editor.text_damaged):
        editor.paste_plain()


def test_far_too_much_text_is_refused_and_nothing_is_lost(qtbot, editor, told):
    editor.set_draft(Draft("글"))
    told.clear()
    for attempt in (
        lambda: paste(editor, clip(text="가나다 라마바\n" * 700_000)),
        lambda: paste(editor, clip(text="가" * MAX_TEXT)),  # One letter is there already.
    ):
        with qtbot.waitSignal(editor.text_refused) as refused:
            attempt()
        assert isinstance(refused.args[0], TextTooLong)
    with pytest.raises(TextTooLong):
        editor.set_draft(Draft("가" * (MAX_TEXT + 1)))
    QGuiApplication.clipboard().setText("가" * 5_000_000)
    with qtbot.waitSignal(editor.text_refused):
        editor.paste_plain()
    assert editor.draft() == Draft("글")
    assert told == []


def test_replacing_everything_by_a_longest_text_is_allowed(qtbot, editor):
    editor.set_draft(Draft("글"))
    editor.selectAll()
    paste(editor, clip(text="가나 다\n" * (MAX_TEXT // 5)))
    assert len(editor.draft().text) == MAX_TEXT


def test_a_word_without_end_is_broken_anywhere_because_word_wrap_would_freeze(editor):
    paste(editor, clip(text="가" * 3000))
    assert editor.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
    editor.set_draft(Draft("보통 글"))
    assert editor.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_a_picture_is_never_wider_than_the_page_and_resizing_is_no_edit(qtbot, editor, told):
    editor.set_draft(Draft("글", (picture(width=1000, height=500),)))
    told.clear()
    steps = editor.document().availableUndoSteps()
    for width in (600, 200):
        editor.resize(width, 300)
        QCoreApplication.processEvents()
        assert editor.document().idealWidth() <= editor.viewport().width()
        shown = editor.grab().toImage()
        assert any(shown.pixelColor(x, 80) == QColor("red") for x in range(width))
    assert editor.document().availableUndoSteps() == steps
    assert told == []


def test_pictures_of_earlier_drafts_do_not_stay_decoded_and_come_back(qtbot, editor):
    def alive():
        return sum(type(one) is QImage for one in gc.get_objects())  # isinstance would ask every object there is

    before = alive()
    for width in range(100, 200):
        editor.set_draft(Draft("", (picture(width=width),)))
        editor.grab()
    assert alive() - before < 50
    editor.undo()
    for _ in range(98):
        editor.undo()
    assert editor.draft().pictures == (picture(width=100),)
    shown = editor.grab().toImage()
    assert any(shown.pixelColor(30, y) == QColor("red") for y in range(100))


def test_a_picture_qt_cannot_show_gets_a_named_frame(qtbot):
    editor = DraftEditor(lambda data, name: None)
    qtbot.addWidget(editor)
    editor.insert_picture(Picture(b"a format of another day", "옛 그림.xyz"))
    assert not editor.grab().isNull()
    assert editor.draft().pictures[0].name == "옛 그림.xyz"


def test_tab_leaves_the_editor_and_readers_know_its_name(qtbot, editor):
    assert editor.tabChangesFocus()
    assert editor.accessibleName()
    assert editor.placeholderText()


@pytest.mark.parametrize(
    ("line", "inside", "expected"),
    [
        ("값 $x$와 $y$", False, ([(2, 5), (7, 10)], False)),
        ("$x", False, ([], False)),
        (r"\$5와 $x$", False, ([(5, 8)], False)),
        ("$$x", False, ([(0, 3)], True)),
        ("y$$ z", True, ([(0, 3)], False)),
        ("", True, ([(0, 0)], True)),
        ("$$x$y$$", False, ([(0, 7)], False)),
    ],
)
def test_formula_spans(line, inside, expected):
    assert formula_spans(line, inside) == expected


def test_the_tint_counts_as_qt_counts_and_adds_nothing_to_undo(editor):
    editor.set_draft(Draft("😀 $x$\n$$a\nb$$"))
    assert tinted(editor) == [(3, 3)]
    assert tinted(editor, 1) == [(0, 3)]
    assert tinted(editor, 2) == [(0, 3)]
    editor.undo()
    assert editor.draft() == Draft()


def test_the_tint_follows_the_palette_and_an_own_colour(editor, told):
    editor.set_draft(Draft("$x$"))
    told.clear()
    palette = editor.palette()
    palette.setColor(palette.ColorRole.Link, QColor("#7fa2ff"))
    editor.setPalette(palette)
    formats = editor.document().firstBlock().layout().formats()
    assert formats[0].format.foreground().color() == QColor("#7fa2ff")
    editor.set_formula_colour(QColor("#123456"))
    formats = editor.document().firstBlock().layout().formats()
    assert formats[0].format.foreground().color() == QColor("#123456")
    assert told == []


def test_another_language_is_followed(editor):
    editor.setPlaceholderText("")
    QCoreApplication.sendEvent(editor, QEvent(QEvent.Type.LanguageChange))
    assert editor.placeholderText()


def test_nothing_at_all_can_be_pasted(editor):
    assert not editor.canInsertFromMimeData(QMimeData())
    paste(editor, QMimeData())
    assert editor.draft() == Draft()


def test_lines_stand_apart_as_in_a_textbook_and_that_is_no_step_to_undo(editor):
    assert not editor.document().isUndoAvailable()
    editor.set_draft(Draft("첫째 줄\n둘째 줄", (picture(),)))
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.insertPlainText("새 줄\n")
    blocks = [editor.document().findBlockByNumber(number) for number in range(editor.document().blockCount())]
    assert [block.blockFormat().lineHeight() for block in blocks] == [24] * len(blocks)
    tops = [editor.document().documentLayout().blockBoundingRect(block).top() for block in blocks]
    assert all(below - above >= 23 for above, below in itertools.pairwise(tops))
    editor.undo()
    editor.undo()
    assert editor.draft().is_empty
    editor.insertPlainText("다시")
    assert editor.document().begin().blockFormat().lineHeight() == 24
