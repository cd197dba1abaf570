"""Make resources/icons again: one family of line icons from lucide (ISC licence), and the pictures of the
program's icon.

python packaging/make_icons.py        # needs npm, and the program's own environment (PySide6)

The names are ours (what the icon stands for), so that the window's code does not change with the family.
app.svg is drawn by hand in this project and only turned into pixels here.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
PACKAGE = "lucide-static@1.62.0"
APP_ICON_SIDE = 256

OURS_TO_LUCIDE = {
    "alert": "triangle-alert",
    "bank": "library",
    "capture": "camera",
    "check": "check",
    "close": "x",
    "compare": "columns-2",
    "copy": "copy",
    "delete": "trash-2",
    "down": "chevron-down",
    "export": "upload",
    "folder": "folder-open",
    "help": "circle-question-mark",
    "import": "import",
    "info": "info",
    "left": "chevron-left",
    "moon": "moon",
    "new": "file-plus",
    "offline": "cloud-off",
    "paste": "clipboard-paste",
    "picture": "image",
    "picture-add": "image-plus",
    "picture-search": "scan-search",
    "plus": "plus",
    "refresh": "refresh-cw",
    "right": "chevron-right",
    "search": "search",
    "settings": "settings",
    "sun": "sun",
    "undo": "undo-2",
    "up": "chevron-up",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
}


MARKS = {"down": "secondary", "up": "secondary", "check": "on_accent"}
"""Icons that a style sheet draws, which knows no `currentColor`: one file a theme, in this colour of it."""


def draw_marks() -> None:
    """The marks in the theme's own colours, as NAME-light.svg and NAME-dark.svg."""
    sys.path.insert(0, str(ICONS.parents[1]))
    from itembank_desktop.ui import theme

    for name, role in MARKS.items():
        svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
        for kind, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
            inked = svg.replace("currentColor", getattr(colours, role)).replace(
                'stroke-width="2"', 'stroke-width="2.5"'
            )
            (ICONS / f"{name}-{kind}.svg").write_text(inked, encoding="utf-8", newline="\n")


def fetch(folder: Path) -> Path:
    """Let npm fetch the icons into `folder`; return the package's folder."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm was not found. Install Node.js, then run this again.")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE], cwd=folder, check=True)
    return folder / "node_modules" / "lucide-static"


def compact(svg: str) -> str:
    """One line, 18 logical pixels wide, without the attributes that only a web page reads."""
    svg = re.sub(r"<!--.*?-->|\s+class=\"[^\"]*\"", "", svg, flags=re.DOTALL)
    svg = svg.replace('width="24"', 'width="18"', 1).replace('height="24"', 'height="18"', 1)
    svg = re.sub(r"\s+", " ", svg).replace("> <", "><").replace(" />", "/>").replace(" >", ">").strip()
    return svg + "\n"


def draw_app_icon() -> None:
    """Turn app.svg into the PNG that window managers ask for."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(ICONS / "app.svg"))
    canvas = QImage(APP_ICON_SIDE, APP_ICON_SIDE, QImage.Format.Format_ARGB32)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    renderer.render(painter)
    painter.end()
    canvas.save(str(ICONS / "app.png"))


def main() -> None:
    """Fetch the icons, rename them, and draw the program's own."""
    ICONS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = fetch(Path(folder))
        for ours, theirs in OURS_TO_LUCIDE.items():
            svg = (package / "icons" / f"{theirs}.svg").read_text(encoding="utf-8")
            (ICONS / f"{ours}.svg").write_text(compact(svg), encoding="utf-8", newline="\n")
        shutil.copyfile(package / "LICENSE", ICONS / "LICENSE.txt")
    draw_marks()
    draw_app_icon()
    print(f"{len(OURS_TO_LUCIDE)} icons in {ICONS}")


if __name__ == "__main__":
    main()
