"""Every field that the API answers or takes is named, one by one."""

import importlib

import pytest
from rest_framework import serializers

from tracker.api.fields import SafeJSONField
from tracker.api.presenting import In, Out

MODULES = (
    "tracker.api.serializers",
    "tracker.api.tokens",
    "tracker.api.exports",
    "sources.api.serializers",
    "sources.api.documents",
    "sources.api.fidelity",
    "sources.api.parts",
    "sources.api.uploads",
    "claims.api.reports",
    "claims.api.serializers",
    "claims.api.asks",
)
SERIALIZERS = sorted(
    {
        found
        for name in MODULES
        for found in vars(importlib.import_module(name)).values()
        if isinstance(found, type) and issubclass(found, serializers.BaseSerializer)
    }
    - {In, Out},
    key=lambda found: found.__qualname__,
)


@pytest.mark.parametrize("serializer", SERIALIZERS, ids=lambda found: found.__name__)
def test_fields_are_named_and_nothing_saves(serializer):
    meta = getattr(serializer, "Meta", None)
    assert meta is None or isinstance(meta.fields, tuple)
    assert not hasattr(meta, "exclude")
    assert not {"create", "update", "save"} & set(vars(serializer))


@pytest.mark.parametrize("value", [{"a": "\x00"}, {"\ud800": 1}, ["\udfff"]])
def test_json_that_cannot_be_kept_is_refused_by_its_field_too(value):
    with pytest.raises(serializers.ValidationError):
        SafeJSONField().run_validation(value)
