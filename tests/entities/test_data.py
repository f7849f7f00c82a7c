import io
import re
from importlib import resources

import numpy as np

from transforms.entities.finders import LABELS
from transforms.entities.places import places
from transforms.entities.resources import pack, pack_texts, read_arrays, read_table, unpack, unpack_texts
from transforms.entities.vocabulary import vocabulary

FOLDER = resources.files("transforms.entities") / "data"
ID = re.compile(r"|wikidata:Q[1-9]\d*")
CODE = re.compile(r"|[A-Z]{2}")


def test_the_shipped_data_stay_below_five_megabytes():
    assert sum(len(path.read_bytes()) for path in FOLDER.iterdir()) < 5_000_000


def test_packing_gives_the_same_bytes_for_the_same_arrays():
    arrays = {"a": np.arange(5, dtype=np.int32), "b": pack_texts(["Óslo", "x"])}
    assert pack(arrays) == pack(arrays)
    assert unpack_texts(unpack(pack(arrays))["b"]) == ["Óslo", "x"]


def test_arrays_hold_no_python_objects():
    for name in ("words", "places", "model"):
        for array in read_arrays(name).values():
            assert array.dtype != object
            np.save(io.BytesIO(), array, allow_pickle=False)


def test_rows_of_names_are_well_formed():
    for names, label, subtype, identity, country, *checked in read_table("names"):
        assert checked in ([["nsi"], ["list"]] if identity else [[]]), names  # no identifier that nobody compared
        assert all(name.strip() == name != "" for name in names.split("|")), names
        assert label in LABELS, names
        assert re.fullmatch(r"[a-z_]*", subtype), names
        assert ID.fullmatch(identity), names
        assert CODE.fullmatch(country), names


def test_no_identifier_stands_on_two_rows():
    identities = [row[3] for row in read_table("names") if row[3]]
    assert len(identities) == len(set(identities))


def test_nations_and_regions_lie_on_the_globe():
    rows = [(row[2], row[3], row) for row in read_table("nations")]
    rows += [(row[2], row[3], row) for row in read_table("regions")]
    for latitude, longitude, row in rows:
        if latitude or longitude:
            assert -90 <= float(latitude) <= 90, row
            assert -180 <= float(longitude) <= 180, row
    assert len({row[0] for row in read_table("nations")}) == len(read_table("nations"))


def test_places_are_found_by_name_and_by_alias():
    table = places()
    for name, identity in (("berlin", 2950159), ("munchen", 2867714), ("москва", 524901)):
        assert identity in {table.geonames[number] for number in table.named(name)}
    assert table.named("no such town") == ()
    assert table.lengths("new") & 0b10  # New York
    assert not table.lengths("no-such-word")


def test_the_vocabulary_knows_titles_and_ends_of_organisations():
    assert {"President", "Gov."} <= vocabulary().titles
    assert "Ministry" in vocabulary().organisation
