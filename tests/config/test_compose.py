"""What can be said of the compose file without an engine to run it."""

import re

import pytest

from config.env import ROOT, Production
from tests.services.compose import COMPOSE, environment_of, variables_used

OURS = ("web", "worker", "beat", "migrate")
FILLED = {
    "SECRET_KEY": "k" * 64,
    "ALLOWED_HOSTS": "newsroom.example",
    "OWNER_PASSWORD": "o",
    "APP_PASSWORD": "a",
}


def test_every_variable_is_in_the_example_and_has_no_value_there():
    example = dict(
        line.split("=", 1)
        for line in (ROOT / ".env.example").read_text().splitlines()
        if line and not line.startswith("#")
    )
    assert variables_used() - {"PORT"} == set(example)
    assert {example.pop("PROXY_SETS_HTTPS"), *example.values()} == {"false", ""}


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_every_service_is_closed_in(service):
    found = COMPOSE["services"][service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in found


def test_only_the_web_server_can_be_reached_and_only_from_this_machine():
    ports = {
        name: s["ports"] for name, s in COMPOSE["services"].items() if "ports" in s
    }
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_only_the_step_that_migrates_has_the_owners_address():
    for service in OURS:
        given = environment_of(service, FILLED)
        assert ("DATABASE_OWNER_URL" in given) == (service == "migrate")
        assert "sourceline_app:a@" in given["DATABASE_URL"]


@pytest.mark.parametrize("service", OURS)
def test_what_production_must_be_told_it_is_told(service):
    needed = {
        name.upper()
        for name, field in Production.model_fields.items()
        if field.is_required()
    }
    assert needed <= set(environment_of(service, FILLED))


def test_everything_ours_waits_for_the_migrations():
    for service in ("web", "worker", "beat"):
        waits = COMPOSE["services"][service]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}


def test_the_image_runs_as_nobody_in_particular():
    dockerfile = (ROOT / "Dockerfile").read_text()
    last_stage = dockerfile.rpartition("\nFROM ")[2]
    assert re.search(r"(?m)^USER 10001$", last_stage)
    assert "--require-hashes" in dockerfile
