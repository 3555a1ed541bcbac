"""What the environment says, typed; everything missing or wrong is named at once."""

from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent

SHORTEST_SECRET = 50
# In the clear, with STARTTLS (never without), with TLS from the first byte.
MAIL_SCHEMES = frozenset({"smtp", "smtp+tls", "smtps"})
# Only for a laptop and for tests; production refuses anything that starts like it.
INSECURE_SECRET = "insecure-development-key-" + "never-use-this-outside-a-laptop"


def _split(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _postgresql(value: SecretStr) -> SecretStr:
    if urlsplit(value.get_secret_value()).scheme not in {"postgres", "postgresql"}:
        message = "must be a postgresql:// address"
        raise ValueError(message)
    return value


def _secret(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:  # noqa: PLR2004
        message = f"must be at least {SHORTEST_SECRET} random characters"
        raise ValueError(message)
    if secret.startswith(("insecure", "django-insecure")):
        message = "must not be the default of development"
        raise ValueError(message)
    return value


def _off(value: bool) -> bool:  # noqa: FBT001 (pydantic calls it)
    if value:
        message = "must be off in production"
        raise ValueError(message)
    return value


def _on(value: bool) -> bool:  # noqa: FBT001 (pydantic calls it)
    if not value:
        message = "must be on in production: cookies travel over TLS only"
        raise ValueError(message)
    return value


def _mail_server(value: SecretStr) -> SecretStr:
    server = urlsplit(value.get_secret_value())
    if server.scheme not in MAIL_SCHEMES or not server.hostname:
        message = "must be smtp://, smtp+tls:// or smtps:// and a host"
        raise ValueError(message)
    try:
        server.port  # noqa: B018 (reading it is the check)
    except ValueError:
        message = "must have a number for a port"
        raise ValueError(message) from None
    near = server.hostname in {"localhost", "127.0.0.1", "::1"}
    if server.password and server.scheme == "smtp" and not near:
        message = "must not send a password in the clear: use smtp+tls:// or smtps://"
        raise ValueError(message)
    return value


def _site(value: str) -> str:
    site = urlsplit(value)
    if value and (site.scheme not in {"http", "https"} or not site.hostname):
        message = "must be the https:// address that people open"
        raise ValueError(message)
    return value.rstrip("/")


def _nothing(value: object) -> object:
    return None if value == "" else value


def _in_the_clone(value: Path) -> Path:
    return ROOT / value  # which leaves an absolute path as it is


Names = Annotated[list[str], NoDecode, BeforeValidator(_split)]
MailUrl = Annotated[SecretStr, AfterValidator(_mail_server)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_postgresql)]


class Environment(BaseSettings):
    """Read the same way everywhere; each default is safe on any machine.

    Without database addresses the embedded server under `data_dir` is meant.
    """

    model_config = SettingsConfigDict(env_file=None, extra="ignore")

    debug: bool = False
    secret_key: SecretStr = SecretStr(INSECURE_SECRET)
    allowed_hosts: Names = ["localhost", "127.0.0.1", "[::1]"]
    csrf_trusted_origins: Names = []
    cookies_over_tls: bool = False
    proxy_sets_https: bool = False

    database_url: DatabaseUrl | None = None
    database_owner_url: DatabaseUrl | None = None
    statement_timeout: int = Field(default=15, ge=1, le=3600)
    celery_broker_url: SecretStr = SecretStr("filesystem://")
    data_dir: Annotated[Path, AfterValidator(_in_the_clone)] = ROOT / ".data"

    # Without a server nothing is mailed; notices are in the product alone.
    email_url: Annotated[MailUrl | None, BeforeValidator(_nothing)] = None
    email_from: str = "Sourceline <sourceline@localhost>"
    site_url: Annotated[str, AfterValidator(_site)] = ""

    # Off: the newsroom's own address asking for a page tells its owner who looks.
    fetch_by_url: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Production(Environment):
    """What a server must be told, and what it must never be told."""

    debug: Annotated[bool, AfterValidator(_off)] = False
    secret_key: Annotated[SecretStr, AfterValidator(_secret)]
    allowed_hosts: Annotated[Names, Field(min_length=1)]
    cookies_over_tls: Annotated[bool, AfterValidator(_on)] = True
    database_url: DatabaseUrl
    # Only the step that migrates needs it; web and workers should not have it.
    database_owner_url: DatabaseUrl | None = None
    celery_broker_url: SecretStr


E = TypeVar("E", bound=Environment)


def read(kind: type[E]) -> E:
    """Read the environment, or refuse to start with one line for each fault.

    The refusal names variables and what is wrong with them, never their values.
    """
    try:
        return kind()
    except ValidationError as error:
        faults = [
            f"  {str(fault['loc'][0]).upper()}: "
            + ("is missing" if fault["type"] == "missing" else fault["msg"])
            for fault in error.errors(include_input=False, include_url=False)
        ]
    message = "The environment is not complete:\n" + "\n".join(sorted(faults))
    raise ImproperlyConfigured(message)
