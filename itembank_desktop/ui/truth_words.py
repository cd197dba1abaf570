"""What was made of truths, said in sentences."""

from PySide6.QtCore import QCoreApplication

from itembank_desktop.services.grade_pairs import Graded, Stop
from itembank_desktop.services.make_truths import TruthComparison
from itembank_desktop.ui.truth_desk import Made, Prepared


def made_words(made: Made) -> str:
    """A truth that was written."""
    said = QCoreApplication.translate("Truths", "{file} holds {pairs} pairs of {queries} queries.")
    return said.format(file=made.file.name, pairs=f"{made.pairs:,}", queries=f"{made.queries:,}")


def estimate_words(prepared: Prepared) -> str:
    """What would be asked, what that costs, and who gets to see what."""
    translate = QCoreApplication.translate
    found, wish = prepared.estimate, prepared.wish
    told = [
        translate("Truths", "{pairs} pairs, {calls} of them still to be asked.").format(
            pairs=f"{found.pairs:,}", calls=f"{found.calls:,}"
        )
    ]
    if found.calls:
        told.append(
            translate("Truths", "That costs about {cost}; at most {budget} is spent.").format(
                cost=f"{found.cost:,.2f}", budget=f"{wish.budget:,.2f}"
            )
        )
        told.append(translate("Truths", "The items are sent to {address}.").format(address=wish.endpoint))
    if found.cost > wish.budget:
        told.append(translate("Truths", "The budget is too small for all of them: a part will be graded."))
    return " ".join(told)


def graded_words(made: Made, graded: Graded) -> str:
    """What a language model graded, and what is left."""
    translate = QCoreApplication.translate
    alike = sum(pair.relevance > 0 for pair in graded.qrels.pairs)
    told = [
        made_words(made),
        translate("Truths", "{alike} count as alike. {calls} calls, {spent} spent.").format(
            alike=f"{alike:,}", calls=f"{graded.calls:,}", spent=f"{graded.spent:,.2f}"
        ),
    ]
    if graded.unusable:
        told.append(
            translate("Truths", "{count} pairs got no proper reply and are not in it.").format(
                count=f"{len(graded.unusable):,}"
            )
        )
    stopped = {
        Stop.ASKED: translate("Truths", "It was stopped. Started again, it goes on where it was."),
        Stop.BUDGET: translate("Truths", "The budget is used up. Started again, it goes on where it was."),
    }
    if graded.stopped in stopped:
        told.append(stopped[graded.stopped])
    return " ".join(told)


def comparison_words(found: TruthComparison) -> str:
    """How far two truths agree, in sentences a line each."""
    translate = QCoreApplication.translate
    if not found.queries:
        return translate("Truths", "The two have no query in common, so there is nothing to compare.")
    kappa = translate("Truths", "not defined") if found.kappa is None else f"{found.kappa:.3f}"
    lines = [
        translate("Truths", "{count} queries are in both.").format(count=f"{found.queries:,}"),
        translate(
            "Truths",
            "Alike by both: {both} pairs; by {one} alone: {first}; by {other} alone: {second}. Overlap {share}.",
        ).format(
            both=f"{len(found.both):,}", one=found.one, other=found.other, first=f"{len(found.only_one):,}",
            second=f"{len(found.only_other):,}", share=f"{found.overlap:.3f}",
        ),
        translate("Truths", "Cohen's kappa: {kappa}").format(kappa=kappa)
        + ". "
        + QCoreApplication.translate("Review", "1 is full agreement, 0 is what chance alone gives."),
    ]  # fmt: skip
    return "\n".join(lines)
