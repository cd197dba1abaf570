"""What an item asks for: the words and signs of its last clause, without numbers and letters."""

import re

from itembank_desktop.core.text import SIGN, WORD, plain, tokens

# A condition behind the question: "(단, $x>0$)", "(O는 원점)", "단, O는 원점이다."
_PROVISO = re.compile(
    r"(?:\(\s*단\s*,(?:[^()]|\([^()]*\)){0,200}\)|\([^()]{0,100}[가-힣][^()]{0,100}\)|(?<=[.?]\s)단\s*,[^.]{0,200}\.?)\s*$"
)
_SENTENCE = re.compile(r"(?<=[.?!。])\s+|\n+")
_CLAUSE = re.compile(
    r"(?:[을를]?\s*때|[라다]면|[으이하]면|이라\s하면|[라다]고\s?하자|대하여|에서|있을\s때|일\s때)\s*,?\s+(?=.{4})"
    r"|,\s+(?=[가-힣])|,\s+(?=(?:what|how|which|find|then|determine)\b)",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$[^$]*\$")
_MARKS = frozenset({"=", "°", "%", "-", ",", "→"})
# A sum in words or by its sign, a limit likewise; a product has none, nor asks anybody for constants.
_SAME = {"합": "+", "lim": "극한", "곱": "", "상수": ""}


def asked_part(stem: str) -> frozenset[str]:
    """The canonical words and signs of the last clause of a stem; empty where it asks for a mere value or length."""
    text = _PROVISO.sub("", plain(stem).strip()).rstrip()
    sentences = [sentence for sentence in _SENTENCE.split(text) if len(sentence.strip()) > 3]
    last = sentences[-1] if sentences else text
    # A comma or "면" inside a formula ends no clause.
    hidden = _FORMULA.sub(lambda formula: "\ufffc" * len(formula[0]), last)
    ends = [found.end() for found in _CLAUSE.finditer(hidden)]
    clause = last[ends[-1] :] if ends else last
    said = {
        _SAME.get(token.text, token.text)
        for token in tokens(clause)
        if token.kind is WORD or (token.kind is SIGN and token.text not in _MARKS)
    }
    return frozenset(said - {""})
