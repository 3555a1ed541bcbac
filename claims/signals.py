"""News of decisions, told on commit."""

from django.dispatch import Signal

claim_decided = Signal()  # claim_id, by_id
quote_decided = Signal()  # quote_id, by_id
