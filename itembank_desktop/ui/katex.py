"""KaTeX in Qt's own JavaScript engine: LaTeX to MathML without a browser."""

import threading
from pathlib import Path

from PySide6.QtQml import QJSEngine, QJSValue


class FormulaError(ValueError):
    """LaTeX that KaTeX refuses; the message is KaTeX's own."""


class _Engine:
    """One engine with the bundle loaded; belongs to the thread that made it."""

    def __init__(self, script: str) -> None:
        self._engine = QJSEngine()
        self._engine.evaluate(script, "katex.js")
        self._convert = self._engine.globalObject().property("texToMathml")
        if not self._convert.isCallable():
            raise RuntimeError("the KaTeX bundle does not run in this Qt")

    def convert(self, tex: str, display: bool) -> QJSValue:
        return self._convert.call([QJSValue(tex), QJSValue(display)])

    def close(self) -> None:
        # The function must go before the engine that it lives in.
        del self._convert
        del self._engine


class Katex:
    """Turns LaTeX into MathML in whichever thread asks; needs a QCoreApplication.

    Each thread gets an engine of its own at its first formula (about 0.1 s and 25 MB), and gives it back when it ends.
    """

    def __init__(self, bundle: Path) -> None:
        self._bundle = bundle
        self._local = threading.local()

    def tex_to_mathml(self, tex: str, display: bool) -> str:
        """The MathML of a formula; raises FormulaError for LaTeX that KaTeX does not know or that is not finished."""
        engine: _Engine | None = getattr(self._local, "engine", None)
        if engine is None:
            engine = self._local.engine = _Engine(self._bundle.read_text(encoding="utf-8"))
        answer = engine.convert(tex, display)
        if answer.isError():
            raise FormulaError(answer.toString().removeprefix("ParseError: KaTeX parse error: "))
        return answer.toString()

    def close(self) -> None:
        """Drop the engine of the calling thread; the next formula makes a new one."""
        engine: _Engine | None = getattr(self._local, "engine", None)
        if engine is not None:
            del self._local.engine
            engine.close()
