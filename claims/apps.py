from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Is it true: claims, evidence, standards, decisions, suggestions."""

    name = "claims"
    verbose_name = "Is it true"

    def ready(self) -> None:
        # Importing is registering: datasets, job handlers, receivers of news.
        from claims import exports, reactions, tasks  # noqa: F401, PLC0415
