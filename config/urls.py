"""Where everything is mounted."""

from django.urls import URLPattern, URLResolver, include, path

from tracker.admin import site
from tracker.health import livez, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("tracker.login.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("config.api")),
    path("", include("claims.review.urls")),
]
