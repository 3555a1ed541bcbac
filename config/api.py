"""The joined API: each app's routes under /api/v1/, and the schema."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView

from tracker.api.routes import urlpatterns as record

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    *record,
]
