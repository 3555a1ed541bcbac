"""Sources, their terms, documents and quotes in the admin: read-only, need to know."""

from sources.admin import quotes, sources

__all__ = ["quotes", "sources"]
