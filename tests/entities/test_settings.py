import msgspec
import pytest

from tests.entities.build import document
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import check_settings, load_tagger


class Shouter:
    """A tagger of a user's own."""

    def tag(self, documents):
        return [() for _ in documents]


class Mute:
    """No tagger at all."""


def settings(**table):
    return msgspec.convert(table, EntitySettings)


def own(tmp_path, content):
    path = tmp_path / "own.csv"
    path.write_text(content, encoding="utf-8")
    return settings(gazetteers=[str(path)])


@pytest.mark.parametrize("tagger", ["", "bultin", "spacy:", "gliner:", "a.b", "a.b:", ":C", "a b:C"])
def test_a_tagger_that_is_none_is_refused(tagger):
    with pytest.raises(msgspec.ValidationError, match=r"\$\.tagger"):
        settings(tagger=tagger)


@pytest.mark.parametrize("home", ["example.com", "example.com=us", "=US", "example.com=USA"])
def test_a_home_without_site_and_country_is_refused(home):
    with pytest.raises(msgspec.ValidationError, match="homes"):
        settings(homes=[home])


@pytest.mark.parametrize(
    ("tagger", "message"),
    [
        ("no.such.module:Tagger", "No module named"),
        ("tests.entities.test_settings:Missing", "Missing"),
        ("tests.entities.test_settings:Mute", "no method tag"),
        ("spacy:no_such_pipeline", "spacy"),
        ("gliner:/no/such/folder", "gliner"),
    ],
)
def test_a_tagger_that_cannot_be_had_is_named_before_the_run(tagger, message):
    with pytest.raises(ValueError, match=rf"^entities.tagger: .*{message}"):
        check_settings(settings(tagger=tagger))


def test_a_class_of_ones_own_is_loaded():
    tagger = load_tagger(settings(tagger="tests.entities.test_settings:Shouter"))
    assert tagger.tag([document("a")]) == [()]


def test_own_names_are_found_with_their_id(tmp_path):
    table = own(tmp_path, "name,aliases,label,id\nZorvex Robotics,Zorvex|ZRX,ORG,acme:17\nthe wall,,FAC,\n")
    check_settings(table)
    mentions = {m.text: m for m in load_tagger(table).tag([document("At the wall, ZRX and Zorvex Robotics met.")])[0]}
    assert (mentions["ZRX"].label, mentions["ZRX"].entity_id, mentions["ZRX"].source) == ("ORG", "acme:17", "user")
    assert mentions["Zorvex Robotics"].cluster == mentions["ZRX"].cluster
    assert mentions["the wall"].label == "FAC"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column name and label"),
        ("name,id\nA,1\n", "no column label"),
        ("name,label\nA,CITY\n", "line 2: label 'CITY'"),
        ("name,label\n,ORG\n", "line 2: no name"),
    ],
)
def test_a_bad_list_is_named_with_its_line(tmp_path, content, message):
    with pytest.raises(ValueError, match=rf"entities.gazetteers: .*{message}"):
        check_settings(own(tmp_path, content))


def test_a_list_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"entities.gazetteers: /no/list.csv: cannot be read"):
        check_settings(settings(gazetteers=["/no/list.csv"]))


def test_the_home_of_an_outlet_decides_between_towns_of_one_name():
    text = "The mayor of Springfield spoke on Tuesday in Springfield."
    at_home = load_tagger(settings(homes=["paper.example=US.MA"]))
    here, elsewhere = (
        at_home.tag([document(text, source=source)])[0][0] for source in ("paper.example", "other.example")
    )
    assert here.longitude == pytest.approx(-72.6, abs=0.3)
    assert elsewhere.longitude != here.longitude
