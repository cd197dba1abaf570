"""Pages of real PDFs and scans, and files that only look like one."""

import io

import pytest
from PIL import Image  # noqa: TID253

from itembank_desktop.adapters import pages
from itembank_desktop.adapters.pages import LONGEST, read_page
from itembank_desktop.core.errors import UnreadablePages
from tests.builders import png_bytes


def a_pdf(*sizes, encrypted=False) -> bytes:
    """A PDF of empty pages, one a size in points; an encrypted one wants a password that nobody has."""
    kids = " ".join(f"{3 + at} 0 R" for at in range(len(sizes)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(sizes)} >>".encode()]
    objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] >>".encode() for w, h in sizes]
    trailer = f"/Size {len(objects) + 1 + encrypted} /Root 1 0 R"
    if encrypted:
        trailer += f" /Encrypt {len(objects) + 1} 0 R /ID [<41414141><41414141>]"
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + f"trailer\n<< {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def written(tmp_path, data, name="paper.pdf"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_page_is_drawn_at_200_dots_an_inch_in_its_own_colours(tmp_path):
    out = io.BytesIO()
    red = Image.new("RGB", (600, 800), (200, 30, 30))
    Image.new("RGB", (600, 800), "white").save(out, "PDF", resolution=72, save_all=True, append_images=[red])
    path = written(tmp_path, out.getvalue())
    first, second = read_page(path, 1), read_page(path, 2)
    assert (first.number, first.count, second.number) == (1, 2, 2)
    assert (first.width, first.height) == (1667, 2223)
    assert len(first.rgb) == first.width * first.height * 3
    assert set(first.rgb) == {255}
    middle = 3 * (second.width * (second.height // 2) + second.width // 2)
    assert second.rgb[middle] > 190
    assert second.rgb[middle + 1] < 45


def test_a_number_beyond_the_last_page_gives_the_last(tmp_path):
    assert read_page(written(tmp_path, a_pdf((200, 200), (100, 100))), 9).number == 2


def test_a_huge_page_is_drawn_smaller(tmp_path):
    page = read_page(written(tmp_path, a_pdf((14400, 7200))), 1)
    assert LONGEST - 1 <= page.width <= LONGEST + 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (a_pdf((200, 200), encrypted=True), "a password locks it"),
        (a_pdf(), "the file is damaged"),
        (b"%PDF-1.7 and nothing more", "the file is damaged"),
        (b"", "the file is empty"),
        (a_pdf((200, 200))[:40], "the file is damaged"),
    ],
)
def test_what_cannot_be_drawn_says_why(tmp_path, data, why):
    with pytest.raises(UnreadablePages) as told:
        read_page(written(tmp_path, data), 1)
    assert told.value.detail == why


def test_too_many_pages_and_too_large_files_are_refused(tmp_path, monkeypatch):
    path = written(tmp_path, a_pdf((200, 200), (200, 200), (200, 200)))
    monkeypatch.setattr(pages, "MAX_PAGES", 2)
    with pytest.raises(UnreadablePages, match="it has 3 pages, more than 2"):
        read_page(path, 1)
    monkeypatch.setattr(pages, "MAX_FILE_BYTES", 10)
    with pytest.raises(UnreadablePages, match="larger than"):
        read_page(path, 1)
    with pytest.raises(UnreadablePages, match="not there"):
        read_page(tmp_path / "gone.pdf", 1)


def test_a_scan_is_its_only_page_and_a_large_one_is_made_smaller(tmp_path):
    page = read_page(written(tmp_path, png_bytes(1, 1000, 1400), "scan.png"), 1)
    assert (page.count, page.width, page.height) == (1, 1000, 1400)
    large = read_page(written(tmp_path, png_bytes(1, 3001, 4000), "large.png"), 1)
    assert (large.width, large.height) == (1501, 2000)
    with pytest.raises(UnreadablePages, match=r"damaged|cut off"):
        read_page(written(tmp_path, png_bytes(1)[:100], "cut.png"), 1)
