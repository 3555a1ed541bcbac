"""What the record's resources take and answer. Fields are named one by one."""

from typing import Any, ClassVar

from rest_framework import serializers

from tracker import queries
from tracker.api.presenting import In, Out
from tracker.models import Article, Desk, Revision, Role, Text, User


class ReleaseIn(In):
    wanted = serializers.BooleanField()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class DeskOut(Out[Desk]):
    roles = serializers.SerializerMethodField(help_text="What you are on it.")

    class Meta:
        model = Desk
        fields = (
            "id",
            "name",
            "slug",
            "time_zone",
            "language",
            "exports_need_release",
            "roles",
        )

    def get_roles(self, desk: Desk) -> list[str]:
        by: User = self.context["request"].user
        return sorted(Role(role).value for role in by.roles_on(desk.pk))


class TextOut(serializers.ModelSerializer[Text]):
    class Meta:
        model = Text
        fields = ("id", "sha256", "characters", "content")


class RevisionOut(Out[Revision]):
    expandable: ClassVar = frozenset({"content"})

    text = serializers.UUIDField(source="text_id", read_only=True)
    sha256 = serializers.CharField(source="text.sha256", read_only=True)
    characters = serializers.IntegerField(source="text.characters", read_only=True)
    content = serializers.CharField(
        source="text.content",
        read_only=True,
        help_text="The words; spans count code points in them.",
    )

    class Meta:
        model = Revision
        fields = (
            "id",
            "article",
            "number",
            "note",
            "created_at",
            "text",
            "sha256",
            "characters",
            "content",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        return queries.revisions_for(user, words="content" in expand)


class ArticleOut(Out[Article]):
    expandable: ClassVar = frozenset({"content"})

    revision = serializers.SerializerMethodField(help_text="The newest one.")

    class Meta:
        model = Article
        fields = (
            "id",
            "desk",
            "title",
            "byline",
            "language",
            "url",
            "external_id",
            "dateline",
            "status",
            "entered_by",
            "created_at",
            "version",
            "revision",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        return queries.articles_for(user, words="content" in expand)

    def get_fields(self) -> Any:
        # `content` is expanded inside the revision.
        return serializers.ModelSerializer.get_fields(self)

    def get_revision(self, article: Article) -> dict[str, Any]:
        (newest,) = article.newest  # type: ignore[attr-defined]  # queries.articles_for
        context = {"expand": self.context.get("expand", frozenset())}
        return dict(RevisionOut(newest, context=context).data)


class ArticleIn(In):
    desk = serializers.UUIDField()
    title = serializers.CharField(max_length=300)
    text = serializers.CharField(
        trim_whitespace=False, help_text="Plain words, at most 5 MiB."
    )
    byline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=16, required=False)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    external_id = serializers.CharField(
        max_length=200, required=False, allow_blank=True
    )
    dateline = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ArticleChangeIn(In):
    """What is said about an article; its words change by a revision."""

    title = serializers.CharField(max_length=300, required=False)
    byline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=16, required=False)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    external_id = serializers.CharField(
        max_length=200, required=False, allow_blank=True
    )
    dateline = serializers.DateField(required=False, allow_null=True)


class RevisionIn(In):
    text = serializers.CharField(trim_whitespace=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class OptionalReasonIn(In):
    reason = serializers.CharField(max_length=5000, required=False, allow_blank=True)


class ReasonIn(In):
    reason = serializers.CharField(max_length=5000)


class NothingIn(In):
    """An act that needs no words."""


class RowOut(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Line, or row as a spreadsheet shows.")
    outcome = serializers.CharField()
    article = serializers.UUIDField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()
    facts = serializers.DictField()


class ImportOut(serializers.Serializer[Any]):
    """How many rows came to what, and every row in order."""

    outcomes = serializers.DictField(child=serializers.IntegerField())
    rows = RowOut(many=True)


class MeOut(serializers.ModelSerializer[User]):
    roles = serializers.SerializerMethodField(help_text="Roles by desk id.")
    scopes = serializers.SerializerMethodField(
        help_text="What your token is good for; null for a person's session."
    )

    class Meta:
        model = User
        fields = ("id", "name", "email", "is_staff", "roles", "scopes")

    def get_roles(self, user: User) -> dict[str, list[str]]:
        return {str(desk): sorted(held) for desk, held in user.roles.items()}

    def get_scopes(self, user: User) -> list[str] | None:
        token = self.context["token"]
        return token and sorted(token.scopes)
