"""What a valid desk, person, article and job look like."""

import hashlib
from typing import Any
from uuid import uuid4

import factory

from tests.factories.base import RecordFactory, setting_up
from tracker.models import (
    Article,
    Desk,
    Export,
    Freeze,
    Job,
    Membership,
    Revision,
    Role,
    Span,
    Text,
    User,
)

PASSWORD = "a long demo passphrase"


class UserFactory(RecordFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@desk.example")
    password = factory.django.Password(PASSWORD)


class DeskFactory(RecordFactory[Desk]):
    class Meta:
        model = Desk

    name = factory.Sequence(lambda n: f"Desk {n}")
    slug = factory.Sequence(lambda n: f"desk-{n}")


class MembershipFactory(RecordFactory[Membership]):
    class Meta:
        model = Membership

    desk = factory.SubFactory(DeskFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.REPORTER


def member(desk: Desk, *roles: Role, **user: Any) -> User:
    """Return a new person with these roles on the desk, loaded afresh."""
    with setting_up():
        person = UserFactory(**user)
        for role in roles:
            MembershipFactory(desk=desk, user=person, role=role)
    return User.objects.get(pk=person.pk)


class TextFactory(RecordFactory[Text]):
    class Meta:
        model = Text

    desk = factory.SubFactory(DeskFactory)
    content = factory.Sequence(
        lambda n: f"“The bridge is closed,” said a local source, number {n}."
    )
    sha256 = factory.LazyAttribute(
        lambda o: hashlib.sha256(o.content.encode()).hexdigest()
    )
    characters = factory.LazyAttribute(lambda o: len(o.content))


class ArticleFactory(RecordFactory[Article]):
    """An article with one revision; `text="…"` sets its words."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.REPORTER))
    title = factory.Sequence(lambda n: f"The bridge is closed, part {n}")

    @factory.post_generation
    def text(self: Article, create: bool, words: str | None, **_: Any) -> None:  # noqa: FBT001
        if create:
            content = {"content": words} if words else {}
            RevisionFactory(
                desk=self.desk,
                article=self,
                text=TextFactory(desk=self.desk, **content),
            )


class RevisionFactory(RecordFactory[Revision]):
    class Meta:
        model = Revision

    article = factory.SubFactory(ArticleFactory)
    desk = factory.SelfAttribute("article.desk")
    number = 1
    text = factory.SubFactory(TextFactory, desk=factory.SelfAttribute("..desk"))


class SpanFactory(RecordFactory[Span]):
    """A span of a text; by default its first ten characters."""

    class Meta:
        model = Span

    text = factory.SubFactory(TextFactory)
    desk = factory.SelfAttribute("text.desk")
    start = 0
    end = 10
    exact = factory.LazyAttribute(lambda o: o.text.content[o.start : o.end])


class ExportFactory(RecordFactory[Export]):
    """An export that an editor asked for and that is queued."""

    class Meta:
        model = Export

    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))
    dataset = "articles"
    profile = "internal"
    state = "queued"


class JobFactory(RecordFactory[Job]):
    class Meta:
        model = Job

    desk = factory.SubFactory(DeskFactory)
    kind = "test.work"
    subject = factory.LazyFunction(uuid4)


class FreezeFactory(RecordFactory[Freeze]):
    """A desk that nobody can change; `desk=None` is the whole site."""

    class Meta:
        model = Freeze

    desk = factory.SubFactory(DeskFactory)
    reason = "A log-in may be stolen."
