"""What every space finds near a question, and how near by all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from itembank_desktop.core.errors import BankOutdated
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.ports import Bank, Candidates, FittedSpace, HasVectors, Keys, Probe, Scores, Space
from itembank_desktop.core.resemblance import Floats
from itembank_desktop.services.neural import Payloads

CANDIDATES = 800
"""Of a question that asks one fingerprint space; every space more halves what each is asked for.

Whatever deserves a badge is near in one of them. Against comparing all of 10,079 items this lost, of duplicates and
variants, 0 of 4,487 asked for by figure, 8 of 3,474 by text and 1 of 3,230 by both, 400 a space 3, 8 and 1; of 401
by both among 100,000 items none. Most of those lost were strangers with the same numbers and answer.
"""
NEAREST_BY_MEANING = 400
"""Candidates of each of a model's spaces: 200 lost one in twenty of the hard duplicates."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every candidate with every measure: `measures[name]` has one value a key, NaN where unknown.

    `asked` names the channels that the question had something for; a channel is its space's first measure.
    """

    keys: Keys
    measures: dict[str, Floats] = field(repr=False)
    asked: tuple[str, ...]


class CompareCandidates:
    """Scans the signatures of every space and compares the union exactly."""

    def __init__(
        self, bank: Bank, fingerprints: Sequence[Space], neural: Sequence[Space] = (), candidates: int = CANDIDATES
    ) -> None:
        """Two kinds of spaces: `candidates` counts the fingerprints' alone."""
        self._bank = bank
        self._candidates = candidates
        self._fitted: dict[str, tuple[bytes, FittedSpace]] = {}
        self.fingerprints = tuple(fingerprints)
        self.spaces: tuple[Space, ...] = (*fingerprints, *neural)
        measures = [name for space in self.spaces for name in space.measures]
        if len(set(measures)) < len(measures):
            raise ValueError("two spaces measure under one name")

    def __call__(
        self,
        asked: Payloads,
        excluded: ItemId | None = None,
        filter: Filter = EVERYTHING,
        beside: Sequence[ItemId] = (),
    ) -> Comparison:
        """Candidates of every space, and those beside, each measured by all spaces."""
        fitted = {space.name: self._fitted_space(space) for space in self.spaces}
        counts = self._counts(asked)
        probes = {
            space.name: _probe(space, one, parts, counts[space.name])
            for space in self.spaces
            if (one := fitted[space.name]) is not None and (parts := asked.get(space.name))
        }
        found = self._bank.candidates(probes, filter, excluded, beside)
        measures: dict[str, Floats] = {}
        for space in self.spaces:
            values = _measured(space, fitted[space.name], asked.get(space.name, ()), found)
            measures |= {name: values[:, column].astype(np.float64) for column, name in enumerate(space.measures)}
        return Comparison(found.keys, measures, tuple(one.measures[0] for one in self.spaces if asked.get(one.name)))

    def measure(self, space: Space, asked: tuple[bytes, ...], keys: Keys) -> Scores:
        """Items by one space beyond what the question itself has compared: shape (items, measures)."""
        payloads = self._bank.payloads(space.name, keys.tolist())
        return _measured(space, self._fitted_space(space), asked, Candidates(keys, {space.name: payloads}))

    def warm_up(self) -> None:
        """Load signatures and statistics before the first question, so that it is as fast as the next."""
        for space in self.spaces:
            if (fitted := self._fitted_space(space)) and space in self.fingerprints:
                for part in space.describe(Content("삼각형 $ABC$의 넓이는 $12$이다.")):
                    self._bank.nearest(space.name, fitted.probes(part), 1)

    def _counts(self, asked: Payloads) -> dict[str, int]:
        """For how many items each space is asked: several pictures for more, or one would crowd out the next."""
        names = [space.name for space in self.fingerprints if asked.get(space.name)]
        share = max(1, self._candidates >> max(0, len(names) - 1))
        counts = {name: min(share * len(asked[name]), self._candidates) for name in names}
        return dict.fromkeys(asked, NEAREST_BY_MEANING) | counts

    def _fitted_space(self, space: Space) -> FittedSpace | None:
        """The space with the bank's statistics, parsed once; None while the bank holds nothing in it."""
        stored = self._bank.statistics(space.name)
        if stored is None:
            return None
        revision, statistics = stored
        if revision != space.revision:
            raise BankOutdated(space.name, f"described by revision {revision}, this program needs {space.revision}")
        known = self._fitted.get(space.name)
        if known is None or known[0] != statistics:
            known = self._fitted[space.name] = (statistics, space.fitted(statistics))
        return known[1]


def _probe(space: Space, fitted: FittedSpace, asked: tuple[bytes, ...], count: int) -> Probe:
    """A vector travels as such too: a bank that has an index of vectors finds more by it than by signatures."""
    probes = np.concatenate([fitted.probes(part) for part in asked])
    return Probe(probes, count, space.vector(asked[0]) if isinstance(space, HasVectors) else None)


def _measured(space: Space, fitted: FittedSpace | None, asked: tuple[bytes, ...], found: Candidates) -> Scores:
    """Every candidate by one space, shape (candidates, measures); NaN where either side has nothing."""
    if space.name in found.cosines:
        return np.clip(found.cosines[space.name], 0.0, 1.0)[:, None]
    if fitted is None or not asked or not len(found.keys):
        return np.full((len(found.keys), len(space.measures)), np.nan, np.float32)
    return fitted.compare(asked, found.payloads[space.name])
