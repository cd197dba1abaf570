"""Ground truths as files: ours in JSON, and TREC's lines."""

import json
from pathlib import Path

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Qrels, qrels_from_json, qrels_from_trec, qrels_to_json


def read_qrels(path: Path) -> Qrels:
    """A qrels file; BadInput when it is missing or broken."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(str(path), error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise BadInput(str(path), f"it is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except ValueError as error:
        raise BadInput(str(path), f"it is no JSON ({error})") from error
    return qrels_from_json(path.name, document)


def read_truth(path: Path) -> Qrels:
    """Ours, or TREC's form by its look."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(str(path), error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise BadInput(str(path), f"it is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    return read_qrels(path) if text.lstrip().startswith("{") else qrels_from_trec(path.name, text)


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Ours, whole or not at all; BadInput where that cannot be done."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(qrels_to_json(qrels), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise BadInput(str(path), error.strerror or "it cannot be written") from error
