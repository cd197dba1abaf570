"""What each account of a shared bank cannot do, tried on real connections."""

import json

import psycopg  # noqa: TID253
import pytest
from psycopg import errors  # noqa: TID253

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.errors import (
    AccountRefused,
    BadInput,
    ItemPublished,
    PasswordWanted,
    PublishRefused,
    RightMissing,
)
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Addition
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_item
from tests.builders import a_content, a_picture, an_entry, an_illustrated_item, an_item
from tests.fakes import ByteSpace, WordSpace
from tests.fakes_vectors import vector_of

SPACES = (WordSpace(), ByteSpace())
TABLES = ("meta", "clock", "item", "asset", "item_asset", "space", "payload", "verdict", "claim")
WRITES = (
    "INSERT INTO itembank.item (id, subject, body, fingerprint, rev) VALUES ('x', '', '{}', '', 999)",
    "UPDATE itembank.item SET subject = 'x'",
    "DELETE FROM itembank.item",
    "UPDATE itembank.meta SET purge_floor = 9",
    "UPDATE itembank.clock SET rev = 0",
    "INSERT INTO itembank.asset VALUES ('x', 'y', 'z')",
    "DELETE FROM itembank.item_asset",
    "UPDATE itembank.space SET statistics = ''",
    "DELETE FROM itembank.payload",
    "UPDATE itembank.space_1 SET signature = B'0'",
    "DELETE FROM itembank.verdict",
    "UPDATE itembank.verdict SET body = '{}'",
    "INSERT INTO itembank.claim VALUES ('a', 'b', 'c', now())",
    "SELECT * FROM itembank.claim",
    "CREATE TABLE itembank.mine (a integer)",
    "DROP TABLE itembank.item",
    "TRUNCATE itembank.item",
    "ALTER TABLE itembank.item DISABLE TRIGGER ALL",
    "CREATE FUNCTION itembank.tick(bigint, text) RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
    "SELECT itembank.purge('0 days')",
    "SELECT itembank.forget_parts(1, '{}', true)",
    "SET ROLE itembank_owner",
    "COPY itembank.item TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
)
FUNCTIONS = {
    "tick": "tick(1)",
    "make_space": "make_space('another', 8, '')",
    "set_fit": "set_fit(1, '', '', 0)",
    "index_space": "index_space(1, 128)",
    "claim_work": "claim_work('w', '{a}', 'me', 1)",
    "save_item": "save_item('x','','{}','',0,'{}','{}','{}','{}','{}','{}','{}','{}')",
    "delete_item": "delete_item('x', 1)",
    "remove_items": "remove_items('{x}', '{1}', true)",
    "save_verdicts": "save_verdicts('{}')",
}
MAY_CALL = {
    "reader": set(),
    "author": {"save_item", "delete_item", "save_verdicts"},
    "embedder": {"tick", "make_space", "set_fit", "index_space", "claim_work"},
}


@pytest.fixture
def place(shared_place):
    """A bank with one illustrated item, kept by its keeper."""
    item, pictures = an_illustrated_item(1)
    with opened(shared_place) as bank:
        bank.save([an_entry(item, SPACES, pictures)])
        for space in SPACES:
            bank.refit(space)
    return shared_place


def opened(place, account: str = "keeper") -> SharedBank:
    return SharedBank.open(place.address(account), place.password)


def a_verdict() -> Verdict:
    sides = (side_of_item(an_item(stem, stem)) for stem in ("가", "나"))
    return Verdict(*sides, Mark.DIFFERENT, "김", now())


@pytest.mark.parametrize("account", ["reader", "author", "embedder"])
def test_nobody_but_the_keeper_writes_to_the_tables_themselves(place, account):
    allowed = []
    with place.connect(account) as connection:
        for statement in WRITES:
            try:
                connection.execute(statement)
            except errors.InsufficientPrivilege:
                continue
            allowed.append(statement)
        for table in set(TABLES) - {"claim"}:
            connection.execute(f"SELECT count(*) FROM itembank.{table}")
    assert allowed == []


@pytest.mark.parametrize("account", MAY_CALL)
def test_an_account_calls_the_functions_of_its_role_and_no_other(place, account):
    called = set()
    with place.connect(account) as connection:
        for name, call in FUNCTIONS.items():
            try:
                connection.execute(f"SELECT itembank.{call}")
            except errors.InsufficientPrivilege as refusal:
                # Refused from within: an embedder touches only channels of vectors.
                if "only a keeper" in str(refusal):
                    called.add((name, True))
                continue
            except psycopg.Error as problem:  # It was called, and did not like what it was given.
                called.add((name, problem.sqlstate in ("IB001", "IB002")))
                continue
            called.add((name, True))
    assert called == {(name, True) for name in MAY_CALL[account]}


def test_a_stranger_sees_nothing(place):
    with place.connect("stranger") as connection:
        for table in TABLES:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(f"SELECT * FROM itembank.{table}")
    with pytest.raises(RightMissing, match="in no group"):
        opened(place, "stranger")


def test_an_account_without_a_login_and_a_wrong_password_are_refused(place):
    with pytest.raises(AccountRefused):
        SharedBank.open(place.address("itembank_owner"), place.password)
    with pytest.raises(AccountRefused) as wrong:
        SharedBank.open(place.address("reader"), "not the password")
    assert "not the password" not in str(wrong.value)
    with pytest.raises(PasswordWanted):
        SharedBank.open(place.address("reader"), "")


def test_a_password_is_in_no_text_that_an_object_says_of_itself(place):
    with opened(place, "reader") as bank:
        told = repr(bank) + repr(bank.server) + repr(bank.server.address) + bank.address.url + repr(vars(bank))
    assert place.password not in told


def test_a_reader_searches_and_can_neither_save_nor_judge(place):
    with opened(place, "reader") as bank:
        (key,) = bank.keys()
        (item,) = bank.get([key])
        assert bank.figure(item.figures[0].sha256) == a_picture(1).data
        for attempt in (
            lambda: bank.save([an_entry(an_item("새 문제", "q2"))]),
            lambda: bank.save_item(an_entry(an_item("새 문제", "q2")), 0),
            lambda: bank.record([a_verdict()]),
            lambda: bank.refit(SPACES[0]),
            lambda: bank.claim("import", ["q2"]),
        ):
            with pytest.raises(RightMissing):
                attempt()
        assert (bank.count(), bank.verdicts()) == (1, [])


def test_an_author_saves_an_item_with_its_figures_and_finds_it(place):
    picture = a_picture(7)
    item = an_item("서가가 쓴 문제 $x+1$", "new", figures=(picture.figure,), metadata={"unit": "함수"})
    with opened(place, "author") as bank, opened(place) as keeper:
        statistics = {space.name: bank.statistics(space.name)[1] for space in SPACES}
        revision = bank.save_item(an_entry(item, SPACES, (picture,), statistics), 0)
        assert bank.revisions([item.id]) == {"new": revision}
        key = keeper.find([item.id])[item.id]
        assert keeper.get([key]) == [item]
        assert keeper.figure(picture.sha256) == picture.data
        for space in SPACES:
            (payload,) = keeper.payloads(space.name, [key])[0]
            probes = space.fitted(statistics[space.name]).probes(payload)
            assert keeper.nearest(space.name, probes, 1).tolist() == [key]
        bank.record([a_verdict()])
        assert len(keeper.verdicts()) == 1
        with pytest.raises(RightMissing):
            bank.save([an_entry(item, SPACES)])


def test_of_two_authors_who_save_one_item_the_second_is_told_and_nothing_is_lost(place):
    with opened(place, "author") as one, opened(place, "author2") as other:
        base = one.revisions([ItemId("q1")])["q1"]
        mine, theirs = (an_item(stem, "q1") for stem in ("내 글", "다른 글"))
        newer = one.save_item(an_entry(mine, SPACES), base)
        assert newer > base
        assert other.save_item(an_entry(theirs, SPACES), base) is None
        assert other.delete_item(ItemId("q1"), base) is None
        assert other.save_item(an_entry(theirs, SPACES), 0) is None
        assert one.get(one.keys())[0].stem == "내 글"
        assert other.save_item(an_entry(theirs, SPACES), newer) > newer
        assert one.get(one.keys())[0].stem == "다른 글"


def test_an_author_takes_back_what_he_saved_and_nothing_that_another_did(place):
    mine = ItemId("mine")
    with opened(place, "author") as one, opened(place, "author2") as other:
        saved = one.save_item(an_entry(an_item("내 글", mine), SPACES), 0)
        with pytest.raises(RightMissing, match="only a keeper"):
            other.delete_item(mine, saved)
        with pytest.raises(RightMissing, match="only a keeper"):
            one.delete_item(ItemId("q1"), one.revisions([ItemId("q1")])["q1"])
        assert one.delete_item(mine, saved)
        saved = one.save_item(an_entry(an_item("내 글", mine), SPACES), 0)
        changed = other.save_item(an_entry(an_item("고친 글", mine), SPACES), saved)
        with pytest.raises(RightMissing):
            one.delete_item(mine, changed)
        assert other.delete_item(mine, changed)


@pytest.mark.parametrize("account", ["reader", "author", "embedder"])
def test_only_a_keeper_removes_items(place, account):
    with opened(place, account) as bank:
        with pytest.raises(RightMissing):
            bank.own()
        with pytest.raises(RightMissing):
            bank.remove_items(bank.revisions([ItemId("q1")]), in_print=True)
        assert bank.count() == 1
    with opened(place) as keeper:
        keeper.own()
        assert keeper.remove_items(keeper.revisions([ItemId("q1")])) == []
        assert keeper.count() == 0
    with place.connect() as admin:
        said = "SELECT saved_by, deleted_at IS NOT NULL, body ->> 'stem' <> '' FROM itembank.item"
        assert admin.execute(said).fetchall() == [("keeper", True, True)], "the tombstone says who, and what"


@pytest.mark.parametrize("account", ["author", "keeper"])
def test_publishing_is_an_import_s_and_no_save_s_whoever_saves(place, account):
    with opened(place, account) as bank:
        base = bank.revisions([ItemId("q1")])["q1"]
        with pytest.raises(PublishRefused, match="q1"):
            bank.save_item(an_entry(an_item("글", "q1", metadata={"status": "published"}), SPACES), base)
        with pytest.raises(PublishRefused, match="new"):
            bank.save_item(an_entry(an_item("글", "new", metadata={"status": "published"}), SPACES), 0)
        assert (bank.count(), bank.revisions([ItemId("q1")])["q1"]) == (1, base)


def test_a_deleted_item_leaves_a_tombstone_and_comes_back_under_its_own_key(place):
    with opened(place) as bank:
        (key,) = bank.keys()
        gone = bank.delete_item(ItemId("q1"), bank.revisions([ItemId("q1")])["q1"])
        assert (bank.keys(), bank.find([ItemId("q1")])) == ([], {})
        assert bank.payloads("text", [key]) == [()]
        with pytest.raises(KeyError):
            bank.get([key])
        again = bank.save_item(an_entry(an_item("돌아온 문제", "q1"), SPACES), 0)
        assert again > gone
        assert bank.find([ItemId("q1")]) == {"q1": key}
        assert bank.count() == 1


MEANING = EmbeddingSpace("m", "r", Modality.TEXT, Pooling.MEAN, "", 128)
PRINTED = an_item("인쇄된 글", "printed", metadata={"status": "published"})


def test_what_is_in_print_is_nobody_s_to_change_but_the_keeper_s_import(place):
    with opened(place) as keeper:
        keeper.save([an_entry(PRINTED, SPACES)])
        base = keeper.revisions([PRINTED.id])[PRINTED.id]
        key = keeper.find([PRINTED.id])[PRINTED.id]
        withdrawn = an_entry(an_item("인쇄된 글", "printed", metadata={"status": "draft"}), SPACES)
        for account in ("author", "keeper"):
            with opened(place, account) as bank:
                with pytest.raises(ItemPublished, match="printed"):
                    bank.save_item(withdrawn, base)
                with pytest.raises(ItemPublished, match="printed"):
                    bank.delete_item(PRINTED.id, base)
        with opened(place, "author") as author:
            assert author.save_item(withdrawn, base - 1) is None, "somebody else's change is told first"
            author.record(
                [Verdict(side_of_item(PRINTED), side_of_item(an_item("나", "q2")), Mark.VARIANT, "김", now())]
            )
        assert (keeper.get([key]), keeper.revisions([PRINTED.id])[PRINTED.id]) == ([PRINTED], base)
        assert keeper.payloads("text", [key]) != [()]
        keeper.save([withdrawn])
        assert keeper.revisions([PRINTED.id])[PRINTED.id] > base
        assert keeper.delete_item(PRINTED.id, keeper.revisions([PRINTED.id])[PRINTED.id])


def test_an_embedder_reads_what_is_in_print_into_vectors(place):
    space = VectorSpace(MEANING)
    with opened(place) as keeper, opened(place, "embedder") as bank:
        keeper.save([an_entry(PRINTED, SPACES)])
        key = keeper.find([PRINTED.id])[PRINTED.id]
        payload = space.payload(vector_of(a_content(PRINTED), MEANING))
        assert bank.add(space, [Addition(key, bank.fingerprints([PRINTED.id])[PRINTED.id], (payload,))]) == 1
        assert keeper.payloads(space.name, [key]) == [(payload,)]


EMPTY = '{"stem":"","choices":[],"answer":"","explanation":"","figures":[],"metadata":{}}'


@pytest.mark.parametrize("call", [
    f"save_item('q1','','{EMPTY}','',NULL,'{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}')",
    "delete_item('q1', NULL)",
])  # fmt: skip
def test_a_write_that_names_no_revision_is_refused(place, call):
    with place.connect("author") as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(f"SELECT itembank.{call}")
    assert refused.value.sqlstate == "IB001"


def test_an_item_with_a_figure_that_nobody_sent_is_refused_whole(place):
    item, _ = an_illustrated_item(44, id="lacking")
    with opened(place, "author") as bank:
        with pytest.raises(BadInput, match="a figure is missing"):
            bank.save_item(an_entry(item, SPACES[:1]), 0)
        assert bank.count() == 1


def test_a_figure_that_is_not_what_its_hash_says_is_refused(place):
    with place.connect("author") as connection:
        body = {"stem": "", "choices": [], "answer": "", "explanation": "", "figures": [], "metadata": {}}
        call = "SELECT itembank.save_item('x','',%s,'',0,%s,'{image/png}',%s,'{}','{}','{}','{}','{}')"
        with pytest.raises(psycopg.Error) as refused:
            connection.execute(call, (json.dumps(body), ["ab" * 32], [b"no such picture"]))
        assert refused.value.sqlstate == "IB002"


def test_an_embedder_adds_vectors_and_no_channel_of_another_kind(place):
    space = VectorSpace(MEANING)
    with opened(place, "embedder") as bank:
        (key,) = bank.missing(space.name)
        (item,) = bank.get([key])
        payload = space.payload(vector_of(a_content(item), MEANING))
        assert bank.claim(space.name, [str(key)]) == [str(key)]
        assert bank.add(space, [Addition(key, bank.fingerprints([item.id])[item.id], (payload,))]) == 1
        assert bank.payloads(space.name, [key]) == [(payload,)]
        bank.refit(space)
        assert bank.missing(space.name) == []
        for attempt in (
            lambda: bank.refit(SPACES[0]),
            lambda: bank.add(SPACES[0], [Addition(key, bank.fingerprints([item.id])[item.id], (b"x",))]),
            lambda: bank.save([an_entry(an_item("새 문제", "q2"))]),
            lambda: bank.record([a_verdict()]),
        ):
            with pytest.raises(RightMissing):
                attempt()


def test_what_looks_like_sql_is_only_text(place):
    nasty = "'; DROP TABLE item; --"
    with opened(place) as bank, opened(place, "author") as author:
        bank.save([an_entry(an_item(nasty, nasty, subject=nasty, metadata={"unit": nasty}), SPACES)])
        assert author.find([ItemId(nasty)])
        assert author.traits().values["unit"] == {nasty: 1}
        assert author.revisions([ItemId(nasty)])
        assert bank.claim(nasty, [nasty]) == [nasty]
        assert bank.count() == 2
