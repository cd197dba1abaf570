"""A bank described by an older revision is refused, brought up to date, and then finds again."""

import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankOutdated
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.search import Query
from itembank_desktop.services.describe_items import DescribeItems
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.wiring import fingerprint_calibration, fingerprint_spaces
from tests.builders import an_entry, an_illustrated_item
from tests.fakes import RecordedControl


class Older:
    """A space as an earlier program had it: same name and payloads, another revision."""

    def __init__(self, space):
        self._space = space
        self.revision = "older"

    def __getattr__(self, name):
        return getattr(self._space, name)


@pytest.fixture
def bank(tmp_path):
    with LocalBank.create(tmp_path / "bank") as bank:
        older = [Older(space) for space in fingerprint_spaces()]
        for seed in range(3):
            item, pictures = an_illustrated_item(seed, id=f"q{seed}", stem=f"넓이가 {seed + 3}인 삼각형의 둘레")
            bank.save([an_entry(item, older, pictures)])
        for space in older:
            bank.refit(space)
        yield bank


def test_an_outdated_bank_is_refused_until_it_is_described_anew(bank):
    spaces = fingerprint_spaces()
    find = FindDuplicates(bank, spaces, fingerprint_calibration())
    query = Query(Content("넓이가 4인 삼각형의 둘레"))
    with pytest.raises(BankOutdated, match="describe"):
        find(query)
    assert DescribeItems(bank, spaces)().items == 3
    answer = find(query)
    assert answer.hits[0].item.id == "q1"
    assert answer.searched == 3
    assert DescribeItems(bank, spaces)().items == 0


def test_a_stopped_description_leaves_the_bank_outdated_and_is_begun_again(bank, monkeypatch):
    monkeypatch.setattr("itembank_desktop.services.describe_items.CHUNK", 1)
    spaces = fingerprint_spaces()
    recorded = RecordedControl(cancel_after=2)
    assert DescribeItems(bank, spaces)(JobControl(recorded.progress, recorded.cancelled)).items == 2
    assert [(seen.done, seen.total) for seen in recorded.seen] == [(1, 3), (2, 3)]
    find = FindDuplicates(bank, spaces, fingerprint_calibration())
    with pytest.raises(BankOutdated):
        find(Query(Content("넓이가 4인 삼각형의 둘레")))
    assert DescribeItems(bank, spaces)().items == 3
    assert find(Query(Content("넓이가 4인 삼각형의 둘레"))).hits[0].item.id == "q1"


def test_an_item_described_anew_is_the_same_item(bank):
    before = bank.get(bank.keys())
    DescribeItems(bank, fingerprint_spaces())()
    assert bank.get(bank.keys()) == before
    assert all(bank.figure(figure.sha256) for item in before for figure in item.figures)


def test_a_lost_figure_is_told_and_keeps_no_item_from_being_found(bank):
    figure = bank.get(bank.keys())[1].figures[0]
    bank.figure_path(figure.sha256).unlink()
    described = DescribeItems(bank, fingerprint_spaces())()
    assert described.items == 3
    assert [lost.id for lost in described.lost] == ["q1"]
    find = FindDuplicates(bank, fingerprint_spaces(), fingerprint_calibration())
    assert find(Query(Content("넓이가 4인 삼각형의 둘레"))).hits[0].item.id == "q1"
