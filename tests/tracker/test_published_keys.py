"""Anybody can fetch the public keys, and nothing else with them."""

import json

import pytest

from tests.factories.tracker import DeskFactory
from tracker.audit.keys import keyring
from tracker.tasks import anchor_head


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_everybody_sees_every_public_key_and_no_private_one(client, own_folder):
    keyring().rotate()
    keyring().rotate()
    answer = client.get("/.well-known/sourceline-keys.json")
    assert [bool(key["retired_at"]) for key in answer.json()["keys"]] == [True, False]
    (private,) = (own_folder / "keys").glob("*.pem")
    assert private.read_text().splitlines()[1] not in answer.content.decode()
    assert client.post("/.well-known/sourceline-keys.json").status_code == 405


@pytest.mark.usefixtures("committed")
def test_the_head_is_signed_by_the_clock_once_for_each_head(own_folder):
    DeskFactory()
    anchor_head()
    anchor_head()
    DeskFactory()
    anchor_head()
    lines = (own_folder / "anchors.jsonl").read_text().splitlines()
    assert [json.loads(line)["anchor"]["seq"] for line in lines] == [1, 2]
