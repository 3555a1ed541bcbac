import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import INSECURE_SECRET, ROOT, Environment, Production, read
from config.mail import mail

GOOD = {
    "SECRET_KEY": "".join(f"{number:02x}" for number in range(40)),
    "ALLOWED_HOSTS": "newsroom.example, review.newsroom.example",
    "DATABASE_URL": "postgresql://sourceline_app:s3cret-pass@db/sourceline",
    "CELERY_BROKER_URL": "redis://broker/0",
}


@pytest.fixture
def environment(monkeypatch):
    """An environment of exactly these variables."""

    def become(**variables):
        for name in list(os.environ):
            monkeypatch.delenv(name)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return become


def test_everything_missing_is_named_at_once(environment):
    environment()
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(Production)
    for name in GOOD:
        assert f"{name}: is missing" in str(refusal.value)


def test_a_complete_environment_is_read(environment):
    environment(**GOOD)
    env = read(Production)
    assert env.allowed_hosts == ["newsroom.example", "review.newsroom.example"]
    assert env.cookies_over_tls
    assert not env.debug


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "true"),
        ("SECRET_KEY", INSECURE_SECRET),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("COOKIES_OVER_TLS", "false"),
        ("DATABASE_URL", "sqlite:///s3cret-pass.db"),
        ("DATABASE_URL", "mysql://s3cret-pass@db/sourceline"),
        ("ALLOWED_HOSTS", " , "),
        ("STATEMENT_TIMEOUT", "0"),
        ("LOG_LEVEL", "everything"),
    ],
)
def test_production_refuses(environment, name, value):
    environment(**GOOD | {name: value})
    with pytest.raises(ImproperlyConfigured, match=f"  {name}: "):
        read(Production)


def test_a_refusal_never_shows_a_value(environment):
    environment(**GOOD | {"DATABASE_URL": "mysql://u:s3cret-pass@db/x", "DEBUG": "1"})
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(Production)
    error = refusal.value
    assert "s3cret" not in f"{error}{error.__cause__}{error.__context__}"


def test_secrets_do_not_show_when_printed(environment):
    environment(**GOOD)
    assert "s3cret-pass" not in repr(read(Production))
    assert GOOD["SECRET_KEY"] not in repr(read(Production))


def test_without_any_variable_everything_is_local(environment):
    environment()
    env = read(Environment)
    assert env.database_url is None
    assert env.data_dir == ROOT / ".data"
    assert env.celery_broker_url.get_secret_value() == "filesystem://"


def test_a_relative_data_folder_is_in_the_clone(environment):
    environment(DATA_DIR=".data/demo")
    assert read(Environment).data_dir == ROOT / ".data" / "demo"


@pytest.mark.parametrize(
    "url",
    [
        "smtp+tls://desk:s3cret-pass@mail.example:587",
        "smtps://desk:s3cret-pass@mail.example",
        "smtp://relay.example",
        "smtp://desk:s3cret-pass@localhost:2525",
    ],
)
def test_a_mail_server_is_read(environment, url):
    environment(**GOOD, EMAIL_URL=url, SITE_URL="https://desk.example/")
    env = read(Production)
    assert env.email_url is not None
    assert env.site_url == "https://desk.example"
    assert "s3cret-pass" not in repr(env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMAIL_URL", "smtp://desk:s3cret-pass@mail.example"),
        ("EMAIL_URL", "smtps://"),
        ("EMAIL_URL", "smtp://mail.example:s3cret-pass"),
        ("EMAIL_URL", "http://s3cret-pass@mail.example"),
        ("SITE_URL", "s3cret-pass"),
    ],
)
def test_a_mail_server_that_is_none_is_refused(environment, name, value):
    environment(**GOOD, **{name: value})
    with pytest.raises(ImproperlyConfigured, match=f"  {name}: ") as refusal:
        read(Production)
    assert "s3cret-pass" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp+tls://desk:p%40ss@mail.example", 587, True, False),
        ("smtps://desk:p%40ss@mail.example", 465, False, True),
        ("smtp://mail.example:2525", 2525, False, False),
    ],
)
def test_how_mail_leaves(environment, url, port, tls, ssl):
    environment(**GOOD, EMAIL_URL=url)
    found = mail(read(Production))
    assert found["EMAIL_PORT"] == port
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)
    assert found["EMAIL_HOST_PASSWORD"] in {"p@ss", ""}


def test_without_a_server_nothing_is_sent_and_a_laptop_keeps_it(environment, tmp_path):
    environment(**GOOD, DATA_DIR=str(tmp_path), EMAIL_URL="")
    env = read(Production)
    assert mail(env)["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    kept = mail(env, kept=True)
    assert kept["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert kept["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
