"""A server. It refuses to start when something that keeps people safe is missing."""

from config.env import Production, read
from config.logging import logging_to_stderr
from config.mail import mail
from config.settings.base import *  # noqa: F403 (settings are layered)
from config.settings.base import broker, databases

ENV = read(Production)

DEBUG = False
SECRET_KEY = ENV.secret_key.get_secret_value()
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENV.csrf_trusted_origins
DATABASES = databases(ENV)
DATA_DIR = ENV.data_dir
FETCH_BY_URL = ENV.fetch_by_url
LOGGING = logging_to_stderr(ENV.log_level)
vars().update(broker(ENV))
vars().update(mail(ENV))

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = ENV.proxy_sets_https
if ENV.proxy_sets_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
