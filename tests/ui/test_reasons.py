import itertools

import pytest

from itembank_desktop.core.resemblance import Evidence, Resemblance
from itembank_desktop.core.search import Hit
from itembank_desktop.ui.reasons import Fact, facts, reason
from tests.builders import an_item


def a_hit(measures=None, verdict=Resemblance.SIMILAR, **channels):
    return Hit(an_item(), 1, 0.9, verdict, channels, Evidence(measures or {}))


@pytest.mark.parametrize(
    ("measures", "channels", "expected"),
    [
        ({"text_literal": 1, "numbers_equal": 1}, {"text": 1.0, "numbers": 1}, [Fact.TEXT_SAME, Fact.NUMBERS_SAME]),
        ({"text_literal": 0.6}, {"text": 0.8}, [Fact.TEXT_NEARLY]),
        ({}, {"text": 0.5}, [Fact.TEXT_ALIKE]),
        ({"text_masked": 1, "numbers_equal": 0}, {"text": 0.8, "numbers": 0}, [Fact.TEXT_BUT_NUMBERS, Fact.NUMBERS_OTHER]),
        ({}, {"text": 0.1, "figure": 0.9}, [Fact.FIGURE_NEARLY, Fact.TEXT_OTHER]),
        ({"figure_identical": 1.0}, {"text": None, "figure": 1.0}, [Fact.FIGURE_SAME]),
        ({"figure_identical": 0.0}, {"text": None, "figure": 0.99}, [Fact.FIGURE_NEARLY]),
        ({"figure_identical": 0.0}, {"text": None, "figure": 0.1}, [Fact.FIGURE_OTHER]),
        ({"answer": 1.0}, {"text": 0.8, "numbers": 0.6}, [Fact.TEXT_NEARLY, Fact.ANSWER_SAME, Fact.NUMBERS_SOME]),
        ({}, {"text": None, "figure": None, "numbers": None}, []),
    ],
)  # fmt: skip
def test_facts_follow_the_evidence(measures, channels, expected):
    assert facts(a_hit(measures, **channels)) == expected


def test_an_image_alone_says_nothing_of_numbers():
    assert facts(a_hit(text=None, figure=0.8, numbers=0.9)) == [Fact.FIGURE_NEARLY]


def test_a_sentence_is_one_sentence(qapp):
    said = reason(a_hit({"answer": 1.0}, text=0.8, figure=0.9, numbers=0.2))
    assert (
        said
        == "The wording is nearly the same, the figure is nearly the same, the answer is the same, the numbers differ."
    )


@pytest.mark.parametrize("channels", [{"text": 0.3, "numbers": 0.1}, {"text": None, "figure": 0.3}, {"text": None}])
def test_what_differs_in_all_is_shown_for_a_few_traits(qapp, channels):
    assert reason(a_hit(verdict=Resemblance.RELATED, **channels)) == "Only a few traits are alike."
    some = reason(a_hit(verdict=Resemblance.RELATED, text=0.3, numbers=0.6))
    assert some == "The wording differs, some numbers differ."


def test_a_duplicate_is_never_said_to_differ():
    found = facts(a_hit({"answer": 1.0}, Resemblance.DUPLICATE, text=0.1, figure=0.1, numbers=0.1))
    assert found == [Fact.ANSWER_SAME, Fact.TEXT_REWORDED, Fact.FIGURE_REDRAWN]


def test_a_variant_keeps_its_other_numbers():
    found = facts(a_hit({}, Resemblance.VARIANT, text=0.1, figure=0.9, numbers=0.1))
    assert found == [Fact.FIGURE_NEARLY, Fact.TEXT_REWORDED, Fact.NUMBERS_OTHER]


def test_every_combination_can_be_said(qapp):
    scores = (None, 0.0, 0.45, 0.75, 1.0)
    for text, figure, numbers in itertools.product(scores, repeat=3):
        said = reason(a_hit(text=text, figure=figure, numbers=numbers))
        assert said.endswith(".")
        assert said.count(".") == 1
        assert said[0].isupper()
