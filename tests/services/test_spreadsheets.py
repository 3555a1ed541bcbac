"""LibreOffice opens every ledger, told the right separator or a wrong one: no formula.

Formulas are evaluated on loading here, as a careless reader's settings may have it.
"""

import re
import shutil
import subprocess

import pytest

from sources.models import GroundRules
from tests.factories.claims import AnnotationFactory, ClaimFactory, OccurrenceFactory
from tests.factories.sources import AgreementFactory, QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tracker.datasets import Profile, Scope, datasets
from tracker.datasets.package import Order, write_package
from tracker.models import ArticleStatus, Role

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("committed")]

SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}
ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    " =1+1",
    "\u00a0=1+1",
    "\t=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "x\n=1+1",
    "x\t=1+1",
    "x;=1+1",
    "x; \u00a0=1+1;;-2;＋3",
    ";=1+1;",
    '";=1+1',
    '"=1+1"',
    "'=1+1",
    "x,=1+1",
    "＝1+1",
    "=HYPERLINK(1)",
    '=cmd|" /C calc"!A0',
    "한국어 =1+1",
    "عربي",
    "😀=1+1",
]


@pytest.fixture
def desk(settings, tmp_path):
    """A desk on which every text that people type is an attempt."""
    settings.DATA_DIR = tmp_path / "data"
    desk = DeskFactory(name="=1+1")
    source = SourceFactory(desk=desk)
    agreement = AgreementFactory(source=source, ground_rules=GroundRules.BACKGROUND)
    for attack in ATTACKS:
        article = ArticleFactory(
            desk=desk, title=attack, byline=attack, status=ArticleStatus.PUBLISHED
        )
        claim = ClaimFactory(desk=desk, text=attack)
        OccurrenceFactory(claim=claim, article=article)
        QuoteFactory(
            desk=desk,
            article=article,
            attribution=attack,
            source=source,
            agreement=agreement,
        )
        AnnotationFactory(article=article, body=attack)
    return desk


def opened(file, separator, into):
    """The file as LibreOffice understands it, in flat XML."""
    into.mkdir()
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation=file://{into}/profile",
            "--headless",
            "--convert-to",
            "fods:OpenDocument Spreadsheet Flat XML",
            f"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,-1,true",
            "--outdir",
            str(into),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (into / file.with_suffix(".fods").name).read_text()


@pytest.mark.parametrize("separator", SEPARATORS)
def test_no_ledger_has_a_cell_that_runs(desk, tmp_path, separator):
    rows = []
    for dataset in datasets():
        order = Order(
            dataset=dataset,
            profile=Profile.INTERNAL,
            by=member(desk, Role.KEEPER),
            scope=Scope(desk_id=desk.pk),
        )
        write_package(order, tmp_path / dataset.name)
        rows.append((tmp_path / dataset.name / f"{dataset.name}.csv").read_bytes())
    together = tmp_path / "all.csv"
    together.write_bytes(b"".join(rows))
    seen = opened(together, SEPARATORS[separator], tmp_path / separator)
    assert re.findall(r'table:formula="[^"]*"', seen) == []
    assert "عربي" in seen
    assert "한국어" in seen


def test_the_eye_is_not_blind(tmp_path):
    raw = tmp_path / "raw.csv"
    raw.write_text('"=1+1"\r\n', "utf-8")
    assert "table:formula" in opened(raw, SEPARATORS["comma"], tmp_path / "seen")
