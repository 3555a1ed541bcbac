"""How mail leaves: by the server that the environment names, or not at all."""

from typing import Any, Final
from urllib.parse import unquote, urlsplit

from config.env import Environment

PATIENCE: Final = 10  # seconds; a job that fails is tried again later
PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
NOWHERE: Final = "django.core.mail.backends.dummy.EmailBackend"
TO_FILES: Final = "django.core.mail.backends.filebased.EmailBackend"
TO_A_SERVER: Final = "django.core.mail.backends.smtp.EmailBackend"


def mail(env: Environment, *, kept: bool = False) -> dict[str, Any]:
    """Return the settings of mail.

    Without a server nothing is sent; `kept` (a laptop) leaves each mail as a file in
    the data folder instead.
    """
    common = {"DEFAULT_FROM_EMAIL": env.email_from, "SITE_URL": env.site_url}
    if env.email_url is None:
        if not kept:
            return common | {"EMAIL_BACKEND": NOWHERE}
        return common | {
            "EMAIL_BACKEND": TO_FILES,
            "EMAIL_FILE_PATH": str(env.data_dir / "mail"),
        }
    server = urlsplit(env.email_url.get_secret_value())
    return common | {
        "EMAIL_BACKEND": TO_A_SERVER,
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or PORTS[server.scheme],
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_TLS": server.scheme == "smtp+tls",
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_TIMEOUT": PATIENCE,
    }
