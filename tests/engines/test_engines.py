from __future__ import annotations

import http.server
import threading

import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.engines import EngineError, end_job, find_prism


def program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_prism_is_where_its_variable_says(tmp_path):
    named = program(tmp_path / "a" / "prism")
    assert find_prism({"HEADWATER_PRISM": named, "PATH": ""}, tmp_path) == named


def test_prism_is_found_on_the_command_path_and_in_the_folder_of_go(tmp_path):
    built = program(tmp_path / "go" / "bin" / "prism")
    assert find_prism({"PATH": ""}, tmp_path) == built
    first = program(tmp_path / "bin" / "prism")
    assert find_prism({"PATH": str(tmp_path / "bin")}, tmp_path) == first


def test_without_prism_the_message_says_how_to_get_it(tmp_path):
    with pytest.raises(EngineError, match=r"go install github\.com/apache/beam/sdks/v2/go/cmd/prism@v2"):
        find_prism({"PATH": str(tmp_path)}, tmp_path)


def test_a_variable_that_names_no_program_is_an_error(tmp_path):
    with pytest.raises(EngineError, match="no program"):
        find_prism({"HEADWATER_PRISM": str(tmp_path / "none"), "PATH": ""}, tmp_path)


class Job:
    """A job as Beam's job server knows it."""

    _job_id = "headwater-1_0a1b"
    cancelled = False

    def cancel(self):
        self.cancelled = True


def test_a_job_that_is_done_is_cancelled_in_the_cluster_too():
    asked = []

    class Flink(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(b'{"jobs": [{"jid": "7f", "name": "other"}, {"jid": "a9", "name": "headwater-1"}]}')

        def do_PATCH(self):
            asked.append(self.path)
            self.answer(b"{}")

        def answer(self, body):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    job = Job()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Flink) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        end_job(job, PipelineOptions(flink_master=f"127.0.0.1:{server.server_port}"))
        server.shutdown()
    assert job.cancelled
    assert asked == ["/jobs/a9"]


def test_a_cluster_that_does_not_answer_is_named():
    with pytest.raises(EngineError, match="job headwater-1 is done, but was not cancelled"):
        end_job(Job(), PipelineOptions(flink_master="127.0.0.1:1"))


def test_without_the_address_of_flink_the_user_is_told(caplog):
    end_job(Job(), PipelineOptions())
    assert "may have to be cancelled" in caplog.text
