"""Bytes handed out as a file: saved by a browser, never shown or run."""

from django.http import HttpResponse


def attachment(content: bytes, *, name: str) -> HttpResponse:
    """Answer with bytes that no browser opens in place, whatever they hold.

    `name` is ours, of plain letters: never what somebody called the file.
    """
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
