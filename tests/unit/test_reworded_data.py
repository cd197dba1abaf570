"""The fitting set keeps its promises: families, pairs, notation and numbers are consistent."""

import json
import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "data" / "reworded"
ROLES = ("base", "dup", "dup2", "clone", "kin")
KINDS = {3: "reworded", 2: "other numbers", 1: "same type"}
CIRCLED = "①②③④⑤"

Record = dict[str, Any]


@pytest.fixture(scope="module")
def items() -> dict[str, Record]:
    rows = [json.loads(line) for line in (FOLDER / "items.jsonl").read_text("utf-8").splitlines()]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows), "an id stands twice"
    return by_id


@pytest.fixture(scope="module")
def pairs() -> list[Record]:
    found: list[Record] = json.loads((FOLDER / "qrels.json").read_text("utf-8"))["pairs"]
    return found


def role(item_id: str) -> str:
    return item_id.partition("-")[2]


def numbers(item: Record) -> Counter[str]:
    """Every run of digits of a stem, whatever its notation; marks for points and item parts left out."""
    text = re.sub(r"\[\d점\]", " ", item["text"])
    # NFKC turns ² into 2, ½ into 1⁄2 and circled digits into digits, so that notation does not count.
    return Counter(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def answer_digits(item: Record) -> Counter[str]:
    """The digits of the answer, read from the choice it points at where there are choices."""
    answer = item["choices"][CIRCLED.index(item["answer"])] if item["choices"] else item["answer"]
    return Counter(re.findall(r"\d+", unicodedata.normalize("NFKC", re.sub(r"[㎠㎤]|c?m[²³]", "", answer))))


def test_every_item_is_complete(items: dict[str, Record]) -> None:
    for item in items.values():
        assert item["text"].strip() == item["text"] != "", item["id"]
        assert item["answer"].strip(), item["id"]
        assert item["subject"], item["id"]
        assert item["images"] == [], item["id"]
        assert isinstance(item["figure"], bool), item["id"]
        assert item["family"] == item["id"].partition("-")[0], item["id"]
        assert ("strength" in item) == (role(item["id"]) in ("dup", "dup2")), item["id"]
        assert item.get("strength", "light") in ("light", "medium", "strong"), item["id"]


def test_formulas_are_closed(items: dict[str, Record]) -> None:
    for item in items.values():
        for text in (item["text"], item["answer"], *item["choices"]):
            assert text.count("$") % 2 == 0, (item["id"], text)
            for formula in re.findall(r"\$([^$]*)\$", text):
                plain = formula.replace(r"\{", "").replace(r"\}", "")
                assert plain.count("{") == plain.count("}"), (item["id"], formula)
                assert formula.count(r"\left") - formula.count(r"\leftarrow") == formula.count(
                    r"\right"
                ) - formula.count(r"\rightarrow"), (item["id"], formula)
                assert not re.search("[가-힣]", re.sub(r"\\text\{[^}]*\}", "", formula)), (item["id"], formula)


def test_choices_are_distinct_and_hold_the_answer(items: dict[str, Record]) -> None:
    for item in items.values():
        choices = item["choices"]
        assert len(set(choices)) == len(choices), item["id"]
        assert len(choices) in (0, 5), item["id"]
        assert (item["answer"] in list(CIRCLED)) == bool(choices), item["id"]


def test_no_text_stands_twice(items: dict[str, Record]) -> None:
    texts = Counter("".join(item["text"].split()) + "|".join(item["choices"]) for item in items.values())
    assert [text for text, count in texts.items() if count > 1] == []


def test_families_have_a_base_a_rewording_and_a_clone(items: dict[str, Record]) -> None:
    families: dict[str, list[Record]] = {}
    for item in items.values():
        families.setdefault(item["family"], []).append(item)
    assert sum(len(members) > 1 for members in families.values()) >= 160
    for name, members in families.items():
        assert len({member["figure"] for member in members}) == 1, name
        roles = {role(member["id"]) for member in members}
        if name.startswith("S"):
            assert roles == {""}, name
        else:
            assert {"base", "dup", "clone"} <= roles <= set(ROLES), name


def test_pairs_are_exactly_those_of_the_families(items: dict[str, Record], pairs: list[Record]) -> None:
    expected: dict[frozenset[str], int] = {}
    for a, b in combinations(items, 2):
        if items[a]["family"] == items[b]["family"]:
            roles = {role(a), role(b)}
            expected[frozenset((a, b))] = 1 if "kin" in roles else 2 if "clone" in roles else 3
    assert len(pairs) == len(expected)
    assert {frozenset((pair["a"], pair["b"])): pair["relevance"] for pair in pairs} == expected
    assert all(pair["kind"] == KINDS[pair["relevance"]] for pair in pairs)


def test_reworded_items_keep_their_numbers(items: dict[str, Record], pairs: list[Record]) -> None:
    shares = []
    for pair in pairs:
        if pair["relevance"] == 3:
            a, b = numbers(items[pair["a"]]), numbers(items[pair["b"]])
            shares.append((a & b).total() / (a | b).total())
    # Another hand writes "세 변" for three numbers or 7/2 for 3.5: most agree, not all.
    assert shares.count(1.0) >= 0.6 * len(shares)
    assert sum(shares) >= 0.85 * len(shares)


def test_reworded_items_keep_their_answer(items: dict[str, Record], pairs: list[Record]) -> None:
    agree = [
        bool(answer_digits(items[pair["a"]]) & answer_digits(items[pair["b"]]))
        for pair in pairs
        if pair["relevance"] == 3
    ]
    # 7.5 and 15/2, or 3.2 and 16/5, are the same answer to a reader but not to this rule.
    assert sum(agree) >= 0.97 * len(agree)


def test_clones_have_other_numbers_in_the_same_words(items: dict[str, Record]) -> None:
    for item in items.values():
        if role(item["id"]) == "clone":
            base = items[f"{item['family']}-base"]
            assert numbers(item) != numbers(base), item["id"]
            words = [re.sub(r"[^가-힣]", "", each["text"]) for each in (base, item)]
            assert SequenceMatcher(None, *words, autojunk=False).ratio() >= 0.8, item["id"]


def test_rewordings_are_of_every_strength(items: dict[str, Record]) -> None:
    strengths = Counter(item["strength"] for item in items.values() if "strength" in item)
    assert min(strengths.values()) >= 0.2 * strengths.total()
    figures = [item["figure"] for item in items.values() if role(item["id"]) == "base"]
    assert 0.35 * len(figures) <= sum(figures) <= 0.65 * len(figures)
