"""Where the files lie that come with the program."""

import sys
from pathlib import Path

# Beside the package in a checkout, unpacked beside it by a frozen program.
RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2])) / "resources"
