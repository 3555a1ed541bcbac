"""The record's tables."""

from tracker.models.article import Article, ArticleStatus, Revision
from tracker.models.desk import Desk, Membership
from tracker.models.export import Export, ExportProgress, ExportState
from tracker.models.freeze import Freeze
from tracker.models.idempotency import IdempotencyKey
from tracker.models.job import Job, JobState
from tracker.models.record import (
    EditableRecord,
    Record,
    RecordQuerySet,
    VersionedRecord,
)
from tracker.models.role import Role
from tracker.models.span import Placement, PlacementState, Span
from tracker.models.text import Text
from tracker.models.token import ApiToken, Scope
from tracker.models.user import User

__all__ = [
    "ApiToken",
    "Article",
    "ArticleStatus",
    "Desk",
    "EditableRecord",
    "Export",
    "ExportProgress",
    "ExportState",
    "Freeze",
    "IdempotencyKey",
    "Job",
    "JobState",
    "Membership",
    "Placement",
    "PlacementState",
    "Record",
    "RecordQuerySet",
    "Revision",
    "Role",
    "Scope",
    "Span",
    "Text",
    "User",
    "VersionedRecord",
]
