"""Two requests under one key at the same moment: one is done, the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from tests.factories.tracker import DeskFactory, member
from tracker.api.idempotency import Answer, InFlight, once
from tracker.models import IdempotencyKey, Role, User


def asking(person):
    request = APIRequestFactory().post(
        "/", {}, format="json", HTTP_IDEMPOTENCY_KEY="0123456789"
    )
    force_authenticate(request, person)
    return APIView().initialize_request(request)


@pytest.mark.usefixtures("committed")
def test_the_second_is_told_while_the_first_is_at_work():
    person = member(DeskFactory(), Role.REPORTER)
    at_work, told = Barrier(2, timeout=20), Barrier(2, timeout=20)

    def effect():
        at_work.wait()
        told.wait()
        return Answer(201, {"id": "1"})

    def first():
        once(asking(User.objects.get(pk=person.pk)), effect)
        connections.close_all()

    thread = Thread(target=first)
    thread.start()
    at_work.wait()
    with pytest.raises(InFlight):
        once(asking(person), lambda: Answer(201, {"id": "2"}))
    told.wait()
    thread.join()
    again = once(asking(person), lambda: Answer(201, {"id": "3"}))
    assert (again.replayed, again.kept) == (True, {"id": "1"})
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_forgotten_after_three_days():
    person = member(DeskFactory(), Role.REPORTER)
    once(asking(person), lambda: Answer(201, {"id": "1"}))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tracker_idempotencykey SET created_at = created_at - interval '73h'"
        )
    late = once(asking(person), lambda: Answer(201, {"id": "2"}))
    assert (late.replayed, late.kept) == (False, {"id": "2"})
    assert IdempotencyKey.objects.count() == 1
