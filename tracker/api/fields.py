"""Fields that several apps' serializers share."""

from typing import Any

from django.db import models
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.errors import Invalid
from tracker.formats import strict_json


@extend_schema_field(OpenApiTypes.OBJECT)
class SafeJSONField(serializers.JSONField):
    """JSON that the record can hold, also when it did not come through the parser."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            strict_json.check(data)
        except Invalid as error:
            raise serializers.ValidationError(error.message) from None
        return super().to_internal_value(data)


class EnumField(serializers.ChoiceField):
    """One of an enum's values; the service gets the member itself."""

    def __init__(self, enum: type[models.Choices], **kwargs: Any) -> None:
        self.enum = enum
        super().__init__(choices=enum.choices, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return self.enum(super().to_internal_value(data))


class RangeField(serializers.ListField):
    """A half-open range of code points, `[start, end]`."""

    def __init__(self, **kwargs: Any) -> None:
        offset = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
        super().__init__(child=offset, min_length=2, max_length=2, **kwargs)

    def to_internal_value(self, data: Any) -> tuple[int, int]:  # type: ignore[override]  # a pair, so that nobody changes it
        match super().to_internal_value(data):
            case [start, end] if start < end:
                return start, end
        raise serializers.ValidationError("A range is [start, end], start before end.")
