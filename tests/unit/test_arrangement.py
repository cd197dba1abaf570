from dataclasses import replace

from itembank_desktop.core.arrangement import arrange
from itembank_desktop.core.item import Content
from itembank_desktop.core.judgement import Judged
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.verdict import Mark
from itembank_desktop.services.judge_pairs import decide
from tests.builders import an_item
from tests.fakes_ui import a_hit


def hits(*metadata, verdict=Resemblance.VARIANT):
    return [
        a_hit(number, verdict, item=an_item(f"문항 {number}", f"q{number}", metadata=dict(one)))
        for number, one in enumerate(metadata, start=1)
    ]


def dismissed(hit):
    return {hit.item.id: Judged(decide(Content("초안"), "", hit, Mark.DIFFERENT, "김"))}


def ids(arrangement):
    return [hit.item.id for hit in arrangement.hits]


def test_dismissed_hits_are_left_out_and_the_rest_counts_from_one():
    found = hits({}, {}, {})
    made = arrange(found, dismissed(found[0]), 20)
    assert ids(made) == ["q2", "q3"]
    assert [hit.rank for hit in made.hits] == [1, 2]
    assert made.hidden == 1
    assert ids(arrange(found, dismissed(found[0]), 20, with_hidden=True)) == ["q1", "q2", "q3"]
    assert ids(arrange(found, dismissed(found[0]), 20, keep="q1")) == ["q1", "q2", "q3"]
    assert ids(arrange(found, dismissed(found[0]), 1)) == ["q2"]


def test_a_family_takes_one_row_and_unfolds():
    found = hits({"family": "f"}, {}, {"family": "f"}, {"family": "f"})
    made = arrange(found, {}, 20)
    assert ids(made) == ["q1", "q2"]
    assert made.folded == {"q1": 2}
    opened = arrange(found, {}, 20, unfolded=frozenset({"family:f"}))
    assert ids(opened) == ["q1", "q3", "q4", "q2"]
    assert opened.unfolded == {"q1"}


def test_an_authors_own_items_fold_and_other_peoples_do_not():
    found = hits({"author": "김"}, {"author": "김"}, {"author": "박"}, {"author": "박"})
    assert ids(arrange(found, {}, 20, "김")) == ["q1", "q3", "q4"]


def test_items_of_one_paper_fold():
    assert ids(arrange(hits({"paper": 3}, {"paper": 3}, {"paper": 4}), {}, 20)) == ["q1", "q3"]


def test_somebody_elses_possible_duplicate_is_never_in_a_fold():
    found = hits({"paper": 3}, {"paper": 3, "author": "박"}, {"paper": 3, "author": "김"})
    found[1] = replace(found[1], verdict=Resemblance.DUPLICATE)
    found[2] = replace(found[2], verdict=Resemblance.DUPLICATE)
    assert ids(arrange(found, {}, 20, "김")) == ["q1", "q2"]


def test_the_open_item_is_not_folded_away():
    assert ids(arrange(hits({"paper": 3}, {"paper": 3}), {}, 20, keep="q2")) == ["q1", "q2"]
