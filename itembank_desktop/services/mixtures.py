"""Mixtures of finished runs, as every comparison adds them: dense with BM25, text with text and figures."""

from collections.abc import Mapping, Sequence

from itembank_desktop.core.runs import Run, Scale, mixture

SWEEP = tuple(step / 10 for step in range(11))


def mixtures(runs: Mapping[str, Run]) -> list[Run]:
    """Every dense run with BM25, and every text space with every space of text and figures, weights swept.

    What is a mixture already, or was ranked again, is mixed no further: a sweep of a sweep would fit the truth.
    """
    dense = [name for name in runs if name.startswith("space ") and not _is_made(name)]
    made = []
    if "bm25" in runs:
        made += _swept([(name, "bm25") for name in dense], runs, Scale.MIN_MAX)
    text, both = ([name for name in dense if f" {kind}-" in name] for kind in ("text", "multimodal"))
    return [*made, *_swept([(one, other) for one in text for other in both], runs, Scale.AS_IS)]


def _is_made(name: str) -> bool:
    return " @" in name or " + " in name


def _swept(pairs: Sequence[tuple[str, str]], runs: Mapping[str, Run], scale: Scale) -> list[Run]:
    """Named for the report's sweeps: "A with B @0.3" gives A 0.3 and B 0.7."""
    return [
        mixture(f"{one} with {other} @{weight:.1f}", [(weight, runs[one]), (1 - weight, runs[other])], scale)
        for one, other in pairs
        for weight in SWEEP
    ]
