import base64

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QPixmap

from itembank_desktop.core.errors import FigureTooLarge, TextTooLong, UnreadableFigure
from itembank_desktop.core.item import MAX_TEXT, Draft, Picture
from itembank_desktop.core.search import content_of
from itembank_desktop.ui.pasted_html import raised, read_html
from itembank_desktop.ui.pasted_text import clean_text
from itembank_desktop.ui.pasting import can_read, in_one, read_clip, read_plain
from tests.ui.clips import check, clip, image, picture, png

pytestmark = pytest.mark.usefixtures("qapp")


def read(mime, own=None):
    return read_clip(mime, check, own or {})


def data_url(data, kind="image/png"):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def reasons(pasted):
    return [f"{error.subject}: {error.detail}" for error in pasted.refused]


def test_text_alone():
    pasted = read(clip(text="삼각형\r\n$\\overline{AB}=4$\xa0인\x00 경우\u2028끝"))
    assert pasted.parts == ("삼각형\n$\\overline{AB}=4$ 인 경우\n끝",)
    assert pasted.refused == ()


def test_pixels_become_a_png_with_the_same_pixels():
    (part,) = read(clip(pixels=image("blue"))).parts
    assert part.data.startswith(b"\x89PNG")
    assert QImage.fromData(part.data).convertToFormat(QImage.Format.Format_RGB32) == image("blue")


def test_a_grey_drawing_becomes_a_grey_png():
    (part,) = read(clip(pixels=image("gray"))).parts
    assert QImage.fromData(part.data).format() == QImage.Format.Format_Grayscale8


def test_a_pixmap_clipboard_works_too():
    (part,) = read(clip(pixels=QPixmap.fromImage(image()))).parts
    assert isinstance(part, Picture)


def test_a_clipboard_with_the_files_own_bytes_keeps_them():
    raw = png() + b"extra metadata IEND1234"
    assert read(clip(pixels=image(), raw=raw)).parts[0].data == raw


def test_an_image_only_clipboard_can_be_read():
    assert can_read(clip(pixels=image()))
    assert can_read(clip(raw=png()))
    assert not can_read(clip())


def test_picture_files_keep_their_bytes_names_and_order(tmp_path):
    paths = [tmp_path / "그림 2.png", tmp_path / "그림 1.JPG"]
    paths[0].write_bytes(png("red"))
    image("green").save(str(paths[1]))
    mime = clip(files=paths)
    assert can_read(mime)
    assert [(part.name, part.data) for part in read(mime).parts] == [(path.name, path.read_bytes()) for path in paths]


def test_files_that_are_no_pictures_are_left_to_the_window(tmp_path):
    (tmp_path / "items.jsonl").write_text("{}")
    assert not can_read(clip(files=[tmp_path / "items.jsonl"]))
    assert not can_read(clip(files=[tmp_path]))


def test_bad_files_are_refused_by_name_and_the_rest_goes_in(tmp_path):
    good, cut, empty, text = (tmp_path / name for name in ("좋음.png", "잘림.png", "빈.png", "글.txt"))
    good.write_bytes(png())
    cut.write_bytes(png()[:-20])
    empty.write_bytes(b"")
    text.write_text("글")
    pasted = read(clip(files=[cut, good, empty, text, tmp_path / "없음.png"]))
    assert [part.name for part in pasted.parts] == ["좋음.png"]
    assert [error.subject for error in pasted.refused] == ["잘림.png", "빈.png", "글.txt", "없음.png"]
    assert all(isinstance(error, UnreadableFigure) for error in pasted.refused)


def test_a_huge_picture_is_refused():
    pasted = read(clip(raw=png(width=4000, height=4000)))
    assert pasted.parts == ()
    assert "too many pixels" in reasons(pasted)[0]


def test_what_is_said_of_several_refused_pictures_helps_all_of_them():
    large, larger = FigureTooLarge("가.png", "too many pixels"), FigureTooLarge("나.png", "too many bytes")
    cut = UnreadableFigure("다.png", "the file is cut off")
    assert in_one([large]) is large
    both, mixed = in_one([large, larger]), in_one([large, cut])
    assert (type(both), both.subject, both.detail) == (FigureTooLarge, "가.png, 나.png", "")
    assert (type(mixed), mixed.subject) == (UnreadableFigure, "가.png, 다.png")


def test_a_pasted_bomb_is_called_too_large_though_it_has_no_name():
    def refuse(data, name):
        raise FigureTooLarge(name, "too many pixels")

    (refused,) = read_clip(clip(raw=png()), refuse, {}).refused
    assert (type(refused), refused.subject) == (FigureTooLarge, "the pasted picture")


def test_a_directory_named_like_a_picture_and_an_unreadable_size_are_refused(tmp_path, monkeypatch):
    (tmp_path / "폴더.png").mkdir()
    (tmp_path / "큰.png").write_bytes(png())
    monkeypatch.setattr("itembank_desktop.ui.pasting.MAX_FILE_BYTES", 10)
    pasted = read(clip(files=[tmp_path / "폴더.png", tmp_path / "큰.png"]))
    assert len(pasted.refused) == 2


def test_html_with_a_data_picture_keeps_the_order():
    html = f'<p>그림과 같이 $x$</p><img src="{data_url(png())}"><p>의 값은?</p>'
    assert read(clip(html=html)).parts == ("그림과 같이 $x$\n", Picture(png()), "\n의 값은?\n")


def test_html_of_hwp_with_a_temporary_file(tmp_path):
    path = tmp_path / "CLP0001.png"
    path.write_bytes(png())
    url = QUrl.fromLocalFile(str(path)).toString()
    html = (
        "<html><head><style>p {margin:0}</style></head><body><!--StartFragment--><p>그림과 같은</p>"
        f'<p><img src="{url}"></p><p>그림입니다.<br>원본 그림의 이름: CLP0001.bmp<br>'
        "원본 그림의 크기: 가로 291pixel, 세로 126pixel<br>사진 찍은 날짜: 2011년 08월 21일<br>EXIF 버전 : 0221</p>"
        "<p>도형의 넓이</p><!--EndFragment--></body></html>"
    )
    pasted = read(clip(html=html, text="그림과 같은"))
    assert pasted.parts == ("그림과 같은\n", Picture(png(), "CLP0001.png"), "\n도형의 넓이\n")


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/a.png",
        "http://example.org/a.png",
        "//example.org/a.png",
        "file://server/share/a.png",
        "file:////server/share/a.png",
        "cid:image1",
        "image/a.png",
        "data:image/png;base64,@@@",
        "data:image/png;base64,iVBORw0KGgo=",
        "draft://unknown",
        "file:///etc/passwd",
        "file:///dev/zero",
        "",
    ],
)
def test_pictures_we_do_not_hold_are_refused_and_the_text_goes_in(source):
    pasted = read(clip(html=f'<p>글 앞</p><img src="{source}"><p>글 뒤</p>', text="글 앞 글 뒤"))
    assert len(pasted.refused) == 1
    assert "".join(pasted.parts).split() == ["글", "앞", "글", "뒤"]


def test_an_image_copied_in_a_browser_takes_the_pixels_beside_its_address():
    pasted = read(clip(html='<img src="https://example.org/a.png">', pixels=image()))
    assert len(pasted.parts) == 1
    assert pasted.refused == ()


def test_two_web_pictures_and_one_bitmap_are_not_mixed_up():
    html = '<img src="https://example.org/a.png"><img src="https://example.org/b.png">'
    assert len(read(clip(html=html, pixels=image())).refused) == 2


def test_own_pictures_come_back_with_their_name():
    own = picture(name="내 그림.png")
    html = f'<pre>앞  둘\n<img src="draft://{own.sha256}"> 뒤</pre>'
    assert read(clip(html=html), {own.sha256: own}).parts == ("앞  둘\n", own, " 뒤")


def test_a_spreadsheet_with_text_html_and_bitmap_gives_its_text():
    html = "<html><body><table><tr><td>1</td><td>2</td></tr></table></body></html>"
    assert read(clip(text="1\t2\n3\t4\n", html=html, pixels=image())).parts == ("1\t2\n3\t4\n",)


def test_a_table_without_plain_text_becomes_lines_and_tabs():
    html = "<table><tr><th><p>x</p></th><th>y</th></tr><tr><td>1</td><td></td><td>3</td></tr></table><p>끝</p>"
    assert read(clip(html=html)).parts == ("x\ty\n1\t\t3\n끝\n",)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("값은?<ol><li>1</li><li>2</li></ol>", "값은?\n1) 1\n2) 2\n"),
        ("<ol><li><p>가</p><p>나</p></li><li> <b>다</b></li></ol>", "1) 가\n나\n2) 다\n"),
        ('<ol start="3"><li>가<li value="7">나<li>다</ol>', "3) 가\n7) 나\n8) 다\n"),
        ('<ol type="a"><li>가<ol type="I"><li>나<li>다</ol><li>라</ol>', "a) 가\nI) 나\nII) 다\nb) 라\n"),
        ("<ul><li>가</li><li>나</li></ul>", "가\n나\n"),
        ("<li>가</li></ol>나", "가\n나"),
        ('<ol start="x"><li>가</li></ol>', "1) 가\n"),
    ],
)
def test_numbered_lists_keep_their_numbers(html, expected):
    assert read_html(html) == [expected]


def test_a_pasted_list_of_choices_is_one():
    html = "<p>다음 중 소수는?</p><ol><li>4</li><li>5</li><li>6</li></ol>"
    (text,) = read(clip(text="다음 중 소수는?\n4\n5\n6", html=html)).parts
    assert content_of(Draft(text)).choices == ("4", "5", "6")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("x<sup>2</sup>+1", "$x^{2}$+1"),
        ("x<sub>1</sub><sup>2</sup>", "$x_{1}^{2}$"),
        ("2<i>x</i><sup> n+1 </sup>", "2$x^{n+1}$"),
        ("(a+b)<sup>2</sup>", "$(a+b)^{2}$"),
        ("<i>α</i><sup>2</sup> + <i>β</i><sub>1</sub>", "$α^{2}$ + $β_{1}$"),
        ("넓이 cm<sup>2</sup>", "넓이 $\\mathrm{cm}^{2}$"),
        ("$a$와 $x<sup>2</sup>$", "$a$와 $x^{2}$"),
        ("각주<sup>1)</sup>", "각주^{1)}"),
        ("a<sup></sup>b", "ab"),
        ("x<sup>2", "$x^{2}$"),
    ],
)
def test_superscripts_and_subscripts_become_latex(html, expected):
    assert read_html(html) == [expected]


def test_scripts_are_read_even_where_plain_text_lies_beside():
    assert read(clip(text="x2+1", html="x<sup>2</sup>+1")).parts == ("$x^{2}$+1",)


def test_mathml_is_read_even_where_plain_text_lies_beside():
    html = "<p>값 <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></p>"
    assert read(clip(text="값 12", html=html)).parts == ("값 $\\frac{1}{2}$\n",)


def test_mathematics_with_its_tex_becomes_that_tex():
    html = (
        '<p>식 <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mn>1</mn>'
        '<mn>2</mn></mrow><annotation encoding="application/x-tex">\\frac{1}{2}</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true"><span>1</span><br>2</span></span>의 값</p>'
    )
    assert read(clip(html=html, text="식 1/212​의 값")).parts == ("식 $\\frac{1}{2}$의 값\n",)


@pytest.mark.parametrize(
    "html",
    [
        "<",
        "<p",
        "</sup></p>",
        "<head><title>x<body>글",
        "<pre></pre></pre>",
        "<!--",
        "<math>1",
        "<![if !vml]>글<![endif]>",
    ],
)
def test_broken_html_never_raises(html):
    assert all(isinstance(part, str) for part in read_html(html))


def test_a_head_without_end_hides_nothing_of_the_body():
    assert read_html("<head><meta charset=utf-8><body>글") == ["글"]


def test_raised_leaves_the_text_before_alone():
    assert raised("가 나 x", "_", "1") == "가 나 $x_{1}$"


@pytest.mark.parametrize(
    "note",
    [
        "그림입니다.\n원본 그림의 이름: 그림1.png\n원본 그림의 크기: 가로 30.5mm, 세로 20mm\n",
        "그림입니다. 원본 그림의 이름: a.bmp 원본 그림의 크기: 가로 291pixel, 세로 126pixel\n",
        "원본 그림의 이름: a.bmp\n원본 그림의 크기: 가로 291pixel, 세로 126pixel\n사진 찍은 날짜: 2011년\n"
        "EXIF 버전 : 0221\n프로그램 이름 : Adobe\n색 대표 : sRGB\n",
    ],
)
def test_notes_of_hwp_are_dropped(note):
    assert clean_text(f"앞\n{note}뒤") == "앞\n뒤"
    assert clean_text(note.rstrip("\n")) == ""


@pytest.mark.parametrize(
    "text", ["다음 그림입니다. 넓이는?", "프로그램 이름 : 무엇인가?", "색 대표 : 빨강", "사진 찍은 날짜: 5월"]
)
def test_an_authors_own_words_stay(text):
    assert clean_text(text) == text


def test_too_long_a_text_is_refused_whole():
    assert read(clip(text="가" * MAX_TEXT)).parts == ("가" * MAX_TEXT,)
    with pytest.raises(TextTooLong, match="20,001"):
        read(clip(text="가" * (MAX_TEXT + 1)))
    with pytest.raises(TextTooLong):
        read(clip(html="<p>" + "가" * 300_000 + "<sup>2</sup></p>"))
    with pytest.raises(TextTooLong, match="formatting"):
        read(clip(html="<td><sup></sup></td>" * 250_000))
    with pytest.raises(TextTooLong):
        read_plain(clip(text="가" * 5_000_000))


def test_plain_reading_takes_text_only():
    assert read_plain(clip(html=f'x<sup>2</sup><img src="{data_url(png())}">')) == "$x^{2}$"
    assert read_plain(clip(text="x2", html="x<sup>2</sup>")) == "x2"
    assert read_plain(clip(pixels=image())) == ""
