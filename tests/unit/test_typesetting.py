"""Sheets to pictures: what is drawn, what is refused, what is kept."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itembank_desktop.adapters.typesetting.mathml_to_typst import typst_math
from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui.katex import Katex

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"
EXPRESSIONS = [
    line
    for line in (ROOT / "tests" / "data" / "expressions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]
ITEMS = [json.loads(line) for line in (ROOT / "tests" / "data" / "whole_items.jsonl").read_text("utf-8").splitlines()]
NO_GLYPH = "\ue123"
CHARACTERS = (
    "가힣뷁ㄱㅎㅏAzß09√²³¹½¼∠≤≥≠≈≡≒∽∼∴∵⊥∥△▲□■○●◎◇★☆※→←↔⇒⇔×÷±∓·∙∞∝∫∑∏∪∩⊂⊃∈∉∅∀∃∂∇′″°℃㎝㎠㎡㎏ℓ％"
    "①⑤⑩⑮⑳㉠㉢㉮㉯ⓐⓑ㈀㈎ⅠⅡⅢⅣⅰ「」『』【】〈〉《》“”‘’…―–—₁₂₃ₙⁿ⁰ℝℕℤ⌊⌋⌈⌉αβγθλμπσφωΔΣΩ漢字"
)


@pytest.fixture(scope="module")
def katex(qapp):
    made = Katex(ROOT / "resources" / "katex" / "katex.js")
    yield made
    made.close()


@pytest.fixture(scope="module")
def typeset(katex):
    return TypstTypesetter(katex.tex_to_mathml, FONTS)


def pixels(made):
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(made.png)).convert("RGBA")).astype(int)


def ink(made):
    """Which pixels are drawn on."""
    return pixels(made)[..., 3] > 0


def has_red(made):
    red, green, blue, alpha = np.moveaxis(pixels(made), -1, 0)
    return bool(((red > green + 80) & (red > blue + 80) & (alpha > 128)).any())


def test_a_sheet_is_as_wide_as_asked_and_has_a_transparent_ground(typeset):
    made = typeset([Sheet("함수 $f(x)=x^2$의 값은?", width=300, scale=2.0)])[0]
    assert (made.width, made.problems, made.cut) == (600, (), False)
    assert pixels(made).shape[:2] == (made.height, made.width)
    assert not ink(made)[0].any()
    assert ink(made).any()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 3.0])
def test_scale_multiplies_both_sides(typeset, scale):
    plain, scaled = typeset([Sheet("가 $x$", width=200), Sheet("가 $x$", width=200, scale=scale)])
    assert scaled.width == pytest.approx(plain.width * scale, abs=1)
    assert scaled.height == pytest.approx(plain.height * scale, abs=2)


def test_ink_and_size_are_as_asked(typeset):
    small, large = typeset([Sheet("가", ink="#00ff00", size=12), Sheet("가", ink="#00ff00", size=24)])
    drawn = pixels(small)[pixels(small)[..., 3] == 255]
    assert (drawn[:, 1] > 200).all()
    assert (drawn[:, [0, 2]] < 50).all()
    assert large.height == pytest.approx(2 * small.height, abs=2)


def test_lines_are_one_and_six_tenths_high(typeset):
    one, three = typeset([Sheet("가", scale=4.0), Sheet("가\n나\n다", scale=4.0)])
    assert three.height - one.height == pytest.approx(2 * 1.6 * 15 * 4, abs=2)


def test_answers_come_in_order_whatever_is_already_made(typeset):
    sheets = [Sheet(text, width=100 + 10 * i) for i, text in enumerate("나다라나")]
    typeset(sheets[2:3])
    made = typeset([*sheets, sheets[0]])
    assert [answer.width for answer in made] == [100, 110, 120, 130, 100]
    assert made[4] is made[0]
    assert typeset([]) == []


def test_choices_stand_in_as_many_columns_as_fit(typeset):
    def height(*choices):
        return typeset([Sheet("물음", choices, width=400)])[0].height

    row = height("1", "2", "3", "4", "5")
    assert height("1") == row
    assert row < height("둘에 걸치는 것", "2", "3", "4", "5")
    assert height("둘에 걸치는 것", "2", "3", "4", "5") < height(
        "한 줄에 하나만 들어갈 만큼 아주 긴 선택지", "2", "3", "4", "5"
    )


def test_a_mark_that_the_bank_wrote_is_not_doubled(typeset):
    with_marks, without = typeset([Sheet("물음", ("① 가", "② 나")), Sheet("물음", ("가", "나"))])
    assert with_marks.png == without.png


def test_a_long_stem_is_cut_at_a_line_and_says_so(typeset):
    words = "낱말과 $x^2$ " * 60
    whole, cut, short = typeset([Sheet(words), Sheet(words, max_lines=3), Sheet("짧다 $x$", max_lines=3)])
    assert (whole.cut, cut.cut, short.cut) == (False, True, False)
    three_lines = typeset([Sheet("가\n나\n다")])[0].height
    assert cut.height == pytest.approx(three_lines, abs=4)
    assert whole.height > 2 * cut.height


def test_choices_stand_below_a_cut_stem(typeset):
    words = "낱말 " * 200
    alone, with_choices = typeset([Sheet(words, max_lines=2), Sheet(words, ("1", "2"), max_lines=2)])
    assert with_choices.cut
    assert with_choices.height > alone.height + 20


def test_a_pasted_book_is_cut_before_it_is_set(typeset):
    made = typeset([Sheet("가나다 " * 1_500_000, max_lines=3), Sheet("가" * 5_000_000, width=4000)])
    assert [answer.cut for answer in made] == [True, True]


@pytest.mark.parametrize("source", [r"$\nosuch{x}$", r"$\frac{1}{$", "$x^$", r"$$\left( x$$", "$" + "{" * 500 + "$"])
def test_a_bad_formula_stands_in_red_and_the_rest_is_set(typeset, source):
    bad, good = typeset([Sheet(f"앞 {source} 뒤 $y$"), Sheet("앞 $x$ 뒤 $y$")])
    assert bad.problems == (source,)
    assert has_red(bad)
    assert not has_red(good)
    assert good.problems == ()


def test_what_typst_refuses_costs_only_its_formula(katex):
    def printer(mathml):
        return "nosuchfunction(x)" if "<mi>ω</mi>" in mathml else typst_math(mathml)

    typeset = TypstTypesetter(katex.tex_to_mathml, FONTS, mathml_to_typst=printer)
    reference = TypstTypesetter(katex.tex_to_mathml, FONTS)
    bad, good = typeset([Sheet(r"앞 $\omega$ 뒤 $y$"), Sheet("앞 $x$")])
    assert bad.problems == (r"$\omega$",)
    assert has_red(bad)
    assert good == reference([Sheet("앞 $x$")])[0]


def test_a_sheet_that_fails_as_a_whole_shows_its_source(katex):
    # Passes alone, where the page is as wide as the formula, and fails in a sheet.
    trap = "#context if page.width != auto { panic() };"
    typeset = TypstTypesetter(katex.tex_to_mathml, FONTS, mathml_to_typst=lambda _: trap)
    made = typeset([Sheet("앞 $x$", ("뒤",))])[0]
    assert made.problems == ("앞 $x$\n뒤",)
    assert has_red(made)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "<image1>", "\x00\x07", "<b></b>"])
def test_a_sheet_without_words_is_an_empty_line(typeset, text):
    made, line = typeset([Sheet(text), Sheet("가")])
    assert (made.problems, made.cut) == ((), False)
    assert made.height == pytest.approx(line.height, abs=1)
    assert not ink(made).any()


def test_typst_markup_is_not_obeyed(typeset):
    plain, tricky = typeset([Sheet("x"), Sheet('x #pagebreak() #panic() "); #panic("')])
    assert tricky.problems == ()
    assert ink(tricky).sum() > 5 * ink(plain).sum()


def test_every_expression_is_set(typeset):
    made = typeset([Sheet(f"${tex}$", width=600) for tex in EXPRESSIONS])
    assert {tex: answer.problems for tex, answer in zip(EXPRESSIONS, made, strict=True) if answer.problems} == {}
    assert all(ink(answer).any() for answer in made)


def test_the_test_set_is_large():
    assert len(EXPRESSIONS) >= 150
    assert len(ITEMS) >= 30


def test_every_whole_item_is_set_but_for_what_is_broken(typeset):
    made = typeset([Sheet(item["text"], tuple(item["choices"])) for item in ITEMS])
    made += typeset([Sheet(f"{item['answer']}\n{item['explanation']}") for item in ITEMS])
    problems = {ITEMS[at % len(ITEMS)]["id"]: answer.problems for at, answer in enumerate(made) if answer.problems}
    assert problems == {"read-25": (r"$\frac{1}{$", r"$x^2+\nosuch{y}$", r"$\unknown$")}
    assert not any(answer.cut for answer in made)


def test_a_card_cuts_a_boxed_item_between_its_lines(typeset):
    stem = "옳은 것은?\n<보기>\n" + "\n".join(f"ㄱ. {n}번 보기입니다." for n in range(9))
    whole, cut = typeset([Sheet(stem), Sheet(stem, max_lines=4)])
    assert (whole.cut, cut.cut) == (False, True)
    four_lines = typeset([Sheet("가\n나\n다\n라")])[0].height
    assert four_lines - 26 < cut.height <= four_lines + 4


def test_an_enclosure_a_ground_and_a_table_of_lines_draw_more_than_their_letters(typeset):
    def drawn(tex):
        return int(ink(typeset([Sheet(f"${tex}$", scale=2.0)])[0]).sum())

    for framed in (
        r"\enclose{circle}{x}", r"\enclose{verticalstrike}{x}", r"\enclose{left}{x}", r"\enclose{longdiv}{x}",
        r"\colorbox{yellow}{$x$}", r"\fcolorbox{red}{white}{$x$}", r"\overparen{x}", r"\underbracket{x}",
        r"\begin{array}{c|c} x & {} \end{array}", r"\begin{array}{c} x \\ \hdashline {} \end{array}",
        r"x\underline{\hspace{2em}}", r"x\rule{1em}{1pt}",
    ):  # fmt: skip
        assert drawn(framed) > drawn("x") + 20, framed


def test_dashes_leave_gaps(typeset):
    def drawn(rule):
        return int(ink(typeset([Sheet(rf"$\begin{{array}}{{c}} x \\ {rule} y \end{{array}}$", scale=4.0)])[0]).sum())

    assert drawn("") < drawn(r"\hdashline") < drawn(r"\hline")


def test_choices_with_tall_formulas_do_not_touch(typeset):
    tall = r"$\dfrac{9}{4}$이며 이 선택지는 한 줄에 두 개까지만 들어갑니다"
    made = typeset([Sheet("", (tall, tall), width=400, scale=2.0)])[0]
    label_column = ink(made)[:, 50:70].any(axis=1)
    middle = made.height // 2
    assert not label_column[middle - 2 : middle + 2].any()


def test_the_fonts_have_every_character_of_our_trade(typeset):
    box, boxed_box = typeset([Sheet(NO_GLYPH, width=40), Sheet(f"$\\text{{{NO_GLYPH}}}$", width=40)])
    in_text = typeset([Sheet(character, width=40) for character in CHARACTERS])
    in_formulas = typeset([Sheet(f"$\\text{{{character}}}$", width=40) for character in CHARACTERS])
    assert "".join(c for c, made in zip(CHARACTERS, in_text, strict=True) if made.png == box.png) == ""
    assert "".join(c for c, made in zip(CHARACTERS, in_formulas, strict=True) if made.png == boxed_box.png) == ""
    assert all(ink(made).any() for made in in_text)


def test_pictures_are_kept_until_the_room_is_used_up(katex):
    asked = []

    def counted(tex, display):
        asked.append(tex)
        return katex.tex_to_mathml(tex, display)

    one = len(TypstTypesetter(katex.tex_to_mathml, FONTS)([Sheet("$a$")])[0].png)
    typeset = TypstTypesetter(counted, FONTS, cache_bytes=int(one * 2.5), cache_formulas=2)
    first, second, third = (Sheet(f"${letter}$") for letter in "abc")
    kept = typeset([first])[0]
    dropped = typeset([second])[0]
    assert typeset([first])[0] is kept
    typeset([third])
    assert typeset([first])[0] is kept
    again = typeset([second])[0]
    assert again == dropped
    assert again is not dropped
    assert asked == ["a", "b", "c"]
    typeset([Sheet("$a$", width=99)])
    assert asked == ["a", "b", "c", "a"]


def test_it_works_in_one_worker_thread(katex):
    typeset = TypstTypesetter(katex.tex_to_mathml, FONTS)
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(typeset, [Sheet("가 $\\sqrt{2}$")]).result()
        pool.submit(katex.close).result()
    assert made == TypstTypesetter(katex.tex_to_mathml, FONTS)([Sheet("가 $\\sqrt{2}$")])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=40)
    | st.lists(st.sampled_from(["$", "\\frac", "{", "}", "^", "가", "x", "\n", "<u>", "</u>", " "])).map("".join),
    lines=st.none() | st.integers(1, 3),
)
def test_any_text_makes_a_picture(typeset, text, lines):
    made = typeset([Sheet(text, (text,), max_lines=lines)])[0]
    assert made.width == 480
    assert made.height > 20
