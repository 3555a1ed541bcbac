"""What is the same everywhere: no secret, no address, nothing weakened."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.env import ROOT, Environment
from config.logging import logging_to_stderr
from tracker import embedded

BASE_DIR = ROOT

INSTALLED_APPS = [
    # First, so that its templates come before those of the admin and of allauth.
    "tracker.apps.TrackerConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # For the dates in allauth's list of security keys.
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "knox",
    "rest_framework",
    "sources.apps.SourcesConfig",
    "claims.apps.ClaimsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tracker.login.middleware.SessionLimit",
    "tracker.login.middleware.SecondFactor",
    "tracker.login.middleware.TheirTime",
    "django_htmx.middleware.HtmxMiddleware",
    "sources.confirming.Confirmed",
    # Last, as its documentation asks: it answers after everybody else.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.login.context.freezes",
                "tracker.login.context.enrolment",
            ],
        },
    },
]
# Form fields render from templates/django/forms in the apps.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Records

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS = ["config.routers.OneDatabaseTwoRoles"]


def databases(
    env: Environment, *, embedded_in: str = "postgres"
) -> dict[str, dict[str, Any]]:
    """One database through two roles: `default` works in it, `owner` migrates it.

    Every statement is bound on the server, so that no value reaches its log inside
    a statement's text.
    """
    if env.database_owner_url and not env.database_url:
        message = "DATABASE_OWNER_URL is set, so DATABASE_URL must be too."
        raise ImproperlyConfigured(message)
    server = embedded.Server(env.data_dir / embedded_in)
    timeouts = {
        "statement_timeout": f"{env.statement_timeout}s",
        "lock_timeout": "2s",
        "idle_in_transaction_session_timeout": "30s",
    }
    urls = {
        "default": (env.database_url, embedded.APP_ROLE, timeouts),
        "owner": (env.database_owner_url, embedded.OWNER_ROLE, {"lock_timeout": "10s"}),
    }
    aliases: dict[str, dict[str, Any]] = {}
    for alias, (given, role, session) in urls.items():
        url = given.get_secret_value() if given else server.url(role)
        if alias == "owner" and env.database_url and not given:
            continue  # A web server or worker is not told how to migrate.
        options = " ".join(f"-c {name}={value}" for name, value in session.items())
        aliases[alias] = {
            **dj_database_url.parse(url),
            "ATOMIC_REQUESTS": False,
            "CONN_MAX_AGE": 60 if alias == "default" else 0,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "server_side_binding": True,
                "application_name": f"sourceline-{alias}",
                "options": options,
            },
        }
    return aliases


# People and sessions

AUTH_USER_MODEL = "tracker.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# Site staff make accounts; nobody signs up, and an address is never confirmed by mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_ADAPTER = "tracker.login.adapters.AccountAdapter"
# Axes counts guesses; a limit by name alone would let anybody lock a keeper out.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}
MFA_ADAPTER = "tracker.login.adapters.SecondFactorAdapter"
# Roles that need a second factor, and site staff. Only a laptop may relax it.
SECOND_FACTOR_FOR: frozenset[str] = frozenset({"keeper", "editor", "staff"})
# For these the digits of an app are not enough: a look-alike page can pass them on.
SECURITY_KEY_FOR: frozenset[str] = frozenset({"keeper"})
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A message may quote a claim: it stays on the server.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"

# Guessing is counted in the database by name and network together, so that nobody
# can lock a colleague out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "tracker.login.network.network_of"
AXES_USERNAME_CALLABLE = "tracker.login.network.name_of"
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# What a browser may do with a page

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Programs

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tracker.api.authentication.ProgramToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["tracker.api.permissions.Known"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "tracker.api.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "tracker.api.errors.answer",
    "DEFAULT_VERSIONING_CLASS": None,
    "DEFAULT_METADATA_CLASS": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
KNOX_TOKEN_MODEL = "tracker.ApiToken"  # noqa: S105 (the name of a table)
REST_KNOX = {
    "TOKEN_TTL": None,  # Every token gets its own end when it is made.
    "AUTO_REFRESH": False,
    "AUTH_HEADER_PREFIX": "Token",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sourceline",
    "DESCRIPTION": "Who said what, how they know it, and whether it is true.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["tracker.api.permissions.Known"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ArticleStatus": "tracker.models.ArticleStatus",
        "SourceKind": "sources.models.SourceKind",
        "SourceStatus": "sources.models.SourceStatus",
        "SpeakerKind": "sources.models.SpeakerKind",
        "LinkKind": "sources.models.LinkKind",
        "QuoteType": "sources.models.QuoteType",
        "QuoteStatus": "sources.workflow.QuoteStatus",
        "QuoteMove": "sources.workflow.QuoteMove",
        "ClaimType": "claims.models.ClaimType",
        "ClaimStatus": "claims.workflow.Status",
        "ClaimMove": "claims.workflow.Move",
        "SuggestionKind": "claims.models.SuggestionKind",
    },
}

# Asking for a page tells its owner who looks; so nothing is fetched unless the
# environment switches it on.
FETCH_BY_URL = False

# Work in the background: the only argument is a job's UUID, the row is the truth.

CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 360
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10.0
CELERY_TASK_ARGSREPR_MAXSIZE = 64
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"


def broker(env: Environment) -> dict[str, Any]:
    """Celery's way to its broker; without a server, a folder in the data folder."""
    url = env.celery_broker_url.get_secret_value()
    if not url.startswith("filesystem"):
        return {"CELERY_BROKER_URL": url}
    folder = env.data_dir / "broker"
    return {
        "CELERY_BROKER_URL": "filesystem://localhost",
        "CELERY_BROKER_TRANSPORT": "config.broker:Transport",
        "CELERY_BROKER_TRANSPORT_OPTIONS": {
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "control_folder": str(folder / "control"),
            "polling_interval": 0.2,
        },
    }


# Files

STATIC_URL = "/static/"
STATIC_ROOT: Path = ROOT / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# Words and time

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "config.formats"

LOGGING = logging_to_stderr("INFO")

# Mail would carry what must stay here, so no error is mailed. What people are told by
# mail is that there is something to see; `config.mail` says by which server.
ADMINS: list[str] = []
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SITE_URL = ""
