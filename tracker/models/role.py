"""What a member is on a desk."""

from django.db import models


class Role(models.TextChoices):
    """What a member is on one desk; a person may hold several."""

    REPORTER = "reporter", "Reporter"
    FACT_CHECKER = "fact_checker", "Fact-checker"
    EDITOR = "editor", "Editor"
    KEEPER = "keeper", "Keeper of sources"
    AUDITOR = "auditor", "Auditor"
    API_CLIENT = "api_client", "API client"
