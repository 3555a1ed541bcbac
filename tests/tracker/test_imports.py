"""Articles from files: what goes in, what is reported, and nothing twice."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tracker.errors import Duplicate, Invalid, NotAllowed, NotFound
from tracker.formats import ArticleRow, BadRow, Sheet, read_rows
from tracker.models import Article, Revision, Role
from tracker.services import imports
from tracker.services.imports import Outcome

WORDS = "“They remain abroad,” said an inside source.\n\n그는 말했다."


@pytest.fixture
def desk(db):
    return DeskFactory(language="ko")


@pytest.fixture
def reporter(desk):
    return member(desk, Role.REPORTER)


@pytest.fixture
def bring(desk, reporter):
    def rows(*given):
        return list(imports.import_rows(desk.pk, given, by=reporter))

    return rows


def row(number=1, **fields):
    return ArticleRow(number, **{"title": "T", "text": WORDS, **fields})


def outcomes(reports):
    return [report.outcome for report in reports]


def test_a_row_becomes_an_article_with_its_words(bring):
    (report,) = bring(row(byline="Staff", external_id="a-1"))
    article = Article.objects.get(pk=report.article)
    assert article.current.text.content == WORDS
    assert (article.byline, article.external_id) == ("Staff", "a-1")
    assert article.language == "ko"  # the desk's, when the row names none


def test_importing_again_adds_a_revision_only_for_other_words(bring):
    bring(row(external_id="a-1"))
    assert outcomes(bring(row(external_id="a-1"))) == [Outcome.UNCHANGED]
    assert outcomes(bring(row(external_id="a-1", title="U"))) == [Outcome.DESCRIBED]
    (report,) = bring(row(external_id="a-1", title="V", text="Other words."))
    assert report.outcome is Outcome.REVISED
    article = Article.objects.get(pk=report.article)
    assert (article.title, article.revisions.count()) == ("V", 2)


def test_the_same_words_are_reported_and_not_filed_twice(bring):
    first, second = bring(row(1), row(2, title="Other", external_id="b"))
    assert second.outcome is Outcome.DUPLICATE
    assert second.article == first.article
    assert Article.objects.count() == 1


def test_words_of_another_desk_are_nobodys_business(bring):
    ArticleFactory(text=WORDS)
    assert outcomes(bring(row())) == [Outcome.FILED]


def test_a_bad_row_takes_nothing_with_it(bring):
    reports = bring(
        row(1),
        BadRow(2, Invalid("The title is missing.", field="title")),
        row(3, text="More.", title="T" * 301),
        row(4, text="Still more.", url="javascript:alert(1)"),
        row(5, text="Last."),
    )
    assert outcomes(reports) == [
        Outcome.FILED,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.FILED,
    ]
    assert [report.facts.get("field") for report in reports[1:4]] == [
        "title",
        "title",
        "url",
    ]
    assert Article.objects.count() == 2


def test_somebody_elses_article_is_refused_with_the_reason(desk, bring):
    ArticleFactory(desk=desk, external_id="a-1")
    (report,) = bring(row(external_id="a-1"))
    assert report.outcome is Outcome.REFUSED
    assert "filed themselves" in report.message


def test_who_may_not_file_imports_nothing(desk):
    with pytest.raises(NotAllowed):
        imports.import_rows(desk.pk, [row()], by=member(desk, Role.AUDITOR))
    with pytest.raises(NotFound):
        imports.import_rows(desk.pk, [row()], by=member(DeskFactory(), Role.EDITOR))


def test_a_file_is_an_article_titled_by_its_first_line(desk, reporter):
    content = f"Laborers stay\n\n{WORDS}".encode("utf-16")
    article = imports.import_file(desk.pk, name="a.txt", content=content, by=reporter)
    assert article.title == "Laborers stay"
    assert article.current.text.content == WORDS
    with pytest.raises(Invalid, match="can be read"):
        imports.import_file(desk.pk, name="a.exe", content=b"MZ", by=reporter)


def test_a_file_keeps_its_external_id_once(desk, reporter):
    given = {"name": "a.md", "by": reporter, "external_id": "x"}
    imports.import_file(desk.pk, content=b"# One\n\nwords", **given)
    with pytest.raises(Duplicate):
        imports.import_file(desk.pk, content=b"# Two\n\nmore", **given)


def run(path, desk, person):
    call_command("import_articles", str(path), desk=desk.slug, email=person.email)


def test_the_command_files_good_rows_and_lists_the_others(
    desk, reporter, tmp_path, capsys
):
    path = tmp_path / "articles.jsonl"
    rows = [{"title": "One", "text": WORDS}, {"title": "Two"}]
    path.write_text("\n".join(map(json.dumps, rows)))
    with pytest.raises(CommandError, match="refused"):
        run(path, desk, reporter)
    told = capsys.readouterr()
    assert "1 filed" in told.out
    assert told.err == "row 2: Give the article as either text or html.\n"
    assert Revision.objects.count() == 1


def test_the_command_files_one_document(desk, reporter, tmp_path, capsys):
    path = tmp_path / "article.html"
    path.write_text(f"<h1>Title</h1><p>{WORDS}</p>")
    run(path, desk, reporter)
    assert "1 filed" in capsys.readouterr().out
    assert Article.objects.get().title == "Title"


def test_the_command_names_what_is_missing(desk, reporter, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.csv", desk, reporter)
    with pytest.raises(CommandError, match="not a member"):
        run(tmp_path / "none.csv", DeskFactory(), reporter)


def test_many_rows_are_reported_in_their_order(bring):
    lines = "\n".join(
        json.dumps({"title": f"T{n}", "text": f"Words {n}."}) for n in range(40)
    )
    reports = bring(*read_rows(lines.encode(), Sheet.JSON_LINES))
    assert {report.outcome for report in reports} == {Outcome.FILED}
    assert [report.number for report in reports] == list(range(1, 41))


def test_the_command_fetches_nothing_unless_that_is_switched_on(desk, reporter):
    with pytest.raises(CommandError, match="switched off"):
        run("https://paper.example/article", desk, reporter)
    assert not Article.objects.exists()
