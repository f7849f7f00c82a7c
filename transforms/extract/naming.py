"""What the class and id of an element say about its content: furniture of a known kind, or the body itself."""

from __future__ import annotations

import functools
import re

CONSENT, COMMENT, RELATED, NEWSLETTER, ADVERT, NAVIGATION, SHARE, BYLINE, CAPTION, INTERFACE, HIDDEN, ASIDE = range(1, 13)

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_START = r"(?<![a-z])"  # digits, hyphens and underscores part words
_END = r"(?![a-z])"
# Words that stand for the absence or mere possibility of what they name.
_NEGATED = re.compile(r"\b(?:no|has|with|without|hide|is|show|enable|disable|under|below|above|before)[-_]\S+")
_BY_KIND = {
    CONSENT: r"cookies?\w*|consent\w*|gdpr\w*|cmp|onetrust\w*|cli-(?:modal|tab|bar|privacy|switch)\w*|cookielawinfo\w*|didomi|usercentrics|cmplz\w*|cybot\w*|qc-cmp\w*|sp-message\w*",
    COMMENT: r"comments?(?:list|area|section|thread|box|form)?|disqus|respond|livefyre|kommentare?|comentarios?|commentaires?"
    r"|spot-im|openweb|coral|viafoura|replies|reader-comments",
    RELATED: r"related\w*|recommend\w*|recirc\w*|outbrain|taboola|most-(?:read|popular|viewed|shared|recent)|mostread|mostpopular"
    r"|popular|trending|read-?(?:more|next|also|on)|readmore|see-?also|more-?(?:on|from|in|news|stories|articles|like)|also-like"
    r"|teasers?|suggest(?:ed|ion|ions)?|up-?next|next-(?:article|post|story)|similar|dontmiss|dont-miss|further-reading|zergnet"
    r"|lire-aussi|lees-ook|leggi-anche|relacionad[oa]s?|verwandt\w*|mehr-zum-thema|weiterlesen|latest(?:-news|-stories|-posts)?"
    r"|topic-?list|article-?list|post-?list|news-?list|story-?list|link-?list|linkbox|crosslinks?|kiosk",
    NEWSLETTER: r"newsletters?|subscribe|subscription|sign-?up|opt-?in|mailchimp|mc-embed|donat(?:e|ion|ions)|membership|promo(?:s|tion|tions|box)?"
    r"|paywall-\w+|piano|regwall|call-to-action|cta|marketing|support-us|abo-?box|abonnement",
    ADVERT: r"ads?|advert\w*|sponsor\w*|dfp|gpt|adslot|ad-?(?:unit|wrapper|container|box|slot|label)|anzeige|werbung|publicidad|pub|affiliates?"
    r"|commercial|native-ad|shopping|product-?(?:card|box|list)|buy-?box",
    NAVIGATION: r"nav|navi|navigation|navbar|subnav|menu|bread-?crumbs?|side-?bar|toolbar|footer|foot|masthead|pagination|pager|top-?bar|skip|toc"
    r"|table-of-contents|tabs|site-?header|page-?header|ticker|headlines?-bar",
    SHARE: r"shar(?:e|es|ing|ebar|e-?buttons?|e-?tools?)|social\w*|sociable|addthis|addtoany|sharedaddy|follow(?:-us|-me|-button)?|whatsapp|a2a",
    BYLINE: r"by-?lines?|(?:article|post|entry|story|content|news|page)-(?:author|authors|meta|date|info|infos|details|tags|categories|category|footer|header-meta)"
    r"|author-?(?:bio|box|info|name|names|card|details|description|profile|block|meta|image|wrapper|section|container|area|about|title|link|byline)"
    r"|authors?|about-?author|bio|biography|contributors?|timestamps?|time-?stamp|date-?line|pub-?date|publish(?:ed)?-?date|published|updated|last-?updated"
    r"|posted-on|meta-?(?:data|info|bar|wrapper|line)|metadata|meta|tags?-?(?:list|links|cloud|s|container|wrapper)|tags|taglist|topics|keywords|reading-time"
    r"|read-time|credits?|copyright|kicker|eyebrow|section-label|article-?label|disclaimer|rating|correction-policy",
    CAPTION: r"captions?|fig-?caption|image-?(?:caption|credit|description|meta)|caption-text|wp-caption-text|photo-?(?:credit|caption)|media-?(?:caption|credit|info)"
    r"|imgcaption|bildunterschrift|gallery|galleries|slideshow|slider|slides?|carousel|swiper|lightbox|video-?(?:player|info|title|wrapper|container|caption|description)|player"
    r"|legend|legende|tweet|twitter-tweet|instagram-media|fb-post|oembed|podcast-?\w*|audio-?player|infogram|datawrapper",
    INTERFACE: r"buttons?|btn|modal|popup|pop-up|overlay|tool-?tip|dialog|login|log-in|sign-?in|captcha|notifications?|alert-?bar|toast"
    r"|widgets?|feedback|poll|survey|quiz|print-?only|loading|spinner|search-?(?:box|form|bar)|form|error-message|listen|text-to-speech|tts|rate|voting|emoji|reactions?"
    r"|jump-to|back-to-top|scroll-?\w*|app-?(?:banner|download|promo)|preferred-source|google-news",
    HIDDEN: r"hidden|hide|invisible|visually-?hidden|sr-only|screen-?reader(?:-text)?|no-?print|noprint|d-none|display-none|u-hidden|is-hidden|print-only|offscreen|mfp-hide",
    ASIDE: r"aside|infobox|info-box|fact-?box|faktaboks|faktaruta|sidebox|box-?out|pull-?quote|pullquote|highlights|key-?points|at-a-glance|inset|onward|timeline-nav",
}
_KINDS = {kind: re.compile(rf"{_START}(?:{pattern}){_END}") for kind, pattern in _BY_KIND.items()}
_BODY = re.compile(
    rf"{_START}(?:article-?(?:body|text|content|copy|main|inner)|story-?(?:body|text|content|copy)|entry-?content|post-?(?:content|body|text|entry)"
    rf"|body-?(?:text|copy|content)|article-?body-?\w*|main-?(?:text|content|article)|news-?(?:text|body|content)|content-?(?:body|text|main)|rich-?text|full-?text|td-post-content|text-?body|prose|artikel-?(?:text|inhalt|body)"
    rf"|single-?content|paragraphs?|maincontent|articlebody|storybody|text){_END}"
)


@functools.lru_cache(maxsize=32_768)  # class names repeat on every page of a site
def kind_of_name(name: str) -> int:
    """Return the kind of furniture that ``name`` (class and id of an element) announces, or 0.

    >>> kind_of_name("article__share-buttons") == SHARE, kind_of_name("no-comments row")
    (True, 0)
    """
    kinds = [kind for word in name.split() if (kind := _kind_of_word(word))]
    return min(kinds, default=0)


@functools.lru_cache(maxsize=65_536)
def _kind_of_word(word: str) -> int:
    plain = _NEGATED.sub(" ", _plain(word))
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(plain)), 0)


@functools.lru_cache(maxsize=32_768)
def names_body(name: str) -> bool:
    """Say whether ``name`` announces the text of the article.

    >>> names_body("c-articleBody"), names_body("article-footer")
    (True, False)
    """
    return any(map(_names_body, name.split()))


@functools.lru_cache(maxsize=65_536)
def _names_body(word: str) -> bool:
    return bool(_BODY.search(_plain(word)))


def _plain(word: str) -> str:
    return _CAMEL.sub("-", word).lower().replace("_", "-").replace("--", "-")
