"""docker-compose.yml, read as the thing under test."""

import re
from typing import Any

import yaml

from config.env import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([?-])([^}]*))?\}")


def filled_in(value: str, variables: dict[str, str]) -> str:
    """Put variables in, as compose does: `${A:?}` must be there, `${A:-b}` may not."""

    def fill(found: re.Match[str]) -> str:
        name, kind, default = found.groups()
        return variables.get(name) or default if kind == "-" else variables[name]

    return VARIABLE.sub(fill, value).replace("$$", "$")


def environment_of(service: str, variables: dict[str, str]) -> dict[str, str]:
    given: dict[str, Any] = COMPOSE["services"][service]["environment"]
    return {name: filled_in(str(value), variables) for name, value in given.items()}


def variables_used() -> set[str]:
    text = (ROOT / "docker-compose.yml").read_text()
    return {found.group(1) for found in VARIABLE.finditer(text)}
