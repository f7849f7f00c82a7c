"""What the class and id of an element say about its content: furniture of a known kind, or the body itself.

A name is cut into words where hyphens, underscores, digits and capitals part them. One to three neighbouring words
together are looked up; an entry that ends in ``*`` stands for all words that begin with it.
"""

from __future__ import annotations

import functools
import itertools
import re

CONSENT, COMMENT, RELATED, NEWSLETTER, ADVERT, NAVIGATION, SHARE, BYLINE, CAPTION, INTERFACE, HIDDEN, ASIDE = range(
    1, 13
)

# The names that web pages give to furniture, kind by kind; where a name has words of two kinds, the first one counts.
_WORDS = {
    CONSENT: """
        clibar* climodal* cliprivacy* cliswitch* clitab* cmp cmplz* consent* cookie* cybot* didomi gdpr*
        onetrust* qccmp* spmessage* usercentrics
    """,
    COMMENT: """
        comentario comentarios comment commentaire commentaires commentarea commentbox commentform commentlist
        comments commentsarea commentsbox commentsection commentsform commentslist commentssection
        commentsthread commentthread coral disqus kommentar kommentare livefyre openweb readercomments replies
        respond spotim viafoura
    """,
    RELATED: """
        alsolike articlelist crosslink crosslinks dontmiss furtherreading kiosk latest latestnews latestposts
        lateststories leesook leggianche linkbox linklist lireaussi mehrzumthema morearticles morefrom morein
        morelike morenews moreon morestories mostpopular mostread mostrecent mostshared mostviewed newslist
        nextarticle nextpost nextstory outbrain popular postlist readalso readmore readnext readon recirc*
        recommend* relacionada relacionadas relacionado relacionados related* seealso similar storylist suggest
        suggested suggestion suggestions taboola teaser teasers topiclist trending upnext verwandt* weiterlesen
        zergnet
    """,
    NEWSLETTER: """
        abobox abonnement calltoaction cta donate donation donations mailchimp marketing mcembed membership
        newsletter newsletters optin paywallad paywallbanner paywallcta paywallmessage paywalloverlay paywallprompt
        piano promo promobox promos promotion promotions regwall signup
        subscribe subscription supportus
    """,
    ADVERT: """
        ad adbox adcontainer adlabel ads adslot adunit advert* adwrapper affiliate affiliates anzeige buybox
        commercial dfp gpt nativead productbox productcard productlist pub publicidad shopping sponsor* werbung
    """,
    NAVIGATION: """
        breadcrumb breadcrumbs foot footer headlinebar headlinesbar masthead menu nav navbar navi navigation
        pageheader pager pagination sidebar siteheader skip subnav tableofcontents tabs ticker toc toolbar
        topbar
    """,
    SHARE: """
        a2a addthis addtoany follow followbutton followme followus share sharebar sharebutton sharebuttons
        sharedaddy shares sharetool sharetools sharing sociable social* whatsapp
    """,
    BYLINE: """
        aboutauthor articleauthor articleauthors articlecategories articlecategory articledate articledetails
        articlefooter articleheadermeta articleinfo articleinfos articlelabel articlemeta articletags author
        authorabout authorarea authorbio authorblock authorbox authorbyline authorcard authorcontainer
        authordescription authordetails authorimage authorinfo authorlink authormeta authorname authornames
        authorprofile authors authorsection authortitle authorwrapper bio biography byline bylines contentauthor
        contentauthors contentcategories contentcategory contentdate contentdetails contentfooter
        contentheadermeta contentinfo contentinfos contentmeta contenttags contributor contributors copyright
        correctionpolicy credit credits dateline disclaimer entryauthor entryauthors entrycategories
        entrycategory entrydate entrydetails entryfooter entryheadermeta entryinfo entryinfos entrymeta
        entrytags eyebrow keywords kicker lastupdated meta metabar metadata metainfo metaline metawrapper
        newsauthor newsauthors newscategories newscategory newsdate newsdetails newsfooter newsheadermeta
        newsinfo newsinfos newsmeta newstags pageauthor pageauthors pagecategories pagecategory pagedate
        pagedetails pagefooter pageheadermeta pageinfo pageinfos pagemeta pagetags postauthor postauthors
        postcategories postcategory postdate postdetails postedon postfooter postheadermeta postinfo postinfos
        postmeta posttags pubdate publishdate published publisheddate rating readingtime readtime sectionlabel
        storyauthor storyauthors storycategories storycategory storydate storydetails storyfooter
        storyheadermeta storyinfo storyinfos storymeta storytags tagcloud tagcontainer taglinks taglist tags
        tagscloud tagscontainer tagslinks tagslist tagss tagswrapper tagwrapper timestamp timestamps topics
        updated
    """,
    CAPTION: """
        audioplayer bildunterschrift caption captions captiontext carousel datawrapper fbpost figcaption
        galleries gallery imagecaption imagecredit imagedescription imagemeta imgcaption infogram instagrammedia
        legend legende lightbox mediacaption mediacredit mediainfo oembed photocaption photocredit player
        podcast* slide slider slides slideshow swiper tweet twittertweet videocaption videocontainer
        videodescription videoinfo videoplayer videotitle videowrapper wpcaptiontext
    """,
    INTERFACE: """
        alertbar appbanner appdownload apppromo backtotop btn button buttons captcha dialog emoji errormessage
        feedback form googlenews jumpto listen loading login modal notification notifications overlay poll popup
        preferredsource printonly quiz rate reaction reactions scroll* searchbar searchbox searchform signin
        spinner survey texttospeech toast tooltip tts voting widget widgets
    """,
    HIDDEN: """
        displaynone dnone hidden hide invisible ishidden mfphide noprint offscreen printonly screenreader
        screenreadertext sronly uhidden visuallyhidden
    """,
    ASIDE: """
        aside ataglance boxout factbox faktaboks faktaruta highlights infobox inset keypoints onward pullquote
        sidebox timelinenav
    """,
}
_BODY_WORDS = """
    articlebody* articlecontent articlecopy articleinner articlemain articletext artikelbody artikelinhalt
    artikeltext bodycontent bodycopy bodytext contentbody contentmain contenttext entrycontent fulltext mainarticle
    maincontent maintext newsbody newscontent newstext paragraph paragraphs postbody postcontent postentry posttext
    prose richtext singlecontent storybody storycontent storycopy storytext tdpostcontent text textbody
"""
_LONGEST_NAME = 200  # characters; what is longer is data in the place of a name
_MOST_WORDS = 3
_START = 4  # letters; no entry for beginnings has fewer
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[a-z]+")
# Words that stand for the absence or mere possibility of what they name.
_NEGATED = re.compile(r"\b(?:no|has|with|without|hide|is|show|enable|disable|under|below|above|before)[-_]\S")


class _Table:
    """Which kind each whole word stands for, and each beginning."""

    def __init__(self, words: dict[int, str]) -> None:
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        for kind, listed in words.items():
            for word in listed.split():
                if word.endswith("*"):
                    self._beginnings.setdefault(word[:-1], kind)
                else:
                    self._whole.setdefault(word, kind)
        self._begins = tuple(self._beginnings)
        self._starts = {word[:size] for word in (*self._whole, *self._beginnings) for size in range(1, _START + 1)}

    def kinds(self, name: str) -> list[int]:
        """Return the kinds of all entries that ``name``, in lower case, holds."""
        parts = _PARTS.findall(name)
        found: list[int] = []
        for at, part in enumerate(parts):
            if part[:_START] not in self._starts:  # as most words begin like no entry
                continue
            for joined in itertools.accumulate(parts[at : at + _MOST_WORDS]):
                if joined in self._whole:
                    found.append(self._whole[joined])
                if joined[:_START] in self._starts and joined.startswith(self._begins):
                    found += [kind for word, kind in self._beginnings.items() if joined.startswith(word)]
        return found


_FURNITURE = _Table(_WORDS)
_BODY = _Table({1: _BODY_WORDS})


@functools.lru_cache(maxsize=32_768)  # class names repeat on every page of a site
def kind_of_name(name: str) -> int:
    """Return the kind of furniture that ``name`` (class and id of an element) announces, or 0.

    >>> kind_of_name("article__share-buttons") == SHARE, kind_of_name("no-comments row")
    (True, 0)
    """
    return min(filter(None, map(_kind_of_word, name.split())), default=0)


@functools.lru_cache(maxsize=65_536)
def _kind_of_word(word: str) -> int:
    if len(word) > _LONGEST_NAME:
        return 0
    lower = _lower(word)
    found = _FURNITURE.kinds(lower)
    if found and (negation := _NEGATED.search(lower)):
        found = _FURNITURE.kinds(lower[: negation.start()])
    return min(found, default=0)


@functools.lru_cache(maxsize=32_768)
def names_body(name: str) -> bool:
    """Say whether ``name`` announces the text of the article.

    >>> names_body("c-articleBody"), names_body("article-footer")
    (True, False)
    """
    return any(map(_names_body, name.split()))


@functools.lru_cache(maxsize=65_536)
def _names_body(word: str) -> bool:
    return len(word) <= _LONGEST_NAME and bool(_BODY.kinds(_lower(word)))


def _lower(word: str) -> str:
    return word if word.islower() else _CAMEL.sub("-", word).lower()
