"""A laptop: the embedded PostgreSQL, a folder for a broker, passwords for the demo."""

from config.env import Environment, read
from config.logging import logging_to_stderr
from config.mail import mail
from config.settings.base import *  # noqa: F403 (settings are layered)
from config.settings.base import STORAGES, broker, databases

ENV = read(Environment)

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key.get_secret_value()
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENV.csrf_trusted_origins
DATABASES = databases(ENV)
DATA_DIR = ENV.data_dir
FETCH_BY_URL = ENV.fetch_by_url
LOGGING = logging_to_stderr(ENV.log_level)
vars().update(broker(ENV))
vars().update(mail(ENV, kept=True))

# Files are served from where they are written, so a changed style shows at once.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# The fictional people of a laptop log in by password alone.
SECOND_FACTOR_FOR = frozenset()
SECURITY_KEY_FOR = frozenset()
# Keys can be tried out on a laptop, which has no certificate.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
BEHIND_PROXY = False

# For the fictional newsroom only; no other settings have a password in them.
DEMO_DOMAIN = "@ferrylight.example"
DEMO_PASSWORD = "sourceline-demo"  # noqa: S105 (fictional people on a laptop)
