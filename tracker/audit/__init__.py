"""Who did what: the words around every change, and the chain that keeps them."""

from tracker.audit.acting import System, acting, current_request_id
from tracker.audit.note import note

__all__ = ["System", "acting", "current_request_id", "note"]
