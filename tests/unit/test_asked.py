"""What is asked for is found at the end of a stem, whatever stands behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.asked import asked_part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("두 점을 P, Q라 할 때, 삼각형 OPQ의 넓이를 구하시오. (O는 원점)", "△OAB의 넓이는? (단, $O$는 원점이다.)"),
        ("$a=3$, $b=4$일 때, 두 수의 합을 구하시오. [3점]", "두 수의 합은 얼마인가?"),
        ("그래프가 그림과 같을 때, 세 상수 k, m, n의 합을 구하시오.", "상수 $a$, $b$, $c$에 대하여 $a+b+c$의 값은?"),
        (r"함수에 대하여 $\\lim_{x\\to1}f(x)$의 값은?", "x → 1일 때의 f(x)의 극한값을 구하시오."),
        ("공을 하나 꺼낼 때, 흰 공일 확률은?", "한 개를 꺼낸다. 흰 공일 확률을 구하여라."),
    ],
)
def test_conditions_before_and_provisos_behind_are_left_out(one, other):
    assert asked_part(one) == asked_part(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "확률변수 $X$에 대하여 $\\mathrm{E}(X)$의 값을 구하시오.",
            "확률변수 $X$에 대하여 $\\mathrm{V}(X)$의 값을 구하시오.",
        ),
        ("정사각형을 그릴 때, 둘레의 길이의 합은?", "정사각형을 그릴 때, 넓이의 합은?"),
        ("A train leaves. How far does it go?", "A train leaves. How fast does it go?"),
    ],
)
def test_another_question_about_the_same_data_asks_for_something_else(one, other):
    assert asked_part(one) != asked_part(other)


def test_numbers_and_letters_do_not_change_what_is_asked_for():
    assert asked_part("수열에서 $a_{10}$의 값과 합 $S_5$를 구하시오.") == asked_part(
        "수열에서 $b_7$의 값과 합 $T_9$를 구하시오."
    )


@given(st.text(max_size=300))
def test_any_text_asks_for_something_or_nothing(text):
    assert all(asked_part(text))


@given(st.integers(1, 400))
def test_many_open_brackets_are_read_in_no_time(count):
    assert isinstance(asked_part("구하시오. (단, " + "(" * count), frozenset)
