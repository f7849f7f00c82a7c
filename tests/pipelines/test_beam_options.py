"""Beam's options pass through; what neither side knows is an error."""

import pytest
from apache_beam.options.pipeline_options import PortableOptions, PrismRunnerOptions, StandardOptions

from pipelines.beam_options import FlinkOptions, beam_options, is_local, split_options, streaming
from pipelines.config import ConfigError


def test_beams_options_are_told_apart_from_ours_wherever_they_stand():
    given, rest = split_options(["ingest", "--runner", "FlinkRunner", "a.html", "--parallelism=4", "--output", "x"])
    assert given == {"runner": "FlinkRunner", "parallelism": 4}
    assert rest == ["ingest", "a.html", "--output", "x"]


@pytest.mark.parametrize("runner", [None, "DirectRunner", "direct"])
def test_a_local_run_is_the_in_process_runner(runner):
    options = beam_options({}, {"runner": runner} if runner else {})
    assert options.view_as(StandardOptions).runner == "FnApiRunner"
    assert is_local(options)


def test_the_command_line_goes_before_the_table():
    options = beam_options({"runner": "FlinkRunner", "job_endpoint": "localhost:8099"}, {"runner": "PortableRunner"})
    assert options.view_as(StandardOptions).runner == "PortableRunner"
    assert options.view_as(PortableOptions).job_endpoint == "localhost:8099"
    assert not is_local(options)


def test_an_unknown_key_of_the_table_is_named():
    with pytest.raises(ConfigError, match=r"beam\.paralellism: not an option of Beam"):
        beam_options({"paralellism": 4}, {})


def test_a_wrong_value_is_an_error():
    with pytest.raises(ConfigError, match="Beam option: argument --parallelism: invalid int value: 'many'"):
        beam_options({"parallelism": "many"}, {})


def test_prism_is_the_one_of_this_machine_and_never_downloaded(monkeypatch, tmp_path):
    program = tmp_path / "prism"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("HEADWATER_PRISM", str(program))
    options = beam_options({}, {"runner": "PrismRunner"})
    assert options.view_as(PrismRunnerOptions).prism_location == str(program)
    assert options.view_as(PortableOptions).environment_type == "LOOPBACK"
    monkeypatch.setenv("HEADWATER_PRISM", str(tmp_path / "none"))
    with pytest.raises(ConfigError, match="which is no program"):
        beam_options({}, {"runner": "PrismRunner"})


def test_on_a_cluster_python_processes_are_kept_for_the_next_step():
    portable = beam_options({}, {"runner": "PortableRunner"}).view_as(PortableOptions)
    assert portable.environment_cache_millis == 60_000
    given = beam_options({"environment_cache_millis": 5000}, {"runner": "FlinkRunner"}).view_as(PortableOptions)
    assert int(given.environment_cache_millis) == 5000


def test_a_stream_on_a_cluster_has_checkpoints_that_wait_for_the_end_of_a_bundle():
    options = streaming(beam_options({}, {"runner": "PortableRunner"}))
    assert options.view_as(StandardOptions).streaming
    assert options.view_as(FlinkOptions).checkpointing_interval == 10_000
    assert options.view_as(FlinkOptions).finish_bundle_before_checkpointing
    given, _ = split_options(["--checkpointing_interval=2000"])
    own = streaming(beam_options({"runner": "PortableRunner"}, given))
    assert own.view_as(FlinkOptions).checkpointing_interval == 2000
    assert own.get_all_options(drop_default=True)["finish_bundle_before_checkpointing"] is True


def test_a_bounded_run_on_a_cluster_has_no_checkpoints():
    options = beam_options({}, {"runner": "PortableRunner"})
    assert options.view_as(FlinkOptions).checkpointing_interval is None
