"""Secrets in addresses stay out of what is written."""

from __future__ import annotations

import pytest

from transforms.fetch.redact import redact, scrubbed, without_credentials


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/feed.xml",
        "https://example.org/?id=7&page=2&monkey=1&keyword=oslo&author=ann",
        "https://example.org/a%20b?q=%C3%A5",
    ],
)
def test_an_address_without_secrets_stays_as_it_is(url: str) -> None:
    assert redact(url) == url


@pytest.mark.parametrize(
    "name",
    [
        *("token", "access_token", "api_key", "apikey", "key", "auth", "password", "passwd", "sig", "TOKEN"),
        *("X-Amz-Signature", "session_id", "client_secret", "jwt"),
    ],
)
def test_the_value_of_a_secret_parameter_is_replaced(name: str) -> None:
    shown = redact(f"https://example.org/feed?a=1&{name}=hunter2hunter2&b=2")
    assert "hunter2" not in shown
    assert shown.startswith(f"https://example.org/feed?a=1&{name}=redacted-")
    assert shown.endswith("&b=2")


def test_user_and_password_are_left_out() -> None:
    assert redact("https://desk:pw@example.org:8443/feed") == "https://example.org:8443/feed"
    assert redact("https://desk@example.org/feed") == "https://example.org/feed"


def test_two_private_feeds_of_one_site_stay_two() -> None:
    assert redact("https://example.org/f?token=aaaaaaaa") != redact("https://example.org/f?token=bbbbbbbb")


def test_what_is_redacted_stays_the_same_when_redacted_again() -> None:
    once = redact("https://me:pw@example.org/f?token=aaaaaaaa&x=%2F")
    assert redact(once) == once


def test_what_is_no_address_loses_whatever_may_be_secret() -> None:
    assert redact("http://me:pw@[::1/feed?x=1") == "http://[::1/feed"


def test_the_base_of_links_has_no_credentials() -> None:
    assert without_credentials("https://me:pw@example.org/f?token=a") == "https://example.org/f?token=a"


def test_a_document_loses_the_secrets_of_its_address() -> None:
    body = b'<link rel="canonical" href="/a?token=a%2Fb%2Fc%2Fd"> a/b/c/d hunter2hunter2 1'
    urls = ("https://me:hunter2hunter2@example.org/a?token=a%2Fb%2Fc%2Fd", "https://example.org/a?key=1")
    assert scrubbed(body, urls) == b'<link rel="canonical" href="/a?token=redacted"> redacted redacted 1'
