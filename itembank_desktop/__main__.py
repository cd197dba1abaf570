"""`itembank-desktop` and `python -m itembank_desktop`."""

import os
import sys
from pathlib import Path

# Our matrices are small: threads of the linear algebra library would only fight the window for the processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# And those of the typesetter leave it a core.
os.environ.setdefault("RAYON_NUM_THREADS", str(max(1, (os.cpu_count() or 2) - 1)))


def main() -> int:
    """Start the window, or the command that was asked for; returns the exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from itembank_desktop import __version__

        print(f"itembank-desktop {__version__}")
        return 0
    from itembank_desktop.cli import Screens, run

    return run(sys.argv[1:], Screens(_window, _tour, _bench_window))


def _window(bank: Path | str | None) -> int:
    from itembank_desktop.app import main

    return main(bank)


def _tour(screenshot: Path) -> int:
    from itembank_desktop.app import tour
    from itembank_desktop.cli.search import hits_table

    answer = tour(screenshot)
    print(hits_table(answer))
    print(f"Screenshot: {screenshot}")
    return 0 if answer.hits else 1


def _bench_window(bank: Path, model: Path | None, answers: int) -> int:
    from itembank_desktop.app import bench_window

    return bench_window(bank, model, answers)


if __name__ == "__main__":
    raise SystemExit(main())
