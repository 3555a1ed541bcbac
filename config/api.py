"""The joined API: each app's routes under /api/v1/, and the schema."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated

from claims.api.routes import urlpatterns as is_it_true
from sources.api.routes import urlpatterns as who_said_it
from tracker.api.docs import Docs
from tracker.api.routes import urlpatterns as record

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "schema",
        SpectacularAPIView.as_view(permission_classes=[IsAuthenticated]),
        name="schema",
    ),
    path("docs", Docs.as_view(), name="docs"),
    *record,
    *who_said_it,
    *is_it_true,
]
