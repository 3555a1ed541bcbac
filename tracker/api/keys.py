"""The public keys, for everybody who holds an export."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.audit.keys import keyring


@never_cache
@require_safe
def published_keys(_request: HttpRequest) -> JsonResponse:
    """Every key that ever signed a head or an export; compare, do not just download."""
    return JsonResponse(keyring().published())
