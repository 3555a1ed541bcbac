"""The admin: what a member's own desks hold, and whom site staff manage.

Permissions come from policy, changes go through services, nothing is deleted, and
the audit chain is the record of it (Django's own admin log stays empty).
"""

from tracker.admin import articles, exporting, freezes, jobs, people
from tracker.admin.base import DeskAdmin
from tracker.admin.site import site

__all__ = ["DeskAdmin", "articles", "exporting", "freezes", "jobs", "people", "site"]
