"""Claims, what bears on them, decisions and notes in the admin."""

from claims.admin import claims, quotes, reading

__all__ = ["claims", "quotes", "reading"]
