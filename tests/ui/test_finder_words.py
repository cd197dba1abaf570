import pytest

from itembank_desktop.ui.finder_words import run_word
from itembank_desktop.ui.review_words import why_words


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("fingerprints", "Fingerprints"),
        ("bm25", "BM25"),
        ("space Qwen3-VL text-last", "Qwen3-VL (text, last token)"),
        ("space KURE-v1 text-own", "KURE-v1 (text)"),
        ("space K text-own with bm25 @0.3", "K (text) 0.3 + BM25 0.7"),
        ("space K text-own beside space S figure-own @0.8", "K (text) 0.8 and S (figures) 0.2 in one vector"),
        ("fingerprints + R 1a2b 0.5", "Fingerprints, again by R (0.5)"),
        ("space K text-own with bm25 @0.5 + R 1a2b 1", "K (text) 0.5 + BM25 0.5, again by R (1)"),
        ("a finder of somebody else", "a finder of somebody else"),
    ],
)
def test_a_run_is_called_as_people_call_it(run, said):
    assert run_word(run) == said


def test_why_a_pair_was_chosen_names_finders_as_people_do():
    assert why_words("first for bm25, not listed by the program") == "first for BM25, not listed by the program"
