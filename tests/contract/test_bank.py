"""What every bank promises, whatever it keeps its items in; a new store joins by a new parameter."""

from datetime import UTC, datetime

import numpy as np
import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankOutdated, ItemPublished, PublishRefused, UnreadableFigure
from itembank_desktop.core.filters import Filter, Traits
from itembank_desktop.core.item import Content, ItemId, Place, fingerprint
from itembank_desktop.core.ports import Addition, Bank, Description, Entry
from itembank_desktop.core.verdict import Mark, Verdict, side_of_content, side_of_item, standing
from tests.builders import a_content, a_picture, an_entry, an_illustrated_item, an_item, numbered_items
from tests.fakes import ByteSpace, WordSpace

SPACES = (WordSpace(), ByteSpace())


@pytest.fixture(params=["local", "shared"])
def bank(request, tmp_path):
    if request.param == "local":
        opened = LocalBank.create(tmp_path / "bank")
    else:
        from itembank_desktop.adapters.stores.shared.bank import SharedBank

        place = request.getfixturevalue("shared_place")
        opened = SharedBank.open(place.address(), place.password)
    yield opened
    opened.close()


def save_numbered(bank: Bank, count: int, start: int = 0) -> None:
    entries = []
    for number, item in enumerate(numbered_items(count, start), start):
        picture = a_picture(number)
        illustrated = an_item(item.stem, item.id, figures=(picture.figure,))
        entries.append(an_entry(illustrated, SPACES, (picture,)))
    bank.save(entries)


def nearest_to(bank: Bank, space, key: int, count: int = 1) -> list[int]:
    fitted = space.fitted(bank.statistics(space.name)[1])
    (payload,) = bank.payloads(space.name, [key])[0]
    return bank.nearest(space.name, fitted.probes(payload), count).tolist()


def test_an_empty_bank_answers_every_question_with_nothing(bank):
    assert bank.count() == 0
    assert bank.keys() == []
    assert bank.get([]) == []
    assert bank.find([ItemId("q1")]) == {}
    assert bank.find([]) == {}
    assert bank.fingerprints([ItemId("q1")]) == {}
    assert bank.payloads("text", []) == []
    assert bank.statistics("text") is None
    assert bank.nearest("text", np.zeros((1, 16), np.uint8), 5).tolist() == []


def test_an_item_comes_back_as_it_was_saved(bank):
    figures = (a_picture(1), a_picture(2, "보기 ②.png", Place.CHOICE))
    item = an_item(
        '선분 $AB$\n\t"따옴표" \\ 🙂',
        "문항/1 '?",
        subject="기하",
        choices=("①", "", "③"),
        answer="②",
        explanation="풀이",
        figures=tuple(picture.figure for picture in figures),
        metadata={"level": 3, "tags": ["가", None, True, 1.5], "nested": {"a": {}}},
    )
    bank.save([an_entry(item, SPACES, figures)])
    key = bank.find([item.id])[item.id]
    assert bank.get([key]) == [item]
    assert bank.get([key])[0].metadata == item.metadata
    assert bank.fingerprints([item.id]) == {item.id: fingerprint(item)}
    assert [bank.figure(figure.sha256) for figure in item.figures] == [picture.data for picture in figures]


def test_keys_are_answered_in_the_order_asked_for_and_an_unknown_one_is_an_error(bank):
    save_numbered(bank, 5)
    keys = bank.find([ItemId("q3"), ItemId("q0"), ItemId("no such id")])
    assert [item.id for item in bank.get([keys["q3"], keys["q0"], keys["q3"]])] == ["q3", "q0", "q3"]
    with pytest.raises(KeyError):
        bank.get([keys["q3"], 999_999])


def test_saving_an_id_again_replaces_the_item_and_keeps_its_key(bank):
    save_numbered(bank, 3)
    key = bank.find([ItemId("q1")])[ItemId("q1")]
    assert bank.payloads("text", [key]) != [("다른 문제 전혀".encode(),)]  # asked for: it may now be in memory
    bank.save([an_entry(an_item("전혀 다른 문제", "q1"), SPACES)])
    assert bank.count() == 3
    assert bank.find([ItemId("q1")]) == {"q1": key}
    assert bank.get([key])[0].stem == "전혀 다른 문제"
    assert bank.payloads("text", [key]) == [("다른 문제 전혀".encode(),)]
    assert bank.payloads("figure", [key]) == [()]


def test_the_last_of_two_entries_with_one_id_wins(bank):
    bank.save([an_entry(an_item("앞", "q1"), SPACES), an_entry(an_item("뒤", "q1"), SPACES)])
    assert bank.count() == len(bank.keys()) == 1
    assert bank.get(bank.keys())[0].stem == "뒤"


def test_a_missing_figure_is_named(bank):
    with pytest.raises(UnreadableFigure) as caught:
        bank.figure("ab" * 32)
    assert caught.value.subject == "ab" * 32


def test_every_signature_finds_itself_before_and_after_a_refit(bank):
    save_numbered(bank, 150)
    for space in SPACES:
        bank.refit(space)
    save_numbered(bank, 50, start=150)
    keys = bank.keys()
    assert len(keys) == 200
    for space in SPACES:  # the last fifty are signed with the statistics of an empty bank, which need not match
        assert [nearest_to(bank, space, key) for key in keys[:150]] == [[key] for key in keys[:150]]
        bank.refit(space)
        assert [nearest_to(bank, space, key) for key in keys] == [[key] for key in keys]


def test_an_item_counts_once_however_many_figures_it_has(bank):
    pictures = tuple(a_picture(number) for number in range(12))
    item = an_item("그림 열두 개", "many", figures=tuple(picture.figure for picture in pictures))
    bank.save([an_entry(item, SPACES, pictures)])
    save_numbered(bank, 30, start=100)
    bank.refit(SPACES[1])
    key = bank.find([ItemId("many")])["many"]
    (payloads,) = bank.payloads("figure", [key])
    assert payloads == SPACES[1].describe(a_content(item, pictures))
    probes = SPACES[1].fitted(bank.statistics("figure")[1]).probes(payloads[7])
    found = bank.nearest("figure", probes, 20).tolist()
    assert found[0] == key
    assert len(set(found)) == len(found) == 20


def test_payloads_are_answered_in_order_with_nothing_where_nothing_is(bank):
    save_numbered(bank, 3)
    bank.save([an_entry(an_item("그림 없는 문제", "bare"), SPACES)])
    keys = bank.find([ItemId(name) for name in ("q2", "bare", "q0")])
    asked = [keys["q2"], keys["bare"], 999_999, keys["q0"], keys["q2"]]
    figures = bank.payloads("figure", asked)
    assert [len(parts) for parts in figures] == [1, 0, 0, 1, 1]
    assert figures[0] == figures[4] != figures[3]
    assert bank.payloads("no such space", asked) == [()] * 5


def test_statistics_are_the_same_object_until_the_next_fit(bank):
    save_numbered(bank, 4)
    assert bank.statistics("text") is None
    bank.refit(SPACES[0])
    first = bank.statistics("text")
    assert first[0] == "words-1"
    save_numbered(bank, 4, start=4)
    assert bank.statistics("text") is first
    bank.refit(SPACES[0])
    assert bank.statistics("text") != first


def test_a_space_needs_fitting_at_first_at_each_doubling_and_in_another_revision(bank):
    space = WordSpace()
    assert bank.needs_refit(space)
    bank.refit(space)
    assert not bank.needs_refit(space)
    save_numbered(bank, 4)
    assert bank.needs_refit(space)
    bank.refit(space)
    save_numbered(bank, 3, start=4)
    assert not bank.needs_refit(space)
    assert bank.needs_refit(space, growth=1.5)
    save_numbered(bank, 1, start=7)
    assert bank.needs_refit(space)
    bank.refit(space)
    assert not bank.needs_refit(space)
    assert bank.needs_refit(WordSpace("words-2"))


def test_a_fit_that_fails_changes_nothing(bank):
    save_numbered(bank, 20)
    bank.refit(SPACES[0])
    before = bank.statistics("text")

    class Interrupted(WordSpace):
        def fit(self, payloads):
            next(iter(payloads))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bank.refit(Interrupted("words-2"))
    assert bank.statistics("text") is before
    keys = bank.keys()
    assert [nearest_to(bank, SPACES[0], key) for key in keys] == [[key] for key in keys]
    save_numbered(bank, 1, start=20)


def test_a_failed_save_changes_nothing(bank):
    save_numbered(bank, 2)
    torn = Entry(
        an_item("찢긴 문제", "torn"), "f", (), {"text": Description((b"a", b"b"), np.zeros((1, 16), np.uint8))}
    )
    with pytest.raises(ValueError, match="2 payloads with 1 signatures"):
        bank.save([an_entry(an_item("온전한 문제", "whole"), SPACES), torn])
    assert bank.count() == len(bank.keys()) == 2
    assert bank.find([ItemId("whole")]) == {}


def test_items_of_another_revision_with_longer_signatures_do_not_disturb(bank):
    save_numbered(bank, 5)
    bank.refit(SPACES[0])

    class Longer(WordSpace):
        bits = 192

    bank.save([an_entry(item, (Longer("words-2"),)) for item in numbered_items(3)])
    assert bank.statistics("text")[0] == "words-1"
    bank.save([an_entry(item, (Longer("words-2"),)) for item in numbered_items(5)])
    bank.refit(Longer("words-2"))
    keys = bank.keys()
    assert [nearest_to(bank, Longer("words-2"), key) for key in keys] == [[key] for key in keys]


def test_an_illustrated_item_keeps_only_one_copy_of_a_shared_figure(bank):
    entries = [
        an_entry(item, SPACES, pictures) for item, pictures in (an_illustrated_item(3, id=f"s{n}") for n in range(4))
    ]
    bank.save(entries)
    assert {item.figures[0].sha256 for item in bank.get(bank.keys())} == {a_picture(3).sha256}
    assert bank.figure(a_picture(3).sha256) == a_picture(3).data


def additions_for(bank: Bank, space, keys) -> list[Addition]:
    items = bank.get(keys)
    marks = bank.fingerprints([item.id for item in items])
    return [
        Addition(key, marks[item.id], space.describe(a_content(item))) for key, item in zip(keys, items, strict=True)
    ]


def test_what_is_missing_can_be_added_later_in_any_order(bank):
    late = WordSpace()
    late.name = "late"
    bank.save([an_entry(item, SPACES) for item in numbered_items(40)])
    keys = bank.keys()
    assert "late" not in bank.spaces()
    assert bank.missing("late") == keys
    assert bank.missing("text") == []
    assert bank.missing("figure") == keys
    half = keys[1::2]
    assert bank.add(late, additions_for(bank, late, half[::-1])) == 20
    assert set(bank.spaces()) == {"figure", "late", "text"}
    assert bank.missing("late") == keys[::2]
    assert bank.statistics("late")[0] == late.revision
    assert bank.add(late, additions_for(bank, late, bank.missing("late"))) == 20
    assert bank.missing("late") == []
    assert [nearest_to(bank, late, key) for key in keys] == [[key] for key in keys]
    bank.refit(late)
    assert [nearest_to(bank, late, key) for key in keys] == [[key] for key in keys]
    assert bank.payloads("late", keys) == bank.payloads("text", keys)


def test_adding_again_replaces_and_never_doubles(bank):
    space = SPACES[0]
    bank.save([an_entry(item) for item in numbered_items(4)])
    keys = bank.keys()
    for _ in range(3):
        assert bank.add(space, additions_for(bank, space, keys)) == 4
    assert [len(parts) for parts in bank.payloads("text", keys)] == [1] * 4
    fitted = space.fitted(bank.statistics("text")[1])
    probes = fitted.probes(bank.payloads("text", keys)[0][0])
    assert sorted(bank.nearest("text", probes, 10).tolist()) == keys


def test_what_was_made_of_an_older_content_is_not_taken(bank):
    space = SPACES[0]
    bank.save([an_entry(item) for item in numbered_items(2)])
    keys = bank.keys()
    stale = additions_for(bank, space, keys)
    bank.save([an_entry(an_item("새 글", "q0"))])
    assert bank.add(space, stale) == 1
    assert bank.missing("text") == [keys[0]]
    assert bank.add(space, [Addition(999_999, "f", (b"a",))]) == 0


def test_adding_in_another_revision_is_refused_and_changes_nothing(bank):
    space = SPACES[0]
    save_numbered(bank, 3)
    bank.refit(space)
    before = bank.payloads("text", bank.keys())
    with pytest.raises(BankOutdated):
        bank.add(WordSpace("words-2"), additions_for(bank, space, bank.keys()))
    assert bank.payloads("text", bank.keys()) == before


def test_payloads_of_other_spaces_stay_while_the_item_reads_the_same(bank):
    late = WordSpace()
    late.name = "late"
    bank.save([an_entry(item, SPACES) for item in numbered_items(3)])
    keys = bank.keys()
    bank.add(late, additions_for(bank, late, keys))
    one, two, three = bank.get(keys)
    bank.save(
        [
            an_entry(an_item(one.stem, one.id, subject="새 과목", metadata={"level": 1}), SPACES),
            an_entry(an_item(two.stem, two.id, choices=("①",)), SPACES),
            an_entry(an_item(three.stem, three.id, figures=(a_picture(1).figure,)), SPACES, (a_picture(1),)),
        ]
    )
    assert bank.missing("late") == keys[1:]
    assert nearest_to(bank, late, keys[0]) == [keys[0]]


def test_what_is_written_while_a_space_is_fitted_can_be_found(bank):
    class Slow(WordSpace):
        def fit(self, payloads):
            statistics = super().fit(payloads)
            bank.save(
                [
                    an_entry(an_item("그사이 쓴 문제", "q1"), [WordSpace()]),
                    an_entry(an_item("새 글", "q9"), [WordSpace()]),
                ]
            )
            return statistics

    space = Slow()
    bank.save([an_entry(item, [WordSpace()]) for item in numbered_items(5)])
    bank.refit(space)
    fitted = space.fitted(bank.statistics("text")[1])
    keys = bank.keys()
    for key in keys:
        ((payload,),) = bank.payloads("text", [key])
        assert bank.nearest("text", fitted.signatures([payload]), 1).tolist() == [key]
    assert len(bank.nearest("text", fitted.signatures([b"q"]), 100)) == bank.count() == len(keys) == 6


def a_verdict(one: str, other: str, mark: Mark = Mark.RELATED, minute: int = 0) -> Verdict:
    sides = (side_of_item(an_item(stem, stem)) for stem in (one, other))
    return Verdict(
        *sides, mark, "김", datetime(2026, 11, 25, 9, minute, tzinfo=UTC), "단원이 같음", context={"score": 0.5}
    )


def test_a_published_item_is_changed_by_an_import_and_by_nothing_else(bank):
    printed, other = (an_item("인쇄된 글", "q1", metadata={"status": one}) for one in ("published", "draft"))
    bank.save([an_entry(printed, SPACES), an_entry(an_item("쓰는 중", "q2"), SPACES)])
    read = bank.revisions([ItemId("q1")])["q1"]
    for attempt in (
        lambda: bank.save_item(an_entry(other, SPACES), read),
        lambda: bank.save_item(an_entry(an_item("고침", "q1"), SPACES), read),
        lambda: bank.delete_item(ItemId("q1"), read),
    ):
        with pytest.raises(ItemPublished, match="q1"):
            attempt()
    assert not bank.delete_item(ItemId("q1"), read - 1)
    assert bank.save_item(an_entry(other, SPACES), 0) is None, "that number is taken, which an author must see"
    assert (bank.get([bank.find([ItemId("q1")])["q1"]]), bank.revisions([ItemId("q1")])["q1"]) == ([printed], read)
    assert bank.save_item(an_entry(an_item("고침", "q2"), SPACES), bank.revisions([ItemId("q2")])["q2"])

    corrected = an_item("바로잡은 글", "q1", metadata={"status": "published"})
    for imported in (corrected, other):
        bank.save([an_entry(imported, SPACES)])
        assert bank.get([bank.find([ItemId("q1")])["q1"]]) == [imported]
    assert bank.delete_item(ItemId("q1"), bank.revisions([ItemId("q1")])["q1"]), "withdrawn first, then deleted"
    assert bank.count() == 1


def test_a_save_publishes_nothing_and_changes_nothing_then(bank):
    bank.save([an_entry(an_item("쓰는 중", "q1"), SPACES)])
    read = bank.revisions([ItemId("q1")])["q1"]
    for id, base in (("q1", read), ("new", 0)):
        printed = an_entry(an_item("인쇄할 글", id, metadata={"status": "published"}), SPACES)
        with pytest.raises(PublishRefused, match=id):
            bank.save_item(printed, base)
    assert bank.save_item(an_entry(an_item("인쇄할 글", "q1", metadata={"status": "published"})), read - 1) is None
    assert (bank.count(), bank.revisions([ItemId("q1")])["q1"]) == (1, read)
    assert bank.save_item(an_entry(an_item("다듬은 글", "q1", metadata={"status": "review"}), SPACES), read)


def test_items_are_removed_all_at_once_or_none(bank):
    save_numbered(bank, 5)
    printed = an_item("인쇄된 글", "printed", metadata={"status": "published"})
    bank.save([an_entry(printed, SPACES)])
    for space in SPACES:
        bank.refit(space)
    ids = [ItemId("q1"), ItemId("q3"), printed.id]
    seen = bank.revisions(ids)
    gone = bank.find(ids)
    left = sorted(set(bank.keys()) - set(gone.values()))
    with pytest.raises(ItemPublished, match="printed"):
        bank.remove_items(seen)
    assert bank.remove_items({**seen, ids[0]: seen[ids[0]] - 1}, in_print=True) == [ids[0]]
    assert bank.remove_items({**seen, ItemId("never there"): 7, ItemId("nor"): 0}, in_print=True) == [
        "never there",
        "nor",
    ]
    assert (bank.count(), bank.revisions(ids)) == (6, seen), "nothing of that removed anything"
    assert bank.remove_items({}) == []

    before = bank.revision()
    assert bank.remove_items(seen, in_print=True) == []
    assert bank.revision() >= before + len(ids)
    assert (bank.count(), bank.keys(), bank.find(ids)) == (3, left, {})
    for space in SPACES:
        assert bank.payloads(space.name, list(gone.values())) == [(), (), ()]
        assert nearest_to(bank, space, left[0], 10)[0] == left[0]
        assert not set(nearest_to(bank, space, left[0], 10)) & set(gone.values())
    bank.save([an_entry(printed, SPACES)])
    assert bank.get([bank.find([printed.id])[printed.id]]) == [printed]


def test_verdicts_are_found_by_content_by_item_and_by_draft(bank):
    first, second = a_verdict("가", "나", minute=1), a_verdict("나", "다")
    drafted = Verdict(side_of_content(Content("라"), "서가 1"), first.one, Mark.DIFFERENT, "이", first.at)
    bank.record([first, second, drafted])
    assert bank.verdicts() == sorted([first, second, drafted], key=lambda one: (one.at, one.id))
    assert bank.verdicts([first.one.fingerprint]) == sorted([first, drafted], key=lambda one: one.id)
    assert bank.verdicts([second.other.fingerprint, "unknown"]) == [second]
    assert bank.verdicts([]) == bank.verdicts_on([]) == bank.verdicts(["unknown"]) == []
    assert bank.verdicts_on([ItemId("다")]) == [second]
    assert bank.verdicts_on([], ["서가 1"]) == [drafted]
    assert bank.verdicts_on([ItemId("")], [""]) == []
    read = bank.verdicts([second.other.fingerprint])[0]
    assert (read.other.seen, read.context) == (second.other.seen, second.context)


def test_a_verdict_recorded_twice_is_one_verdict_and_a_later_one_leaves_it_there(bank):
    verdict, later = a_verdict("가", "나"), a_verdict("나", "가", Mark.WITHDRAWN, 1)
    bank.record([verdict])
    bank.record([verdict, later])
    assert bank.verdicts() == [verdict, later]
    assert standing(bank.verdicts()) == {}


def test_a_bank_says_what_its_items_can_be_filtered_by(bank):
    assert bank.traits() == Traits()
    said = [
        {"unit": "이차함수", "grade": 1, "year": 2023, "status": None},
        {"unit": "이차함수", "grade": "고2", "year": "2023", "author": "김'\"%"},
        {"grade": [1, 2], "unit": ""},
        {},
    ]
    items = [an_item(f"문제 {n}", f"t{n}", subject="수학" if n else "", metadata=one) for n, one in enumerate(said)]
    bank.save([an_entry(item, SPACES) for item in items])
    found = bank.traits()
    assert dict(found.values["subject"]) == {"수학": 3}
    assert dict(found.values["unit"]) == {"이차함수": 2}
    assert dict(found.values["grade"]) == {"1": 1, "고2": 1}, "only texts and numbers are offered"
    assert dict(found.values["year"]) == {"2023": 2}
    assert dict(found.values["author"]) == {"김'\"%": 1}
    assert "status" not in found.values
    # What is offered is what a filter lets through.
    for name, values in found.values.items():
        for value, count in values.items():
            assert sum(Filter(**{name: (value,)}).matches(item) for item in items) == count
