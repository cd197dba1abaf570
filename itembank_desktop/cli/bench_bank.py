"""`bench bank`: a shared bank's speed on a server of its own, or in an empty bank that a URL names."""

import argparse
import json
import os
import platform
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.cli.bench import SEED, Variations, processor, source_rows
from itembank_desktop.cli.bench_sync import measure_sync
from itembank_desktop.cli.parsers import positive
from itembank_desktop.cli.places import asked_password
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.spread import Spread
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Addition, NeuralSpace, Probe, Progress, Rejected, Row
from itembank_desktop.core.search import Query
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from itembank_desktop.services.compare_candidates import NEAREST_BY_MEANING

if TYPE_CHECKING:
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.adapters.stores.shared.own_server import OwnServer

CLUSTERS = 60
RARE = 100
"""One item in so many is of the rare unit that the filtered questions ask for."""
DRAFTS = 20
"""Questions asked of a server that falls silent: each costs its limit."""
_CHUNK = 2000
_BUFFERS = "2GB"
"""As packaging/compose.yaml has it."""
_SPREAD, _REWORDED = 0.8, 0.35
Half = NDArray[np.float16]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Sizes, server, dimensions."""
    command.add_argument("--items", type=positive, nargs="+", default=[11_000, 100_000], metavar="N", help="bank sizes")
    command.add_argument("--server", metavar="URL", help="an empty shared bank; without it a server is started")
    command.add_argument("--dimension", type=positive, default=2048, metavar="D", help="of the vectors (default 2048)")
    command.add_argument("--queries", type=positive, default=300, metavar="N", help="queries a figure (default 300)")
    command.add_argument("--sources", type=Path, nargs="*", default=[], metavar="FOLDER", help="bank folders")
    command.add_argument("--json", action="store_true", help="JSON instead of a table")


def bench_bank(asked: argparse.Namespace) -> int:
    """Measure, print a table (or JSON), and say on what machine."""
    results = []
    for count in asked.items:
        with _empty_bank(asked.server) as (bank, server):
            results.append(_Measurement(bank, asked, count, server).all())
    machine = f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if asked.json:
        print(json.dumps({"machine": machine, "results": results}, ensure_ascii=False, indent=2, default=asdict))
        return 0
    names = [name for name in results[0] if name != "items"]
    head = ("", *(f"{result['items']:,} items" for result in results))
    print(table(head, [(name, *(str(result[name]) for result in results)) for name in names]))
    print(f"milliseconds as P50 / P95 / max; {asked.queries} queries a row; vectors of {asked.dimension} dimensions in "
          f"{CLUSTERS} clusters; server and program on one machine: {machine}")  # fmt: skip
    return 0


@contextmanager
def _empty_bank(url: str | None) -> Iterator[tuple["SharedBank", "OwnServer | None"]]:
    """The bank, and its server where that is ours to kill."""
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.adapters.stores.shared.keeper import apply_migrations
    from itembank_desktop.adapters.stores.shared.own_server import OwnServer
    from itembank_desktop.wiring import with_password

    if url is None:
        with OwnServer(buffers=_BUFFERS) as server:
            apply_migrations(server.address(), server.password, create=True)
            with SharedBank.open(server.address(), server.password) as bank:
                yield bank, server
        return
    with SharedBank.open(*with_password(url, asked_password)) as bank:
        if bank.count():
            raise BadInput(bank.address.name, "is not empty, and a measurement fills it")
        yield bank, None


@dataclass(frozen=True, slots=True)
class _Planted:
    """Questions to vectors that are known: item `places[n]` said in other words is `vectors[n]`."""

    places: NDArray[np.intp]
    vectors: NDArray[np.float32]


class _Measurement:
    """One size of bank."""

    def __init__(
        self, bank: "SharedBank", asked: argparse.Namespace, count: int, server: "OwnServer | None" = None
    ) -> None:
        from itembank_desktop.adapters.embedders.vector_space import VectorSpace

        self._bank = bank
        self._server = server
        self._count = count
        self._queries: int = asked.queries
        self._rows = [_plain(row, place) for place, row in enumerate(source_rows(asked.sources))]
        space = EmbeddingSpace("bench", "1", Modality.TEXT, Pooling.MEAN, "", asked.dimension)
        self._space: NeuralSpace = VectorSpace(space)

    def all(self) -> dict[str, object]:
        """Every figure, in the order in which the bank is filled."""
        result: dict[str, object] = {"items": self._count, **self._import()}
        keys = np.array(self._bank.keys(), np.int64)
        vectors = _clustered(self._count, self._space.space.dimension)
        result |= self._add(keys, vectors)
        planted = _planted(vectors, self._queries)
        result |= self._searches(keys, vectors, planted, "vector query", EVERYTHING)
        result |= self._searches(keys, vectors, planted, "filtered query (1 %)", Filter(unit=("rare",)))
        result |= self._searches(keys, vectors, planted, "filtered query (99 %)", Filter(unit=("common",)))
        result["fingerprint question, whole"] = self._questions()
        drafts = [Query(Content(row.item.stem, row.item.choices), 20) for row in self._rows[:DRAFTS]]
        return result | measure_sync(self._server, self._bank, drafts)

    def _import(self) -> dict[str, object]:
        from itembank_desktop.wiring import wide_import

        source = _Marked(self._rows, self._count)
        with (
            wide_import(self._bank, source, Path()) as importing,
            progress_line("items imported") as control,
        ):
            report = importing(Path(), control)
        saved, seconds = self._save_again()
        return {
            "import with fingerprints, items/s": round(report.added / report.seconds),
            "store alone, described items/s": round(saved / seconds),
        }

    def _save_again(self) -> tuple[int, float]:
        """What writing costs without describing: described items saved under new ids, and taken out again."""
        from itembank_desktop.core.ports import Description, Entry
        from itembank_desktop.wiring import fingerprint_spaces

        keys = self._bank.keys()[:_CHUNK]
        items = self._bank.get(keys)
        said: dict[str, list[Description]] = {}
        for space in fingerprint_spaces():
            stored = self._bank.statistics(space.name)
            assert stored is not None
            fitted = space.fitted(stored[1])
            said[space.name] = [
                Description(parts, fitted.signatures(parts)) for parts in self._bank.payloads(space.name, keys)
            ]
        entries = [
            Entry(replace(item, id=type(item.id)(f"again-{item.id}")), "f", (), {n: one[p] for n, one in said.items()})
            for p, item in enumerate(items)
        ]
        began = time.perf_counter()
        self._bank.save(entries)
        seconds = time.perf_counter() - began
        for name, revision in self._bank.revisions([entry.item.id for entry in entries]).items():
            self._bank.delete_item(name, revision)
        return len(entries), seconds

    def _add(self, keys: NDArray[np.int64], vectors: Half) -> dict[str, object]:
        starts = range(0, len(keys), _CHUNK)
        items = (item for start in starts for item in self._bank.get(keys[start : start + _CHUNK].tolist()))
        began, waited = time.perf_counter(), 0.0
        with progress_line("vectors") as control:
            for start in range(0, self._count, _CHUNK):
                before = time.perf_counter()
                chunk = list(islice(items, _CHUNK))
                marks = self._bank.fingerprints([item.id for item in chunk])
                waited += time.perf_counter() - before
                self._bank.add(self._space, [
                    Addition(key, marks[item.id], (self._space.payload(_unit(vector)),))
                    for key, item, vector in zip(keys[start : start + _CHUNK].tolist(), chunk,
                                                 vectors[start : start + _CHUNK], strict=True)
                ])  # fmt: skip
                control.progress(Progress(start, self._count))
        copied = time.perf_counter() - began - waited
        began = time.perf_counter()
        self._bank.refit(self._space)
        return {"vectors by COPY, rows/s": round(self._count / copied),
                "statistics, signatures and HNSW, s": round(time.perf_counter() - began, 1)}  # fmt: skip

    def _searches(
        self, keys: NDArray[np.int64], vectors: Half, planted: _Planted, name: str, filter: Filter
    ) -> dict[str, object]:
        allowed = np.arange(self._count)
        if filter:
            allowed = allowed[(allowed % RARE == 0) == (filter.unit == ("rare",))]
        exact = _exact(vectors, planted.vectors, allowed)
        stored = self._bank.statistics(self._space.name)
        assert stored is not None
        fitted = self._space.fitted(stored[1])
        seconds, recalled, first, known = [], 0.0, 0, 0
        for number, vector in enumerate(planted.vectors):
            probe = Probe(fitted.probes(self._space.payload(vector)), NEAREST_BY_MEANING, vector)
            began = time.perf_counter()
            found = self._bank.candidates({self._space.name: probe}, filter)
            seconds.append(time.perf_counter() - began)
            best = found.keys[np.argsort(-found.cosines[self._space.name], kind="stable")]
            recalled += len(set(best[:10].tolist()) & set(keys[exact[number]].tolist())) / max(len(exact[number]), 1)
            if not filter or planted.places[number] in allowed:
                known += 1
                first += bool(len(best)) and best[0] == keys[planted.places[number]]
        told = {name: Spread.of(seconds[5:] or seconds), f"{name}, Recall@10": round(recalled / len(seconds), 4)}
        return told if filter else {**told, "planted duplicate first": f"{first / known:.2%}"}

    def _questions(self) -> Spread:
        from itembank_desktop.wiring import finder

        find, rng, seconds = finder(self._bank), random.Random(SEED), []
        find.warm_up()
        for step in range(self._queries + 5):
            row = rng.choice(self._rows)
            began = time.perf_counter()
            find(Query(Content(row.item.stem, row.item.choices), 20, row.item.id))
            if step >= 5:
                seconds.append(time.perf_counter() - began)
        return Spread.of(seconds)


class _Marked(Variations):
    """Text-only rows, one in a hundred of a rare unit."""

    def read(self, path: Path) -> Iterator[Row | Rejected]:
        """The same rows at every run."""
        for place, row in enumerate(super().read(path)):
            assert isinstance(row, Row)
            unit = "rare" if place % RARE == 0 else "common"
            yield replace(row, item=replace(row.item, metadata={**row.item.metadata, "unit": unit}))


def _plain(row: Row, place: int) -> Row:
    """Without its figures, under an id that no other source has."""
    return replace(row, item=replace(row.item, id=type(row.item.id)(f"{place}-{row.item.id}"), figures=()), pictures=())


def _unit(vector: Half) -> NDArray[np.float32]:
    full = vector.astype(np.float32)
    return np.asarray(full / np.linalg.norm(full))


def _clustered(count: int, dimension: int) -> Half:
    """Unit vectors in a few large clusters, where a search by an index can fail."""
    rng = np.random.default_rng(SEED)
    centres = rng.normal(size=(CLUSTERS, dimension)).astype(np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    made = np.empty((count, dimension), np.float16)
    for start in range(0, count, _CHUNK):
        size = min(_CHUNK, count - start)
        noise = rng.standard_normal((size, dimension), np.float32) * (_SPREAD / dimension**0.5)
        rows = centres[rng.integers(0, CLUSTERS, size)] + noise
        made[start : start + size] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return made


def _planted(vectors: Half, count: int) -> _Planted:
    rng = np.random.default_rng(SEED + 1)
    places = rng.choice(len(vectors), min(count, len(vectors)), replace=False)
    rows = vectors[places].astype(np.float32)
    rows += rng.standard_normal(rows.shape, np.float32) * (_REWORDED / rows.shape[1] ** 0.5)
    return _Planted(places, rows / np.linalg.norm(rows, axis=1, keepdims=True))


def _exact(vectors: Half, asked: NDArray[np.float32], allowed: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The places of the ten best of those allowed, for each question, by comparing everything."""
    scores = np.empty((len(asked), len(allowed)), np.float32)
    for start in range(0, len(allowed), _CHUNK):
        block = vectors[allowed[start : start + _CHUNK]].astype(np.float32)
        scores[:, start : start + _CHUNK] = asked @ block.T
    return [allowed[np.argsort(-row, kind="stable")[:10]] for row in scores]
