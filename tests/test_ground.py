"""The ground under all other tests."""

import pytest
from django.db import connections


@pytest.mark.django_db
def test_the_application_owns_nothing():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("sourceline_app",)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
