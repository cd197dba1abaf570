"""How a report calls finders, what they do and where a truth comes from; in English as they come."""

import re
from collections.abc import Callable

from itembank_desktop.core.evaluation import Origin
from itembank_desktop.core.language import Language
from itembank_desktop.core.runs import Category

_RUNS = {
    "fingerprints": "지문",
    "fingerprints, text only": "그림 뺀 지문",
    "channel text": "글 지문 단독",
    "channel figure": "그림 지문 단독",
    "channel numbers": "수 지문 단독",
    "bm25": "BM25",
    "tfidf": "TF-IDF",
}
_SEEN = {"text": "글", "multimodal": "글과 그림", "figure": "그림"}
_POOLED = {"mean": "평균", "last": "끝 토큰", "own": "", "cls": "첫 토큰"}
_CATEGORIES = {Category.IMAGE: "그림 있음", Category.LATEX: "수식 있음", Category.TEXT: "글만"}
_KINDS = {
    "tfidf": "TF-IDF로 만듦",
    "llm": "언어 모델이 매김",
    "hybrid": "두 정답 자료가 함께 인정함",
    "human": "사람이 판정함",
    "planted": "심어 둔 짝",
    "imported": "가져온 정답 자료",
}
Said = Callable[[re.Match[str]], str]


def run_name(name: str, language: Language) -> str:
    """A finder by its run's name; a name that is not ours is shown as it comes."""
    return _korean(name, _RUN_FORMS) if language is Language.KO else name


def how_it_works(how: str, language: Language) -> str:
    """What a run compares and how its scores are made."""
    return _korean(how, _HOW_FORMS) if language is Language.KO else how


def category_name(category: Category, language: Language) -> str:
    """What the queries of a category consist of."""
    return _CATEGORIES[category] if language is Language.KO else str(category)


def origin_words(origin: Origin, language: Language) -> str:
    """Where a truth comes from."""
    if language is not Language.KO:
        return str(origin)
    threshold = "" if origin.threshold is None else f"기준 {origin.threshold:g}"
    prompt = f"지시문 {origin.prompt[:12]}" if origin.prompt else ""
    known = ", ".join(part for part in (origin.by, origin.made, prompt, threshold) if part)
    kind = _KINDS.get(origin.kind, origin.kind) or "출처를 밝히지 않음"
    return " · ".join(part for part in (kind, known, _korean(origin.note, _NOTE_FORMS)) if part)


def _korean(told: str, forms: tuple[tuple[str, Said], ...]) -> str:
    for pattern, say in forms:
        if found := re.fullmatch(pattern, told):
            return say(found)
    return told


def _space(found: re.Match[str]) -> str:
    model, seen, pooled = found.groups()
    return f"{model} ({', '.join(part for part in (_SEEN[seen], _POOLED.get(pooled, pooled)) if part)})"


def _two(found: re.Match[str]) -> str:
    one, joint, other, weight = found.groups()
    shares = (f" {weight}", f" {1 - float(weight):g}") if weight else ("", "")
    first, second = (f"{_run(name)}{share}" for name, share in zip((one, other), shares, strict=True))
    return f"{first} + {second}" if joint == "with" else f"{first}·{second} 이어 붙임"


def _run(name: str) -> str:
    return _korean(name, _RUN_FORMS)


_RUN_FORMS: tuple[tuple[str, Said], ...] = (
    (r"(.+) \+ (\S+)(?: \S+)? ([\d.]+)", lambda m: f"{_run(m[1])} 뒤 {m[2]} ({m[3]})"),
    (r"(.+?) (with|beside) (.+?)(?: @([\d.]+))?", _two),
    (r"space (.+) (text|multimodal|figure)-(\w+)", _space),
    (r".+", lambda m: _RUNS.get(m[0], m[0])),
)
_CHANNELS = {"text": "글", "figure": "그림", "numbers": "수"}


def _asked(told: str) -> str:
    return ", 질의의 정답은 빼고 물음" if told else ""


def _parts(found: re.Match[str]) -> str:
    weighed = [part.split(" ", 1) for part in found[1].split(" + ")]
    said = " + ".join(f"{weight} × {_run(name)}" for weight, name in weighed)
    return f"{said}, 점수는 {'질의마다 0~1로 맞춤' if found[2] == 'min-max' else '그대로'}"


def _again(found: re.Match[str]) -> str:
    top, base, model, least, share, lost = found.groups()
    failed = f", 그림 {lost}개는 보여 주지 못함" if lost else ""
    return f"{_run(base)} 결과의 앞 {top}개를 {model} 모델이 다시 읽음, {least}점부터, 그 점수의 비중 {share}{failed}"


def _words(found: re.Match[str]) -> str:
    seen = "발문·선택지·정답" if found[2].endswith("answer") else "발문·선택지"
    plain = (
        "BM25(Lucene 방식, k1 1.5, b 0.75), 정규화한 토큰"
        if found[1].startswith("BM25")
        else "TF-IDF 가중치(1 + log(tf), 다듬은 idf)의 코사인, 정규화한 토큰과 이웃한 두 토큰"
    )
    return f"{plain}, {seen}"


_HOW_FORMS: tuple[tuple[str, Said], ...] = (
    (r"fingerprint channels weighed by their calibration(, .+)?",
     lambda m: f"지문 채널을 보정값으로 저울질해 합침{_asked(m[1])}"),
    (r"the same, asked without the query's figures(, .+)?",
     lambda m: f"같은 방법, 질의의 그림은 빼고 물음{_asked(m[1])}"),
    (r"the channel (\w+) alone(, .+)?", lambda m: f"{_CHANNELS.get(m[1], m[1])} 채널 하나만{_asked(m[2])}"),
    (r"(BM25|cosine of TF-IDF)\b.+, of (stem.+)", _words),
    (r"cosine of (.+) vectors \((\w+), (\w+), (\d+) dimensions\)",
     lambda m: f"{m[1]} 벡터의 코사인({_SEEN.get(m[2], m[2])}, {_POOLED.get(m[3], m[3]) or '모델 방식'}, {m[4]}차원)"),
    (r"([\d.]+) of \[(.+)\] with ([\d.]+) of \[(.+)\]; a missing half is left out",
     lambda m: f"{m[1]} × [{_how(m[2])}] + {m[3]} × [{_how(m[4])}], 없는 쪽은 뺌"),
    (r"the first (\d+) of (.+) read again by (.+), from ([\d.]+) up, ([\d.]+) of its score"
     r"(?:; (\d+) figures could not be shown to it)?", _again),
    (r"(.+), scores (as is|min-max)", _parts),
)  # fmt: skip


def _graded(found: re.Match[str]) -> str:
    seen, graded, wanted = found.groups()
    gap = f", 짝 {wanted}개 가운데 {graded}개" if graded else ""
    return f"{'글' if seen == 'text' else '글과 그림'}을 보고 전체 등급 1~5{gap}"


_NOTE_FORMS: tuple[tuple[str, Said], ...] = (
    (r"the (\d+) nearest of each query", lambda m: f"질의마다 가장 가까운 {m[1]}개"),
    (r"by (text|image), overall grade 1 to 5(?:; (\d+) of (\d+) pairs)?", _graded),
    (r"(.+) from (\d) up and (.+) from (\d) up", lambda m: f"{m[1]} 등급 {m[2]}부터, {m[3]} 등급 {m[4]}부터"),
    (r"TREC qrels", lambda _: "TREC 형식"),
    (r"pairs in dispute between truths, pairs at a badge's edge.+seed (\d+)",
     lambda m: f"엇갈린 짝, 판정 경계의 짝, 방법끼리 순위가 다른 짝, 무작위 짝을 번갈아 고름, 씨앗 {m[1]}"),
)  # fmt: skip


def _how(told: str) -> str:
    return _korean(told, _HOW_FORMS)
