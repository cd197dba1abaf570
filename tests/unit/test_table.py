"""Tables on a terminal, where Hangul takes two columns."""

from itembank_desktop.cli.table import shorten, table, width


def test_columns_align_beside_hangul():
    lines = table(("id", "stem"), [("a", "넓이"), ("long", "x")]).splitlines()
    assert [width(line[: line.index("넓") if "넓" in line else line.rindex("x")]) for line in lines[2:]] == [6, 6]


def test_long_cells_end_in_an_ellipsis_within_their_limit():
    assert shorten("넓이를 구하시오", 7) == "넓이를…"
    assert width(shorten("넓이를 구하시오", 8)) <= 8
    assert shorten("abc", 3) == "abc"
