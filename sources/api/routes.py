"""Addresses of the resources of sources."""

from sources.api.resources import RESOURCES
from tracker.api.routes import named

urlpatterns = named(RESOURCES)
