"""What a report of compared finders says, in each language; measures keep their names."""

from dataclasses import dataclass

from itembank_desktop.core.language import Language


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Sentences with places to fill; `p_value`, `best` and the like stand in tables."""

    title: str
    size: str
    compared: str
    seconds: str
    measures_head: str
    measures: str
    winner: str
    alike: str
    one_alike: str
    more: str
    beats: str
    beats_all: str
    no_difference: str
    truth: str
    origin: str
    category: str
    missing: str
    plot: str
    finder: str
    best: str
    p_value: str
    unanswered: str
    by_category: str
    every_two: str
    swept: str
    left_out: str
    taken_over: str
    took: str
    bars_axis: str
    plot_title: str
    weight: str
    mixed: str
    beside: str
    sweep_title: str


ENGLISH = ReportWords(
    title="Finders compared on {bank}",
    size="{items:,} items. Decided by {measure}.",
    compared="What was compared",
    seconds="How long a query took",
    measures_head="How to read the measures",
    measures="""\
Recall@k is the share of all relevant items that stand among the first k; CappedRecall@k divides by min(k, relevant
items), so that 1 can be reached; Success@k is 1 when any relevant item stands among the first k. The pilot's "Top-5
recall" counted the share of a query's relevant items among the first five, which is Recall@5 here (CappedRecall@5
where a query has more than five). MRR, MAP and nDCG@10 (gain 2^grade - 1) as usual. A query that a finder cannot
answer counts as 0. Intervals are 95 % bootstrap intervals of the mean over queries; p is from a paired permutation
test against the best finder, corrected for all such tests under one truth (Holm); tests between every two finders are
corrected for all of those.""",
    winner="**{finder}** is best under {truth}: {measure} {value}.",
    alike="With these queries it cannot be told apart from {names}.",
    one_alike="{finder} ({difference:+.3f}, p {p:.3f})",
    more="{names} and {count} more",
    beats="It beats {count} of {all} others by more than chance explains; the nearest of those is {finder}, "
    "{behind:.3f} behind (p {p:.3f}).",
    beats_all="It beats all {all} others by more than chance explains; the nearest of them is {finder}, "
    "{behind:.3f} behind (p {p:.3f}).",
    no_difference="No difference here is more than chance.",
    truth="Truth: {truth}",
    origin="Origin: {origin}. Relevant from {least} up, {queries} queries ({sizes}).",
    category="{count} {category}",
    missing="{count} of them are not in the bank and count as 0.",
    plot="{measure} of every finder",
    finder="finder",
    best="best",
    p_value="p",
    unanswered="unanswered",
    by_category="{measure} [95 %] by category of query:",
    every_two="{measure}: row less column, with the corrected p of every two. Bold is more than chance.",
    swept="{measure} as the weight moves between two finders. The table has the best weight of each, chosen on these "
    "very queries: it flatters a little.",
    left_out="{count:,} items have nothing to be compared by and were left out.",
    taken_over="All runs were taken over from an earlier start.",
    took="{finder}: {milliseconds:.1f} ms",
    bars_axis="{measure}, mean over {queries} queries, 95 % interval",
    plot_title="Truth: {truth}",
    weight="weight of the first",
    mixed="Mixed with {other}",
    beside="In one vector with {other}",
    sweep_title="{sweep}; truth: {truth}",
)
KOREAN = ReportWords(
    title="{bank} 은행에서 비교한 검색 방법",
    size="문항 {items:,}개. 순서를 정한 지표: {measure}.",
    compared="비교한 방법",
    seconds="질의 하나에 걸린 시간",
    measures_head="지표를 읽는 법",
    measures="""\
Recall@k는 정답 문항 가운데 앞 k개에 든 비율입니다. CappedRecall@k는 min(k, 정답 수)로 나누어 1에 이를 수 있습니다.
Success@k는 앞 k개에 정답이 하나라도 있으면 1입니다. 파일럿의 "Top-5 recall"은 한 질의의 정답 가운데 앞 다섯에 든
비율이므로 여기서는 Recall@5입니다(정답이 다섯보다 많은 질의는 CappedRecall@5). MRR, MAP, nDCG@10(이득 2^등급 - 1)은
널리 쓰는 정의 그대로입니다. 방법이 답하지 못한 질의는 0으로 셉니다. 구간은 질의 평균의 95 % 부트스트랩 구간입니다.
p는 가장 좋은 방법과 견준 짝 순열 검정의 값이며, 같은 정답 자료에서 한 검정 수만큼 Holm 방법으로 보정했습니다.
방법 둘씩 견준 검정은 그 검정 모두에 대해 보정했습니다.""",
    winner="{truth} 기준으로 가장 좋은 방법: **{finder}**, {measure} {value}.",
    alike="이 질의들로는 다음 방법과 낫고 못함을 가릴 수 없습니다: {names}.",
    one_alike="{finder} ({difference:+.3f}, p {p:.3f})",
    more="{names} 외 {count}개",
    beats="다른 {all}개 가운데 {count}개보다 우연으로 볼 수 없을 만큼 낫습니다. 그중 가장 가까운 {finder}보다 "
    "{behind:.3f} 앞섭니다(p {p:.3f}).",
    beats_all="다른 {all}개 모두보다 우연으로 볼 수 없을 만큼 낫습니다. 그중 가장 가까운 {finder}보다 "
    "{behind:.3f} 앞섭니다(p {p:.3f}).",
    no_difference="여기서는 어떤 차이도 우연이 아니라고 말할 수 없습니다.",
    truth="정답 자료: {truth}",
    origin="출처: {origin}. 등급 {least}부터 정답으로 봅니다. 질의 {queries}개({sizes}).",
    category="{category} {count}개",
    missing="그중 {count}개는 은행에 없어 0으로 셉니다.",
    plot="모든 방법의 {measure}",
    finder="방법",
    best="최고",
    p_value="p",
    unanswered="답하지 못함",
    by_category="질의 갈래별 {measure} [95 %]:",
    every_two="{measure}: 행의 방법에서 열의 방법을 뺀 값과 둘씩 견준 보정 p입니다. 굵은 글씨는 우연으로 볼 수 없는 "
    "차이입니다.",
    swept="두 방법의 비중을 옮길 때의 {measure}입니다. 표에는 가장 좋은 비중만 있으며, 바로 이 질의들로 골랐으므로 "
    "조금 높게 나옵니다.",
    left_out="견줄 것이 없는 문항 {count:,}개는 뺐습니다.",
    taken_over="모든 결과를 앞서 한 비교에서 이어받았습니다.",
    took="{finder}: {milliseconds:.1f} ms",
    bars_axis="{measure}, 질의 {queries}개의 평균과 95 % 구간",
    plot_title="정답 자료: {truth}",
    weight="앞 방법의 비중",
    mixed="{other} 섞기",
    beside="{other} 이어 붙이기",
    sweep_title="{sweep} · 정답 자료: {truth}",
)


def words_in(language: Language) -> ReportWords:
    """The report's sentences in a language."""
    return KOREAN if language is Language.KO else ENGLISH
