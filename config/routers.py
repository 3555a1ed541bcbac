"""Ordinary work goes through the application's role, migrations through the owner's."""

from django.db.models import Model


class OneDatabaseTwoRoles:
    """Both aliases lead to one database; only what each may do differs."""

    def db_for_read(self, _model: type[Model], **_hints: object) -> str:
        return "default"

    def db_for_write(self, _model: type[Model], **_hints: object) -> str:
        return "default"

    def allow_relation(self, _one: Model, _other: Model, **_hints: object) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: object) -> bool:
        return db == "owner"
