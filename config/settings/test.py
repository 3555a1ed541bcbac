"""Development, made fast: nothing else differs, so what passes here is what runs."""

from config.env import Environment, read
from config.settings.base import databases
from config.settings.development import *  # noqa: F403 (settings are layered)

ENV = read(Environment)
DEBUG = False
DATABASES = databases(ENV, embedded_in="test-postgres")

# Nobody listens: a worker of `make run` must not hear of the tests' jobs.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT = "memory"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
