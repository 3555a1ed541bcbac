"""Settings as another process sees them, since they are read once."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest
from django.core.exceptions import ImproperlyConfigured
from pydantic import SecretStr

from config.env import ROOT, Environment
from config.settings.base import databases
from tests.config.test_env import GOOD

ASK = """
import json, django
from django.conf import settings
django.setup()
found = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
print(json.dumps(found, default=str))
"""


@cache
def told(module, environment):
    """Ask another process, once for each module and environment."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": f"config.settings.{module}",
            **dict(environment),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ask(module, **environment):
    return told(module, frozenset(environment.items()))


def test_production_speaks_tls_only():
    said = ask("production", **GOOD)
    assert said["DEBUG"] is False
    assert said["SESSION_COOKIE_SECURE"] is True
    assert said["CSRF_COOKIE_SECURE"] is True
    assert said["SECURE_SSL_REDIRECT"] is True
    assert said["SECURE_HSTS_SECONDS"] > 0
    assert said["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_production_has_no_password_for_a_demo():
    assert "DEMO_PASSWORD" not in ask("production", **GOOD)
    assert "DEMO_PASSWORD" in ask("development", **GOOD)


def test_a_server_is_not_told_how_to_migrate():
    assert list(ask("production", **GOOD)["DATABASES"]) == ["default"]


def test_an_owner_without_an_application_is_refused():
    owner = SecretStr("postgresql://sourceline_owner@db/sourceline")
    env = Environment(database_url=None, database_owner_url=owner)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must be"):
        databases(env)


def test_the_step_that_migrates_is():
    owner = "postgresql://sourceline_owner@db/sourceline"
    found = ask("production", DATABASE_OWNER_URL=owner, **GOOD)
    assert found["DATABASES"]["owner"]["USER"] == "sourceline_owner"


@pytest.mark.parametrize("module", ["development", "test", "production"])
def test_statements_are_bound_on_the_server_everywhere(module):
    found = ask(module, **GOOD)
    default = found["DATABASES"]["default"]
    assert default["OPTIONS"]["server_side_binding"] is True
    assert default["ATOMIC_REQUESTS"] is False
    assert "statement_timeout=15s" in default["OPTIONS"]["options"]


def test_nothing_from_elsewhere_runs_in_a_page():
    found = ask("production", **GOOD)
    rules = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert "unsafe" not in json.dumps(rules)
