"""The window's part of `bench`: what its own process measured, as rows of the table."""

from typing import Any

from itembank_desktop.cli.spread import Spread


def screen_rows(measured: dict[str, Any]) -> dict[str, object]:
    """Names and figures of the screens, from what the window's process tells of itself in seconds."""
    return {
        "draft pause to typeset comparison": Spread.of(measured["compared"]),
        "Enter to typeset comparison": Spread.of(measured["opened"]),
        "Enter to figures laid over each other": Spread.of(measured["laid"]),
        "longest stall while the comparison follows": milliseconds(measured["compare_stall"]),
        "preview latency, letter to painted preview": Spread.of(measured["preview"]),
        "longest stall while the preview is typed for": milliseconds(measured["preview_stall"]),
        "longest stall while 200 hits are typeset": milliseconds(measured["typeset_stall"]),
        "scroll frame, 200 hits at 1280x800": Spread.of(measured["scroll"]),
        "of that, work of the window's thread": Spread.of(measured["scroll_work"]),
        "scroll frame while they are typeset": Spread.of(measured["cold_scroll"]),
    }


def milliseconds(seconds: float) -> float:
    """For the table: one decimal."""
    return round(seconds * 1000, 1)
