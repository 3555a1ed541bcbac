"""People at the admin's door, and the forms they post."""

import pytest
from django.urls import reverse

from tests.factories.tracker import DeskFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def address(model, page="changelist", *args):
    name = f"{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(f"admin:{name}", args=args)


def act(client, model, name, rows, reason="As the log says.", **also):
    body = {
        "action": name,
        "_selected_action": [str(row.pk) for row in rows],
        "reason": reason,
        **also,
    }
    answer = client.post(address(model), body, follow=True)
    return [str(message) for message in answer.context["messages"]]


def errors(answer):
    """Every sentence that the form says, by field."""
    return answer.context["adminform"].form.errors


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def into(client):
    def log_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return log_in
