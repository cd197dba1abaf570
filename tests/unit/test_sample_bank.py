"""The bank that ships with the program is whole, consistent and readable."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

RESOURCES = Path(__file__).parents[2] / "resources"
BANK = RESOURCES / "sample_bank"
FIELDS = {"id", "subject", "level", "unit", "difficulty", "text", "choices", "answer", "explanation", "images"}
KINDS = {"reworded": 3, "redrawn": 3, "other numbers": 2, "same figure, other question": 1}


def load() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BANK / "items.jsonl").read_text("utf-8").splitlines()]


ITEMS = load()
BY_ID = {item["id"]: item for item in ITEMS}
PAIRS = json.loads((BANK / "qrels.json").read_text("utf-8"))["pairs"]
FIGURES = sorted((BANK / "images").glob("*.png"))
DRAFTS = sorted((RESOURCES / "drafts").glob("*.json"))


def pixels(path: Path) -> np.ndarray[Any, np.dtype[np.uint8]]:
    from PIL import Image

    with Image.open(path) as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("L"))


def families() -> list[set[str]]:
    """Items joined by pairs of any relevance."""
    groups = {name: {name} for name in BY_ID}
    for pair in PAIRS:
        joined = groups[pair["a"]] | groups[pair["b"]]
        for name in joined:
            groups[name] = joined
    return [group for name, group in groups.items() if name == min(group)]


def test_there_are_enough_items_figures_and_subjects() -> None:
    assert len(ITEMS) >= 150
    assert len(FIGURES) >= 75
    assert len({item["subject"] for item in ITEMS}) == 11


def test_ids_are_unique_and_say_only_the_subject() -> None:
    assert len(BY_ID) == len(ITEMS)
    assert all(re.fullmatch(r"[A-Z]{3}-\d{4}", name) for name in BY_ID)
    prefixes = {(item["subject"], item["id"][:3]) for item in ITEMS}
    assert len(prefixes) == 11


def test_every_item_has_every_field() -> None:
    for item in ITEMS:
        assert set(item) == FIELDS
        for field in FIELDS - {"choices", "images"}:
            assert item[field].strip(), (item["id"], field)
        assert item["level"] in {"중1", "중2", "중3", "고1", "고2", "고3"}
        assert item["difficulty"] in {"하", "중", "상"}


def test_dollars_and_braces_are_balanced() -> None:
    for item in ITEMS:
        for text in (item["text"], item["answer"], item["explanation"], *item["choices"]):
            assert text.count("$") % 2 == 0, item["id"]
            for formula in text.split("$")[1::2]:
                plain = formula.replace(r"\{", "").replace(r"\}", "")
                assert plain.strip(), item["id"]
                assert plain.count("{") == plain.count("}"), (item["id"], formula)
                assert formula.count(r"\left") == formula.count(r"\right"), (item["id"], formula)
                assert not re.search("[가-힣]", re.sub(r"\\text\{[^}]*\}", "", formula)), (item["id"], formula)
            assert "\\" not in "".join(text.split("$")[::2]), item["id"]


def test_the_answer_stands_once_among_five_different_choices() -> None:
    chosen = [item for item in ITEMS if item["choices"]]
    assert len(chosen) >= 60
    for item in chosen:
        assert len(set(item["choices"])) == 5, item["id"]
        assert item["choices"].count(item["answer"]) == 1, item["id"]
        assert not re.search("[①②③④⑤]", "".join(item["choices"])), item["id"]


def test_right_answers_are_spread_over_the_choices() -> None:
    places = Counter(item["choices"].index(item["answer"]) for item in ITEMS if item["choices"])
    assert max(places.values()) <= 0.6 * sum(places.values())


def test_every_figure_exists_and_is_used() -> None:
    named = [name for item in ITEMS for name in item["images"]]
    assert sorted(named) == [f"images/{path.name}" for path in FIGURES]


def test_figures_are_small_files_of_a_readable_size_with_dark_ink_on_light_paper() -> None:
    for path in FIGURES:
        assert path.stat().st_size < 25_000, path.name
        grey = pixels(path)
        high, wide = grey.shape
        assert 300 <= wide <= 760, path.name
        assert 60 <= high <= 700, path.name
        paper = np.median(grey)
        assert paper >= 190, path.name
        assert np.percentile(grey, 0.5) <= paper - 100, path.name
        assert 0.004 <= (grey < paper - 70).mean() <= 0.3, path.name


def test_nothing_is_cut_off_at_the_edge_of_a_clean_page() -> None:
    for path in FIGURES:
        grey = pixels(path)
        if np.median(grey) == 255:
            edge = np.concatenate([grey[:4].ravel(), grey[-4:].ravel(), grey[:, :4].ravel(), grey[:, -4:].ravel()])
            assert edge.min() == 255, path.name


def test_pairs_are_known_distinct_and_stand_once() -> None:
    seen = set()
    for pair in PAIRS:
        ends = frozenset((pair["a"], pair["b"]))
        assert len(ends) == 2
        assert ends <= set(BY_ID)
        assert ends not in seen
        seen.add(ends)
        assert KINDS[pair["kind"]] == pair["relevance"]


def test_every_kind_of_relative_is_there_often_enough() -> None:
    kinds = Counter(pair["kind"] for pair in PAIRS)
    least = {"reworded": 15, "redrawn": 12, "other numbers": 15, "same figure, other question": 10}
    assert all(kinds[kind] >= count for kind, count in least.items()), kinds
    redrawn = [pair for pair in PAIRS if pair["kind"] == "redrawn"]
    assert sum(1 for pair in redrawn if BY_ID[pair["a"]]["images"] and BY_ID[pair["b"]]["images"]) >= 12


def test_families_and_singles_are_there_often_enough() -> None:
    sizes = [len(family) for family in families()]
    assert sum(size > 1 for size in sizes) >= 40
    assert sum(size == 1 for size in sizes) >= 40


def test_being_the_same_item_is_transitive_and_shares_its_relatives() -> None:
    label = {frozenset((pair["a"], pair["b"])): pair["relevance"] for pair in PAIRS}
    for family in families():
        for a, b in combinations(sorted(family), 2):
            if label.get(frozenset((a, b))) == 3:
                for c in family - {a, b}:
                    assert label.get(frozenset((a, c))) == label.get(frozenset((b, c))), (a, b, c)


def test_a_reworded_item_is_not_a_lightly_edited_one() -> None:
    def trigrams(text: str) -> set[str]:
        text = re.sub(r"\s+", "", text)
        return {text[k : k + 3] for k in range(len(text) - 2)}

    def overlap(pair: dict[str, Any]) -> float:
        a, b = (trigrams(BY_ID[pair[end]]["text"]) for end in "ab")
        return len(a & b) / len(a | b)

    same = [overlap(pair) for pair in PAIRS if pair["relevance"] == 3]
    clones = [overlap(pair) for pair in PAIRS if pair["relevance"] == 2]
    assert max(same) <= 0.35
    assert np.median(same) <= 0.12
    assert max(clones) >= 0.7


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_has_text_and_a_figure_and_is_not_in_the_bank(path: Path) -> None:
    draft = json.loads(path.read_text("utf-8"))
    assert draft["text"].count("$") % 2 == 0
    assert draft["text"] not in {item["text"] for item in ITEMS}
    (name,) = draft["images"]
    figure = path.parent / name
    assert min(pixels(figure).shape) >= 200
    assert figure.read_bytes() not in {other.read_bytes() for other in FIGURES}


def test_drafts_are_shipped() -> None:
    assert len(DRAFTS) >= 2
