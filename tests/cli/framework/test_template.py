"""`--template` from the outside: what is taken, and what is refused before anything is written."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

ARGS = ("form", "minutes", "last", "general-meeting")


@pytest.fixture
def own(tmp_path):
    document = docx.Document()
    document.add_paragraph("Place: {{ place }}, chair: {{ chair }}")
    document.add_paragraph("{% for one in attendance %}{{ one.name }}, {% endfor %}")
    document.save(tmp_path / "own.docx")
    return tmp_path / "own.docx"


def test_the_users_own_template_is_filled_in(orglife, sample, own, tmp_path):
    result = orglife(*ARGS, "-o", "m.docx", "--template", "own.docx")

    assert result.status == 0, result.stderr
    place, names = (one.text for one in docx.Document(tmp_path / "m.docx").paragraphs)
    assert place.startswith("Place: ")
    assert "Qiu Wei" in names


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("-o", "m.html", "--template", "own.docx"), 2, "not for html"),
        (("--template", "own.docx"), 2, "not for table"),
        (("-o", "m.docx", "--template", "none.docx"), 4, "none.docx"),
        (("-o", "m.docx", "--template", "branch.json"), 3, "branch.json can't be read"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(
    orglife, sample, own, tmp_path, args, status, said
):
    before = sorted(tmp_path.iterdir())
    result = orglife(*ARGS, *args)

    assert result.status == status
    assert said in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_template_that_unpacks_to_too_much_is_refused(orglife, sample, tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (8 << 20))
    (tmp_path / "bomb.docx").write_bytes(file.getvalue())
    result = orglife(*ARGS, "-o", "m.docx", "--template", "bomb.docx")

    assert result.status == 3
    assert "unpacks to" in result.stderr
    assert not (tmp_path / "m.docx").exists()


def test_a_name_that_the_view_lacks_is_named_with_those_it_has(orglife, sample, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ plaec }}")
    document.save(tmp_path / "own.docx")
    result = orglife(*ARGS, "-o", "m.docx", "--template", "own.docx")

    assert result.status == 3
    assert "plaec" in result.stderr
    assert "place" in result.stderr
    assert not (tmp_path / "m.docx").exists()


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_workbook_is_not_written_onto_a_terminal(orglife, sample, monkeypatch, form):
    from orglife.cli.process import environment

    monkeypatch.setattr(environment, "is_terminal", lambda stream: True)
    result = orglife("check", "2026", "--format", form, "--no-input")

    assert result.status == 2
    assert f"-o report.{form}" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ ''.__class__.__mro__ }}",
    ],
)
def test_a_template_without_end_is_ended(orglife, sample, tmp_path, monkeypatch, text):
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "evil.docx")
    monkeypatch.setattr("orglife.cli.framework.show.TEMPLATE_SECONDS", 2)

    result = orglife(*ARGS, "-o", "m.docx", "--template", "evil.docx")

    assert result.status in (3, 4), result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "m.docx").exists()


def test_a_template_is_not_filled_in_by_packages_from_which_it_breaks_out(
    orglife, sample, own, monkeypatch
):
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "3.1.5")

    result = orglife(*ARGS, "-o", "m.docx", "--template", "own.docx")

    assert result.status == 3
    assert "3.1.6 or newer" in result.stderr
