"""What was held back because it seems to identify somebody, asked about once more.

The person leaves it out or says why it is kept; the field `confirmed` carries that,
here as on every page.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

_HELD: Final = "held_back"


def hold_back(request: HttpRequest, row: Any) -> None:
    """Remember a row on which an action was refused for its words."""
    vars(request).setdefault(_HELD, []).append(row)


def held_back(request: HttpRequest) -> Sequence[Any]:
    found: Sequence[Any] = vars(request).get(_HELD, ())
    return found


def ask_again(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask why the words are kept, for those rows alone: the others are done."""
    kept = {name: request.POST.get(name, "") for name in ("action", "reason")}
    return TemplateResponse(
        request,
        "admin/keep_words.html",
        context
        | {
            "title": "Keep these words?",
            "rows": held_back(request),
            "checkbox": ACTION_CHECKBOX_NAME,
            "kept": kept,
        },
        status=409,
    )
