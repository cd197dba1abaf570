"""Frames and tables are found in an item's text, however it was written."""

import pytest

from itembank_desktop.adapters.typesetting.blocks import Boxed, Table, blocks, flat, runs


def words(lines):
    return ["".join(run.source or run.text for run in line) for line in lines]


def grid(table):
    return [["\n".join(words(cell.lines)) for cell in row] for row in table.rows]


def only(kind, text):
    (found,) = [block for block in blocks(text) if isinstance(block, kind)]
    return found


@pytest.mark.parametrize("title", ["<보기>", "〈보 기〉", "[보기]", "< 보 기 >", "── 〈보기〉 ──"])
def test_the_lines_below_a_title_stand_in_its_frame(title):
    box = only(Boxed, f"옳은 것은?\n{title}\nㄱ. $x$\nㄴ. $y$이고\n이어지는 줄\n\n끝")
    assert (box.title, words(box.lines)) == ("보기", ["ㄱ. $x$", "ㄴ. $y$이고", "이어지는 줄"])


def test_statements_are_framed_where_a_title_is_mentioned():
    box = only(Boxed, "<보기>에서 고른 것은?\nㄱ. 가\nㄴ. 나")
    assert (box.title, words(box.lines)) == ("보기", ["ㄱ. 가", "ㄴ. 나"])
    assert not any(isinstance(block, Boxed) for block in blocks("다음을 구하시오.\nㄱ. 가\nㄴ. 나"))


def test_conditions_in_their_order_are_framed_without_a_title():
    box = only(Boxed, "다음을 만족시킨다.\n(가) $f(0)=1$\n(나) $f(1)=2$\n$f(2)$의 값은?")
    assert (box.title, words(box.lines)) == ("", ["(가) $f(0)=1$", "(나) $f(1)=2$"])


@pytest.mark.parametrize(
    "text", ["(가) 하나뿐인 조건", "(나) 뒤의 것\n(가) 앞의 것", "(가)\n(나)", "보기 좋은 떡", "<보기>"]
)
def test_what_is_no_box_stays_text(text):
    assert not any(isinstance(block, Boxed) for block in blocks(text))


def test_markdown_tables_know_their_sides_and_keep_formulas_with_bars():
    table = only(Table, "앞\n| 구분 | $|x|$ |\n|:---|---:|\n| 가 | $2$ |\n뒤")
    assert grid(table) == [["구분", "$|x|$"], ["가", "$2$"]]
    assert [cell.align for cell in table.rows[0]] == ["left", "right"]


@pytest.mark.parametrize("text", ["|x| + |y|", "| 하나 |\n| 둘 |", "| 한 | 줄 |", "$|a|$\n$|b|$"])
def test_bars_that_make_no_table_stay(text):
    assert not any(isinstance(block, Table) for block in blocks(text))
    assert "".join(run.source or run.text for block in blocks(text) for run in runs(block)) == text.replace("\n", "")


def test_html_tables_have_heads_spans_and_formulas():
    table = only(
        Table,
        "<p>표</p><TABLE border='1'><tr><th colspan=2>$x<1$</th></tr><tr><td rowspan='2' align='right'>1</td>"
        "<td>가<br>나</td></tr><tr><td></td></tr></TABLE>뒤",
    )
    assert grid(table) == [["$x<1$"], ["1", "가\n나"], [""]]
    assert [(cell.across, cell.down, cell.align) for cell in (table.rows[0][0], table.rows[1][0])] == [
        (2, 1, "center"),
        (1, 2, "right"),
    ]
    assert table.columns == 2


def test_a_table_of_one_cell_is_a_box():
    box = only(Boxed, "<table><tr><td>[조건]<br>하나</td></tr></table>")
    assert (box.title, words(box.lines)) == ("조건", ["하나"])


def test_latex_tables_have_rules_spans_and_cells_with_formulas():
    table = only(
        Table,
        r"앞 $$\begin{tabular}{|c|r|}\hline \multirow{2}{*}{가} & \multicolumn{1}{c|}{$a & b$} \\ \cline{2-2}"
        r" & {\&} \\[2pt] \hline\end{tabular}$$ 뒤",
    )
    assert grid(table) == [["가", "$a & b$"], [r"{\&}"]]
    assert table.rows[0][0].down == 2
    assert table.ruled
    assert not only(Table, r"\begin{tabular}{cc} 1 & 2 \end{tabular}").ruled


@pytest.mark.parametrize(
    "text", ["<table></table>", r"\begin{tabular}{c}\end{tabular}", "<table><tr><td>", "a</table>"]
)
def test_what_is_no_table_yet_stays_text(text):
    assert not any(isinstance(block, Table | Boxed) for block in blocks(text))


def test_where_a_text_may_be_cut_frames_are_taken_away():
    made = list(flat(blocks("<보기>\nㄱ. 가\nㄴ. 나")))
    assert words(made) == ["〈보기〉", "ㄱ. 가", "ㄴ. 나"]


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        (r"앞 \begin{align*}a&=b\end{align*} 뒤", r"\begin{align*}a&=b\end{align*}"),
        (
            r"\begin{cases}x\\ \begin{cases}y\end{cases}\end{cases}",
            r"\begin{cases}x\\ \begin{cases}y\end{cases}\end{cases}",
        ),
    ],
)
def test_environments_are_displayed_without_dollars(text, tex):
    assert [run.text for block in blocks(text) for run in runs(block) if run.source] == [tex]


def test_an_environment_in_mid_typing_is_text():
    assert [run.source for block in blocks(r"\begin{align} a &= b") for run in runs(block)] == [""]
