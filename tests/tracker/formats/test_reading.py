"""Files become text exactly, or are refused with the place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import Invalid, TooLarge
from tracker.formats import Format, plain, read_text
from tracker.formats.html import markup_to_text
from tracker.formats.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES
from tracker.formats.words import UNSTORABLE

COPY = "“They’re staying,” said a source.\n\n한국어 نعم 👩‍👩‍👧 e\u0301\u200d.\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", Format.TEXT),
        ("B.HTM", Format.HTML),
        ("x/y.docx", Format.DOCX),
        ("no.tes.md", Format.MARKDOWN),
    ],
)
def test_the_ending_tells_the_format(name, kind):
    assert Format.of(name) is kind


@pytest.mark.parametrize("name", ["a.pdf", "a", ".txt", "a.docx.exe"])
def test_other_endings_are_refused(name):
    with pytest.raises(Invalid, match="can be read"):
        Format.of(name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_survives_exactly(encoding):
    assert read_text(COPY.encode(encoding), Format.TEXT) == COPY


def test_western_word_processors_are_understood():
    copy = "“It’s fine — truly,” she said. Café, 10 €."
    assert read_text(copy.encode("cp1252"), Format.TEXT) == copy


@pytest.mark.parametrize("encoding", ["euc-kr", "cp1251", "shift-jis", "big5"])
def test_other_encodings_are_refused_instead_of_misread(encoding):
    word = {"cp1251": "Источник сказал, что они остаются."}.get(encoding, "中國日本")
    with pytest.raises(Invalid, match="Save it as UTF-8") as refusal:
        read_text((word * 9).encode(encoding), Format.TEXT)
    assert "offset" in refusal.value.facts


def test_line_ends_become_one_kind():
    assert plain("a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("unstorable", ["\x00", chr(0xD800), chr(0xDFFF)])
def test_what_cannot_be_stored_is_refused_with_its_place(unstorable):
    with pytest.raises(Invalid) as refusal:
        plain(f"ab{unstorable}c")
    assert refusal.value.facts == {"offset": 2}


@pytest.mark.parametrize("nothing", [" \n\t", "\ufeff\n", "\n\n"])
def test_no_words_no_article(nothing):
    with pytest.raises(Invalid, match="no words"):
        plain(nothing)


def test_size_is_limited_before_and_after_reading():
    with pytest.raises(TooLarge) as refusal:
        read_text(b"a" * (MAX_FILE_BYTES + 1), Format.TEXT)
    assert refusal.value.facts == {"limit": MAX_FILE_BYTES, "unit": "bytes"}
    with pytest.raises(TooLarge) as refusal:
        read_text("é".encode() * (MAX_TEXT_BYTES // 2 + 1), Format.TEXT)
    assert refusal.value.facts == {"limit": MAX_TEXT_BYTES, "unit": "bytes"}


@given(st.text(st.characters(exclude_categories=[])))
def test_plain_changes_line_ends_only(text):
    try:
        words = plain(text)
    except Invalid:
        assert UNSTORABLE.search(text) or not text.removeprefix("\ufeff").strip()
    else:
        assert words.split() == text.removeprefix("\ufeff").split()


def test_html_reads_as_a_reader_sees_it():
    page = """<!doctype html><html><head><title>no</title><style>p{}</style></head>
    <body><h1>Heading</h1><p>“One,” <b>she</b>
    said.<br>Then.</p><blockquote>“Two.”</blockquote><p>중국 نعم</p>
    <script>alert(1)</script><p hidden style="display: none">no</p></body></html>"""
    assert read_text(page.encode(), Format.HTML) == (
        "Heading\n\n“One,” she said.\nThen.\n\n“Two.”\n\n중국 نعم"
    )


def test_html_in_an_old_encoding_is_refused_by_name():
    page = '<meta charset="euc-kr"><p>중국</p>'.encode("euc-kr")
    with pytest.raises(Invalid, match="euc-kr"):
        read_text(page, Format.HTML)


def test_html_nested_too_deeply_is_refused_not_cut():
    with pytest.raises(Invalid, match="nested"):
        markup_to_text("<div>" * 500 + "deep")


def test_markdown_loses_its_marks_and_nothing_else():
    copy = '# Head\n\n“One,” *she* said.\nStill the same "paragraph".\n\n> Quoted\n'
    assert read_text(copy.encode(), Format.MARKDOWN) == (
        'Head\n\n“One,” she said. Still the same "paragraph".\n\nQuoted'
    )


@given(st.text())
def test_any_markup_is_read_or_refused(text):
    with suppress(Invalid):
        assert "<script" not in markup_to_text(f"{text}<script>x</script>")
