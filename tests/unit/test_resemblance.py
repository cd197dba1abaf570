"""The calibration: a pure function of measures, that never ranks nonsense."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.adapters.fingerprints.numbers import NumbersSpace
from itembank_desktop.core.resemblance import LEVELS, Calibration, Model, Resemblance, calibration_from_json, design
from itembank_desktop.wiring import fingerprint_calibration, fingerprint_spaces

TEXT = Model(
    ("text", "numbers", "?numbers"),
    np.array([[-4, 8, 3, -1], [-3, 7, -2, 0], [-1, 3, 0, 0], [2, -4, 0, 0.0]]),
    (0.5, 0.5, 0.5),
)
CALIBRATION = Calibration("test", {}, {"text": TEXT, "figure": TEXT, "figure+text": TEXT})
shares = st.one_of(st.just(float("nan")), st.floats(0, 1))


def judged(text, numbers):
    """Score and level of one pair."""
    answer = CALIBRATION.judge(["text"], {"text": np.array([text]), "numbers": np.array([numbers])})
    return float(answer.scores[0]), LEVELS[answer.levels[0]]


def test_the_same_sentence_with_other_numbers_is_a_variant_not_a_duplicate():
    assert judged(1.0, 1.0)[1] is Resemblance.DUPLICATE
    assert judged(1.0, 0.0)[1] is Resemblance.VARIANT
    assert judged(0.1, 0.0)[1] is Resemblance.RELATED
    assert judged(1.0, 1.0)[0] > judged(1.0, 0.0)[0] > judged(0.1, 0.0)[0]


@given(shares, shares)
def test_scores_stay_between_zero_and_one_whatever_is_unknown(text, numbers):
    score, level = judged(text, numbers)
    assert 0 <= score <= 1
    assert level in LEVELS


def test_the_margin_is_least_where_a_badge_changes():
    texts = np.linspace(0, 1, 2001)
    measures = {"text": texts, "numbers": np.ones_like(texts)}
    levels = CALIBRATION.judge(["text"], measures).levels
    margins = CALIBRATION.margins(["text"], measures).min(axis=1)
    changes = np.flatnonzero(np.diff(levels))
    assert len(changes) >= 2
    assert margins[changes].max() < 0.002
    assert margins[0] > 0.1 < margins[-1]


def test_terms_multiply_and_an_unknown_measure_counts_as_nothing():
    nan = float("nan")
    values = design(("a", "a*b", "?b"), {"a": np.array([0.5, 0.5]), "b": np.array([0.5, nan])})
    assert values.tolist() == [[0.5, 0.25, 1.0], [0.5, 0.0, 0.0]]


def test_a_calibration_survives_the_file():
    document = {
        "name": "test",
        "spaces": {"text": "1"},
        "models": {"text": {"terms": TEXT.terms, "weights": TEXT.weights.tolist(), "cuts": TEXT.cuts, "floor": 0.1}},
    }
    back = calibration_from_json(json.loads(json.dumps(document)))
    assert back.models["text"].weights.tolist() == TEXT.weights.tolist()
    assert back.models["text"].cuts == TEXT.cuts


def test_weights_that_do_not_fit_their_terms_are_refused():
    with pytest.raises(ValueError, match="shape"):
        calibration_from_json(
            {
                "name": "x",
                "spaces": {},
                "models": {"text": {"terms": ["a"], "weights": [[1.0]], "cuts": [0, 0, 0], "floor": 0}},
            }
        )


def test_the_opposite_of_an_unknown_measure_counts_as_nothing_too():
    values = design(("!a", "b*!a"), {"a": np.array([0.25, float("nan")]), "b": np.array([0.5, 0.5])})
    assert values.tolist() == [[0.75, 0.375], [0.0, 0.0]]


def test_a_badge_needs_the_probability_of_at_least_its_level():
    chances = np.array([[0.55, 0.05, 0.2, 0.2], [0.4, 0.4, 0.1, 0.1], [0.3, 0.3, 0.35, 0.05], [0.3, 0.3, 0.2, 0.2]])
    weights = np.hstack([np.zeros((4, 1)), np.log(chances).T])
    model = Model(("?a", "?b", "?c", "?d"), weights, (0.5, 0.7, 0.9))
    known = {name: np.where(np.eye(4)[place] > 0, 1.0, np.nan) for place, name in enumerate("abcd")}
    judged = Calibration("test", {}, {"text": model}).judge(["text"], known)
    assert [LEVELS[level] for level in judged.levels] == [
        *(Resemblance.DUPLICATE, Resemblance.VARIANT, Resemblance.SIMILAR, Resemblance.RELATED)
    ]
    assert judged.scores == pytest.approx(chances @ [1.0, 0.7, 0.4, 0.0])


SHIPPED = fingerprint_calibration()
# Measures that a pair may lack, those of one group together.
UNKNOWN = (("choices",), ("answer", "answer_telling"), ("answer_offered",), ("text_math",), NumbersSpace.measures)


@settings(max_examples=300)
@given(st.sampled_from(sorted(SHIPPED.models)), st.sets(st.sampled_from(UNKNOWN)), st.randoms(use_true_random=False))
def test_nothing_outranks_an_exact_copy(asked, lacking, random):
    """By the shipped weights, and whatever both sides lack."""
    spaces = [space for space in fingerprint_spaces() if space.name in asked or space.name == "numbers"]
    unknown = {measure for group in lacking for measure in group}
    pairs = {
        measure: np.array([np.nan] * 9 if measure in unknown else [1.0, *(random.random() for _ in range(8))])
        for space in spaces
        for measure in space.measures
    }
    scores = SHIPPED.judge(asked.split("+"), pairs).scores
    assert scores.argmax() == 0
