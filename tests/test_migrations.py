"""Migrations stand alone: what the code becomes later cannot change what they did."""

import ast
import re
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
APPS = ("tracker", "sources", "claims")
FILES = sorted(
    path for app in APPS for path in (ROOT / app / "migrations").glob("[0-9]*.py")
)

EACH = pytest.mark.parametrize(
    "path", FILES, ids=[f"{path.parts[-3]}-{path.stem}" for path in FILES]
)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@EACH
def test_a_migration_imports_no_code_of_the_apps(path):
    """But for the operation that says which tables are captured."""
    allowed = "tracker.audit.operations"
    ours = {name for name in imported(path) if name.split(".")[0] in APPS}
    assert ours <= {allowed}


@EACH
def test_a_migration_is_named_for_what_it_is_for(path):
    assert not re.search(r"_(auto|alter|add|remove)_|_auto$|and_more", path.stem)


@pytest.mark.django_db
def test_migrations_form_one_line_with_one_end_each():
    loader = MigrationLoader(connections["default"])
    assert loader.detect_conflicts() == {}
    assert all(len(loader.graph.leaf_nodes(app)) == 1 for app in APPS)
