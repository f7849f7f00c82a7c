"""What lines say that are furniture of a page: interface, newsletters, credits, notices, in many languages."""

from __future__ import annotations

import re

from transforms.phrase import Phrase

ALONE = re.compile(
    r"^\W*(?:advertisement|advertising|ad|anzeige|werbung|publicidad|publicité|pubblicità|publicidade|reklama?"
    r"|reclame|annons|annonse|annonce"
    r"|sponsored(?: content)?|story continues below.*|scroll to continue.*|(?:article|story) continues (?:below"
    r"|after).*|loading\W*|skip (?:to|ad).*"
    r"|close|vote now|comments? (?:are|is) (?:closed|off|disabled)"
    r"|share(?: this.*| article| on| via.*)?|copy link|link copied.*|print(?: this.*)?|listen.{0,25}"
    r"|(?:play|watch) (?:video|now|live)|\d+ comments?"
    r"|comments?|leave a (?:comment|reply).*|tags?:.{0,80}|topics?:.{0,80}|filed under.{0,80}|follow|save|x"
    r"|facebook|twitter|whatsapp|linkedin|reddit|pinterest|e-?mail"
    r"|teilen|drucken|kommentare?(?: lesen| anzeigen)?|merken"
    r"|artikel (?:teilen|merken|drucken|versenden).{0,40}|compartir"
    r"|comentarios?|condividi|partager|imprimer|delen|dela|del|udostępnij"
    r"|image|photo|video|gallery|view (?:gallery|photos|image|all|more)|show (?:more|less|caption)|(?:hide"
    r"|toggle) caption|enlarge.{0,30}|(?:image|photo) \d+ of \d+|\d+ ?/ ?\d+|\d+ of \d+"
    r"|read (?:full|the full|more|less).{0,30}|(?:back|return) to .{0,25}|jump to.{0,25}|\*\s?\*\s?\*"
    r"|[_*#\-–—=~•.]{2,}|-30-|\(?ends?\)?|(?:url|permalink|link)\s?:\s?\S+|[-+–—]|(?:text|font) ?size|reset"
    r"|read time.{0,15}|\d+\s?(?:min(?:ute)?s?|minuten|minutos?)\.?\s?(?:read|lesezeit"
    r"|de lectura)?"
    r"|tempo de leitura.{0,20}|lesezeit.{0,20}|exclusive|breaking(?: news)?|premium|plus|opinion|analysis"
    r"|commentary|editorial|live|new|updated?|more|next|previous|menu|contents?|table of contents"
    r"|auf dieser seite:?|inhalt|in this (?:article|story):?|key (?:points|takeaways):?|getty images?|reuters"
    r"|afp|dpa|ap|epa|ap photo|shutterstock|istock|imago.{0,30})\W*$",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"^\W*(?:read (?:more|also|next|the latest|this|it)|related(?: (?:articles?|stories|content|topics?|links?"
    r"|coverage|news|posts?|reading))?|more (?:from|on|stories|news|about|to read|in)\b.{0,60}"
    r"|see also|also read|also see|see more|recommended|trending(?: now)?|most (?:read|popular|viewed)"
    r"|don'?t miss|you (?:may|might|'?ll)(?: also)? (?:like|be interested|enjoy).*"
    r"|up next|editor'?s (?:pick|choice|note)s?|latest (?:news|stories|videos|from)|top stories|explore more"
    r"|further reading|continue reading|watch(?: now| more| here|:|\s*\|)|people are also reading.*"
    r"|lesen sie (?:auch|mehr|hier|dazu|weiter)|mehr (?:zum thema|dazu|zu|aus|von)|das könnte (?:sie|dich).*"
    r"|auch interessant|weitere (?:artikel|themen|nachrichten|informationen|infos)|zum thema|lesetipp|siehe auch"
    r"|lees (?:ook|meer)|bekijk ook|à lire(?: aussi)?|lire (?:aussi|plus)|a lire|voir aussi|leggi (?:anche"
    r"|di più)|lea (?:también|más)|le(?:er|e|a|ia) (?:más|mais|também|tambi[eé]n)|te puede interesar.*"
    r"|ver (?:más|también)|veja (?:também|mais)|saiba mais"
    r"|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również|więcej)|les (?:også|mer)|läs (?:mer"
    r"|också|även)|læs (?:også|mere)|lue (?:myös|lisää)|читайте (?:также|ещё|еще)|читать (?:также|далее)"
    r"|смотрите также|čtěte (?:také|více)|přečtěte si"
    r"|ilginizi çekebilir|bunlar da ilginizi.*|baca juga|ähnliche artikel|関連記事|あわせて読みたい|관련기사"
    r"|διαβάστε (?:επίσης|ακόμ[αη])|cit(?:ește|iți) și|прочетете (?:още|и)|pročitaj(?:te)?(?: (?:još|i|više))?"
    r"|preberite (?:še|tudi)"
    r"|kapcsolódó cikk\w*|skaitykite (?:taip pat|daugiau)|lasiet arī|loe (?:ka|veel|lisaks)|xem thêm|đọc thêm"
    r"|اقر[أا]|إقرأ|קראו (?:גם|עוד)|延伸閱讀|相关阅读|相關新聞|相关新闻|이 기사도)\b"
    r"|^\W*(?:यह भी पढ़ें|ये भी पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|อ่านข่าว)",
    re.IGNORECASE,
)
NEWSLETTER = Phrase(
    "newsletter|inbox|briefing|sign up|signup|sign in|subscribe|register|log in|follow|join us|support us"
    "|support our|support in|support local|donate|already a|already have|download|google news"
    "|preferred source|like us on|find us on|whatsapp|telegram|have a story|have a tip|email us"
    "|contact us|become a|donation|contribution|suscr|inscreva-se|iscriviti|abonnez-vous|abonneer|zapisz|подпи",
    r"\b(?:sign ?up|signing up|subscribe|register|abonnier\w*|jetzt|click|get|receive"
    r"|join)\b.{0,70}(?:newsletter|inbox|briefing)|\b(?:sign up|subscribe|register)\b.{0,40}(?:e-?mails?"
    r"|updates|alerts)|newsletter.{0,60}(?:sign ?up|subscribe|abonnier|inbox|anmelden|here)"
    r"|^\W*(?:subscribe|sign up|sign in|log in|register|newsletters?|follow us|join us|support us"
    r"|donate)\b.{0,60}$|already (?:a|have).{0,30}(?:subscri|account|member)"
    r"|(?:^\W*|(?:news|updates|stories|alerts)\b.{0,30})\bdownload"
    r" (?:the|our)\b.{0,30}\bapps?\b"
    r"|google news.{0,60}(?:follow|folgen)|add .{0,40}preferred source|follow .{0,60} on (?:twitter|facebook"
    r"|x\b|instagram|whatsapp|threads|google news|telegram|social)|(?:like|find|join) us on (?:twitter|facebook"
    r"|x\b|instagram|whatsapp|telegram)"
    r"|(?:join|follow|on|our|unser\w*|nuestro|nosso) (?:\w+ )?(?:whatsapp|telegram).{0,20}(?:channel|kanal"
    r"|canal)|have a (?:story|tip)\b.{0,40}\?|(?:email|contact) us at|support (?:our|independent"
    r"|local) journalism|become a (?:member|subscriber|supporter)"
    r"|(?:consider|make|making) (?:a|your)(?: [\w-]+)? (?:donation|contribution) (?:today|to (?:us|our)|now)"
    r"|suscr[ií]bete|inscreva-se|iscriviti"
    r"|abonnez-vous|abonneer|zapisz się|подпи(?:шитесь|сывайтесь)",
)
CAPTION_END = Phrase(
    "getty|photo|image|foto:|bild:|credit|picture|courtesy of|shutterstock|/|via reuters|via afp|via ap|(reuters)|(ap)",
    r"(?:getty(?: images)?|/\s?(?:reuters|afp|getty|ap|shutterstock|imago|dpa|epa|pa|nurphoto)\b|ap photo"
    r"|photo(?:graph)?(?: by|:| credit)|photographer:|image(?:s)?(?: via|:| credit| source| courtesy)|foto:"
    r"|bild:|credits?:|picture alliance|(?:file|courtesy) photo|(?:photo |image )?courtesy of|picture:"
    r"|imago images|shutterstock|via reuters|via afp|via ap|pool photo|\(reuters\)|\(ap\)|/pool)[^.!?]{0,50}$",
)
CREDIT = re.compile(
    r"^\W*(?:photos?|images?|fotos?|bild(?:er)?|pictures?|quellen?|credits?|sources?|video|grafik|graphic"
    r"|fuente|fonte|crédito|imagem|imagen|kuva|foto|pictured)\s?(?:by|credit|courtesy|quelle)?\s?[:©/|]",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright|all rights reserved|this (?:article|story|piece|post|report|essay) (?:was "
    r"|has been |is )?(?:originally |first |also )?(?:appeared|published|republished|updated|produced|provided|part of"
    r"|from|written|contains affiliate)"
    r"|(?:the )?(?:views|opinions)(?: and (?:views|opinions))? (?:expressed|in this)"
    r"|this material may not|(?:we|.{0,40}) may (?:earn|receive|get"
    r"|make) (?:a|an|some)?.{0,30}commission|if you (?:buy|purchase|click).{0,60}commission|dieser (?:artikel"
    r"|text|beitrag) (?:ist|wurde|erschien|stammt)"
    r"|(?:mit material|mit informationen|mit agenturmaterial) |(?:with )?(?:files|additional reporting"
    r"|contributions?) (?:from|by)|additional reporting|reporting by|editing by|(?:our standards"
    r"|transparenzhinweis|correction|clarification|editor'?s note|disclaimer|disclosure|hinweis|anmerkung"
    r"|redaktionshinweis)\b.{0,8}[:|]"
    r"|cross-?posted from|originally (?:published|appeared)|reprinted (?:with|from)|republished (?:with|from)"
    r"|products? .{0,40}independently|this content was|(?:all )?products featured|e-?paper|esta (?:nota"
    r"|noticia) |source:? |the post .{5,200} (?:appeared first|first appeared) on )",
    re.IGNORECASE,
)
BIO = Phrase(
    "reached|follow|reach|mail|contact|write to|twitter|on x|reporter|journalist|correspondent|editor"
    "|writer|columnist|freelance|covers|contribut|reported from|redakteur|autor|korrespondent|book|novel",
    r"(?:can be reached (?:at|on|by)|follow (?:him|her|them|me|@)|reach (?:him|her|them|the reporter|out to)"
    r"|^e-?mail(?::| (?:him|her|the|me))|(?:contact|write to|e-?mail).{0,40}@|twitter[:.]? ?@|on (?:twitter"
    r"|x)[:.]? ?@?\w*$"
    r"|^.{3,50}\b(?:is|was) (?:an?|the|our) .{0,60}\b(?:reporter|journalist|correspondent|editor|writer"
    r"|columnist|contributor|freelancer?)\b|\bcovers .{0,80}\bfor\b|\bcontributed to this (?:report|story"
    r"|article)|\breported from\b|\bist (?:redakteur|autor|journalist|korrespondent)|\b(?:his|her"
    r"|their) (?:latest|most recent|new|first) (?:book|novel))",
)
DATE_ONLY = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated?|modified|stand|aktualisiert|veröffentlicht|erstellt"
    r"|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|opublikowano|опубликовано"
    r"|created|date|vom|am|on|le|el|um|at|heute|today|yesterday|gestern)\W*)*"
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+|(?:mo|di|mi|do|fr|sa|so|montag"
    r"|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche)[,.]?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.|º)?[./ -]+(?:de )?(?:\d{1,2}|[^\W\d]{3,10})[./ -]*,?\s*(?:de )?(?:20)?\d\d"
    r"|[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+20\d\d|20\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)?"
    r"\W*(?:(?:at|um|kl\.?|à|a las|às|,|\||-|–|•|@)?\s*\d{1,2}[:.h]\d{2}(?::\d\d)?\s*(?:uhr|[ap]\.?m\.?"
    r"|h)?(?:\s*\(?[A-Z]{2,4}\)?)?)?\W*$",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
COOKIE = Phrase(
    "cookie|personenbezogene",
    r"\b(?:uses?|using|accept|consent|websites?|policy|browser|set by|store|enable|allow|manage"
    r"|reject)\b.{0,80}\bcookies?\b"
    r"|\bcookies?\b.{0,80}\b(?:consent|policy|websites?|browser|visitors?|set by|plugin|settings|preferences|user)\b"
    r"|personenbezogene daten.{0,80}(?:übermittelt|übertragen|verarbeitet)",
)
COMMENTS = re.compile(
    r"^\W*(?:(?:\d+ )?(?:reader |user |all )?(?:comments?|responses|replies)\W*\d*\W*"
    r"|(?:leave|post|add|write) (?:a |your )?(?:comment|reply).{0,30}"
    r"|(?:\d+ )?(?:leserkommentar|kommentar|comentario|comentário|commentaire|commento|commenti|reactie)[es]?\W*\d*\W*"
    r"|(?:\d+ )?(?:kommentar(?:er|erna)|kommentit|komentar(?:ze|i|y)|komentáře|komentarai|yorum(?:lar)?"
    r"|hozzászólás(?:ok)?|comentarii|σχόλια|комментари[ий]|комментариев|коментар[иі]|תגובות|التعليقات|コメント|댓글|评论"
    r"|評論|bình luận)\W*\d*\W*"
    r"|(?:schreiben sie|deja|laissez|lascia|deixe|skriv|napisz|dodaj|напишите|оставить|yorum)"
    r" (?:einen|un|uma?|en|swój|ein)? ?"
    r"(?:kommentar|comentario|commentaire|commento|comentário|komentarz|комментарий|yap).{0,20}"
    r"|\d+ (?:comments?|thoughts|responses|replies|kommentare|comentarios|commentaires) (?:on|to|zu|en|sur) .{3,60}"
    r"|join the (?:conversation|discussion)"
    r"|comment on this (?:article|story).{0,60})$",
    re.IGNORECASE,
)
