"""One stream owns an output; the others leave it alone."""

from pipelines.commit import recover
from pipelines.owner import Owner, drain, end, hand_over, owner_of, owns

ONE, OTHER = "20260302T060000Z-abc123", "20260302T070000Z-def456"


def test_a_stream_owns_its_output_until_it_ends(tmp_path):
    output = str(tmp_path)
    assert owner_of(output) is None
    hand_over(output, ONE)
    assert owner_of(output) == Owner(stream=ONE)
    drain(output, ONE)
    assert owns(output, ONE)
    end(output, ONE, 1772442300)
    assert owner_of(output) == Owner(stream=ONE, state="ended", last=1772442300)
    hand_over(output, None)
    assert not owns(output, ONE)
    assert list(tmp_path.iterdir()) == []


def test_a_stream_can_neither_drain_nor_end_another(tmp_path):
    output = str(tmp_path)
    hand_over(output, ONE)
    drain(output, OTHER)
    end(output, ONE, 1)  # not asked to
    assert owner_of(output) == Owner(stream=ONE)
    drain(output, ONE)
    end(output, OTHER, 1)
    assert owner_of(output) == Owner(stream=ONE, state="draining")


def test_a_bounded_run_takes_an_output_over_and_a_new_stream_does(tmp_path):
    output = str(tmp_path)
    hand_over(output, ONE)
    recover(output, OTHER)
    assert owns(output, OTHER)
    recover(output)
    assert owner_of(output) is None
