"""What the documents say is there: files, commands, variables, addresses."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

from config.env import Production

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TEXTS = {document: document.read_text(encoding="utf-8") for document in DOCUMENTS}

# Read by Django or by the programs, not by `config.env`.
OF_OTHERS = {"DJANGO_SETTINGS_MODULE", "PORT"}
IN_CODE = r"(?m)(?:`|^)make ([a-z]+(?:-[a-z]+)*)"
HTTP = re.compile(r"\b(GET|POST|PATCH|DELETE) (/api/v1/[^\s`?]*)")
SOME_ID = "6f0c1f0e-8a55-4d5e-9c52-0d3a52b0c111"


def slug(heading):
    """The anchor that a heading gets where Markdown is read."""
    words = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def anchors(document):
    return {slug(one) for one in re.findall(r"(?m)^#+ (.+)$", TEXTS[document])}


def found(pattern):
    return [
        pytest.param(document, match, id=f"{document.name}-{match}")
        for document in DOCUMENTS
        for match in sorted(set(re.findall(pattern, TEXTS[document])))
    ]


@pytest.mark.parametrize(("document", "link"), found(r"\]\(([^)\s]+)\)"))
def test_a_link_leads_somewhere(document, link):
    path, _, anchor = link.partition("#")
    if path.startswith("https://"):
        return
    target = (document.parent / path).resolve() if path else document
    assert target.exists()
    assert target.is_relative_to(ROOT)
    assert not anchor or anchor in anchors(target)


@pytest.mark.parametrize(("document", "target"), found(IN_CODE))
def test_make_knows_what_it_is_asked(document, target):
    assert re.search(rf"(?m)^{target}:", (ROOT / "Makefile").read_text())


@pytest.mark.parametrize(("document", "line"), found(r"manage\.py ([a-z_]+[^`\n]*)"))
def test_a_command_takes_what_it_is_given(document, line):
    name, *words = line.split()
    application = get_commands()[name]
    parser = load_command_class(application, name).create_parser("manage.py", name)
    options = {word.split("=")[0] for word in words if word.startswith("--")}
    known = {option for action in parser._actions for option in action.option_strings}
    assert options <= known


def test_the_operators_table_names_every_variable_and_no_other():
    table = re.findall(r"(?m)^\| `([A-Z_]+)` \|", TEXTS[ROOT / "docs/operations.md"])
    fields = {name.upper() for name in Production.model_fields}
    # Those that only production's own rules set have no word for the operator.
    fixed = {"DEBUG", "COOKIES_OVER_TLS"}
    assert set(table) - OF_OTHERS == fields - fixed


def test_the_example_environment_names_no_other_variable():
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {line.split("=")[0].lstrip("# ") for line in lines if "=" in line}
    compose = (ROOT / "docker-compose.yml").read_text()
    assert all(name in compose for name in named)


@pytest.mark.parametrize(("document", "call"), found(HTTP))
def test_an_address_of_the_api_is_routed(document, call):
    _, path = call
    asked = re.sub(r"\b[0-9a-f]{4}…|\{[a-z_]+\}|…", SOME_ID, path.rstrip(".,"))
    try:
        resolve(asked)
    except Resolver404:
        pytest.fail(f"{path} leads nowhere")


@pytest.mark.parametrize(("document", "code"), found(r"(?s)```python\n(.*?)```"))
def test_python_in_a_document_compiles(document, code):
    compile(code, document.name, "exec")
