"""Factories write like services do: in a transaction, with somebody acting."""

from typing import Any, TypeVar

import factory
from django.db import models, transaction

from tracker.audit import System, acting

M = TypeVar("M", bound=models.Model)


class RecordFactory(factory.django.DjangoModelFactory[M]):
    """Base of every factory of a record: the set-up is on the audit record too."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[M], *args: Any, **kwargs: Any) -> M:
        with transaction.atomic(), acting(by=System.COMMAND, action="test.setup"):
            return super()._create(model_class, *args, **kwargs)
