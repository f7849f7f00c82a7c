"""The words that stand around headlines, in the languages of news pages: what to do, what it is, where it leads."""

from __future__ import annotations

import re

# Links that ask the reader to do something: navigation, sharing, subscribing, the law.
ACTION = re.compile(
    r"^\W*(share|sign (in|up)|log ?(in|out)|register|subscri\w*|newsletters?|privacy|cookies?|terms|contact"
    r"|about|advertis|read more|click|follow|copyright|©|skip|print|e-?mail (this|article|to)|save|like|tweet"
    r"|post (a )?comment|comments?|view (all|more|full)|see (all|more)|show|more (from|in|stories|news)"
    r"|all (rights|news|articles)|download|listen live|watch live|cancel|close|do not sell|your (california"
    r"|us state)|manage|search|jobs|careers|help|faq|rss|get |submit|send|back to|reply|report|blog comments"
    r"|powered by|designed by|make (us|this)|forgot|continue|edit|change|enter|find (us|out)|visit|buy"
    r"|letters? to the editor|weather|horoscope|subscribe|klick|teilen|drucken|compart|suscr|assine|abbon"
    r"|abo\b)",
    re.IGNORECASE,
)

# What a card says beside its headline: a time, a count, the kind of piece.
ASIDE = re.compile(
    r"^\W*(\d{1,2}[:.h]\d{2}(\s*[ap]\.?m\.?)?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(,?\s+\d{1,2}[:.]\d{2})?(\s*[ap]\.?m\.?)?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}.*|\d{1,2} [A-Z][a-zé]+ \d{4}.*"
    r"|\d{1,3} ?(min(ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|[hmd])\b\.?( ago\b.*| read\b.*| ?[|•·–—,].*)?"
    r"|(updated|published|posted)\b.*|\d+ (comments?|views?|shares?)|[<‹«←]?\s*(previous|next"
    r"|prev)( (post|article|story))?|videos?|photos?|gallery|live|opinion|analysis|exclusive|premium|ad"
    r"|\d{1,2}\.?)\W*$",
    re.IGNORECASE,
)

# Words that lead from a body to another story.
CUE = re.compile(
    r"^\W*((read|see|watch|listen|learn|find)( (more|also|next|this|here|too))?|also( read| see)?|related"
    r"|more(:| on| from| about)|don.t miss|lire( aussi| plus| également)?|à lire( aussi)?|leia( também| mais)?"
    r"|lea( también)?|ver( también)?|mehr( zum thema| dazu)?|lesen sie( auch)?|además|leggi( anche)?"
    r"|czytaj( też| także| więcej)?|baca( juga)?|le puede interesar|les (også|mer)|läs (också|mer)|lees ook"
    r"|читайте( также)?|ayrıca|関連記事|상관기사)\b.{0,25}$",
    re.IGNORECASE,
)

# Labels of lists of stories.
LIST_LABEL = re.compile(
    r"^\W*(?:related|more(?: \w+){0,3} (?:news|stories|headlines|articles|on|from|in)|more stories|most\b.*"
    r"|latest|recent|top stories|top news|popular|trending|read (?:also|more|next)|see also|also (?:read|see)"
    r"|recommended|you (?:may|might)|don.t miss|must read|editor|headlines|similar|other (?:news|stories"
    r"|articles)|also in the news|in other news|what to read|mehr (?:zum|aus|von)|meist|das könnte|lesen sie"
    r"|auch interessant|weitere (?:artikel|nachrichten|meldungen|themen)|aktuelle (?:nachrichten|meldungen)"
    r"|lire aussi|à lire|les plus|sur le même|dans la même|articles? (?:liés|similaires|récents)|lo más"
    r"|las? más|noticias? (?:relacionad|más)|relacionad|te puede|le puede|le interesa|también te|últimas?"
    r"|lea también|leia (?:também|mais)|mais lid|notícias relacionadas|veja (?:também|mais)|leggi anche"
    r"|più lett|potrebbe interess|articoli correlati|czytaj|najpopularniejsz|polecamy|zobacz też|читайте"
    r"|популярн|по теме|похожие|benzer|ilgili|en çok|son haberler"
    r"|関連|アクセス|ランキング|人気|おすすめ|あわせて|相关|相關|热门|熱門|推荐|最新"
    r"|관련|많이 본|인기|추천|baca juga|terkait|terpopuler|lees ook|meest gelezen|les også|mest lest|läs (?:också|mer"
    r"|även)|mest läst|læs også)",
    re.IGNORECASE,
)

# What stands beside the stories before and after this one.
NEIGHBOUR = re.compile(
    r"\W*(?:prev|next|older|newer|précédent|suivant|anterior|siguiente|próxim|vorherig|nächst|weiter|zurück"
    r"|precedente|successiv|poprzedn|następn|предыдущ|следующ|前の|次の|önceki|sonraki|forrige|neste|sebelum"
    r"|selanjut)",
    re.IGNORECASE,
)
