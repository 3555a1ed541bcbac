from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Who said it: sources by codename, agreements, links, documents, quotes."""

    name = "sources"
    verbose_name = "Who said it"

    def ready(self) -> None:
        # Importing is registering: datasets, receivers of news.
        from sources import exports, reactions  # noqa: F401, PLC0415
