"""The text and numbers channels tell a true duplicate from a clone."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.adapters.fingerprints.numbers import NumbersSpace
from itembank_desktop.adapters.fingerprints.sketch import Batch, Lookup, hashes, pack, run_hashes
from itembank_desktop.adapters.fingerprints.text import TextSpace
from itembank_desktop.core.item import Content
from tests.changes.texts import renumber, reword

DATA = Path(__file__).parents[1] / "data" / "reworded" / "items.jsonl"
BASE = Content(
    r"그림과 같은 삼각형 $ABC$에서 $\overline{AB}=7$, $\overline{AC}=11$이고 $\angle A=60^\circ$일 때, "
    r"$\overline{BC}$의 길이를 구하시오."
)
DUPLICATE = Content(
    "삼각형 PQR가 있다. ∠P는 60°이고 선분 PQ의 길이는 7, 선분 PR의 길이는 11이다. 변 QR의 길이는 얼마인가?"
)
CLONE = Content(BASE.stem.replace("7", "6").replace("11", "13"))
STRANGER = Content("주머니에 흰 공 7개와 검은 공 11개가 들어 있다. 두 개를 꺼낼 때 색이 다를 확률은?")


def measured(space, asked: Content, *others: Content) -> list[dict[str, float]]:
    """The measures of each of the others against what is asked, in a bank of just these."""
    payloads = [space.describe(content) for content in (asked, *others)]
    fitted = space.fitted(space.fit([part for parts in payloads for part in parts]))
    rows = fitted.compare(payloads[0], payloads[1:])
    return [dict(zip(space.measures, map(float, row), strict=True)) for row in rows]


def test_a_clone_reads_closer_but_its_numbers_do_not():
    duplicate, clone, stranger = measured(TextSpace(), BASE, DUPLICATE, CLONE, STRANGER)
    assert clone["text_literal"] > duplicate["text_literal"] > stranger["text_literal"]
    assert clone["text_masked"] == pytest.approx(1.0, abs=1e-3)
    assert duplicate["text_facts"] > 0.9 > clone["text_facts"]
    assert min(duplicate["text"], clone["text"]) > 3 * stranger["text"]
    duplicate, clone, stranger = measured(NumbersSpace(), BASE, DUPLICATE, CLONE, STRANGER)
    assert duplicate["numbers"] == pytest.approx(1.0)
    assert duplicate["numbers_equal"] == 1
    assert clone["numbers_equal"] == 0
    assert clone["numbers"] < 0.5
    assert stranger["numbers_context"] < 0.2 < stranger["numbers"]


def test_renamed_letters_are_the_same_in_the_letters_view_only():
    renamed = Content(re.sub("[ABC]", lambda point: {"A": "K", "B": "L", "C": "M"}[point[0]], BASE.stem))
    (same,) = measured(TextSpace(), BASE, renamed)
    assert same["text_letters"] == pytest.approx(1.0, abs=1e-3)
    assert same["text_literal"] < 0.9


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (Content("각의 크기는?", ("54°", r"$56^\circ$"), "②"), Content("몇 도인가?", (), "56°"), 1.0),
        (Content("선분의 길이는?", (), r"$\frac{9}{2}$"), Content("선분의 길이는?", (), "9/2 cm"), 1.0),
        (Content("선분의 길이는?", (), r"$2\sqrt{3}$"), Content("선분의 길이는?", (), "2√3"), 1.0),
        (Content("선분의 길이는?", (), "4"), Content("선분의 길이는?", (), "-4"), 0.0),
        (Content("선분의 길이는?", (), "4"), Content("선분의 길이는?"), None),
    ],
)
def test_answers_are_compared_by_value(one, other, equal):
    (measures,) = measured(TextSpace(), one, other)
    assert np.isnan(measures["answer"]) if equal is None else measures["answer"] == equal


def test_an_answer_is_looked_for_among_the_choices_of_an_item_that_does_not_say_which_is_right():
    offers, answers = Content("식의 값은?", ("1", "$\\frac12$", "3")), Content("식의 값은?", (), "1/2")
    other, says = Content("식의 값은?", (), "5"), Content("식의 값은?", ("1", "2", "5"), "③")
    found, not_found, nothing = measured(TextSpace(), offers, answers, other, Content("식의 값은?"))
    assert found["answer_offered"] == 1
    assert not_found["answer_offered"] == 0
    assert np.isnan(nothing["answer_offered"])
    back, known = measured(TextSpace(), answers, offers, says)
    assert back["answer_offered"] == 1
    assert np.isnan(known["answer_offered"])
    assert known["answer"] == 0


def test_what_is_asked_for_and_that_no_number_is_named_are_measured():
    area, length = Content("그림에서 삼각형의 넓이를 구하시오."), Content("그림에서 삼각형의 둘레를 구하시오.")
    other, numbered = measured(TextSpace(), area, length, Content("그림에서 높이가 4일 때, 삼각형의 넓이를 구하시오."))
    assert other["text_asked"] < 1
    assert numbered["text_asked"] == pytest.approx(1)
    assert (other["text_bare"], numbered["text_bare"]) == (1, 0)


def test_an_answer_that_is_rarely_met_tells_more():
    small, rare = Content("식의 값은?", (), "4"), Content("식의 값은?", (), "7/36")
    assert measured(TextSpace(), small, small)[0]["answer_telling"] < 0.5
    assert measured(TextSpace(), rare, rare)[0]["answer_telling"] > 0.8
    assert measured(TextSpace(), small, rare)[0]["answer_telling"] == 0


def test_choices_are_a_set_and_absent_ones_are_unknown():
    one = Content("식의 값은?", ("1", "$\\frac12$", "3"))
    shuffled, fewer, none = measured(
        TextSpace(),
        one,
        Content("식의 값은?", ("3", "1", "1/2")),
        Content("식의 값은?", ("3", "8", "9")),
        Content("식의 값은?"),
    )
    assert shuffled["choices"] == pytest.approx(1.0, abs=1e-3)
    assert 0 < fewer["choices"] < 0.7
    assert np.isnan(none["choices"])


def test_half_a_draft_is_contained_in_its_item():
    begun = Content(BASE.stem[: BASE.stem.index("이고")])
    whole, stranger = measured(TextSpace(), begun, BASE, STRANGER)
    assert whole["text_contained"] > 0.8 > stranger["text_contained"]
    assert measured(NumbersSpace(), begun, BASE)[0]["numbers_asked"] == pytest.approx(1.0)


def test_a_frequent_number_says_less_than_a_rare_one():
    asked = Content("2와 137")
    often, rarely = measured(NumbersSpace(), asked, Content("2와 941"), Content("5와 137"))
    assert rarely["numbers"] > 2 * often["numbers"]


@given(st.text(max_size=200))
def test_any_text_is_described_and_compared(text):
    for space in (TextSpace(), NumbersSpace()):
        parts = space.describe(Content(text, (text,), text))
        fitted = space.fitted(space.fit(parts))
        assert len(fitted.signatures(parts)) == len(parts)
        for row in fitted.compare(parts, [parts]):
            assert np.isnan(row[0]) or row[0] == pytest.approx(1.0, abs=0.01)


@given(st.lists(st.text(max_size=3), max_size=40), st.lists(st.text(max_size=3), max_size=40))
def test_lookup_finds_exactly_the_shared_features(one, other):
    ours, theirs = pack([hashes(one)]), pack([hashes(other)])
    found, own = Lookup(ours)(theirs)
    assert {int(theirs[at]) >> 3 for at in found} == {int(word) >> 3 for word in ours} & {int(w) >> 3 for w in theirs}
    assert [int(ours[at]) >> 3 for at in own] == [int(theirs[at]) >> 3 for at in found]


@given(st.lists(st.text(max_size=3), max_size=12), st.sets(st.integers(1, 5), min_size=1))
def test_hashes_of_runs_are_those_of_the_runs_joined(parts, sizes):
    joined = [" ".join(parts[at : at + size]) for size in sizes for at in range(len(parts) - size + 1)]
    assert sorted(run_hashes(parts, tuple(sizes))) == sorted(hashes(joined))


# Banks keep payloads: whoever changes one byte of them gives the space a new revision, so that they are made again.
@pytest.mark.parametrize(
    ("space", "revision", "said"),
    [
        (TextSpace(), "text-3", "fb4406f0ecee1ad4f995fe9ae2486e7e0c08f76ea50129977cc45f2a0f052b33"),
        (NumbersSpace(), "numbers-2", "191b631ff4a37352bc3b10f1a4549c69b28e8b81c324f6ebb6800775b1857246"),
    ],
)
def test_an_item_is_described_to_the_byte_as_its_revision_always_did(space, revision, said):
    texts = [item["text"] for item in map(json.loads, DATA.read_text(encoding="utf-8").splitlines())]
    answers = ["③", "$\\dfrac{7}{36}$", "x=4, 18가지", "12 cm", "None"]
    contents = [
        Content(text, ("$3$", "4가지", "2a+b", text[:9]) if at % 2 else (), answers[at % 5])
        for at, text in enumerate(texts)
    ]
    described = b"".join(part for content in contents for part in space.describe(content))
    assert (space.revision, hashlib.sha256(described).hexdigest()) == (revision, said)


def test_lookup_keeps_features_that_share_a_slot():
    ours = pack([hashes(str(number) for number in range(3000))])  # far more than fit into 65,536 slots without a clash
    found, own = Lookup(ours)(ours)
    assert sorted(found.tolist()) == list(range(len(ours)))
    assert found.tolist() == own.tolist() or (ours[found] >> 3 == ours[own] >> 3).all()


def test_a_batch_keeps_payloads_apart():
    space = TextSpace()
    payloads = [space.describe(content)[0] for content in (BASE, STRANGER)]
    batch = Batch(payloads, 7)
    assert batch.heads.shape == (2, 7)
    assert np.bincount(batch.owner).tolist() == [len(payload) // 4 - 7 for payload in payloads]


def test_payloads_stay_small():
    items = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    sizes = [
        len(part) for item in items for part in TextSpace().describe(Content(item["text"], tuple(item["choices"])))
    ]
    assert np.mean(sizes) < 1024
    assert max(sizes) < 3072


STEMS = [
    item["text"]
    for item in map(json.loads, DATA.read_text(encoding="utf-8").splitlines())
    if item["id"].endswith("-base") and re.search(r"\d\d|\d.*\d", item["text"])
]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(STEMS), st.integers(0, 1000))
def test_a_mechanical_rewording_keeps_its_numbers_and_a_clone_does_not(stem, seed):
    reworded, clone = measured(
        NumbersSpace(), Content(stem), Content(reword(stem, seed)), Content(renumber(stem, seed))
    )
    assert reworded["numbers"] > clone["numbers"] or clone["numbers_equal"] == 1


def test_reworded_items_are_found_among_all_others():
    space = TextSpace()
    payloads = [space.describe(Content(stem)) for stem in STEMS]
    fitted = space.fitted(space.fit([part for parts in payloads for part in parts]))
    asked = [space.describe(Content(reword(stem, seed))) for seed, stem in enumerate(STEMS)]
    places = [
        int((scores > scores[at]).sum())
        for at, parts in enumerate(asked)
        for scores in [fitted.compare(parts, payloads)[:, 0]]
    ]
    assert np.mean(np.array(places) == 0) >= 0.95


def test_a_frequent_word_says_less_than_a_rare_one():
    everywhere = [Content(f"사과 {fruit}") for fruit in ("포도", "수박", "자두", "살구", "딸기", "앵두")]
    often, rarely, *_ = measured(TextSpace(), Content("사과 참외"), everywhere[0], Content("참외 매실"), *everywhere)
    assert rarely["text_words"] > 1.5 * often["text_words"]
