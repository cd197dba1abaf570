"""Multinomial logistic regression with a ridge, by Newton's method: some forty terms and four levels need no more.

Equal to scikit-learn's LogisticRegression(C=strength) on standardised terms (tested), without being it.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 50
_TOLERANCE = 1e-8
# Adding the same number to all intercepts changes nothing: this keeps Newton's equations solvable.
_HELD = 1e-6


def fit_levels(values: Floats, labels: NDArray[np.intp], weights: Floats, strength: float, levels: int = 4) -> Floats:
    """Weights of shape (levels, 1 + terms), intercept first, for `values` of shape (rows, terms) as they stand.

    `strength` is the inverse of the ridge. A level that no row has gets an intercept that it never wins with.
    """
    centre, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    rows = np.column_stack([np.ones(len(values)), (values - centre) / spread])
    present, classes = np.unique(labels, return_inverse=True)
    found = _newton(rows, np.eye(len(present))[classes], weights, strength)
    out = np.zeros((levels, rows.shape[1]))
    out[:, 0] = -30.0
    out[present, 1:] = found[:, 1:] / spread
    out[present, 0] = found[:, 0] - (found[:, 1:] * centre / spread).sum(axis=1)
    return out


def _newton(rows: Floats, truth: Floats, weights: Floats, strength: float) -> Floats:
    classes, terms = truth.shape[1], rows.shape[1]
    ridge = np.full(terms, 1 / strength)
    ridge[0] = _HELD
    found = np.zeros((classes, terms))
    loss = _loss(found, rows, truth, weights, ridge)
    for _ in range(_STEPS):
        chances = np.exp(_log_chances(found, rows))
        gradient = ((chances - truth) * weights[:, None]).T @ rows + ridge * found
        step = np.linalg.solve(_hessian(chances, rows, weights, ridge), gradient.ravel()).reshape(found.shape)
        share, better = 1.0, loss
        while share > _TOLERANCE:
            better = _loss(found - share * step, rows, truth, weights, ridge)
            if better <= loss:
                break
            share /= 2
        else:
            return found
        found, gained, loss = found - share * step, loss - better, better
        if gained <= _TOLERANCE * max(1.0, abs(loss)):
            return found
    return found


def _log_chances(found: Floats, rows: Floats) -> Floats:
    logits = rows @ found.T
    logits -= logits.max(axis=1, keepdims=True)
    return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))


def _loss(found: Floats, rows: Floats, truth: Floats, weights: Floats, ridge: Floats) -> float:
    misses = -(truth * _log_chances(found, rows)).sum(axis=1)
    return float(weights @ misses + 0.5 * (ridge * found**2).sum())


def _hessian(chances: Floats, rows: Floats, weights: Floats, ridge: Floats) -> Floats:
    classes, terms = chances.shape[1], rows.shape[1]
    out = np.empty((classes, terms, classes, terms))
    for one in range(classes):
        for other in range(one, classes):
            curve = weights * chances[:, one] * ((one == other) - chances[:, other])
            block = rows.T @ (rows * curve[:, None])
            out[one, :, other, :] = out[other, :, one, :] = block
        out[one, :, one, :] += np.diag(ridge)
    return out.reshape(classes * terms, classes * terms)
