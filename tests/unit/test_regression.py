"""The regression: what scikit-learn finds, found in a page of numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.core.regression import fit_levels
from itembank_desktop.core.resemblance import Model, fused_ranks


def rows(seed, count=400, terms=5, levels=(0, 1, 2, 3)):
    rng = np.random.default_rng(seed)
    values = rng.uniform(size=(count, terms))
    values[:, -1] = 1.0  # a term that never changes
    chances = (values - values.mean(axis=0)) @ rng.normal(size=(terms, 4)) * 3
    labels = np.array(levels)[chances[:, list(levels)].argmax(axis=1)]
    return values, labels.astype(np.intp), rng.uniform(0.5, 8, count)


def odds(weights, values):
    names = [f"t{n}" for n in range(values.shape[1])]
    return Model(tuple(names), weights, (0, 0, 0)).probabilities(dict(zip(names, values.T, strict=True)))


@pytest.mark.parametrize("levels", [(0, 1, 2, 3), (0, 3), (0, 1, 3)])
def test_agrees_with_scikit_learn(levels):
    linear_model = pytest.importorskip("sklearn.linear_model", reason="scikit-learn is only for the people who fit")
    values, labels, weights = rows(3, levels=levels)
    mine = odds(fit_levels(values, labels, weights, 0.3), values)
    spread = values.std(axis=0)
    spread[spread == 0] = 1
    scaled = (values - values.mean(axis=0)) / spread
    if len(levels) == 2:  # scikit-learn has one weight for two classes, we have two: half the ridge each
        theirs = linear_model.LogisticRegression(C=0.6, tol=1e-10, max_iter=5000).fit(scaled, labels, weights)
    else:
        theirs = linear_model.LogisticRegression(C=0.3, tol=1e-10, max_iter=5000).fit(scaled, labels, weights)
    np.testing.assert_allclose(mine[:, list(levels)], theirs.predict_proba(scaled), atol=2e-4)


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_learns_what_is_there(seed):
    values, labels, weights = rows(seed)
    chances = odds(fit_levels(values, labels, weights, 10.0), values)
    assert (chances.argmax(axis=1) == labels).mean() > 0.8
    np.testing.assert_allclose(chances.sum(axis=1), 1)


def test_a_level_never_seen_is_never_said():
    values, labels, weights = rows(1, levels=(0, 1, 3))
    assert odds(fit_levels(values, labels, weights, 0.3), values)[:, 2].max() < 1e-6


def test_separable_rows_do_not_run_away():
    values = np.linspace(0, 1, 40).reshape(-1, 1)
    labels = np.where(values[:, 0] > 0.5, 0, 3)
    weights = fit_levels(values, labels, np.ones(40), 0.3)
    assert np.isfinite(weights).all()
    assert np.abs(weights).max() < 100


def test_fused_ranks_reward_agreement_and_excuse_what_is_unknown():
    nan = np.nan
    fused = fused_ranks([np.array([0.9, 0.5, 0.1, 0.0]), np.array([0.8, 0.9, nan, 0.1])])
    assert fused[0] == pytest.approx((1 + 61 / 62) / 2)
    assert fused[0] == fused[1]
    assert fused[2] == pytest.approx(61 / 63)  # third by the only score it has
    assert fused[3] == pytest.approx((61 / 64 + 61 / 63) / 2)
    assert fused_ranks([np.array([0.3, 0.3, 0.1])]).tolist() == [1, 1, pytest.approx(61 / 63)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_one_score_keeps_its_order(scores):
    scores = np.array(scores)
    fused = fused_ranks([scores])
    assert np.array_equal(np.lexsort((np.arange(len(scores)), -fused)), np.lexsort((np.arange(len(scores)), -scores)))
    assert fused.max() == 1
