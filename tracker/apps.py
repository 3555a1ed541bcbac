from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The record: desks and people, articles, spans, the audit chain, jobs."""

    name = "tracker"
    verbose_name = "The record"
