"""The regression: what SciPy finds under the same bounds, found in a page of numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.core.regression import SUMS, _Problem, _projected_newton, fit_levels, signs_of
from itembank_desktop.core.resemblance import Model, fused_ranks
from itembank_desktop.wiring import fingerprint_calibration

TERMS = ("a", "b", "a*!c", "?b", "still")


def rows(seed, count=400, levels=(0, 1, 2, 3)):
    rng = np.random.default_rng(seed)
    values = rng.uniform(size=(count, len(TERMS)))
    values[:, -1] = 1.0  # a term that never changes
    height = (values - 0.5) @ np.array([3.0, 2.0, -2.0, 1.0, 0.0]) + rng.normal(size=count) * 0.4
    ranks = np.argsort(np.argsort(-height))
    labels = np.array(levels)[ranks * len(levels) // count]
    return values, labels.astype(np.intp), rng.uniform(0.5, 8, count)


def fitted(values, labels, weights, strength=1.0):
    return Model(TERMS, fit_levels(values, labels, weights, signs_of(TERMS), strength), (0, 0, 0))


def odds(model, values):
    return (lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))(
        values @ model.weights[:, 1:].T + model.weights[:, 0]
    )


@pytest.mark.parametrize("levels", [(0, 1, 2, 3), (0, 3), (0, 1, 3)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_agrees_with_scipy_under_the_same_bounds(seed, levels):
    optimize = pytest.importorskip("scipy.optimize", reason="SciPy is only for the people who fit the shipped weights")
    values, labels, weights = rows(seed, levels=levels)
    problem = _Problem(np.column_stack([np.ones(len(values)), values]), np.eye(4)[labels], weights, 1.0)
    signs = np.column_stack([np.zeros(3), signs_of(TERMS)])
    mine = problem.loss(_projected_newton(problem, signs))
    bounds = [{0: (None, None), 1: (0, None), -1: (None, 0)}[int(sign)] for sign in signs.ravel()]
    theirs = optimize.minimize(
        lambda flat: (problem.loss(flat.reshape(3, -1)), problem.slope(flat.reshape(3, -1))[0].ravel()),
        np.zeros(signs.size), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 3000, "ftol": 1e-14},
    )  # fmt: skip
    assert mine == pytest.approx(theirs.fun, rel=1e-4)
    assert mine <= theirs.fun * (1 + 1e-6)


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_learns_what_is_there_and_keeps_to_the_signs(seed):
    values, labels, weights = rows(seed)
    model = fitted(values, labels, weights)
    assert (np.abs(odds(model, values).argmax(axis=1) - labels) <= 1).mean() > 0.9
    steps = np.linalg.pinv(SUMS) @ model.weights
    assert (steps[:, 1:] * signs_of(TERMS) >= -1e-9).all()


def test_a_level_never_seen_is_never_said():
    values, labels, weights = rows(1, levels=(0, 1, 3))
    assert odds(fitted(values, labels, weights), values)[:, 2].max() < 1e-3


def test_separable_rows_do_not_run_away():
    values = np.linspace(0, 1, 40).reshape(-1, 1)
    labels = np.where(values[:, 0] > 0.5, 0, 3)
    weights = fit_levels(values, labels, np.ones(40), signs_of(["a"]), 1.0)
    assert np.isfinite(weights).all()
    assert np.abs(weights[:, 1:]).max() < 200


def test_signs_say_what_a_likeness_may_do():
    assert signs_of(["text", "?figure", "text*!numbers"]).T.tolist() == [[1, 1, 1], [0, 0, 0], [1, 1, -1]]


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


def test_what_each_kind_of_term_may_say():
    terms = ("?answer", "text", "text*!numbers", "numbers*!text_words", "answer*!figure")
    assert signs_of(terms).T.tolist() == [[0, 0, 0], [1, 1, 1], [1, 1, -1], [-1, -1, -1], [-1, -1, -1]]


def test_every_shipped_weight_keeps_to_its_sign():
    for model in fingerprint_calibration().models.values():
        steps = -np.diff(model.weights[:, 1:], axis=0)[::-1]
        assert (steps * signs_of(model.terms) >= -2e-5).all()  # the file keeps five digits
