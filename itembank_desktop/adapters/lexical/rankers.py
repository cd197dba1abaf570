"""BM25 and TF-IDF over the program's own tokens, by the libraries that the field uses."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.text import tokens


def words(text: str) -> list[str]:
    """The canonical tokens of a text: word stems, numbers, and the signs and letters of its formulas."""
    return [token.text for token in tokens(text)]


class Bm25:
    """Okapi BM25 in the form that Lucene uses (k1 1.5, b 0.75), by bm25s."""

    name = "bm25"
    how = "BM25 (Lucene's form, k1 1.5, b 0.75) over canonical tokens"

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; an empty one is never found."""
        import bm25s  # type: ignore[import-untyped]
        from tqdm.std import tqdm  # type: ignore[import-untyped]

        # bm25s makes progress bars even where it shows none, and the first one would start a thread for good.
        tqdm.monitor_interval = 0
        self._index = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
        corpus = [words(text) for text in texts]
        self._empty = not any(corpus)
        if not self._empty:
            self._index.index(corpus, show_progress=False)
        self._count = len(texts)

    def scores(self, text: str) -> NDArray[np.float64]:
        """The score of every indexed text, 0 where no token is shared: shape (texts,)."""
        asked = [word for word in words(text) if word in self._index.vocab_dict] if not self._empty else []
        if not asked:
            return np.zeros(self._count)
        return np.asarray(self._index.get_scores(asked), dtype=np.float64)


class TfIdf:
    """Cosine of TF-IDF weights over single tokens and pairs of neighbours, by scikit-learn."""

    name = "tfidf"
    how = "cosine of TF-IDF weights (1 + log tf, smoothed idf) over canonical tokens and their pairs"

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; an empty one is never found."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

        self._vectorizer = TfidfVectorizer(analyzer=_grams, sublinear_tf=True)
        self._count = len(texts)
        self._matrix = self._vectorizer.fit_transform(texts).tocsr() if any(map(words, texts)) else None

    def scores(self, text: str) -> NDArray[np.float64]:
        """The cosine with every indexed text: shape (texts,)."""
        if self._matrix is None:
            return np.zeros(self._count)
        asked = self._vectorizer.transform([text])
        return np.asarray((self._matrix @ asked.T).todense(), dtype=np.float64).ravel()


def _grams(text: str) -> list[str]:
    single = words(text)
    return [*single, *(f"{one} {next}" for one, next in pairwise(single))]
