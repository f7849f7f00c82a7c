"""The command as its users meet it: what it does, what it says, and how it ends."""

from __future__ import annotations

import socket

import pytest

from tests.conftest import headwater
from tests.pipelines.newsroom import rows, visible, write_pages


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    """Six pages and one that is none, ingested twice."""
    folder = tmp_path_factory.mktemp("newsroom")
    write_pages(folder / "pages", 6)
    (folder / "pages/empty.html").write_bytes(b"")
    output = folder / "out"
    runs = [headwater("ingest", str(folder / "pages"), "--output", str(output)) for _ in range(2)]
    return output, runs


def test_a_run_stores_each_page_and_ends_with_zero_whatever_was_rejected(ingested):
    output, ((status, _), _) = ingested
    assert status == 0
    titles = rows(output, "articles", "title")["title"].to_pylist()
    assert len(titles) == 6
    assert "Saltmarsh votes on its ferry, item 0" in titles
    assert rows(output, "rejects", "reason")["reason"].to_pylist() == ["read-empty"]


def test_the_last_lines_say_what_went_in_and_what_came_out(ingested):
    output, ((_, printed), _) = ingested
    lines = printed.splitlines()
    assert ": 7 inputs in " in lines[0]
    assert lines[1].split(";")[0].split() == ["articles", "6", "new,", "0", "revised,", "0", "known"]
    assert lines[-2].split() == ["rejects", "1:", "read-empty", "1"]
    assert lines[-1] == f"Data in {output}"


def test_a_second_run_adds_nothing_and_says_so(ingested):
    output, (_, (status, printed)) = ingested
    assert status == 0
    assert "nothing new: every article was known" in printed
    assert len(rows(output, "articles")) == 6
    assert len(rows(output, "rejects")) == 1
    assert rows(output, "runs", "articles_known")["articles_known"].to_pylist() in ([0, 6], [6, 0])


def test_beam_options_may_stand_anywhere(tmp_path, ingested):
    write_pages(tmp_path / "pages", 1)
    (tmp_path / "hw.toml").write_text('[entities]\ntagger = "none"\n')
    status, _ = headwater(
        "--runner=DirectRunner", "ingest", str(tmp_path / "pages"), "--job_name", "tidings", "--output",
        str(tmp_path / "out"), "--config", str(tmp_path / "hw.toml"), "--no_save_main_session",
    )  # fmt: skip
    assert status == 0
    assert len(rows(tmp_path / "out", "articles")) == 1


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("ingest", "{pages}", "--wings=2"), "unrecognized arguments: --wings=2"),
        (("ingest", "{pages}", "--conf", "x.toml"), "unrecognized arguments: --conf"),
        (("ingest", "{pages}", "--every", "soon"), "'soon': expected a number and s, m, h or d"),
        (("ingest", "{pages}", "--every", "0m"), "'0m': expected"),
        (("ingest", "{pages}", "--direct_num_workers", "many"), "invalid int value: 'many'"),
        (("ingest",), "nothing to read: give INPUT"),
        (("ingest", "{pages}/none-*.html"), "none-*.html: matches no file"),
        (("ingest", "{pages}", "--config", "missing.toml"), "missing.toml: cannot be read (No such file"),
        (("ingest", "{pages}", "--config", "{unknown}"), "input.paht: unknown key"),
        (("ingest", "{pages}", "--config", "{wrong}"), "run.workers: Expected `int`"),
        (("ingest", "{pages}", "--config", "{no_toml}"), "not valid TOML"),
        (("check",), "required: --config"),
        (("report", "{pages}"), "no runs dataset here"),
        (("compact", "{pages}/nowhere"), "nowhere: no runs dataset here"),
        (("replay", "{pages}/nowhere"), "nowhere: no runs dataset here"),
        (("flood",), "invalid choice: 'flood'"),
        ((), "required: COMMAND"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_run_is_refused_with_two_and_nothing_is_written(tmp_path, capsys, argv, message):
    names = {"pages": str(write_pages(tmp_path / "pages", 1))}
    for name, text in {
        "unknown": "[input]\npaht = []",
        "wrong": '[run]\nworkers = "two"',
        "no_toml": "= 1",
    }.items():
        (tmp_path / f"{name}.toml").write_text(text)
        names[name] = str(tmp_path / f"{name}.toml")
    output = ("--output", str(tmp_path / "out")) if argv[:1] == ("ingest",) else ()
    status, printed = headwater(*(part.format(**names) for part in argv), *output)
    assert (status, printed) == (2, "")
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "pages/nowhere").exists()


def test_a_stream_without_an_engine_or_a_feed_is_refused_and_says_what_is_wanted(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("HEADWATER_PRISM", raising=False)
    path, output = tmp_path / "feeds.toml", tmp_path / "out"
    path.write_text('[input]\nfeeds = ["https://tidings.example/rss.xml"]\n')
    assert headwater("stream", "--config", str(path), "--output", str(output)) == (2, "")
    assert "build it with `go install github.com/apache/beam/sdks/v2/go/cmd/prism@v" in capsys.readouterr().err
    path.write_text("")
    assert headwater("stream", "--config", str(path), "--output", str(output)) == (2, "")
    assert f"{path}: input.feeds: nothing to poll" in capsys.readouterr().err
    assert not output.exists()


def test_help_and_version_end_with_zero():
    assert headwater("--version") == (0, "headwater 0.1.0\n")
    status, printed = headwater("ingest", "--help")
    assert status == 0
    for option in ("INPUT", "--config", "--output", "--every", "--dry-run"):
        assert option in printed


def test_a_dry_run_names_what_would_be_read_and_writes_nothing(tmp_path):
    write_pages(tmp_path / "pages", 1)
    (tmp_path / "pages/empty.html").write_bytes(b"")
    status, printed = headwater(
        "ingest", str(tmp_path / "pages"), "http://tidings.example/feed.xml", "--dry-run", "--output",
        str(tmp_path / "out"),
    )  # fmt: skip
    assert status == 0
    assert printed.splitlines() == [
        f"{tmp_path}/pages/00000.html: 1 html page",
        f"{tmp_path}/pages/empty.html: 1 rejected (read-empty)",
        "http://tidings.example/feed.xml: 1 feed to poll",
        printed.splitlines()[3],
    ]
    assert printed.splitlines()[3].startswith("http://tidings.example/feed.xml: poll, ")
    assert visible(tmp_path) == []
    assert not (tmp_path / "out").exists()


def test_a_wrong_file_among_the_runs_settings_is_no_traceback(tmp_path, capsys):
    (tmp_path / "hw.toml").write_text('[entities]\ntagger = "gazetteer"\ngazetteers = ["missing.csv"]\n')
    pages = write_pages(tmp_path / "pages", 1)
    status, _ = headwater("ingest", str(pages), "--config", str(tmp_path / "hw.toml"), "--output", str(tmp_path / "o"))
    assert status == 2
    assert "missing.csv" in capsys.readouterr().err


def test_an_endpoint_where_no_job_server_answers_is_named(tmp_path, capsys):
    pages = write_pages(tmp_path / "pages", 1)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        endpoint = f"127.0.0.1:{unused.getsockname()[1]}"
        argv = ("ingest", str(pages), "--output", str(tmp_path / "out"), "--runner=PortableRunner")
        assert headwater(*argv, f"--job_endpoint={endpoint}") == (1, "")
    assert f"--job_endpoint={endpoint}: no job server answers there" in capsys.readouterr().err
