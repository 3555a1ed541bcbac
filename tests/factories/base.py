"""Factories write like services do: in a transaction, with somebody acting."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import factory
from django.db import models, transaction

from tracker.audit import System, acting

M = TypeVar("M", bound=models.Model)

_setting_up: ContextVar[bool] = ContextVar("setting_up", default=False)


@contextmanager
def setting_up() -> Iterator[None]:
    """Put the records that are made inside on record as one act of setting up.

    Without a savepoint, which with the act would be four of five statements of a run:
    after a refusal the transaction around is over.
    """
    if _setting_up.get():
        yield
        return
    with (
        transaction.atomic(savepoint=False),
        acting(by=System.COMMAND, action="test.setup"),
    ):
        began = _setting_up.set(True)
        try:
            yield
        finally:
            _setting_up.reset(began)


class RecordFactory(factory.django.DjangoModelFactory[M]):
    """Base of every factory of a record: the set-up is on the audit record too."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> M:
        if strategy != factory.CREATE_STRATEGY:
            return super()._generate(strategy, params)
        with setting_up():
            return super()._generate(strategy, params)
