import dataclasses

from tests.entities.build import document
from transforms.entities.copies import Copies
from transforms.entities.settings import EntitySettings

STORY = "Mayor Ada Brown spoke in Springfield."
BUILTIN = EntitySettings(homes=("local.example=US.IL",))


def copy(source, **changes):
    return dataclasses.replace(document(STORY), source=source, **changes)


def test_outlets_without_a_home_or_with_the_same_make_no_difference():
    copies = Copies(BUILTIN)
    assert copies.reduced(copy("a.com", dateline="OSLO")) == copies.reduced(copy("b.com"))
    assert copies.reduced(copy("a.de")) == copies.reduced(copy("b.de"))


def test_outlets_with_another_home_another_language_or_title_do():
    copies = Copies(BUILTIN)
    one = copies.reduced(copy("a.com"))
    for other in (copy("local.example"), copy("a.de"), copy("a.com", language="de"), copy("a.com", title="Holt")):
        assert copies.reduced(other) != one


def test_a_class_of_ones_own_sees_documents_as_they_are():
    own = Copies(EntitySettings(tagger="tests.taggers:Touchy"))
    assert own.reduced(copy("a.com", dateline="OSLO")) == copy("a.com", dateline="OSLO")


def test_the_oldest_is_forgotten_first():
    copies = Copies(BUILTIN, limit=2)
    one, two, three = (copies.reduced(document(text)) for text in ("one", "two", "three"))
    copies.keep(one, ())
    copies.keep(two, ())
    assert copies.get(one) == ()
    copies.keep(three, ())
    assert [copies.get(kept) for kept in (one, two, three)] == [(), None, ()]
