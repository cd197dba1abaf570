"""Run the journeys and keep the pictures that documents show.

.venv/bin/python packaging/make_screenshots.py
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FROM, TO = ROOT / ".screenshots", ROOT / "resources" / "screenshots"
NAMES = (
    "main-ko-light",
    "main-ko-dark",
    "detail-ko-light",
    "main-en-light",
    "compare-en-dark",
    "judge-compare-ko-light",
    "evaluation-settle-ko-light",
    "picture-narrowed-ko-light",
)


def main() -> int:
    """Make them anew; fails when a journey fails."""
    if subprocess.run([sys.executable, "-m", "pytest", "-q", "tests/journeys"], cwd=ROOT, check=False).returncode:
        return 1
    from PIL import Image

    TO.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        kept = TO / f"{name}.png"
        with Image.open(FROM / f"{name}.png") as picture:
            picture.convert("RGB").save(kept, optimize=True)
        print(f"{kept.relative_to(ROOT)}: {kept.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
