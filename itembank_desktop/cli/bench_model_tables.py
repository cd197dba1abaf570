"""What `bench model` measured, and how it is printed."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from itembank_desktop.cli.spread import Spread
from itembank_desktop.cli.table import table

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.model_bench import Compared

Draw: TypeAlias = Callable[[Sequence[str], Sequence[Sequence[str]]], str]


@dataclass(slots=True)
class Result:
    """Everything one run measured; seconds, bytes, items a second."""

    model: str
    parameters: int
    dtype: str
    device: str
    threads: int
    load: float
    peaks: dict[str, Any] = field(default_factory=dict)
    way: str = ""
    compared: list["Compared"] = field(default_factory=list)
    successive: list[dict[str, Any]] = field(default_factory=list)
    bulk: list[dict[str, Any]] = field(default_factory=list)
    memory: dict[str, int] = field(default_factory=dict)


def tables(result: Result, markdown: bool = False) -> str:
    """All that was measured, for a terminal or as Markdown; what was not is said."""
    draw = markdown_table if markdown else table
    peaks = result.peaks
    facts = (
        f"{result.model}: {result.parameters / 1e6:,.0f} million parameters, {result.dtype}, made or loaded in "
        f"{result.load:.1f} s",
        f"{result.device}, {result.threads} of {os.cpu_count()} cores in use, {platform.system()}, {result.way}",
        f"roofline: {peaks['operations'] / 1e12:.3g} x 10^12 operations/s, {peaks['bytes'] / 1e9:.3g} GB/s "
        f"({peaks['source']})",
    )
    parts = [("  \n" if markdown else "\n").join(facts)]
    parts.append(_compared(result.compared, draw) if result.compared else "edits: not measured")
    parts.append(_successive(result.successive, draw) if result.successive else "questions in a row: not measured")
    parts.append(_bulk(result.bulk, draw) if result.bulk else "bulk work: not measured")
    memory = [(name, f"{value / 2**30:.2f} GiB = {value / 1e9:.2f} GB") for name, value in result.memory.items()]
    parts.append(draw(("memory", "held"), memory))
    parts.append("Token ids are drawn at random: no tokenizer takes part.")
    return "\n\n".join(parts)


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """As a README has it."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _compared(rows: Sequence["Compared"], draw: Draw) -> str:
    head = ("edit", "tokens", "computed", "whole draft, ms", "incremental, ms", "ratio", "1-cos last", "1-cos mean",
            "x roofline")  # fmt: skip
    return draw(head, [
        (row.name, f"{row.tokens:,}", f"{row.computed:,}", f"{_middle(row.straight):,.1f}",
         f"{_middle(row.incremental):,.1f}", f"{row.ratio:.1f}", f"{row.gap_last:.1e}", f"{row.gap_mean:.1e}",
         f"{_middle(row.straight) / 1000 / row.straight_floor:.1f} / "
         f"{_middle(row.incremental) / 1000 / row.incremental_floor:.1f}")
        for row in rows
    ])  # fmt: skip


def _middle(seconds: Sequence[float]) -> float:
    return Spread.of(seconds).p50


def _successive(rows: Sequence[dict[str, Any]], draw: Draw) -> str:
    head = ("questions in a row", "answered", "P50 / P95 / max, ms", "x roofline", "memory grown, MiB")
    return draw(head, [
        (f"{row['kind']}, {row['what']}", f"{row['answered']:,} of {row['asked']:,}", str(Spread.of(row["seconds"])),
         f"{_middle(row['seconds']) / 1000 / row['floor']:.1f}",
         ", ".join(f"{name} {value / 2**20:.0f}" for name, value in row["grown"].items() if "peak" not in name))
        for row in rows
    ])  # fmt: skip


def _bulk(rows: Sequence[dict[str, Any]], draw: Draw) -> str:
    return draw(
        ("bulk work", "items", "items/s", "of the roofline"),
        [(row["what"], f"{row['items']:,}", f"{row['rate']:.1f}", f"{row['rate'] / row['most']:.0%}") for row in rows],
    )
