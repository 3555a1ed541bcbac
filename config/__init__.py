"""How the parts are joined and what the environment decides."""

# Loaded with Django, so that every task in every process belongs to this app.
from config.celery import app as celery_app

__all__ = ["celery_app"]
