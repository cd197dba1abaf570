"""`search`: one question, or a file of them."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from itembank_desktop.cli.model_options import live_channels
from itembank_desktop.cli.places import opened
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Content, Draft, ItemId, Picture
from itembank_desktop.core.ports import Rejected
from itembank_desktop.core.search import Answer, Hit, Query, content_of
from itembank_desktop.services.find_duplicates import FindDuplicates

STEM_WIDTH = 48


def search(asked: argparse.Namespace) -> int:
    """Answer on standard output; the finder and the number of items on standard error."""
    from itembank_desktop.wiring import finder

    if asked.space and not asked.model:
        asked.parser.error("--space belongs to --model")
    if asked.batch and asked.image:
        asked.parser.error("--image belongs to --text or --text-file; in a batch, name images in the file")
    if not (asked.batch or asked.text or asked.text_file or asked.image):
        asked.parser.error("say what to look for: --text, --text-file, --image or --batch")
    with opened(asked) as bank, live_channels(asked, bank) as neural:
        find = finder(bank, neural)
        if asked.batch:
            return _batch(find, asked.batch, asked.top)
        answer = find(Query(_content(asked), asked.top))
    if answer.without_model:
        print(f"itembank-desktop: only fingerprints answered. {answer.without_model}", file=sys.stderr)
    _say_cut("itembank-desktop", answer)
    if asked.json:
        print(json.dumps(result_line(None, answer), ensure_ascii=False))
    else:
        print(hits_table(answer))
    return 0


def hits_table(answer: Answer) -> str:
    """The hits as an aligned table, with the finder that answered."""
    rows = [
        (
            str(hit.rank),
            # A fused rank is no percentage of anything.
            f"{hit.score * 100:.0f} %" if answer.calibrated else "-",
            hit.verdict.value,
            hit.item.id,
            hit.item.subject,
            " ".join(f"{name} {value:.2f}" for name, value in hit.channels.items() if value is not None),
            str(len(hit.item.figures) or ""),
            " ".join(hit.item.stem.split()),
        )
        for hit in answer.hits
    ]
    head = ("#", "score", "verdict", "id", "subject", "channels", "figures", "stem")
    foot = f"{answer.searched:,} items, {answer.seconds * 1000:.0f} ms, {finder_of(answer)}"
    return f"{table(head, rows, widest={7: STEM_WIDTH})}\n{foot}" if rows else f"Nothing similar. {foot}"


def finder_of(answer: Answer) -> str:
    """Who answered, and whether its scores mean anything."""
    if not answer.model:
        return f"{answer.finder} (no model)"
    told = f"fingerprints and {answer.model}"
    return told if answer.calibrated else f"{told}, not calibrated: in order of rank (see calibrate --help)"


def result_line(query: str | None, answer: Answer) -> dict[str, object]:
    """One result as scripts read it: stable keys, best hit first, score in 0..1."""
    return {
        "id": query,
        "ms": round(answer.seconds * 1000, 3),
        **({"model": answer.model, "calibrated": answer.calibrated} if answer.model else {}),
        **({"without_model": str(answer.without_model)} if answer.without_model else {}),
        **({"tokens": answer.cut.read, "cut": answer.cut.left_out} if answer.cut else {}),
        "hits": [_hit(hit) for hit in answer.hits],
    }


def _hit(hit: Hit) -> dict[str, object]:
    channels = {name: None if value is None else round(value, 6) for name, value in hit.channels.items()}
    return {"id": hit.item.id, "score": round(hit.score, 6), "verdict": hit.verdict.value, "channels": channels}


def _say_cut(where: str, answer: Answer) -> None:
    """On standard error, what the model was not shown of a long text."""
    if cut := answer.cut:
        told = f"{cut.left_out:,} tokens at the end of its text were cut off, {cut.read:,} were read by the model"
        print(f"{where}: {told}", file=sys.stderr)


def _content(asked: argparse.Namespace) -> Content:
    text = asked.text or ""
    if asked.text_file:
        text = _read_text(asked.text_file)
    draft = Draft(text, tuple(Picture(_read_bytes(path), path.name) for path in asked.image))
    if draft.is_empty:
        raise BadInput(str(asked.text_file or "the text"), "it is empty")
    return content_of(draft)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(str(path), error.strerror or "it cannot be read") from error


def _read_text(path: Path) -> str:
    try:
        return _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(str(path), f"it is not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _batch(find: FindDuplicates, path: Path, top: int) -> int:
    """One JSON line a query, in order; a query that cannot be asked has an "error" instead of hits."""
    failed = 0
    find.warm_up()
    for line, query, content in _queries(path):
        if isinstance(content, Rejected):
            failed += 1
            print(f"{path.name}, line {line}: {content.reason}", file=sys.stderr)
            print(json.dumps({"id": query, "ms": None, "hits": [], "error": content.reason}, ensure_ascii=False))
            continue
        answer = find(Query(content, top, ItemId(query) if query else None))
        _say_cut(f"{path.name}, line {line}", answer)
        print(json.dumps(result_line(query, answer), ensure_ascii=False), flush=True)
    if failed:
        told = "1 query" if failed == 1 else f"{failed} queries"
        print(f"itembank-desktop: {told} could not be asked; the lines above say why.", file=sys.stderr)
    return 1 if failed else 0


def _queries(path: Path) -> Iterator[tuple[int, str | None, Content | Rejected]]:
    from itembank_desktop.adapters.importers.json_bank import read_queries

    return read_queries(path)
