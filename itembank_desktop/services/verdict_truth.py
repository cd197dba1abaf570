"""Standing verdicts of a bank as a ground truth for evaluation and calibration."""

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import ItemStore, VerdictStore
from itembank_desktop.core.verdict import side_of_item
from itembank_desktop.core.verdict_truth import Truth, truth_of

_PAGE = 512


def verdict_truth(name: str, items: ItemStore, store: VerdictStore) -> Truth:
    """Judgements of every judged pair whose two contents are items of the bank now."""
    verdicts = store.verdicts()
    judged = {fingerprint for one in verdicts for fingerprint in one.pair}
    known: dict[str, ItemId] = {}
    keys = items.keys() if judged else []
    for start in range(0, len(keys), _PAGE):
        for item in items.get(keys[start : start + _PAGE]):
            fingerprint = side_of_item(item).fingerprint
            if fingerprint in judged:
                known.setdefault(fingerprint, item.id)
    return truth_of(name, verdicts, known)
