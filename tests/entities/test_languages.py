from tests.entities.build import document, found, tagger
from transforms.entities.settings import EntitySettings


def names(text, language):
    return {
        (m.text, m.label, m.entity_id) for m in tagger(EntitySettings()).tag([document(text, language=language)])[0]
    }


def test_german_gets_countries_and_cities_but_no_persons():
    result = names("Die Regierung von Deutschland und Heinz Krause reisten nach München zur NATO.", "de")
    assert ("Deutschland", "GPE", "iso3166:DE") in result
    assert ("München", "GPE", "geonames:2867714") in result
    assert ("NATO", "ORG", "wikidata:Q7184") in result
    assert "PERSON" not in {label for _, label, _ in result}


def test_cyrillic_names_are_found_in_their_base_form():
    assert ("Москва", "GPE", "geonames:524901") in names("Москва и Пекин договорились.", "ru")


def test_chinese_names_are_found_without_spaces():
    result = names("据新华社报道，俄罗斯总统访问了北京。", "zh")
    assert ("新华社", "ORG", "wikidata:Q204839") in result
    assert ("俄罗斯", "GPE", "iso3166:RU") in result
    assert ("北京", "GPE", "geonames:1816670") in result


def test_korean_names_are_found_before_their_endings():
    assert ("서울", "GPE", "geonames:1835848") in names("대통령은 서울에서 말했다.", "ko")


def test_latin_names_in_chinese_are_whole_words():
    assert {text for text, _, _ in names("NATO和UNO", "zh")} == {"NATO"}


def test_other_languages_say_that_the_lists_found_the_name():
    mentions = tagger(EntitySettings()).tag([document("España y Francia", language="es")])[0]
    assert {mention.source for mention in mentions} == {"gazetteer"}


def test_an_unknown_language_is_taken_for_english():
    assert found("The delegation met in Paris with Senator Ada Brown.", language=None)["Ada Brown"].label == "PERSON"
