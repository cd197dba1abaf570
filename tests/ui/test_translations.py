import ast
import json
import string
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KOREAN = json.loads((ROOT / "resources" / "translations" / "korean.json").read_text("utf-8"))


def test_every_sentence_of_the_sources_has_its_korean():
    check = [sys.executable, str(ROOT / "packaging" / "make_translations.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_sentence_stands_inside_another_where_the_tool_that_gathers_them_does_not_look():
    nested = [
        f"{file.name}:{call.lineno}"
        for file in sorted((ROOT / "itembank_desktop").rglob("*.py"))
        for outer in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in ("tr", "translate")
        if call.args and all(isinstance(one, ast.Constant) for one in call.args)
    ]
    assert nested == []


def test_the_compiled_file_says_what_the_list_says(qapp):
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    assert translator.load("itembank_ko", str(ROOT / "resources" / "translations"))
    for context, sentences in KOREAN.items():
        for english, korean in sentences.items():
            assert translator.translate(context, english) == korean, (context, english)


def test_korean_has_the_same_places_to_fill_and_no_exclamation_marks():
    def fields(sentence):
        return sorted(field or "" for _, field, _, _ in string.Formatter().parse(sentence) if field is not None)

    for sentences in KOREAN.values():
        for english, korean in sentences.items():
            assert fields(english) == fields(korean), english
            assert "!" not in korean
