"""Make resources/fonts again: the fonts of the window and of the typeset items, with their licences.

python packaging/make_fonts.py        # needs npm, and fontTools (pip install fonttools)

Pretendard is shipped as its author made it (its licence reserves the name for unmodified files). Noto Sans KR
loses what a mathematics item never shows, so that the checkout stays lean: every ideograph in Bold, and in
Regular those outside the Korean standard KS X 1001.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
PACKAGES = ["pretendard@1.3.9", "@expo-google-fonts/noto-sans-kr@0.4.3"]
PRETENDARD_WEIGHTS = ["Regular", "Medium", "SemiBold", "Bold"]


def is_ideograph(code: int) -> bool:
    """Whether `code` is a Chinese character (Hanja), extension and compatibility blocks included."""
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def in_korean_standard(code: int) -> bool:
    """Whether KS X 1001, the set of older Korean documents, has the character."""
    try:
        chr(code).encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


def cut_down(source: Path, target: Path, *, hanja: bool) -> None:
    """Write `source` without the characters that items never show; `hanja` keeps the standard ideographs."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    kept = [code for code in font.getBestCmap() if not is_ideograph(code) or (hanja and in_korean_standard(code))]
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk", "locl"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    # The time of making would change the file each time it is made.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


def fetch(folder: Path) -> Path:
    """Let npm fetch the packages into `folder`; return its node_modules."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm was not found. Install Node.js, then run this again.")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES], cwd=folder, check=True)
    return folder / "node_modules"


def main() -> None:
    """Fetch, cut down and place the fonts."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        modules = fetch(Path(folder))
        for weight in PRETENDARD_WEIGHTS:
            name = f"Pretendard-{weight}.otf"
            shutil.copyfile(modules / "pretendard/dist/public/static" / name, FONTS / name)
        shutil.copyfile(modules / "pretendard/dist/LICENSE.txt", FONTS / "Pretendard-LICENSE.txt")
        noto = modules / "@expo-google-fonts/noto-sans-kr"
        cut_down(noto / "400Regular/NotoSansKR_400Regular.ttf", FONTS / "NotoSansKR-Regular.ttf", hanja=True)
        cut_down(noto / "700Bold/NotoSansKR_700Bold.ttf", FONTS / "NotoSansKR-Bold.ttf", hanja=False)
        shutil.copyfile(noto / "LICENSE_FONT", FONTS / "NotoSansKR-LICENSE.txt")
    for path in sorted(FONTS.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
