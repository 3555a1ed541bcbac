"""HTML to text as a reader sees it: no scripts, no styles, nothing hidden."""

import re
from copy import copy
from typing import Final

from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from lxml.html import HTMLParser, document_fromstring

from tracker.errors import Invalid
from tracker.formats.encoding import decode
from tracker.formats.words import storable

# Encodings that `decode` reads right whatever the page says.
READ_AS_DECLARED: Final = frozenset(
    {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin1"}
    | {"windows-1252", "cp1252"}
)
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\s[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?"""
    rb"""([A-Za-z0-9_-]{1,40})""",
    re.IGNORECASE,
)
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml\b[^>]*>")
_TOO_MANY_BLANKS: Final = re.compile(r"\n{3,}")
_DECLARED_WITHIN: Final = 4_096


def _profile() -> dict[str, HtmlElement]:
    """The library's strict profile, with quotations and tables as paragraphs too."""
    profile = {name: copy(element) for name, element in CSS_PROFILES["strict"].items()}
    for name in ("blockquote", "table", "ul", "ol", "dl", "figure", "pre"):
        element = profile.setdefault(name, HtmlElement(tag=name))
        element.display = profile["p"].display
        element.margin_before = element.margin_after = 1
    return profile


_CONFIG: Final = ParserConfig(css=_profile())


def page_to_text(content: bytes) -> str:
    """Return an HTML file's words. Raises Invalid for an encoding not read here."""
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    if declared and (name := declared[1].decode().lower()) not in READ_AS_DECLARED:
        raise Invalid(
            f"The page says that it is in {name}. Save it as UTF-8 and try again.",
            encoding=name,
        )
    return markup_to_text(decode(content))


def markup_to_text(markup: str) -> str:
    """Return the words of HTML: paragraphs apart by a blank line."""
    markup = _XML_DECLARATION.sub("", storable(markup))
    if not markup.strip():
        return ""
    parser = HTMLParser(no_network=True)
    tree = document_fromstring(markup, parser=parser, ensure_head_body=True)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Invalid("The page is nested too deeply to be read in full.")
    text = Inscriptis(tree, _CONFIG).get_text()
    return _TOO_MANY_BLANKS.sub("\n\n", text).strip("\n")
