from __future__ import annotations

import pytest

from pipelines.engines import EngineError, find_prism


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
