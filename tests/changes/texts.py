"""Mechanical rewording and renumbering of Korean mathematics items, for tests and for fitting.

The rules and words here are written on their own, from how textbooks and teachers vary a sentence; nothing is taken
from the program's lexicon, and some of the paraphrases are unknown to it. Both functions are pure: the same text and
seed give the same result.
"""

import random
import re

# Each group holds ways of saying the same; one way is exchanged for another of its group.
_SAYINGS: tuple[tuple[str, ...], ...] = (
    ("구하시오.", "구하여라.", "구해 보시오.", "구하면?", "계산해 보아라."),
    ("값을 구하시오.", "값은 얼마인가?", "값은?", "값을 찾아 쓰시오."),
    ("길이를 구하시오.", "길이는 얼마인가?", "길이는?", "길이를 재면 얼마가 되겠는가?"),
    ("넓이를 구하시오.", "넓이는?", "면적을 구하여라.", "차지하는 넓이는 얼마인가?"),
    ("크기를 구하시오.", "크기는 몇 도인가?", "크기는?"),
    ("개수를 구하시오.", "모두 몇 개인지 구하여라.", "개수는?"),
    ("확률을 구하시오.", "확률은?", "일어날 가능성을 수로 나타내어라."),
    ("최댓값", "최대값", "가장 큰 값", "취할 수 있는 값 중 제일 큰 것"),
    ("최솟값", "최소값", "가장 작은 값", "취할 수 있는 값 중 제일 작은 것"),
    ("일 때,", "이면", "이라고 하면", "이라 할 때,", "인 경우에"),
    ("이고,", "이며", "이고 또한"),
    ("그림과 같이 ", "다음 그림과 같이 ", "오른쪽 그림처럼 ", "아래 그림에서 볼 수 있듯이 ", ""),
    ("그림과 같은 ", "오른쪽 그림의 ", "아래 그림에 나타낸 ", ""),
    ("의 교점", "이 만나는 점", "이 서로 엇갈리는 점"),
    ("수직이다", "직각으로 만난다", "직교한다"),
    ("평행하다", "나란하다", "만나지 않는 같은 방향이다"),
    ("를 만족시키는", "를 만족하는", "가 성립하는", "에 맞는"),
    ("서로 다른 두", "서로 다른 2개의", "같지 않은 두"),
    ("경우의 수", "방법의 수", "가짓수", "할 수 있는 방법은 몇 가지인지"),
    ("둘레의 길이", "둘레", "가장자리를 한 바퀴 돈 길이"),
    ("한 변의 길이", "변 하나의 길이", "각 변의 길이"),
    ("중점", "한가운데 점", "가운데 점"),
    ("주머니", "상자", "자루"),
    ("꺼낼 때,", "뽑을 때,", "집어 낼 때,"),
)

# Pairs (LaTeX, how another hand types it); both directions are used.
_NOTATIONS: tuple[tuple[str, str], ...] = (
    (r"\\overline\{([A-Z]{2})\}\s*=\s*([0-9.]+)", r"선분 \1의 길이가 \2"),
    (r"\\overline\{([A-Z]{2})\}", r"선분 \1"),
    (r"\\frac\{(\d+)\}\{(\d+)\}", r"\1/\2"),
    (r"\\sqrt\{(\d+)\}", r"√\1"),
    (r"\\angle\s*([A-Z]{1,3})", r"∠\1"),
    (r"\\triangle\s*([A-Z]{3})", r"△\1"),
    (r"삼각형 \$?([A-Z]{3})\$?", r"△\1"),
    (r"\^\{\\circ\}|\^\\circ(?![a-z])", "°"),
    (r"\\times", "×"),
    (r"\\leq?(?![a-z])", "≤"),
    (r"\\geq?(?![a-z])", "≥"),
    (r"\\neq?(?![a-z])", "≠"),
    (r"\\pi(?![a-z])", "π"),
    (r"\^\{2\}|\^2(?!\d)", "²"),
    (r"\^\{3\}|\^3(?!\d)", "³"),
    (r"\\parallel", "∥"),
    (r"\\perp", "⊥"),
    (r"\\,\s*\\mathrm\{(cm|mm|km|m|kg|g)\}", r" \1"),
    (r"(?<=\d)\s*cm(?![\^²³0-9])", "㎝"),
)

_POINTS = re.compile(r"(?<![A-Za-z\\])[A-Z]{1,6}(?![A-Za-z])")
_VARIABLES = re.compile(r"(?<![A-Za-z\\{])(?!cm|mm|km|kg|mg|ln)[a-z]{1,2}(?![A-Za-z])")
_NUMBER = re.compile(r"(?<![\d.^A-Za-z_{\\])(\d+(?:\.\d+)?)(?![\d.]*[번점\]])")
_IN_BRACES = re.compile(r"(?<=[^^]\{)(\d+)(?=\})")


def reword(text: str, seed: int) -> str:
    """The same item by another hand: letters, notation, sayings, order of clauses, spacing; never its numbers."""
    chance = random.Random(seed)
    for change in (_reorder, _rename, _say, _notate, _space):
        text = change(text, chance)
    return text


def renumber(text: str, seed: int) -> str:
    """A clone: the same sentence letter for letter with every number of two or more, outside powers, exchanged."""
    chance = random.Random(seed)
    known: dict[str, str] = {}

    def other(number: re.Match[str]) -> str:
        digits = number[1]
        if digits in {"0", "1"}:
            return digits
        if digits not in known:
            whole, _, decimals = digits.partition(".")
            moved = int(whole) + chance.choice([-1, 1, 1, 2, 3]) * max(1, int(whole) // 5)
            known[digits] = str(max(2, moved) if max(2, moved) != int(whole) else int(whole) + 1)
            known[digits] += f".{decimals}" if decimals else ""
        return known[digits]

    return _NUMBER.sub(other, _IN_BRACES.sub(other, text))


def _reorder(text: str, chance: random.Random) -> str:
    """Exchange two sentences that stand before the question, where neither refers back."""
    sentences = re.findall(r"[^.?]+(?:[.?](?!\d)|[.?](?=\d)[^.?]*)*\s*", text)
    free = [at for at, said in enumerate(sentences[:-1]) if not re.match(r"\s*(이때|그|이 |단|이 때|또)", said)]
    if "".join(sentences) == text and len(free) >= 2 and chance.random() < 0.7:
        a, b = chance.sample(free, 2)
        sentences[a], sentences[b] = sentences[b].strip() + " ", sentences[a].strip() + " "
    return "".join(sentences)


def _rename(text: str, chance: random.Random) -> str:
    """Points and variables under other names; O, for a centre or the origin, often stays."""
    points = sorted({letter for run in _POINTS.findall(text) for letter in run} - {"O"})
    fresh = chance.choice(["PQRSTUVWXYZABCDEFGHIJKLMN", "KLMNPQRSTUVWXYZABCDEFGHIJ", "DEFGHIJKLMNPQRSTUVWXYZABC"])
    names = dict(zip(points, fresh, strict=False))
    text = _POINTS.sub(lambda run: "".join(names.get(letter, letter) for letter in run[0]), text)
    used = {letter for run in _VARIABLES.findall(text) for letter in run}
    variables = sorted(used & set("abmnkpqt"))
    if variables and chance.random() < 0.6:
        others = [letter for letter in "pqmnkabt" if letter not in used]
        exchanged = dict(zip(variables, others, strict=False))
        text = _VARIABLES.sub(lambda run: "".join(exchanged.get(letter, letter) for letter in run[0]), text)
    return text


def _say(text: str, chance: random.Random) -> str:
    for group in _SAYINGS:
        for saying in sorted(filter(None, group), key=len, reverse=True):
            if saying in text:
                if chance.random() < 0.8:
                    text = text.replace(saying, chance.choice([other for other in group if other != saying]), 1)
                break
    return text


def _notate(text: str, chance: random.Random) -> str:
    """LaTeX as typed text, formula by formula; dollar signs go where nothing of LaTeX is left."""
    for pattern, typed in _NOTATIONS:
        if chance.random() < 0.75:
            text = re.sub(pattern, typed, text)
    return re.sub(r"\$([^$]*)\$", lambda formula: formula[0] if "\\" in formula[1] else formula[1], text)


def _space(text: str, chance: random.Random) -> str:
    """A few spaces lost between words, as in hasty typing."""
    return re.sub(r"(?<=[가-힣]) (?=[가-힣])", lambda _: "" if chance.random() < 0.12 else " ", text)
