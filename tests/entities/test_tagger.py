import dataclasses
import itertools
import pickle

import pytest

from schemas.entity import ENTITY, Entity
from tests.entities.build import document, found, tag, tagger
from transforms.entities.mentions import Mention
from transforms.entities.settings import EntitySettings

STORY = (
    "LONDON (AFP) — Russian officials met U.S. Defense Secretary Mara Holt in London on Monday, Reuters said.\n"
    "Holt's visit comes before a NATO summit in Berlin. “We agreed with Britons and with SKorea,” Ms. Holt said.\n"
    "The Éclair Foundation gave €5 million 😀 to villages near Springfield, Illinois; F-35C jets flew over Kraków."
)


def test_every_mention_is_a_slice_of_its_field():
    title = "Britain’s Holt: NATO “ready” 😀 for Kraków talks"
    mentions = tag(STORY, title=title)
    assert {mention.field for mention in mentions} == {"title", "text"}
    for mention in mentions:
        assert (title if mention.field == "title" else STORY)[mention.start : mention.end] == mention.text


def test_mentions_come_in_order_and_never_overlap():
    mentions = [mention for mention in tag(STORY, title="NATO meets in Berlin") if mention.field == "text"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    ("name", "label", "identity"),
    [
        ("LONDON", "GPE", "geonames:2643743"),
        ("AFP", "ORG", "wikidata:Q40464"),
        ("Russian", "NORP", "iso3166:RU"),
        ("U.S.", "GPE", "iso3166:US"),
        ("Mara Holt", "PERSON", None),
        ("Reuters", "ORG", "wikidata:Q130879"),
        ("NATO", "ORG", "wikidata:Q7184"),
        ("Berlin", "GPE", "geonames:2950159"),
        ("Britons", "NORP", "iso3166:GB"),
        ("SKorea", "GPE", "iso3166:KR"),
        ("F-35C", "PRODUCT", None),
    ],
)
def test_names_get_labels_and_identifiers(name, label, identity):
    mention = found(STORY)[name]
    assert (mention.label, mention.entity_id) == (label, identity)


def test_subtypes_tell_agencies_and_aircraft():
    mentions = found(STORY)
    assert mentions["AFP"].subtype == "news_agency"
    assert mentions["F-35C"].subtype == "aircraft"


def test_spans_leave_out_articles_titles_and_possessives():
    texts = {mention.text for mention in tag(STORY)}
    assert not any(text.endswith(("'s", "’s")) or text.lower().startswith("the ") for text in texts)
    assert "Ms. Holt" not in texts
    assert "Holt" in texts


def test_a_surname_is_in_the_cluster_of_its_full_name():
    clusters = {mention.text: mention.cluster for mention in tag(STORY)}
    assert clusters["Holt"] == clusters["Mara Holt"]
    assert clusters["Holt"] != clusters["Berlin"]


def test_a_place_follows_the_state_behind_its_comma():
    springfield = found(STORY)["Springfield"]
    assert springfield.country == "US"
    assert springfield.latitude == pytest.approx(39.8, abs=0.3)


def test_places_have_coordinates_and_a_country():
    krakow = found(STORY)["Kraków"]
    assert (krakow.country, round(krakow.latitude), round(krakow.longitude)) == ("PL", 50, 20)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "😀", "12 34", "a" * 5000, "A" * 5000, "\x00\u200b"])
def test_odd_texts_are_no_trouble(text):
    assert isinstance(tag(text, title=text), tuple)


def test_equal_documents_have_equal_mentions_whatever_the_batch():
    builtin = tagger(EntitySettings())
    alone = builtin.tag([document(STORY)])
    other = document("Nothing here.")
    assert builtin.tag([other, document(STORY), other])[1] == alone[0]


def test_none_finds_nothing():
    assert tagger(EntitySettings(tagger="none")).tag([document(STORY), document("")]) == [(), ()]


def test_the_gazetteer_alone_guesses_no_persons():
    mentions = tagger(EntitySettings(tagger="gazetteer")).tag([document(STORY)])[0]
    assert {"Russian", "NATO", "Berlin"} <= {mention.text for mention in mentions}
    assert "PERSON" not in {mention.label for mention in mentions}
    assert {mention.source for mention in mentions} <= {"gazetteer", "rule"}


def test_documents_and_mentions_survive_pickling():
    mentions = tag(STORY)
    assert pickle.loads(pickle.dumps(mentions)) == mentions
    assert pickle.loads(pickle.dumps(document(STORY))) == document(STORY)


def test_a_mention_and_a_row_have_the_same_fields():
    mention = {field.name for field in dataclasses.fields(Mention)}
    row = [field.name for field in dataclasses.fields(Entity)]
    assert row == ENTITY.names
    assert set(row) == mention | {"article_id", "revision"}
