"""The lock is whole: pip installs with hashes, and looks up nothing that it lacks."""

from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.env import ROOT

FILES = ("base", "dev")


def locked(name: str) -> dict[str, Requirement]:
    """Return the pinned packages of a file, each with the extras it is pinned with."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    pins = (
        Requirement(line.removesuffix("\\").strip())
        for line in lines
        if line and not line.startswith((" ", "#", "-"))
    )
    return {canonicalize_name(pin.name): pin for pin in pins}


def asked_for(pin: Requirement) -> list[Requirement]:
    """Return what the installed package wants, with the extras it is pinned with."""
    try:
        wanted = [Requirement(line) for line in requires(pin.name) or ()]
    except PackageNotFoundError:
        return []  # for another system or another Python
    return [
        one
        for one in wanted
        if one.marker is None
        or any(one.marker.evaluate({"extra": extra}) for extra in ("", *pin.extras))
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_extra_that_a_package_asks_for_is_locked_with_it(name):
    """Pip takes `a[x]` for another thing than `a`, and fetches it unpinned."""
    pins = locked(name)
    assert len(pins) > 20
    for pin in pins.values():
        for one in (one for one in asked_for(pin) if one.extras):
            found = pins[canonicalize_name(one.name)].extras
            assert one.extras <= found, f"{pin.name} asks for {one}"


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_to_one_version_with_its_hashes(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    for pin in locked(name).values():
        assert [one.operator for one in pin.specifier] == ["=="], pin.name
    assert text.count("--hash=sha256:") >= len(locked(name))
    assert "://" not in text  # no registry's address


def test_the_guard_sees_an_extra_that_is_not_locked():
    asked = {str(one) for pin in locked("dev").values() for one in asked_for(pin)}
    assert any(line.startswith("coverage[toml]") for line in asked)
