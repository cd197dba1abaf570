import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("scipy")
pytest.importorskip("sklearn")

from itembank_desktop.services.statistics import (
    cohen_kappa,
    holm,
    kappa_of_counts,
    krippendorff_alpha,
    mean_interval,
    paired_p,
)

RNG = np.random.default_rng(1)


def test_an_interval_holds_the_mean_and_narrows_with_more_queries():
    few, many = RNG.random(20).tolist(), RNG.random(2000).tolist()
    narrow, wide = mean_interval(many), mean_interval(few)
    assert wide.low < wide.mean < wide.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 5
    assert mean_interval(few) == wide


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    covered = sum(
        found.low <= 0.5 <= found.high
        for found in (mean_interval((RNG.random(60) < 0.5).astype(float).tolist(), 499) for _ in range(200))
    )
    assert 175 <= covered <= 200


def test_equal_values_have_no_width_and_nothing_has_no_mean():
    assert mean_interval([1.0, 1.0]) == mean_interval([1.0])
    with pytest.raises(ValueError, match="nothing"):
        mean_interval([])


def test_a_clear_difference_is_more_than_chance_and_none_is_not():
    better, worse = [1.0] * 30, [0.0] * 15 + [1.0] * 15
    assert paired_p(better, worse) < 0.001
    assert paired_p(better, better) == 1.0
    noise = RNG.random(50).tolist()
    assert paired_p(noise, RNG.permutation(noise).tolist()) > 0.05


@pytest.mark.parametrize(("size", "shift"), [(31, 0.0), (40, 0.1), (200, 0.03), (500, -0.03)])
def test_many_queries_are_tested_as_scipy_does(size, shift):
    from scipy import stats

    rng = np.random.default_rng(size)
    one = rng.integers(0, 5, size) / 4
    other = np.clip(one + shift + rng.normal(0, 0.25, size), 0, 1)

    def mean(sample, axis):
        return sample.mean(axis=axis)

    theirs = stats.permutation_test(
        (one - other,), mean, permutation_type="samples", n_resamples=9_999, batch=256, vectorized=True,
        rng=np.random.default_rng(7),
    ).pvalue  # fmt: skip
    assert paired_p(one.tolist(), other.tolist()) == pytest.approx(theirs, abs=0.02)


def test_few_queries_are_permuted_completely():
    # All 2**5 signs: the observed one and its opposite are the most extreme.
    assert paired_p([1.0] * 5, [0.0] * 5) == pytest.approx(2 / 32)


def test_holm_corrects_as_published():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=8))
def test_correction_never_makes_smaller_and_keeps_the_order(p_values):
    corrected = holm(p_values)
    assert all(after >= before for before, after in zip(p_values, corrected, strict=True))
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    assert [corrected[place] for place in order] == sorted(corrected)


def test_kappa_of_two_raters():
    one, other = ["y"] * 25 + ["n"] * 25, ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen_kappa(one, other) == pytest.approx(0.4)
    assert kappa_of_counts(20, 5, 10, 15) == pytest.approx(0.4)
    assert cohen_kappa([1, 2, 3], [1, 2, 3], "quadratic") == 1.0
    assert cohen_kappa(["y", "y"], ["y", "y"]) is kappa_of_counts(2, 0, 0, 0) is kappa_of_counts(0, 0, 0, 0) is None
    with pytest.raises(ValueError, match="against"):
        cohen_kappa([1], [1, 2])


def test_alpha_agrees_with_krippendorffs_own_example():
    # "Computing Krippendorff's alpha-reliability", section E: nominal 0.743, interval 0.849.
    table = {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
    units = [{rater: value for rater in table if (value := table[rater][place]) is not None} for place in range(12)]
    assert krippendorff_alpha(units, ordered=False) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(units, ordered=True) == pytest.approx(0.849, abs=5e-4)


def test_alpha_needs_two_answers_to_something_that_differ():
    assert krippendorff_alpha([{"A": 1}, {"B": 2}], ordered=False) is None
    assert krippendorff_alpha([{"A": 1, "B": 1}], ordered=False) is None
