"""Every sheet in both languages: its title, its tables, nothing on it for the screen."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from html.parser import HTMLParser

import docx
import pytest
from running import TODAY, clean_environment, command_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = {
    "form sign-in last theme-day": ("Sign-in sheet", "签到表"),
    "form minutes last general-meeting": ("Minutes of the general", "支部党员大会会议记录"),
    "form minutes last committee-meeting": ("Minutes of the committee", "支部委员会会议记录"),
    "form minutes last group-meeting": ("Minutes of the meeting of", "会议记录"),
    "form minutes last lecture": ("Record", "党课记录"),
    "form minutes last theme-day": ("Record of the theme", "主题党日活动记录"),
    "form minutes last organizational-life-meeting": ("minutes", "年度组织生活会记录"),
    "form problems": ("problems found", "组织生活会问题清单"),
    "form appraisal 2026": ("ballot", "民主评议党员测评表"),
    "form plan 2027-Q1": ("Q1 2027", "2027年第一季度组织生活计划报备表"),
    "form register 2026-Q3": ("Q3 2026", "2026年第三季度组织生活台账"),
    "form register 2026 --by kind": ("Register", "2026年度组织生活台账"),
    "form roster --blank A,B": ("Roster", "党员花名册"),
    "handover": ("Handover", "书记工作交接清单"),
    "report talks 2026": ("Talks and reports", "谈心谈话、党员汇报登记表"),
    "report attendance 2026": ("Attendance", "党员参加组织生活一览表"),
    "report year 2026": ("Organizational life in 2026", "2026年度组织生活情况表"),
    "report year 2026 --annexes": ("Annex 5", "附件5"),
    "check 2026 --fail-on never": ("Missed and open", "缺项与待办明细"),
}
"""Command to words of its title, English and Chinese."""
LANGUAGES = ("en", "zh")
NEVER = re.compile(r"orglife |\b[A-Z]{2}-[A-Z]{3,}\b|[0-9a-f]{32}|#\d+|未核实|not verified|____")
"""Commands, codes of rules, digests, numbers of records: none belongs on paper."""


@pytest.fixture(scope="module")
def branches(tmp_path_factory):
    """Return a made-up branch with two years of life in each language."""
    return {
        language: _demo(tmp_path_factory, language, command_of(TODAY)) for language in LANGUAGES
    }


def _demo(tmp_path_factory, language, command):
    folder = tmp_path_factory.mktemp(f"demo-{language}")
    subprocess.run(
        [*command, "demo", "d", "--lang", language, "--quiet"],
        cwd=folder,
        env=clean_environment() | {"ORGLIFE_CONFIG_DIR": str(folder / "own")},
        check=True,
        capture_output=True,
    )
    return folder / "d" / "branch.json"


def written(orglife, branches, tmp_path, command, language, extension):
    path = tmp_path / f"paper.{extension}"
    words = ("--file", branches[language], *command.split(), "--lang", language)
    done = orglife(*words, "-o", path, "--force")
    assert done.status == 0, done.stderr
    return path


def words_of(path):
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read("word/document.xml").decode()]
    return "\n".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts[0]))


class Sheets(HTMLParser):
    """The text within the sheets of a page."""

    def __init__(self, page):
        super().__init__()
        self.text, self.inside = "", 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "section" and "sheet" in (dict(attrs).get("class") or ""):
            self.inside += 1

    def handle_endtag(self, tag):
        self.inside -= tag == "section" and self.inside > 0

    def handle_data(self, data):
        if self.inside:
            self.text += data + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", PAPERS)
def test_word_and_html_say_the_same_and_nothing_for_the_screen(
    orglife, branches, tmp_path, command, language
):
    word = words_of(written(orglife, branches, tmp_path, command, language, "docx"))
    page = written(orglife, branches, tmp_path, command, language, "html")
    html = Sheets(page.read_text(encoding="utf-8")).text

    plain = "".join(word.replace("&amp;", "&").replace("&gt;", ">").replace("&lt;", "<").split())
    assert plain == "".join(html.split())
    title = PAPERS[command][LANGUAGES.index(language)]
    assert "".join(title.split()) in plain
    assert not NEVER.search(word), NEVER.search(word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_states_its_language_and_its_faces(orglife, branches, tmp_path, language):
    path = written(orglife, branches, tmp_path, "report year 2026", language, "docx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if "xml" in name}
    locale = "zh-CN" if language == "zh" else "en-GB"

    for name in ("word/styles.xml", "word/document.xml", "word/settings.xml"):
        assert "en-US" not in parts[name], name
        assert "ja-JP" not in parts[name], name
    assert f'<w:lang w:val="{locale}" w:eastAsia="zh-CN"' in parts["word/styles.xml"]
    assert 'w:eastAsia="SimSun"' in parts["word/styles.xml"]
    assert "Theme" not in "".join(re.findall(r"<w:rFonts[^>]*>", parts["word/styles.xml"]))
    assert docx.Document(path).core_properties.language == locale
    footer = next(text for name, text in parts.items() if "footer" in name)
    assert "NUMPAGES" in footer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", PAPERS)
def test_tables_are_fixed_and_their_rows_are_never_divided(
    orglife, branches, tmp_path, command, language
):
    path = written(orglife, branches, tmp_path, command, language, "docx")
    document = docx.Document(path)

    assert document.tables
    for table in document.tables:
        assert table._tbl.find(f".//{W}tblLayout").get(f"{W}type") == "fixed"
        grid = [int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol")]
        assert sum(grid) <= 257 / 25.4 * 1440 + 40
        for row in table._tbl.iter(f"{W}tr"):
            assert row.find(f".//{W}cantSplit") is not None
            spans = [cell.find(f".//{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if one is None else int(one.get(f"{W}val")) for one in spans) == len(grid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_of_health_is_on_paper(orglife, branches, tmp_path, language):
    reasons = {"en": ("frail and ill", "in hospital with a leg"), "zh": ("年老体弱", "住院手术")}
    names = {"en": ("An Bo", "Bai He"), "zh": ("安博", "白荷")}
    file = tmp_path / "branch.json"
    file.write_bytes(branches[language].read_bytes())
    own = ("--file", file, "--lang", language)
    spared, ill = reasons[language]
    one, two = names[language]
    orglife("member", "exempt", one, "--from", "2026-11-19", "--reason", spared, *own, "-y")
    done = orglife(
        *("log", "theme-day", "--on", "2026-11-20", "--absent", f"{two}:excused:{ill}"),
        *(*own, "-y"),
    )
    assert done.status == 0, done.stderr
    for command in (
        "form sign-in last theme-day",
        "form minutes last theme-day",
        "form register 2026-11",
        "report attendance 2026",
    ):
        path = tmp_path / "x.docx"
        assert orglife(*command.split(), *own, "-o", path, "--force").status == 0
        said = words_of(path)
        assert spared not in said, command
        assert ill not in said, command


def test_two_runs_give_the_same_bytes(orglife, branches, tmp_path):
    first = written(orglife, branches, tmp_path, "report year 2026", "zh", "docx").read_bytes()
    again = written(orglife, branches, tmp_path, "report year 2026", "zh", "docx").read_bytes()

    assert first == again
    assert io.BytesIO(first).read(2) == b"PK"
