"""A phrase is searched for only where a word stands that it needs: no alternative may lack its word."""

from __future__ import annotations

import pytest

from transforms.extract.phrases import BIO, CAPTION_END, COOKIE, NEWSLETTER
from transforms.phrase import Phrase
from transforms.related.signs import leads_elsewhere


@pytest.mark.parametrize(
    "line",
    [
        "Sign up now and find the best in your INBOX",
        "Signing up gets you our briefing",
        "Register for e-mails about the harbour",
        "Sign in",
        "Log in to your account",
        "Follow us",
        "Join us for the festival",
        "Support us",
        "Donate",
        "Already a subscriber?",
        "Already have an account?",
        "Download the Courier app",
        "Google News: folgen Sie uns",
        "Add the Courier as a preferred source",
        "Follow Mara Lindt on Threads",
        "Like us on Facebook",
        "Find us on WhatsApp",
        "On our WhatsApp channel",
        "Unser Telegram Kanal",
        "Do you have a story to share?",
        "Have a tip for us?",
        "Email us at the desk",
        "Contact us at the desk",
        "Support our journalism",
        "Support independent journalism",
        "Support local journalism",
        "Become a member",
        "Suscríbete",
        "Inscreva-se",
        "Iscriviti",
        "Abonnez-vous",
        "Abonneer",
        "Zapisz się",
        "Подпишитесь",
    ],
)
def test_a_call_to_subscribe_is_found(line):
    assert NEWSLETTER.found(line)
    assert NEWSLETTER.found(line.upper())


@pytest.mark.parametrize(
    "line",
    [
        "The bridge. Getty Images",
        "The bridge / AFP",
        "The bridge (AP Photo by Jon Ash)",
        "Photograph: Jon Ash",
        "Photographer: Jon Ash",
        "Image via the town",
        "Foto: Jon Ash",
        "Bild: Jon Ash",
        "Credit: the town",
        "The bridge, Picture Alliance",
        "A file photo",
        "Courtesy of the town",
        "Picture: Jon Ash",
        "imago images",
        "Shutterstock",
        "The bridge via Reuters",
        "The bridge via AFP",
        "The bridge via AP",
        "The bridge (Reuters)",
        "The bridge (AP)",
        "Jon Ash/Pool",
    ],
)
def test_a_caption_is_found_by_its_credit(line):
    assert CAPTION_END.found(line)


@pytest.mark.parametrize(
    "line",
    [
        "She can be reached at the desk",
        "Follow her",
        "Reach out to the desk, or reach the reporter",
        "E-mail: desk",
        "Contact the desk: desk@courier.example",
        "Write to desk@courier.example",
        "Twitter: @lindt",
        "Mara Lindt is on X @lindt",
        "Mara Lindt is a freelance journalist",
        "Mara Lindt is our harbour correspondent",
        "Mara Lindt was the first editor",
        "Mara Lindt is a travel writer",
        "Mara Lindt is a weekly columnist",
        "Mara Lindt covers harbours for the Courier",
        "Jon Ash contributed to this story",
        "Jon Ash reported from Kestrel Bay",
        "Mara Lindt ist Redakteur",
        "Mara Lindt ist Korrespondent",
        "His latest book is about bridges",
        "Her first novel is about bridges",
    ],
)
def test_a_note_about_the_author_is_found(line):
    assert BIO.found(line)


def test_notices_about_cookies_are_found():
    assert COOKIE.found("This website uses cookies")
    assert COOKIE.found("Dabei können personenbezogene Daten an Dritte übermittelt werden")
    assert not COOKIE.found("The bakery sells biscuits")


@pytest.mark.parametrize(
    "path",
    [
        *("/authors/a", "/columnists/a", "/contributor/a", "/profile/a", "/users/a", "/tag/a", "/login", "/log-in"),
        *("/signup", "/sign-up", "/register", "/subscribe", "/newsletters/a", "/a-sponsored-piece", "/advertorial"),
        *("/branded-content/a", "/brand-content", "/partner-content", "/?share=x", "/?replytocom=4"),
    ],
)
def test_an_address_that_is_no_story_says_so(path):
    assert leads_elsewhere(f"https://courier.example{path}")


def test_matches_are_counted_and_texts_without_a_needed_word_are_not_searched():
    phrase = Phrase("salt|pepper", r"\b(?:sea )?salt\b|\bpeppers?\b")
    assert phrase.count("Sea salt, peppers and SALT") == 3
    assert phrase.possible("Basalt")
    assert not phrase.found("Basalt")
    assert not phrase.possible("Sugar")
