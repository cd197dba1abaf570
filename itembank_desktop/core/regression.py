"""Which evidence makes a duplicate, a variant, a similar item: adjacent-category logits (Agresti 2010, 4.1) with signs.

The model of packaging/fit_fingerprints.py, solved by projected Newton steps (Bertsekas 1982) instead of SciPy, so that
an author's computer can calibrate: some forty terms and three steps between four levels need no more.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# Level k (0 duplicate .. 3 related) has the sum of the steps up to it, counted from related.
SUMS = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=np.float64)
_LEAST_SPREAD = 0.02
_STEPS = 100
_TOLERANCE = 1e-8
# Intercepts carry no ridge; this keeps Newton's equations solvable where a level never occurs.
_HELD = 1e-6


def signs_of(terms: Sequence[str]) -> Floats:
    """What each term may do to the odds of similar over related, variant over similar, duplicate over variant.

    1: only for the higher level, -1: only against it, 0: either; shape (3, terms). A likeness never speaks for a lower
    level, so that an exact copy outranks everything; likeness despite other numbers speaks for a variant against a
    duplicate; another figure, or the same numbers in other words, never for more; likeness though something else is
    asked for may make an item similar and nothing more; what is merely known may speak either way.
    """
    return np.array([_signs(term) for term in terms], np.float64).reshape(len(terms), 3).T


def _signs(term: str) -> tuple[int, int, int]:
    if term.startswith("?"):
        return (0, 0, 0)
    if "!figure" in term or "!text_words" in term:
        return (-1, -1, -1)
    if "!text_asked" in term:
        return (0, -1, -1)
    return (1, 1, -1) if "!" in term else (1, 1, 1)


def fit_levels(values: Floats, labels: NDArray[np.intp], weights: Floats, signs: Floats, strength: float) -> Floats:
    """Weights of shape (4, 1 + terms), intercept first, for `values` of shape (rows, terms) as they stand.

    `signs` is as `signs_of` says; `strength` is the inverse of the ridge on the terms scaled to equal spread.
    """
    spread = np.maximum(values.std(axis=0), _LEAST_SPREAD)
    rows = np.column_stack([np.ones(len(values)), values / spread])
    problem = _Problem(rows, np.eye(len(SUMS))[labels], weights, strength)
    found = _projected_newton(problem, np.column_stack([np.zeros(3), signs]))
    out = SUMS @ found
    out[:, 1:] /= spread
    return np.asarray(out)


class _Problem:
    """The penalised loss of steps of shape (3, columns), its slope and its curvature."""

    def __init__(self, rows: Floats, truth: Floats, weights: Floats, strength: float) -> None:
        self.rows = rows
        self._truth = truth
        self._weights = weights
        self._ridge = np.full(rows.shape[1], 1 / strength)
        self._ridge[0] = _HELD

    def loss(self, steps: Floats) -> float:
        """To be made small."""
        misses = -(self._truth * self._log_chances(steps)).sum(axis=1)
        return float(self._weights @ misses + 0.5 * (self._ridge * steps**2).sum())

    def slope(self, steps: Floats) -> tuple[Floats, Floats]:
        """First derivatives, shape (3, columns), and second ones, shape (3 * columns, 3 * columns)."""
        chances = np.exp(self._log_chances(steps))
        error = (self._weights[:, None] * (chances - self._truth)) @ SUMS
        first = error.T @ self.rows + self._ridge * steps
        return first, self._curvature(chances)

    def _curvature(self, chances: Floats) -> Floats:
        count, columns = SUMS.shape[1], self.rows.shape[1]
        means = chances @ SUMS
        out = np.empty((count, columns, count, columns))
        for one in range(count):
            for other in range(one, count):
                both = chances @ (SUMS[:, one] * SUMS[:, other]) - means[:, one] * means[:, other]
                block = self.rows.T @ (self.rows * (self._weights * both)[:, None])
                out[one, :, other, :] = out[other, :, one, :] = block
            out[one, :, one, :] += np.diag(self._ridge)
        return out.reshape(count * columns, count * columns)

    def _log_chances(self, steps: Floats) -> Floats:
        logits = self.rows @ steps.T @ SUMS.T
        logits -= logits.max(axis=1, keepdims=True)
        return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))


def _projected_newton(problem: _Problem, signs: Floats) -> Floats:
    found = np.zeros(signs.shape)
    loss = problem.loss(found)
    for _ in range(_STEPS):
        first, second = problem.slope(found)
        # What stands at zero and would leave its side is left alone.
        held = ((found == 0) & (first * signs > 0)).ravel()
        free = np.flatnonzero(~held)
        step = np.zeros(found.size)
        step[free] = np.linalg.solve(second[np.ix_(free, free)], first.ravel()[free])
        share = 1.0
        while True:
            tried = _inside(found - share * step.reshape(found.shape), signs)
            better = problem.loss(tried)
            if better <= loss or share < _TOLERANCE:
                break
            share /= 2
        gained, found, loss = loss - better, tried if better <= loss else found, min(loss, better)
        if gained <= _TOLERANCE * max(1.0, abs(loss)):
            break
    return found


def _inside(steps: Floats, signs: Floats) -> Floats:
    return np.where(steps * signs < 0, 0.0, steps)
