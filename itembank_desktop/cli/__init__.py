"""The commands without a window: import, remove, search, evaluate, embed, vectors, verdicts, models, bench, ...

Exit codes: 0 done; 1 the world was in the way (one sentence on standard error says what to do); 2 wrong usage.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from itembank_desktop import __version__
from itembank_desktop.cli.parsers import Commands
from itembank_desktop.cli.parsers import add_command as _command
from itembank_desktop.cli.parsers import positive as _positive
from itembank_desktop.core.errors import ItemBankError

DONE, FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Screens:
    """The ways into Qt, handed in by __main__: commands know nothing of the window."""

    window: Callable[[Path | str | None], int]
    """With a folder, or the URL of a shared bank."""
    tour: Callable[[Path], int]
    bench_window: Callable[[Path, Path | None, int], int]


def run(arguments: Sequence[str], screens: Screens) -> int:
    """Run one command, or the window without one; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Item texts are Hangul and mathematics whatever the console's own encoding is.
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = _parser(screens, arguments).parse_args(arguments)
    try:
        return int(asked.run(asked))
    except ItemBankError as error:
        print(f"itembank-desktop: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more when it flushes at exit.
        sys.stdout = None
        return FAILED
    except OSError as error:
        # What no adapter sorted: a report or a screenshot that cannot be written, a full disk behind a redirection.
        named = f"{error.filename}: " if error.filename else ""
        print(f"itembank-desktop: {named}{error.strerror or error}. Check the path, your permission there and the "
              "space left.", file=sys.stderr)  # fmt: skip
        return FAILED
    except KeyboardInterrupt:
        print("itembank-desktop: stopped; what was finished is kept.", file=sys.stderr)
        return FAILED


def _parser(screens: Screens, arguments: Sequence[str]) -> argparse.ArgumentParser:
    from itembank_desktop.cli.places import HELP, bank_place

    parser = argparse.ArgumentParser(
        prog="itembank-desktop",
        description="Finds duplicate and similar exam items, with their figures. Without a command: the window.",
        epilog="example: itembank-desktop search --bank my-bank --text '삼각형 ABC의 넓이' --image figure.png",
    )
    parser.add_argument("--version", "-V", action="version", version=f"itembank-desktop {__version__}")
    help = f"open this bank instead of the last one: {HELP}"
    parser.add_argument("--bank", type=bank_place, metavar="BANK", help=help)
    parser.set_defaults(run=lambda asked: screens.window(asked.bank))
    made = _commands(screens)
    if not _only_the_window(arguments):
        commands = parser.add_subparsers(metavar="COMMAND", title="commands")
        # A command that is named loads its own modules alone.
        for name in arguments[:1] if arguments[0] in made else made:
            made[name](commands)
    return parser


def _only_the_window(arguments: Sequence[str]) -> bool:
    """Whether nothing but a bank is named: no command is made then, nor numpy loaded before the window is painted."""
    rest = list(arguments)
    if rest[:1] == ["--bank"]:
        del rest[:2]
    elif rest and rest[0].startswith("--bank="):
        del rest[:1]
    return not rest


def _commands(screens: Screens) -> dict[str, Callable[[Commands], None]]:
    """How each command is made, in the order of the help."""
    return {
        "import": _import_command,
        "remove": _remove_command,
        "search": _search_command,
        "evaluate": _evaluate_command,
        "compare": _compare_command,
        "truth": _truth_command,
        "review": _review_command,
        "describe": _describe_command,
        "sync": _sync_command,
        "embed": _embed_command,
        "calibrate": _calibrate_command,
        "vectors": _vectors_command,
        "verdicts": _verdicts_command,
        "models": _models_command,
        "db": _db_command,
        "bench": _bench_command,
        "tour": lambda commands: _tour_command(commands, screens),
        "bench-window": lambda commands: _bench_window_command(commands, screens),
    }


def _bank_argument(command: argparse.ArgumentParser) -> None:
    from itembank_desktop.cli.places import HELP, bank_place

    command.add_argument("--bank", type=bank_place, required=True, metavar="BANK", help=HELP)


def _import_command(commands: Commands) -> None:
    from itembank_desktop.cli.banks import import_bank

    command = _command(
        commands,
        "import",
        "import a bank folder into a local bank",
        "itembank-desktop import exported/ --bank my-bank",
    )
    command.add_argument("source", type=Path, metavar="SOURCE", help="a folder with items.jsonl, or that file")
    _bank_argument(command)
    command.add_argument("--report", type=Path, metavar="CSV", help="write the rejected rows there")
    command.add_argument("--processes", type=int, default=0, metavar="N", help="that describe items (0: one a core)")
    command.set_defaults(run=import_bank)


def _remove_command(commands: Commands) -> None:
    from itembank_desktop.cli.remove import add_arguments, remove

    command = _command(
        commands,
        "remove",
        "take items out of a bank; its keeper can bring them back",
        "itembank-desktop remove Q-17 Q-18 --bank my-bank\n"
        "         itembank-desktop remove --ids withdrawn.txt --bank postgresql://keeper@db.example.org/items\n\n"
        "They are written into a folder first, which import reads. All of them go, or none: an id that the bank does\n"
        "not hold, a published item without --published, or a change meanwhile stops it. Copies follow at their next\n"
        "sync; verdicts stay.",
    )
    add_arguments(command)
    _bank_argument(command)
    command.set_defaults(run=remove, parser=command)


def _search_command(commands: Commands) -> None:
    from itembank_desktop.cli.model_options import add_model_arguments
    from itembank_desktop.cli.search import search

    command = _command(
        commands,
        "search",
        "find the items that resemble a text, pictures, or both",
        "itembank-desktop search --bank my-bank --text-file draft.txt --image figure.png --top 5\n"
        "         itembank-desktop search --bank my-bank --batch queries.jsonl > results.jsonl",
    )
    _bank_argument(command)
    asked = command.add_mutually_exclusive_group()
    asked.add_argument("--text", metavar="T", help="the draft's text, with $LaTeX$")
    asked.add_argument("--text-file", type=Path, metavar="F", help="a UTF-8 file with the draft's text")
    asked.add_argument("--batch", type=Path, metavar="QUERIES.jsonl", help="one query a line, as in items.jsonl")
    command.add_argument("--image", type=Path, action="append", default=[], metavar="P", help="a picture; repeatable")
    command.add_argument("--top", type=_positive, default=10, metavar="N", help="how many hits (default 10)")
    command.add_argument("--json", action="store_true", help="one JSON line instead of a table")
    add_model_arguments(command)
    command.set_defaults(run=search, parser=command)


def _evaluate_command(commands: Commands) -> None:
    from itembank_desktop.cli.evaluate import evaluate
    from itembank_desktop.cli.model_options import add_spaces_arguments

    command = _command(
        commands,
        "evaluate",
        "measure the finder against a ground truth",
        "itembank-desktop evaluate --bank my-bank --qrels qrels.json --min-relevance 3",
    )
    _bank_argument(command)
    command.add_argument("--qrels", type=Path, required=True, metavar="QRELS.json", help='{"pairs": [...]}')
    command.add_argument(
        "--min-relevance", type=_positive, default=2, metavar="N", help="least relevance that counts (default 2)"
    )
    command.add_argument("--json", action="store_true", help="JSON instead of a table")
    command.add_argument(
        "--badges", action="store_true", help="what the badges say of judged pairs, instead of measures"
    )
    add_spaces_arguments(command)
    command.set_defaults(run=evaluate, parser=command)


def _compare_command(commands: Commands) -> None:
    from itembank_desktop.cli.compare import add_arguments, compare

    command = _command(
        commands,
        "compare",
        "compare all finders under one or several ground truths and write a report",
        "itembank-desktop compare --bank my-bank --qrels human.json tfidf.json --report report\n\n"
        "Finders: fingerprints (fused, and every channel), BM25, TF-IDF, and every embedding space that the bank has\n"
        "vectors in (see embed), mixed with BM25 and with one another. Started again, it goes on where it stopped.",
    )
    add_arguments(command)
    command.set_defaults(run=compare, parser=command)


def _truth_command(commands: Commands) -> None:
    from itembank_desktop.cli.truth import add_commands

    command = _command(
        commands,
        "truth",
        "make, bring in and compare ground truths",
        "itembank-desktop truth tfidf --bank my-bank --output tfidf.json\n"
        "         itembank-desktop truth compare human.json tfidf.json --disputed disputed.json",
    )
    add_commands(command)


def _review_command(commands: Commands) -> None:
    from itembank_desktop.cli.review import add_commands

    command = _command(
        commands,
        "review",
        "let people verify pairs: choose them, see how far reviewers agree, make a truth of it",
        "itembank-desktop review new --bank my-bank --output review.jsonl\n"
        "         itembank-desktop review export review.jsonl --output human.json\n\n"
        "Reviewers judge in the window (evaluation, review).",
    )
    add_commands(command)


def _describe_command(commands: Commands) -> None:
    from itembank_desktop.cli.banks import describe_bank

    command = _command(
        commands,
        "describe",
        "bring a bank's fingerprints up to date after a program update",
        "itembank-desktop describe --bank my-bank",
    )
    _bank_argument(command)
    command.set_defaults(run=describe_bank)


def _sync_command(commands: Commands) -> None:
    from itembank_desktop.cli.sync import add_arguments, sync

    command = _command(
        commands,
        "sync",
        "bring the copy of a shared bank on this computer up to date",
        "itembank-desktop sync --bank my-copy --from postgresql://kim@bank.example.org/math\n\n"
        "Stop it at any moment, with Ctrl+C or otherwise: the copy stays whole, and the same command goes on.\n"
        "What was decided or written while the server was away is sent first. The password comes from PGPASSWORD,\n"
        "from the system's keyring, or is asked.",
    )
    command.add_argument("--bank", type=Path, required=True, metavar="FOLDER", help="the copy's folder, made if absent")
    add_arguments(command)
    command.set_defaults(run=sync)


def _embed_command(commands: Commands) -> None:
    from itembank_desktop.cli.embed import embed
    from itembank_desktop.cli.model_options import MEANINGS, add_model_arguments

    command = _command(
        commands,
        "embed",
        "give every item of a bank the vectors of a model that it lacks",
        "itembank-desktop embed --bank my-bank --model Qwen3-VL-Embedding-2B\n\n"
        f"spaces:\n{MEANINGS}\n\n"
        "Stop it at any moment, with Ctrl+C or otherwise: the same command goes on where it stopped.",
    )
    _bank_argument(command)
    add_model_arguments(command, required=True)
    command.set_defaults(run=embed)


def _calibrate_command(commands: Commands) -> None:
    from itembank_desktop.cli.calibrate import add_arguments, calibrate

    command = _command(
        commands,
        "calibrate",
        "learn from judged pairs how a model and the fingerprints are weighed together",
        "itembank-desktop calibrate --bank my-bank --qrels qrels.json --model Qwen3-VL-Embedding-2B\n\n"
        "The calibration is kept in the bank's folder, one for each set of spaces. Relevance 3 and more is a\n"
        "duplicate, 2 a variant, 1 the same type. The bank's items must have vectors (see embed).",
    )
    _bank_argument(command)
    truth = command.add_mutually_exclusive_group(required=True)
    truth.add_argument("--qrels", type=Path, metavar="QRELS.json", help='{"pairs": [...]}')
    truth.add_argument("--verdicts", action="store_true", help="learn from the verdicts given on this bank")
    add_arguments(command)
    command.set_defaults(run=calibrate)


def _verdicts_command(commands: Commands) -> None:
    from itembank_desktop.cli.verdicts import add_arguments, verdicts

    command = _command(
        commands,
        "verdicts",
        "count what people decided about pairs of a bank, or export it as a ground truth",
        "itembank-desktop verdicts export --bank my-bank --output qrels.json\n\n"
        "Duplicate becomes relevance 3, variant 2, related 1, unrelated 0. A draft that has become an item of the\n"
        "bank counts as that item; verdicts on other drafts and on former contents are left out and counted.",
    )
    add_arguments(command)
    _bank_argument(command)
    command.set_defaults(run=verdicts)


def _vectors_command(commands: Commands) -> None:
    from itembank_desktop.cli.vectors import add_arguments, vectors

    command = _command(
        commands,
        "vectors",
        "embed the lines of a file with a model, one unit vector a line",
        "itembank-desktop vectors --model Qwen3-VL-Embedding-2B --modality multimodal --pooling mean \\\n"
        "             --input queries.jsonl --output vectors.npy",
    )
    add_arguments(command)
    command.set_defaults(run=vectors)


def _models_command(commands: Commands) -> None:
    from itembank_desktop.cli.models import add_commands

    command = _command(
        commands,
        "models",
        "list, fetch, add, verify and remove the models on this computer",
        "itembank-desktop models fetch Qwen3-VL-Embedding-2B\n"
        "         itembank-desktop models add /media/usb/Qwen3-VL-Embedding-2B",
    )
    add_commands(command)


def _bench_command(commands: Commands) -> None:
    from itembank_desktop.cli.bench import bench
    from itembank_desktop.cli.bench_bank import add_arguments as add_bank_arguments
    from itembank_desktop.cli.bench_bank import bench_bank
    from itembank_desktop.cli.bench_model import add_arguments, bench_model
    from itembank_desktop.cli.bench_pilot import add_arguments as add_pilot_arguments
    from itembank_desktop.cli.bench_pilot import bench_pilot
    from itembank_desktop.cli.bench_window import add_window_arguments, bench_window

    command = _command(
        commands,
        "bench",
        "measure speed and memory on this machine",
        "itembank-desktop bench --items 1000 11000 --sources ../data/dynamath ../data/korean_word_problems",
    )
    command.add_argument("--items", type=_positive, nargs="+", default=[1000, 11000], metavar="N", help="bank sizes")
    command.add_argument(
        "--sources", type=Path, nargs="*", default=[], metavar="FOLDER", help="bank folders to fill the banks from"
    )
    command.add_argument("--queries", type=_positive, default=200, metavar="N", help="queries a figure (default 200)")
    command.add_argument("--json", action="store_true", help="JSON instead of a table")
    command.set_defaults(run=bench)
    more = command.add_subparsers(metavar="[model | window | pilot | bank]", title="of a model, of a bank")
    model = _command(
        more,
        "model",
        "measure a model on this machine: incremental against the whole draft at every pause",
        "itembank-desktop bench model --random-weights 2b --threads 1",
    )
    add_arguments(model)
    model.set_defaults(run=bench_model)
    window = _command(
        more,
        "window",
        "measure how long the window stalls while a model loads, reads a bank and answers",
        "itembank-desktop bench window --random-weights tiny",
    )
    add_window_arguments(window)
    window.set_defaults(run=bench_window)
    pilot = _command(
        more,
        "pilot",
        "the pilot's figures on a bank of yours: latency, throughput, memory, stability, against targets",
        "itembank-desktop bench pilot --bank my-bank --queries 1000 --target-ms 200",
    )
    add_pilot_arguments(pilot)
    pilot.set_defaults(run=bench_pilot, parser=pilot)
    bank = _command(
        more,
        "bank",
        "measure a shared bank, on a PostgreSQL started for it",
        "itembank-desktop bench bank --items 11000 100000",
    )
    add_bank_arguments(bank)
    bank.set_defaults(run=bench_bank)


def _db_command(commands: Commands) -> None:
    from itembank_desktop.cli.db import add_commands

    command = _command(
        commands,
        "db",
        "make or update the tables of a shared bank, or look at them",
        "itembank-desktop db init postgresql://postgres@db.example.org/items\n"
        "         itembank-desktop db status postgresql://kim@db.example.org/items",
    )
    add_commands(command)


def _tour_command(commands: Commands, screens: Screens) -> None:
    command = _command(
        commands,
        "tour",
        "check a shipped draft against the sample bank, offscreen, and save a screenshot",
        "itembank-desktop tour --screenshot tour.png",
    )
    default = Path(tempfile.gettempdir()) / "itembank-desktop-tour.png"
    command.add_argument(
        "--screenshot", type=Path, default=default, metavar="PNG", help=f"where to save it (default {default})"
    )
    command.set_defaults(run=lambda asked: screens.tour(asked.screenshot))


def _bench_window_command(commands: Commands, screens: Screens) -> None:
    """Not listed: `bench` starts it in a process of its own, so that a cold start is one."""
    command = commands.add_parser("bench-window")
    _bank_argument(command)
    command.add_argument("--model", type=Path)
    command.add_argument("--answers", type=int, default=0)
    command.set_defaults(run=lambda asked: screens.bench_window(asked.bank, asked.model, asked.answers))
