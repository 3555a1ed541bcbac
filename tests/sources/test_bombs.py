"""Files made to hurt who reads them: refused within limits, at their own cost only."""

import io
import resource
import subprocess
import sys
import time
import zipfile
import zlib

import pytest
from docx import Document as Docx

from sources import sandbox
from tracker.errors import Invalid, TooLarge

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 10
MEMORY = 1024 * 1024  # KiB


def a_docx(document):
    """A sound Word file, but for its main part."""
    sound, out = io.BytesIO(), io.BytesIO()
    Docx().save(sound)
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            part = document if name == "word/document.xml" else old.read(name)
            new.writestr(name, part)
    return out.getvalue()


def billion_laughs():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return a_docx(
        f'<!DOCTYPE w [<!ENTITY a0 "ha">{laughs}]><w:document {NS}><w:body><w:p><w:r>'
        "<w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    )


def a_file_of_the_server():
    return a_docx(
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {NS}>'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )


def nested_without_end():
    open_, close = "<w:x>" * 100_000, "</w:x>" * 100_000
    return a_docx(f"<w:document {NS}><w:body>{open_}{close}</w:body></w:document>")


def zips_in_zips():
    inner = b"0" * 5_000_000
    for _ in range(4):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", 8) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = out.getvalue()
    return inner


def more_parts_than_a_document_has():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(1_500):
            archive.writestr(f"word/{number}.xml", b"")
    return out.getvalue()


def a_part_that_lies_about_its_size():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as archive:
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    said = (80_000_000).to_bytes(4, "little")
    return out.getvalue().replace(said, (1_000).to_bytes(4, "little"))


def a_pdf(*objects):
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, rows, len(objects) + 1, len(out))
    )


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>"


def ten_million_pages_in_a_kilobyte():
    nodes = (
        b"<</Type/Pages/Count %d/Kids[%b]>>"
        % (10 ** (9 - at), b" ".join([b"%d 0 R" % (at + 1)] * 10))
        for at in range(2, 9)
    )
    return a_pdf(CATALOG, *nodes, PAGE)


def pages_that_hold_themselves():
    return a_pdf(CATALOG, b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>")


def a_stream_that_inflates_twice():
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 " * 5_000_000) for _ in range(20))
    packed = zlib.compress(packed + packer.flush(), 9)
    head = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    stream = head + packed + b"\nendstream"
    return a_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE, stream)


def a_page_nested_a_million_times():
    return b"<div>" * 1_000_000


@pytest.mark.parametrize(
    ("bomb", "ending"),
    [
        (billion_laughs, "docx"),
        (a_file_of_the_server, "docx"),
        (nested_without_end, "docx"),
        (zips_in_zips, "docx"),
        (more_parts_than_a_document_has, "docx"),
        (a_part_that_lies_about_its_size, "docx"),
        (ten_million_pages_in_a_kilobyte, "pdf"),
        (pages_that_hold_themselves, "pdf"),
        (a_stream_that_inflates_twice, "pdf"),
        (a_page_nested_a_million_times, "html"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_bomb_goes_off_in_nobodys_hands(bomb, ending):
    file = bomb()
    began = time.monotonic()
    with pytest.raises((Invalid, TooLarge)):
        sandbox.read(file, ending)
    assert time.monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY


@pytest.mark.parametrize(
    ("attempt", "end"),
    [
        ("bytearray(2 << 30)", "MemoryError"),
        ("socket.socket()", "There is no network here"),
        ("socket.create_connection(('localhost', 1))", "There is no network here"),
        ("open(name, 'w').write('x' * 9999)", "File too large"),
        ("resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "ValueError"),
    ],
)
def test_who_reads_has_given_up_what_it_does_not_need(attempt, end, tmp_path):
    code = (
        "import resource, signal, socket\nfrom sources.reader import confine\n"
        f"name = {str(tmp_path / 'left')!r}\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"confine()\n{attempt}\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", code],
        cwd=sandbox.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 1
    assert end in child.stderr
