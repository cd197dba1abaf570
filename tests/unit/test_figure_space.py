import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw  # noqa: TID253

from itembank_desktop.adapters.fingerprints.figure import FigureSpace
from itembank_desktop.adapters.fingerprints.figure_cleaning import FAINT, LABEL, STRONG, line_work
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Content, Picture
from tests.changes.drawings import FIGURES
from tests.changes.figures import EASY, HARD, change, encoded

DYNAMATH = Path(__file__).parents[2].parent / "shared" / "data" / "dynamath"


def picture(image, name="figure.png"):
    return Picture(encoded(image), name)


def describe(*images):
    return FigureSpace().describe(Content(pictures=tuple(picture(image) for image in images)))


@pytest.fixture(scope="module")
def bank():
    return {name: describe(image) for name, image in FIGURES.items()}


@pytest.fixture(scope="module")
def space(bank):
    return FigureSpace().fitted(FigureSpace().fit(payloads[0] for payloads in bank.values()))


def best(space, bank, image):
    scores = space.compare(describe(image), list(bank.values()))[:, 0]
    return list(bank)[int(scores.argmax())], float(scores.max())


@pytest.mark.parametrize("kind", EASY)
def test_a_changed_figure_finds_its_original(space, bank, kind):
    found = [best(space, bank, change(image, seed, (kind,)))[0] for seed, image in enumerate(FIGURES.values())]
    assert found == list(FIGURES)


def test_a_redrawn_mirrored_turned_scanned_figure_finds_its_original(space, bank):
    found = [best(space, bank, change(image, seed, HARD))[0] for seed, image in enumerate(FIGURES.values())]
    assert sum(map(str.__eq__, found, FIGURES)) >= len(FIGURES) - 1


def test_signatures_alone_bring_the_original_near_the_top(space, bank):
    signatures = space.signatures([payloads[0] for payloads in bank.values()])
    assert signatures.shape == (len(bank), FigureSpace.bits // 8)
    assert FigureSpace.bits % 64 == 0
    for seed, (name, image) in enumerate(FIGURES.items()):
        probes = space.probes(describe(change(image, seed, ("mirror", "quarter", "rescale")))[0])
        apart = np.bitwise_count(probes[:, None] ^ signatures[None]).sum(axis=2, dtype=int).min(axis=0)
        assert name in np.array(list(bank))[np.argsort(apart)[:2]]


def test_a_figure_is_identical_to_itself_and_to_a_resaved_file(space, bank):
    image = FIGURES["fan"]
    resaved = FigureSpace().describe(Content(pictures=(Picture(encoded(image, "BMP")),)))
    column = FigureSpace.measures.index("figure_identical")
    for payloads in (bank["fan"], resaved):
        measures = space.compare(payloads, [bank["fan"], bank["stairs"]])
        assert measures[0, 0] == 1.0
        assert measures[:, column].tolist() == [1.0, 0.0]
        assert measures[1, 0] < 0.5


def test_every_measure_is_within_bounds_and_absent_is_not_unlike(space, bank):
    measures = space.compare(bank["fan"], [*bank.values(), ()])
    assert measures.dtype == np.float32
    assert measures.shape == (len(bank) + 1, len(FigureSpace.measures))
    assert np.isnan(measures[-1]).all()
    assert ((measures[:-1] >= -1.0) & (measures[:-1] <= 1.0 + 1e-6)).all()
    assert ((measures[:-1, 0] >= 0.0) & (measures[:-1, 0] <= 1.0)).all()
    assert np.isnan(space.compare((), list(bank.values()))).all()
    assert FigureSpace().describe(Content(stem="no picture")) == ()


def test_of_several_figures_the_best_match_of_each_asked_one_counts(space, bank):
    asked = describe(FIGURES["fan"], FIGURES["stairs"])
    both = (*bank["two circles"], *bank["stairs"], *bank["fan"])
    measures = space.compare(asked, [both, bank["fan"], bank["parallelogram"]])[:, 0]
    assert measures[0] == 1.0
    assert 0.5 <= measures[1] < 1.0
    assert measures[2] < measures[1]


def test_an_empty_or_blank_bank_still_answers():
    space = FigureSpace()
    fitted = space.fitted(space.fit([]))
    blank = describe(Image.new("RGB", (300, 200), "white"))
    fan = describe(FIGURES["fan"])
    assert fitted.signatures([]).shape == (0, space.bits // 8)
    assert fitted.compare(fan, []).shape == (0, len(space.measures))
    assert np.isfinite(fitted.compare(fan, [blank, fan])).all()
    assert np.isfinite(fitted.compare(blank, [blank, fan])).all()
    assert len(fitted.probes(blank[0])) == 8


def test_describing_is_deterministic_and_small(bank):
    assert describe(FIGURES["fan"]) == bank["fan"]
    assert max(len(payloads[0]) for payloads in bank.values()) < 2048


def test_a_pair_is_measured_the_same_whoever_else_is_a_candidate(space, bank):
    candidates = list(bank.values())
    together = space.compare(bank["fan"], candidates)
    alone = np.concatenate([space.compare(bank["fan"], [candidate]) for candidate in candidates])
    assert np.allclose(together, alone, atol=1e-4)


def test_the_plain_picture_tells_labels_apart_and_is_indifferent_to_mirrors_and_quarter_turns(space):
    triangle = [(60, 40), (60, 290), (370, 290), (60, 40)]
    images = []
    for letters in ("AB", "MW"):
        image = Image.new("RGB", (420, 340), "white")
        draw = ImageDraw.Draw(image)
        draw.line(triangle, fill="black", width=3)
        draw.text((25, 20), letters[0], fill="black", font_size=48)
        draw.text((200, 150), letters[1], fill="black", font_size=48)
        images.append(image)
    candidates = [describe(image) for image in images]
    column = FigureSpace.measures.index("figure_plain")
    for seed, kinds in enumerate((("mirror",), ("quarter",), ("mirror", "quarter"))):
        plain = space.compare(describe(change(images[0], seed, kinds)), candidates)[:, column]
        assert plain[0] > 0.97
        assert plain[1] < plain[0] - 0.02


def test_an_unreadable_picture_is_named():
    with pytest.raises(UnreadableFigure, match=r"graph\.png"):
        FigureSpace().describe(Content(pictures=(Picture(b"", "graph.png"),)))


def test_statistics_of_another_revision_are_refused():
    with pytest.raises(ValueError, match="another revision"):
        FigureSpace().fitted(b"\0" * 40)


def test_cleaning_parts_letters_and_a_faint_grid_from_the_lines():
    image = Image.new("L", (400, 400), 255)
    draw = ImageDraw.Draw(image)
    for step in range(20, 400, 40):
        draw.line([(step, 20), (step, 380)], fill=100)
        draw.line([(20, step), (380, step)], fill=100)
    draw.line([(20, 380), (380, 20)], fill=0, width=3)
    draw.text((100, 60), "A", fill=0, font_size=24)
    raster = line_work(np.asarray(image))
    diagonal = np.fliplr(np.eye(128, dtype=bool))
    near = np.logical_or.reduce([np.roll(diagonal, shift, 0) for shift in range(-3, 4)])
    assert (raster[near] == STRONG).sum() > 80
    assert (raster[~near] == FAINT).sum() > 500
    assert (raster == LABEL).sum() < 60
    assert (raster[~near] == STRONG).sum() < 60


def test_cleaning_drops_a_frame_but_keeps_a_square_that_belongs_to_the_figure():
    framed = line_work(np.asarray(change(FIGURES["fan"], 1, ("border",)).convert("L")))
    bare = line_work(np.asarray(FIGURES["fan"].convert("L")))
    assert abs(int((framed == STRONG).sum()) - int((bare == STRONG).sum())) < 40
    square = line_work(np.asarray(FIGURES["circle in square"].convert("L")))
    assert (square[10:118, 10:18] == STRONG).sum() > 60


@pytest.mark.skipif(not DYNAMATH.exists(), reason="needs ../shared/data/dynamath beside the checkout")
def test_hard_changes_of_real_figures_are_found_among_their_likes():
    items = [json.loads(line) for line in (DYNAMATH / "items.jsonl").read_text("utf-8").splitlines()]
    names = [item["images"][0] for item in items if item["id"].endswith("-v1")][1::24]
    images = [Image.open(io.BytesIO((DYNAMATH / name).read_bytes())) for name in names]
    bank = [describe(image) for image in images]
    space = FigureSpace().fitted(FigureSpace().fit(payloads[0] for payloads in bank))
    ranks = []
    for place in range(0, len(names), 2):
        scores = space.compare(describe(change(images[place], place, HARD)), bank)[:, 0]
        ranks.append(int((scores > scores[place]).sum()))
    assert np.mean(np.array(ranks) == 0) >= 0.7
    assert np.mean(np.array(ranks) < 5) >= 0.85
