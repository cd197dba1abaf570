import pytest
from PySide6.QtCore import QTranslator

from itembank_desktop.ui.row_reasons import row_reason
from tests.fakes_ui import ROOT


@pytest.fixture
def korean(qapp):
    translator = QTranslator()
    assert translator.load("itembank_ko", str(ROOT / "resources" / "translations"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            'the figure "a.png" cannot be used: the file is missing',
            "쓸 수 없는 그림입니다: “a.png” (파일이 없습니다)",
        ),
        (
            'the figure "a.png" cannot be used: the file is cut off',
            "쓸 수 없는 그림입니다: “a.png” (파일이 잘렸습니다)",
        ),
        ('the id "q1" is already on line 3', "문항 번호가 앞과 같습니다: “q1” (3행)"),
        (
            "it is no valid JSON at character 21 (Unterminated string)",
            "21번째 글자부터 JSON 형식에 맞지 않습니다 (Unterminated string)",
        ),
        ("it has neither text nor figure", "글도 그림도 없습니다"),
        ("Permission denied", "권한이 없습니다"),
        ("Too many open files", "Too many open files"),
    ],
)
def test_reasons_are_translated_as_far_as_they_are_known(korean, said, expected):
    assert row_reason(said) == expected


def test_english_stays_as_it_was_said(qapp):
    said = 'the figure "a.png" cannot be used: the file is missing'
    assert row_reason(said) == said
