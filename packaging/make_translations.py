"""Collect the window's English sentences, keep their Korean beside them, and compile what Qt loads.

    .venv/bin/python packaging/make_translations.py            # after changing a sentence; then fill in the .ts
    .venv/bin/python packaging/make_translations.py --check    # fails when a sentence lacks its Korean

`resources/translations/korean.json` is where people translate: {context: {English: Korean}}. The .ts and .qm files
are made from it and from the sources.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
KOREAN = FOLDER / "korean.json"
TS, QM = FOLDER / "itembank_ko.ts", FOLDER / "itembank_ko.qm"

Sentences = dict[str, dict[str, str]]


def tool(name: str) -> str:
    """A tool that PySide6 installs beside the interpreter."""
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def sources() -> list[str]:
    """Every module that may speak."""
    return sorted(str(path) for path in (ROOT / "itembank_desktop" / "ui").glob("*.py"))


def found_sentences() -> Sentences:
    """Every sentence in the sources, by context, untranslated."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.ts"
        command = [tool("lupdate"), *sources(), "-ts", str(path), "-locations", "none"]
        subprocess.run(command, check=True, capture_output=True)
        tree = ET.parse(path)
    found: Sentences = {}
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        found[name] = {message.findtext("source") or "": "" for message in context.iter("message")}
    return found


def merged(found: Sentences, known: Sentences) -> Sentences:
    """The sentences of today with the Korean they have; sentences that are gone are dropped."""
    return {
        context: {english: known.get(context, {}).get(english, "") for english in sorted(sentences)}
        for context, sentences in sorted(found.items())
    }


def missing(sentences: Sentences) -> list[str]:
    """What still lacks its Korean."""
    return [
        f"{context}: {english}" for context, ones in sentences.items() for english, korean in ones.items() if not korean
    ]


def write_ts(sentences: Sentences) -> None:
    """The .ts file that lrelease compiles and Linguist opens."""
    root = ET.Element("TS", version="2.1", language="ko_KR", sourcelanguage="en_US")
    for name, ones in sentences.items():
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for english, korean in ones.items():
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = english
            translation = ET.SubElement(message, "translation")
            translation.text = korean
            if not korean:
                translation.set("type", "unfinished")
    ET.indent(root, " ")
    TS.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(root, "unicode") + "\n", "utf-8"
    )


def main() -> int:
    """Make or check the translations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    asked = parser.parse_args()
    known: Sentences = json.loads(KOREAN.read_text("utf-8")) if KOREAN.is_file() else {}
    sentences = merged(found_sentences(), known)
    lacking = missing(sentences)
    if not asked.check:
        FOLDER.mkdir(parents=True, exist_ok=True)
        KOREAN.write_text(json.dumps(sentences, ensure_ascii=False, indent=2) + "\n", "utf-8")
        write_ts(sentences)
        subprocess.run([tool("lrelease"), str(TS), "-qm", str(QM)], check=True, capture_output=True)
    for sentence in lacking:
        print(f"no Korean for {sentence}", file=sys.stderr)
    total = sum(map(len, sentences.values()))
    print(f"{total - len(lacking)} of {total} sentences are translated")
    return 1 if lacking or (sentences != known and asked.check) else 0


if __name__ == "__main__":
    raise SystemExit(main())
