"""The words and signs of Korean school mathematics that mean the same, as data for core/text.py.

A term is found anywhere inside a run of Hangul, the longest first, so that a missing space or a compound
("이등변삼각형ABC의넓이를") does not hide it. Terms of one syllable count only where a whole word is left.
"""


def _listed(words: str) -> list[str]:
    return words.split()


def _inverted(table: dict[str, str]) -> dict[str, str]:
    """Each of the words on the right to its key on the left."""
    return {word: key for key, words in table.items() for word in words.split()}


_CONCEPTS: dict[str, str] = {
    # Asking; these say nothing about which question it is.
    "": (
        "구하시오 구하여라 구하라 구해라 구하면 구하는 구하여 구해 구한 풀이과정 쓰시오 적으시오 답하시오 "
        "고르시오 골라라 나타내시오 나타내어라 설명하시오 서술하시오 얼마인지 얼마인가 얼마입니까 얼마 "
        "무엇인가 무엇입니까 무엇인지 무엇 그림과 그림에서 오른쪽그림 다음그림 알아보 알맞은 대하여 대해 "
        "관하여 위하여 만족하 만족시키 만족 성립하 몇인가 몇입니까 있습니다 하였더니 하였습니다 했습니다 "
        "합니다"
    ),
    # Figures and their parts.
    "선분": "선분 줄분",
    "각": "각도 내각 꼭지각 끼인각 사잇각 각의",
    "외각": "외각",
    "삼각형": "삼각형 세모",
    "사각형": "사각형 네모",
    "정삼각형": "정삼각형",
    "정사각형": "정사각형",
    "직사각형": "직사각형",
    "직각삼각형": "직각삼각형",
    "이등변": "이등변",
    "직각": "직각 수직 수선 직교",
    "평행": "평행 나란",
    "사변형": "평행사변형",
    "마름모": "마름모",
    "사다리꼴": "사다리꼴",
    "오각형": "오각형",
    "육각형": "육각형",
    "다각형": "다각형",
    "부채꼴": "부채꼴",
    "대각선": "대각선",
    "꼭짓점": "꼭짓점 꼭지점",
    "모서리": "모서리",
    "이등분": "이등분 둘로나누 반으로나누 똑같이나누 똑같이둘로 절반으로",
    "중점": "중점 한가운데 가운데점 정가운데",
    "무게중심": "무게중심 중선",
    "내심": "내심 내접원",
    "외심": "외심 외접원",
    "내접": "내접",
    "외접": "외접",
    "접하": "접선 접하 접점 접한 접할 접해",
    "교점": "교점 만나 만난 만날 만남 교차",
    "지나": "지나 지난 지날 통과",
    "반지름": "반지름 반경",
    "지름": "지름 직경",
    "중심": "중심",
    "원주": "원주 원둘레",
    "빗변": "빗변",
    "밑변": "밑변 아랫변",
    "윗변": "윗변",
    "둘레": "둘레",
    "넓이": "넓이 면적",
    "겉넓이": "겉넓이 표면적",
    "부피": "부피 체적",
    "높이": "높이",
    "거리": "거리",
    "가로": "가로",
    "세로": "세로",
    "닮음": "닮음 닮은 닮았",
    "합동": "합동 포개",
    "부분": "부분 영역",
    "귀퉁이": "귀퉁이 모퉁이",
    "원뿔": "원뿔",
    "원기둥": "원기둥",
    "직육면체": "직육면체",
    "정육면체": "정육면체",
    "정사면체": "정사면체",
    "전개도": "전개도",
    "대칭": "대칭",
    "평행이동": "평행이동",
    "원점": "원점",
    "좌표": "좌표",
    "좌표평면": "좌표평면",
    "직선": "직선 반직선",
    "수직선": "수직선",
    "벡터": "벡터",
    "내적": "내적",
    "사분면": "사분면",
    "x축": "엑스축",
    "평면": "평면",
    # Functions and equations.
    "함수": "함수",
    "일차함수": "일차함수",
    "이차함수": "이차함수",
    "포물선": "포물선",
    "타원": "타원",
    "쌍곡선": "쌍곡선",
    "초점": "초점",
    "준선": "준선",
    "그래프": "그래프 곡선",
    "점근선": "점근선",
    "기울기": "기울기",
    "절편": "절편",
    "축": "대칭축",
    "방정식": "방정식",
    "이차방정식": "이차방정식",
    "연립방정식": "연립방정식 연립",
    "부등식": "부등식",
    "항등식": "항등식",
    "근": "중근 허근 실근 두근 해를 근을",
    "해": "정수해 일반해",
    "판별식": "판별식",
    "인수분해": "인수분해 인수",
    "다항식": "다항식",
    "나머지": "나머지 남는 남습니다 남고",
    "나누": "나누어 나눈 나눌 나누면 나눴 나눠 나누었",
    "몫": "몫을 몫은 몫이",
    "계수": "계수",
    "상수": "상수",
    "상수항": "상수항",
    "최댓값": "최댓값 최대값 최대 가장큰 제일큰 가장많은 가장긴 제일긴",
    "최솟값": "최솟값 최소값 최소 가장작은 제일작은 가장적은 가장짧은 제일짧은",
    "극댓값": "극댓값 극대값 극대",
    "극솟값": "극솟값 극소값 극소",
    "극한": "극한 극한값 한없이",
    "수렴": "수렴",
    "발산": "발산",
    "연속": "연속",
    "미분": "미분 도함수 미분계수 순간변화율",
    "변화율": "변화율",
    "적분": "적분 정적분 부정적분",
    "넓이적분": "둘러싸인",
    "증가": "증가 늘어 늘었",
    "감소": "감소 줄어 줄었",
    "역함수": "역함수",
    "합성함수": "합성함수",
    "로그": "로그",
    "지수": "지수",
    "거듭제곱": "거듭제곱",
    "제곱": "제곱",
    "세제곱": "세제곱",
    "제곱근": "제곱근 루트",
    "절댓값": "절댓값 절대값",
    "유리수": "유리수",
    "무리수": "무리수",
    "복소수": "복소수",
    "실수": "실수",
    "정수": "정수",
    "자연수": "자연수",
    "홀수": "홀수",
    "짝수": "짝수",
    "소수": "소수",
    "합성수": "합성수",
    "약수": "약수",
    "배수": "배수",
    "공약수": "최대공약수 공약수",
    "공배수": "최소공배수 공배수",
    "소인수": "소인수분해 소인수",
    "분수": "분수 기약분수",
    "정의역": "정의역",
    "치역": "치역",
    "집합": "집합",
    "원소": "원소",
    "부분집합": "부분집합",
    "교집합": "교집합",
    "합집합": "합집합",
    "여집합": "여집합",
    "명제": "명제",
    "필요충분": "필요충분조건",
    # Sequences.
    "수열": "수열",
    "등차": "등차 공차",
    "등비": "등비 공비",
    "항": "일반항 첫째항 첫항 초항 번째항",
    "첫째항": "첫째항 첫항 초항",
    "점화식": "점화식 귀납",
    "급수": "급수 무한급수",
    # Sums.
    "합": "더하 더한 더해 더했 합을 합은 합이 총합 합계 합하 덧셈",
    "차": "차를 차는 차이 뺀 빼면 빼서 뺄셈",
    "곱": "곱하 곱한 곱을 곱은 곱이 곱셈",
    "비": "비율 비를 비는",
    "비례": "비례 정비례",
    "반비례": "반비례",
    # Counting and chance.
    "경우의수": "경우의수 가짓수 방법의수 가지수 몇가지 방법은 경우는",
    "확률": "확률 가능성",
    "조건부": "조건부",
    "순열": "순열 나열 배열 일렬 한줄 줄을 세우",
    "원순열": "원형 원탁 둘러앉",
    "조합": "조합",
    "뽑": "뽑 꺼내 꺼낸 꺼낼 고를 선택 골라 고르는 뽑아 뽑은 뽑을 뽑는 택하 택할 택한",
    "던지": "던지 던져 던진 던질 굴리 굴려 굴릴",
    "주사위": "주사위",
    "동전": "동전",
    "주머니": "주머니 상자 항아리 통에 바구니",
    "공": "흰공 검은공 빨간공 파란공 구슬 공을 공이",
    "카드": "카드",
    "기댓값": "기댓값 기대값",
    "평균": "평균",
    "분산": "분산",
    "표준편차": "표준편차",
    "확률변수": "확률변수",
    "확률분포": "확률분포 분포",
    "정규분포": "정규분포",
    "이항분포": "이항분포",
    "표본": "표본",
    "모평균": "모평균",
    "신뢰": "신뢰구간 신뢰도",
    "중앙값": "중앙값",
    "최빈값": "최빈값",
    "도수": "도수분포 상대도수 도수 히스토그램",
    # Stories.
    "속력": "속력 속도 빠르기 시속 분속 초속",
    "농도": "농도",
    "소금물": "소금물 설탕물",
    "학생": "학생 사람 남자 여자 남학생 여학생 어린이 아이",
    "나이": "나이 살인 살이",
    "원가": "원가 정가",
    "이익": "이익 이윤",
    "할인": "할인",
    "가격": "가격 비용 요금",
    "시간": "시간 걸리 걸린 걸렸",
    "출발": "출발 떠나",
    "물통": "물통 수조 물탱크",
    # Relations, also written as signs.
    "≥": "이상",
    "≤": "이하",
    ">": "초과 보다크 보다큰",
    "<": "미만 보다작",
    "°": "도인가 도입니까 도이다 도이고 도일",
    "%": "퍼센트",
    "cm": "센티미터 센티",
    "m": "미터",
    "km": "킬로미터",
    "kg": "킬로그램",
    "g": "그램",
    "L": "리터",
}

TERMS: dict[str, str] = _inverted(_CONCEPTS)
"""Surface form to concept; the empty concept is dropped."""

SHORT_TERMS: dict[str, str] = {
    **dict.fromkeys(
        _listed("것 수 때 값 및 이 그 를 을 은 는 가 의 에 로 와 과 도 만 두 위 한 하 되 몇 단 중 개"),
        "",
    ),
    **{word: word for word in _listed("각 점 원 합 곱 차 몫 근 해 비 항 호 축 공 구 답 책 물 돈 키 꽃 날")},
    "변": "선분",
    "현": "선분",
}
"""Words of one syllable, looked up once particles and endings are gone; the empty ones are dropped."""

STOP_WORDS = frozenset(
    _listed(
        "개인 개인지 개인가 하시오 인 였다 도이 있느 하느 갖느 않느 개일까 일까 "
        "대한 데 모든 나타내 이루 만드 만들 번째 "
        "할 일 인 라 인지 함께 지 된 한다고 풀어라 풀이 과정 써라 고른 고르면 어느 어떤 다음 보기 그림 그림은 "
        "오른쪽 왼쪽 아래 같이 같은 같다 물음 경우 이때 하자 한다 하면 할때 있다 있는 있을 있고 없다 그리고 "
        "또한 또는 모두 각각 그때 값을 값은 값이 값 크기 길이 옳은 것은 것을 것이 위의 될때 되도록 된다 되는 "
        "하려고 이라 이고 이며 이면 이다 입니다 입니까 서로 이제 바로 여기 위와 몇개 이러한 이렇게 그런데 "
        "그러면 이것 그것 the a an of is are in to and that what find with for be on at by from as it this if "
        "has have how many much does do"
    )
)
"""Words that say nothing about which question it is, looked up whole."""

POINT_ROLES = frozenset(
    _listed("점 각 선분 호 직선 삼각형 사각형 정사각형 직사각형 정삼각형 직각삼각형 평면 벡터 원 사다리꼴 마름모")
)
"""Words that say what a following group of capitals is; without one, two capitals name a segment."""


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


PARTICLES = _longest_first(
    _listed(
        "으로부터 로부터 에서부터 으로서 으로써 로서 로써 에서의 에서는 에서도 까지의 으로의 이라고 라고 "
        "이라는 라는 이라면 라면 이라 에서 에게 까지 부터 처럼 보다 마다 으로 이나 이며 이고 이면 일때 이다 "
        "이란 인데 에는 에도 과의 와의 하고 들의 들을 들이 들은 께서 을 를 이 가 은 는 의 에 로 와 과 도 만 나 "
        "란 들 인 일 라"
    )
)
# The last consonant of a stem may belong to the ending (만난다 is 만나 + ㄴ다): such endings start with it.
ENDINGS = _longest_first(
    _listed(
        "하였습니다 했습니다 하였더니 였습니다 었습니다 았습니다 습니다 ㅂ니다 ㅂ니까 습니까 이었다 하시오 "
        "하십시오 하여라 하라 시오 십시오 어라 아라 여라 ㄴ다고 는다고 다고 ㄴ다면 는다면 다면 ㄴ다 는다 였다 "
        "었다 았다 ㅆ다 이다 하다 다 았을 었을 ㅆ을 ㄹ때 을때 려고 도록 면서 으며 며 으면 면 아서 어서 여서 "
        "해서 하여 고 지 게 자 는데 는지 은지 ㄴ지 ㄴ가 는가 은가 던 는 은 ㄴ 을 ㄹ 음 ㅁ 기 아 어 여 니 ㅆ고 "
        "ㅆ을 ㅆ는 ㅆ더니"
    )
)

COUNT_WORDS: dict[str, int] = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "네": 4, "넷": 4, "넉": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열두": 12, "스무": 20,
}  # fmt: skip
"""Number words, counted only before one of CLASSIFIERS."""
CLASSIFIERS = _longest_first(
    _listed(
        "개 명 장 번 째 권 자루 마리 대 병 그루 송이 살 켤레 벌 채 줄 칸 잔 봉지 상자 조각 가지 종류 사람 학생 변 "
        "각 점 근 수 자리 시간 내각 꼭짓점 직선 선분 원 주사위 동전 배 쌍 모서리 면 항 양수 자연수 정수 홀수 "
        "짝수 실수 실근 과목 달 해 곳 팀 반 접시 묶음 군데 대각선 밑변 외각 지점 도시 사건 집합 함수 곡선 "
        "그래프 원소 벡터 수열 교점 접점 초점 접선 삼각형 사각형 정사각형 방정식"
    )
)
"""What number words count: 두 개, 세 변, 여섯째."""

ENGLISH_NUMBERS: dict[str, str] = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "eighteen": "18", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
    "twice": "2", "thrice": "3", "half": "1/2", "dozen": "12",
}  # fmt: skip
"""English number words; "one" is left out, for it is mostly a pronoun."""

FUNCTIONS = frozenset(
    _listed("arccos arcsin arctan cos cot csc deg det exp gcd lcm lim ln log max min mod sec sin tan")
)
UNITS = frozenset(_listed("a cc cm dl ft g h ha inch kg kl km km/h l m m/s mg min ml mm s t"))
"""Units; those of one letter are believed only right after a number."""
_GREEK = _listed(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta lambda mu nu xi rho sigma tau phi "
    "varphi chi psi omega"
)

COMMANDS: dict[str, str] = {
    **dict(zip(_GREEK, "αβγδεεζηθθλμνξρστφφχψω", strict=True)),
    **_inverted(
        {
            "π": "pi",
            "∞": "infty",
            "≤": "le leq leqq leqslant",
            "≥": "ge geq geqq geqslant",
            "<": "lt",
            ">": "gt",
            "≠": "ne neq",
            "±": "pm mp",
            "÷": "div",
            "√": "sqrt",
            "각": "angle measuredangle",
            "삼각형": "triangle bigtriangleup",
            "사각형": "square Box",
            "직각": "perp bot",
            "평행": "parallel",
            "닮음": "sim backsim",
            "합동": "equiv cong",
            "선분": "overline bar",
            "벡터": "overrightarrow vec",
            "직선": "overleftrightarrow",
            "호": "overarc wideparen overparen",
            "Σ": "sum",
            "Π": "prod",
            "∫": "int",
            "→": "to rightarrow longrightarrow Rightarrow",
            "∈": "in ni",
            "∉": "notin",
            "⊂": "subset subseteq",
            "⊃": "supset",
            "∪": "cup",
            "∩": "cap",
            "∅": "emptyset varnothing",
            "°": "circ degree",
            "": "therefore because { }",
            "…": "cdots ldots dots",
            "|": "vert lvert rvert mid |",
            "↔": "Leftrightarrow",
            "'": "prime",
            "%": "percent %",
        }
    ),
}
"""LaTeX commands to canonical signs and words; commands not named here only change the look and are dropped."""

SIGNS: dict[str, str] = _inverted(
    {
        "각": "∠ ∡",
        "삼각형": "△ ▵ Δ ∆",
        "사각형": "□",
        "사변형": "▱",
        "직각": "⊥",
        "평행": "∥ ⫽",
        "닮음": "∽ ∼",
        "합동": "≡ ≅",
        "√": "√",
        "≤": "≤ ≦ ⩽",
        "≥": "≥ ≧ ⩾",
        "≠": "≠",
        "±": "± ∓",
        "÷": "÷",
        "∞": "∞",
        "Σ": "∑ Σ",
        "Π": "∏",
        "∫": "∫",
        "→": "→ ⟶ ⇒",
        "∈": "∈",
        "∉": "∉",
        "⊂": "⊂ ⊆",
        "∪": "∪",
        "∩": "∩",
        "∅": "∅",
        "π": "π",
        "°": "° º ˚",
        "%": "%",
        "…": "… ⋯",
        "-": "− – — － -",
        "+": "+",
        "/": "/ ⁄ ∕",
        "=": "=",
        "<": "<",
        ">": ">",
        "|": "| ∣",
        "^": "^",
        "!": "!",
        "_": "_",
        "'": "' ′",
        ":": ": ： ∶",
    }
)
"""Single characters that carry meaning; all other punctuation is dropped."""
