"""Bulk files: every row is read or has its reason."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import Invalid
from tracker.formats import strict_json
from tracker.formats.rows import ArticleRow, BadRow, Sheet, read_rows


def read(content: str | bytes, kind: Sheet = Sheet.JSON_LINES):
    raw = content.encode() if isinstance(content, str) else content
    return list(read_rows(raw, kind))


def reasons(rows):
    return {row.number: row.error.message for row in rows if isinstance(row, BadRow)}


def test_json_lines_are_read_line_by_line():
    row = {
        "title": "T",
        "text": "“One,” 그는 말했다.\n\nTwo.",
        "external_id": 7,
        "dateline": "2024-05-31",
    }
    lines = f"{json.dumps(row)}\n\n[1]\n{{\n" + json.dumps({"title": "T"})
    rows = read(lines)
    assert rows[0] == ArticleRow(
        1, "T", row["text"], external_id="7", dateline=date(2024, 5, 31)
    )
    assert reasons(rows) == {
        3: "The line is not a JSON object.",
        4: "Not JSON: Expecting property name enclosed in double quotes.",
        5: "Give the article as either text or html.",
    }


def test_line_separators_inside_a_string_do_not_split_it():
    row = json.dumps({"title": "T", "text": "a\u2028b\x85c"}, ensure_ascii=False)
    assert read(row)[0].text == "a\u2028b\x85c"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "x"}, "title"),
        ({"title": " ", "text": "x"}, "title"),
        ({"title": "T", "text": "x", "html": "<p>x"}, "text"),
        ({"title": "T", "text": ["x"]}, "text"),
        ({"title": True, "text": "x"}, "title"),
        ({"title": "T", "text": "x", "dateline": "Wednesday"}, "dateline"),
        ({"title": "T", "text": "x", "status": "published"}, "status"),
        ({"title": "T", "html": "<p> </p>"}, "text"),
    ],
)
def test_a_bad_field_is_named(fields, field):
    (row,) = read(json.dumps(fields))
    assert row.error.facts["field"] == field


def test_html_becomes_text():
    (row,) = read(json.dumps({"title": "T", "html": "<p>One</p><p>“Two”</p>"}))
    assert row.text == "One\n\n“Two”"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_any_usual_delimiter(delimiter):
    lines = [
        delimiter.join(["\ufefftitle", "text", "external_id"]),
        delimiter.join(["One", '"Said ""yes"",\nthen; left."', "a-1"]),
        delimiter.join(["Two", "short"]),
        "",
        delimiter.join(["", "No title", ""]),
    ]
    rows = read("\r\n".join(lines), Sheet.CSV)
    assert rows[0] == ArticleRow(
        2, "One", 'Said "yes",\nthen; left.', external_id="a-1"
    )
    assert reasons(rows) == {
        3: "The row has 2 cells and the header 3.",
        5: "The title is missing.",
    }


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("text,byline", "must name the columns"),
        ("title,text,text", "twice"),
        ("title,text,sttaus", "sttaus"),
    ],
)
def test_a_header_that_would_lose_words_is_refused(header, reason):
    with pytest.raises(Invalid, match=reason):
        read(f"{header}\na,b,c", Sheet.CSV)


def test_after_a_quote_that_never_closes_the_rest_is_one_bad_row():
    rows = read('title,text\nOne,first\n"Two,second\nThree,third', Sheet.CSV)
    assert [row.number for row in rows] == [2, 3]
    assert "not CSV from here on" in reasons(rows)[3]


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a"])
def test_other_bulk_files_are_refused(name):
    with pytest.raises(Invalid):
        Sheet.of(name)


@pytest.mark.parametrize(
    "text",
    [
        '"\\u0000"',
        '{"\\u0000": 1}',
        '["\\ud800"]',
        '{"a": 1, "a": 2}',
        "NaN",
        "[" * 100_000,
        '{"a":' * 33 + "1" + "}" * 33,
        "1" * 5_000,
        '"a\x00"',
        "",
        '"open',
    ],
)
def test_json_that_the_record_cannot_hold_is_refused(text):
    with pytest.raises(Invalid):
        strict_json.parse(text)


def test_brackets_in_strings_are_not_depth():
    assert strict_json.parse(json.dumps(["[" * 99, '\\"[' * 99]))


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(st.characters(exclude_characters="\x00", codec="utf-8")),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.text(st.characters(exclude_characters="\x00", codec="utf-8")), inner
            )
        ),
        max_leaves=8,
    )
)
def test_other_json_is_read_as_it_is(value):
    assert strict_json.parse(json.dumps(value)) == value
