"""How far the reviewers of one review agree."""

from dataclasses import dataclass
from itertools import combinations

from itembank_desktop.core.review import Review, by_reviewer
from itembank_desktop.services.statistics import cohen_kappa, krippendorff_alpha


@dataclass(frozen=True, slots=True)
class Agreement:
    """Weighted kappa of every two reviewers, Krippendorff's alpha of all; None where it is not defined."""

    kappas: tuple[tuple[str, str, float | None], ...]
    alpha: float | None
    disputed: int


def agreement(review: Review) -> Agreement:
    """From the overall grades that stand now; scikit-learn is loaded by whoever asks first."""
    kappas = tuple(
        (one, other, cohen_kappa(*by_reviewer(review, one, other), weights="quadratic"))
        for one, other in combinations(review.reviewers, 2)
    )
    return Agreement(kappas, krippendorff_alpha(review.answers(), ordered=True), len(review.disputed()))
