"""A wrong configuration is found before the run starts, with the path of the wrong key."""

from pathlib import Path

import msgspec
import pytest

from pipelines.config import Config, ConfigError, config_hash, load_config

CONFIGS = sorted(Path(__file__).parents[2].glob("configs/**/*.toml"))


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "headwater.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_every_example_configuration_loads(path):
    assert load_config(str(path)) != Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[output]\npaht = 'x'", r"output\.paht: unknown key"),
        ("[outptu]\npath = 'x'", r"outptu: unknown key"),
        ("[run]\nworkers = -1", r"run\.workers: Expected `int` >= 0"),
        ("[run]\nworkers = 'two'", r"run\.workers: Expected `int`, got `str`"),
        ("[input]\nfeeds = 'https://example.org/rss'", r"input\.feeds: Expected `array`, got `str`"),
        ("[output]\npartition_by = ['colour']", r"output\.partition_by\[0\]: Invalid enum value 'colour'"),
        ("[output", "not valid TOML"),
    ],
    ids=["unknown key", "unknown table", "too small", "wrong type", "no list", "no such partition", "no TOML"],
)
def test_a_wrong_key_is_named(tmp_path, text, message):
    with pytest.raises(ConfigError, match=message):
        load_config(written(tmp_path, text))


def test_a_missing_file_is_named():
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read"):
        load_config("nowhere.toml")


def test_relative_paths_are_taken_from_the_files_folder(tmp_path):
    config = load_config(
        written(tmp_path, "[input]\npaths = ['pages/*.html', 's3://bucket/x']\n[output]\npath = 'out'")
    )
    assert config.input.paths == (str(tmp_path / "pages/*.html"), "s3://bucket/x")
    assert config.output.path == str(tmp_path / "out")


def test_equal_configurations_have_equal_hashes_and_others_do_not():
    changed = msgspec.structs.replace(Config(), run=msgspec.structs.replace(Config().run, workers=3))
    assert config_hash(Config()) == config_hash(Config()) != config_hash(changed)
