"""News of this app, told on commit (`tracker.signals.announce`); ids only."""

from django.dispatch import Signal

source_changed = Signal()  # source_id: status, reliability or candidate set
sources_linked = Signal()  # source_id, other_id: a link was made or ended
sources_merged = Signal()  # source_id (the one that went), into_id
document_withdrawn = Signal()  # document_id
quote_changed = Signal()  # quote_id: source, record, fidelity or status
