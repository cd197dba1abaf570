"""The second fitting set keeps its promises: families, pairs, answers and data are consistent."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from itembank_desktop.core.answers import answer_of, value_of
from itembank_desktop.core.asked import asked_part
from itembank_desktop.core.text import masked

FOLDER = Path(__file__).parents[1] / "data" / "asked"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def families() -> dict[str, dict[str, Record]]:
    found: dict[str, dict[str, Record]] = {}
    for line in (FOLDER / "items.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["family"], {})[row["id"].partition("-")[2]] = row
    return found


def key(item: Record) -> str:
    return value_of(answer_of(tuple(item["choices"]), item["answer"])).key


def test_every_family_is_whole(families: dict[str, dict[str, Record]]) -> None:
    assert len(families) >= 40
    for name, members in families.items():
        assert set(members) == {"base", "dup", "clone", "ask"}, name
        assert all(len(member["choices"]) in (0, 5) and member["answer"] for member in members.values()), name


def test_pairs_are_exactly_those_of_the_families(families: dict[str, dict[str, Record]]) -> None:
    pairs = json.loads((FOLDER / "qrels.json").read_text("utf-8"))["pairs"]
    expected = {}
    for members in families.values():
        for one, other in combinations(members, 2):
            relevance = 1 if "ask" in (one, other) else 2 if "clone" in (one, other) else 3
            expected[frozenset((members[one]["id"], members[other]["id"]))] = relevance
    assert {frozenset((pair["a"], pair["b"])): pair["relevance"] for pair in pairs} == expected
    assert len(pairs) == len(expected)


def test_a_rewording_has_the_answer_and_a_clone_has_the_words(families: dict[str, dict[str, Record]]) -> None:
    for name, members in families.items():
        base, clone = members["base"], members["clone"]
        assert key(members["dup"]) == key(base) != "", name
        assert masked(clone["text"]) == masked(base["text"]), name
        assert (clone["text"] == base["text"]) == base["drawn"], name
        assert key(clone) != key(base) or not base["drawn"], name


def test_most_other_questions_ask_for_something_else(families: dict[str, dict[str, Record]]) -> None:
    other = Counter(
        asked_part(members["ask"]["text"]) != asked_part(members["base"]["text"]) for members in families.values()
    )
    assert other[True] >= 0.9 * other.total()
