"""Text and colours as Typst source in which nothing of the author's can act as code."""

import re

_SYNTAX = re.compile(r"[!-/:-@\[-`{-~]")
_UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u2061-\u2064\u200b\ufe0f\ufeff]")
# Readable on white and on a dark ground; black and white are left to the ink of the sheet.
_COLOURS = {
    "blue": "#3b82f6", "brown": "#a0703c", "cyan": "#0e9bb5", "gray": "#808890", "grey": "#808890",
    "green": "#1fa352", "lime": "#65a30d", "magenta": "#c94bd6", "navy": "#5a7bd8", "olive": "#87942a",
    "orange": "#e07b16", "pink": "#e0559a", "purple": "#9a5be0", "red": "#e5484d", "teal": "#14938a",
    "violet": "#8b6cf0", "yellow": "#c08a0a",
}  # fmt: skip


def string(text: str) -> str:
    """A Typst string literal."""
    text = _UNSEEN.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\t", " ") + '"'


def symbols(text: str) -> str:
    """The characters as they stand, for mathematics: punctuation escaped, so that it is never syntax."""
    return _SYNTAX.sub(r"\\\g<0>", _UNSEEN.sub("", text))


def colour(name: str) -> str | None:
    """A CSS colour as "#rrggbb"; None when we do not know the name."""
    if re.fullmatch(r"#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3}", name):
        return name
    return _COLOURS.get(name.lower())
