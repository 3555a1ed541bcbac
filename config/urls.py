"""Where everything is mounted."""

from django.urls import URLPattern, URLResolver, include, path

from claims.review.views.me import stop_mail
from tracker.admin import site
from tracker.api.keys import published_keys
from tracker.health import livez, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path(".well-known/sourceline-keys.json", published_keys, name="published_keys"),
    path("accounts/", include("tracker.login.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("config.api")),
    path("mail/stop/<str:token>/", stop_mail, name="stop_mail"),
    path("", include("claims.review.urls")),
]

handler404 = "tracker.api.errors.no_address"
handler500 = "tracker.api.errors.fault"
