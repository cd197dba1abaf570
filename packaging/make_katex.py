"""Make resources/katex again: KaTeX as one plain script that Qt's JavaScript engine can run.

python packaging/make_katex.py        # needs npm

Qt's engine knows ES2016 and has no `globalThis`: hence esbuild's target and the words put in front. It also warns
of every `var` that stands below its first use: terser moves them up (without `sequences`, which made loading seven
times slower).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KATEX = ROOT / "resources" / "katex"
ENTRY = ROOT / "packaging" / "katex_entry.js"
PACKAGES = ["katex@0.19.1", "esbuild@0.28.2", "terser@5.51.2"]
ESBUILD_OPTIONS = ["--bundle", "--target=es2016", "--format=iife", "--charset=utf8", "--legal-comments=none"]
TERSER_OPTIONS = ["--ecma", "2016", "--compress", "hoist_vars=true,sequences=false", "--mangle"]


def tool(folder: Path, name: str) -> str:
    """The command of a package that npm fetched (npm names it otherwise on Windows)."""
    found = shutil.which(name, path=str(folder / "node_modules" / ".bin"))
    if found is None:
        sys.exit(f"npm did not bring {name}. Look at its output above.")
    return found


def bundle(folder: Path, target: Path) -> None:
    """Let npm fetch KaTeX and the tools into `folder`, and write the bundled script to `target`."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm was not found. Install Node.js, then run this again.")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    subprocess.run([npm, "install", "--no-audit", "--no-fund", *PACKAGES], cwd=folder, check=True)
    shutil.copyfile(ENTRY, folder / "entry.js")
    bundled, small = folder / "bundled.js", folder / "small.js"
    make_one_file = [tool(folder, "esbuild"), "entry.js", *ESBUILD_OPTIONS, f"--outfile={bundled}"]
    make_small = [tool(folder, "terser"), bundled, *TERSER_OPTIONS, "--output", small]
    for command in (make_one_file, make_small):
        subprocess.run(command, cwd=folder, check=True)
    target.write_text("var globalThis=this;" + small.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def main() -> None:
    """Write the bundle and KaTeX's licence."""
    KATEX.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        bundle(Path(folder), KATEX / "katex.js")
        shutil.copyfile(Path(folder) / "node_modules" / "katex" / "LICENSE", KATEX / "LICENSE.txt")
    print(f"katex.js: {(KATEX / 'katex.js').stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
