"""Words that push: items that resemble them stand lower."""

from collections.abc import Sequence

import numpy as np

from itembank_desktop.core.ports import Scores
from itembank_desktop.core.resemblance import Floats

CONTAINED = "text_contained"
"""How much of the asked words a candidate holds: a few pushed words fill no whole item."""


def by_words(measured: Scores, names: Sequence[str]) -> Floats:
    """How much each candidate resembles the pushed words, 0..1: the text channel's own score.

    Or the share of the words that the candidate holds, where that is more.
    """
    columns = [0, *([names.index(CONTAINED)] if CONTAINED in names else [])]
    return np.asarray(np.clip(np.nan_to_num(measured[:, columns].max(axis=1)), 0.0, 1.0), np.float64)


def by_meaning(cosines: Floats) -> Floats:
    """How much each candidate means the pushed words, from 0 at the middle candidate to 1 at the nearest.

    No cosine means the same in two models, so the candidates themselves are the scale.
    """
    known = cosines[~np.isnan(cosines)]
    if len(known) < 2 or known.max() <= (middle := np.median(known)):
        return np.zeros(len(cosines))
    return np.asarray(np.clip(np.nan_to_num((cosines - middle) / (known.max() - middle)), 0.0, 1.0))
