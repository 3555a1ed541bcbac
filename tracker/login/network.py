"""Who is guessing, as far as that can be told: a name and the network it comes from."""

from ipaddress import ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

# What one household or one provider's customer has.
_PREFIX: Final = {4: 24, 6: 56}
_NOWHERE: Final = "0.0.0.0"  # noqa: S104 (no address to listen on, but none known)


def network_of(request: HttpRequest) -> str:
    """Return the first address of the caller's network.

    Behind a proxy of our own, the address is the one that this proxy saw: the last
    of X-Forwarded-For, since whoever calls can write the others.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    try:
        caller = ip_address(address)
    except ValueError:
        return _NOWHERE
    network = ip_network(f"{caller}/{_PREFIX[caller.version]}", strict=False)
    return str(network.network_address)


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name that somebody tries, in lower case."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login", "")
    return str(name).strip().lower()[:254]
