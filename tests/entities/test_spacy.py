import pytest

from tests.entities.build import document
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import load_tagger

spacy = pytest.importorskip("spacy", reason="the extra [spacy] is not installed")


@pytest.fixture
def pipeline(tmp_path):
    """Return the path of a spaCy pipeline that knows a few names."""
    nlp = spacy.blank("en")
    patterns = {"PERSON": "Senator Ada Brown", "ORG": "the Zorvex Group's", "DATE": "Monday", "GPE": "Paris"}
    nlp.add_pipe("entity_ruler").add_patterns([{"label": k, "pattern": v} for k, v in patterns.items()])
    nlp.to_disk(tmp_path / "pipeline")
    return tmp_path / "pipeline"


def test_what_spacy_finds_goes_through_the_layers(pipeline):
    tagger = load_tagger(EntitySettings(tagger=f"spacy:{pipeline}"))
    text = "On Monday Senator Ada Brown met the Zorvex Group's head in Paris. Ms. Brown spoke to NATO."
    mentions = {m.text: m for m in tagger.tag([document(text)])[0]}
    assert {name: m.label for name, m in mentions.items()} == {
        "Ada Brown": "PERSON",
        "Zorvex Group": "ORG",
        "Paris": "GPE",
        "Brown": "PERSON",
        "NATO": "ORG",
    }
    assert mentions["Ada Brown"].source == "spacy"
    assert mentions["Paris"].entity_id == "geonames:2988507"
