from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The record: desks and people, articles, spans, the audit chain, jobs."""

    name = "tracker"
    verbose_name = "The record"

    def ready(self) -> None:
        """Register datasets and work, listen for log-ins, check how people come in."""
        from tracker import exports, tasks  # noqa: F401, PLC0415 (needs the apps)
        from tracker.login import checks, record  # noqa: F401, PLC0415 (needs the apps)
