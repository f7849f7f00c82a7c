"""What looks like the place of a dateline: "LONDON", "Georgetown, Guyana", "Berlin/Frankfurt", "SPRINGFIELD, Ill."."""

from __future__ import annotations

import re
import unicodedata

# Cities that stand in datelines without their country. They settle the layouts that a sentence or a label could have
# too ("Lima: text", "Oslo - text"); any capitalised name will do where an agency or a day stands beside it.
_CITY_NAMES = """
abidjan, abu dhabi, abuja, accra, addis ababa, aden, ahmedabad, aleppo, algiers, alger, allahabad, almaty, amman,
amsterdam, anchorage, ankara, ann arbor, antananarivo, asunción, asuncion, ateny, athen, athens, athènes, atenas,
atlanta, auckland, austin, baghdad, bagdad, bagdá, baku, bali, baltimore, bamako, bandung, bangalore, bengaluru,
bangkok, barcelona, barcelone, basel, bâle, basra, beijing, beirut, beyrouth, belfast, belgrade, belgrad, beograd,
berlin, berlín, berlim, berlino, bern, berne, bhopal, bhubaneswar, bilbao, birmingham, bishkek, bochum, bogota,
bogotá, bologna, bonn, bordeaux, boston, brasilia, brasília, bratislava, brazzaville, bremen, brisbane, brussels,
bruxelles, brüssel, bruselas, bruxelas, brussel, bucharest, bucuresti, bucurești, budapest, buenos aires, bujumbura,
busan, cairo, el cairo, kairo, le caire, calcutta, kolkata, calgary, cali, canberra, cape town, caracas, cardiff,
casablanca, chandigarh, charlotte, chengdu, chennai, chicago, chisinau, chongqing, christchurch, cincinnati,
cleveland, cologne, köln, colombo, conakry, copenhagen, københavn, kopenhagen, cotonou, cuernavaca, dakar, dalian,
dallas, damascus, damas, damaskus, dar es salaam, darmstadt, davos, dehradun, delhi, den haag, denver, detroit,
dhaka, djakarta, doha, donetsk, dortmund, dresden, dubai, dublin, durban, düsseldorf, dushanbe, edinburgh, edmonton,
erfurt, erbil, essen, firenze, florence, frankfurt, frankfurt am main, frankfurt/main, freetown, gaborone, gaza,
gaza city, geneva, genève, genf, ginebra, genebra, genova, georgetown, glasgow, goma, göteborg, gothenburg, graz,
guangzhou, guadalajara, guatemala, guwahati, halifax, hamburg, hanoi, hà nội, hannover, hanover, harare, havana, la
havane, la habana, heidelberg, helsinki, hiroshima, ho chi minh city, hong kong, hongkong, honolulu, houston,
hyderabad, indianapolis, innsbruck, irbil, islamabad, istanbul, i̇stanbul, estambul, izmir, jackson, jacksonville,
jaipur, jakarta, jammu, jeddah, jerusalem, jérusalem, jerusalén, johannesburg, juba, kabul, kaboul, kampala,
kandahar, kano, kansas city, karachi, karlsruhe, kassel, kathmandu, katmandu, kharkiv, khartoum, kiel, kiev, kyiv,
kigali, kingston, kinshasa, kochi, kobe, kota kinabalu, kraków, krakow, kuala lumpur, kuching, kuwait, kuwait city,
kyoto, la paz, lagos, lahore, las vegas, lausanne, leipzig, libreville, lilongwe, lille, lima, linz, lisbon, lisboa,
lisbonne, lissabon, liverpool, ljubljana, lomé, lome, london, londres, londra, londen, los angeles, luanda, lucknow,
luxembourg, luxemburg, luzern, lviv, lyon, macau, madison, madrid, mainz, malabo, managua, manama, manchester,
manila, maputo, marrakesh, marseille, maseru, mbabane, mecca, medellín, melbourne, memphis, mexico city, méxico,
mexico, mexiko-stadt, ciudad de méxico, miami, milan, milano, milwaukee, minneapolis, minsk, mogadishu, monrovia,
monterrey, montevideo, montgomery, montreal, montréal, moscow, moscou, moskau, moscú, mosca, moskva, mosul, mumbai,
munich, münchen, múnich, muscat, nagpur, nairobi, nanjing, nantes, naples, napoli, nashville, nassau, naypyidaw, new
delhi, neu-delhi, nueva delhi, new orleans, new york, nueva york, nova york, newark, niamey, nice, nicosia,
nouakchott, nuremberg, nürnberg, oakland, odessa, oklahoma city, orlando, osaka, oslo, ottawa, ouagadougou, palermo,
panama, panama city, panamá, paris, parís, parigi, patna, peking, pekin, pékin, pequim, pechino, penang, perth,
peshawar, philadelphia, phnom penh, phoenix, pittsburgh, podgorica, port louis, port moresby, port of spain,
port-au-prince, portland, porto, porto alegre, potsdam, prague, prag, praga, praha, pretoria, pristina, providence,
pune, putrajaya, pyongyang, quebec, québec, quetta, quito, rabat, raleigh, ramallah, ranchi, rangoon, rawalpindi,
recife, reykjavik, riga, rio de janeiro, río de janeiro, riyadh, rom, roma, rome, rostock, rotterdam, saarbrücken,
sacramento, salt lake city, salzburg, samara, san antonio, san diego, san francisco, san jose, san josé, san juan,
san salvador, sana'a, sanaa, santa fe, santiago, santo domingo, são paulo, sao paulo, sarajevo, schwerin, seattle,
seoul, seúl, sevilla, shanghai, shenzhen, shimla, singapore, singapur, skopje, sofia, springfield, srinagar, st.
louis, st. paul, st petersburg, st. petersburg, stockholm, strasbourg, stuttgart, sucre, suva, surabaya, sydney,
tacoma, taipei, tallahassee, tallinn, tampa, tashkent, tbilisi, tegucigalpa, teheran, téhéran, tehran, teherán, tel
aviv, tel-aviv, the hague, la haye, la haya, thessaloniki, thiruvananthapuram, tianjin, tijuana, tirana, tokyo,
tokio, tóquio, toronto, toulouse, tripoli, trieste, tucson, tunis, turin, torino, ulan bator, unga, united nations,
nations unies, valencia, valletta, valparaíso, vancouver, vatican city, cité du vatican, città del vaticano,
vaticano, ciudad del vaticano, vatikanstadt, venice, venezia, vienna, vienne, viena, wien, vientiane, vilnius,
warsaw, warschau, varsovie, warszawa, varsovia, washington, wellington, wiesbaden, windhoek, winnipeg, wroclaw,
wuhan, xi'an, yangon, yaounde, yaoundé, yekaterinburg, yerevan, zagreb, zurich, zürich, albuquerque, arlington,
baikonur, bethesda, berkeley, boulder, cape canaveral, colorado springs, el segundo, fairfax, fort worth, greenbelt,
huntsville, ithaca, kourou, langley, livermore, los alamos, moffett field, noordwijk, norfolk, palmdale, palo alto,
pasadena, princeton, santa cruz, sunnyvale, tempe, vandenberg, москва, киев, київ, минск, санкт-петербург, вашингтон,
лондон, париж, берлин, астана, варшава, пекин, токио, харьков, одесса, львов, донецк, женева, брюссель
"""
_CITIES = frozenset(" ".join(city.split()) for city in _CITY_NAMES.split(","))
# Capitalised or upper-case beginnings of lines that are no places.
_LABEL_WORDS = """
about assessment claim conclusion dear advertisement advisory alert alerts also analysis audio background blog
breaking brief bulletin by buy caption cartoon chart column comment commentary contact correction correspondent
coverage credit date developing download editor's editorial editors email essay event excerpt exclusive explained
explainer fact facts factbox faq feature features file film final first flash focus gallery graphic guest here
highlights home how image info infographic insight interview last latest letter letters listen live local location
location(s) mail media minute more music newsletter news next note notebook now obituary official opinion original
over page photo photos photo(s) picture pictures play podcast poll posted press preview previous print profile
published question quiz quote q a rate read recap related release report reported reporter result results review
score share show source sources special sponsored sport sports spotlight spoiler story subject subscribe summary
tags test text time timeline tip title today topics top trailer transcript tv update updated updates urgent url
verdict version video videos view viewpoint warning watch weather when where who why win word writer written you
your the this that these those achtung aktualisiert analyse anzeige eil eilmeldung exklusiv foto fotos hintergrund
kommentar meinung mehr quelle reportage thema titel überblick umfrage zitat zur zum actualité avis dernière direct
dossier entretien enquête exclusif l'essentiel portrait récit vidéo análisis actualización autor crónica entrevista
exclusiva fecha fuente galería opinión reportaje titular última urgente vídeo vivo análise atualizado atenção
exclusivo opinião atualização aggiornamento diretta esclusiva nota fonte monday tuesday wednesday thursday friday
saturday sunday tue wed thu fri tues thur thurs montag dienstag mittwoch donnerstag freitag samstag sonntag lundi
mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì
mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira
quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag понедельник вторник среда
четверг пятница суббота воскресенье on in at after before since until from as but and if so yes no not it he she
they we i his her its their there according meanwhile however despite during while early late nasa nato un eu us uk
usa fbi cia bbc cnn npr opec
"""
_LABELS = frozenset(_LABEL_WORDS.split())
_PARTICLE_WORDS = (
    "de del della di da do dos das du des la le les el al los las am an der den im of on the upon sur und y et e d"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ.\-])*")
_STATES = (
    r"A[KLRZ]|C[AOT]|D\.?C\.?|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]"
    r"|UT|V[AT]|W[AIVY]"
)
_REGION = re.compile(rf"\s*[,/]|\s+(?:{_STATES})$")
_SEPARATORS = re.compile(r"\s*[,/]\s*|\s+")
_MOST_WORDS = 7


def names_place(text: str) -> bool:
    """Say whether ``text`` could be the place of a dateline: a few capitalised words, none of them a label.

    >>> names_place("Georgetown, Guyana"), names_place("BREAKING"), names_place("Talks on trade")
    (True, False, False)
    """
    words = [word for word in _SEPARATORS.split(text.strip()) if word]
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > 60 or not all(map(_WORD.fullmatch, words)):
        return False
    if any(word.casefold().rstrip(".") in _LABELS for word in words if word.casefold() not in _PARTICLES):
        return False
    if text[:1].islower() or words[0].casefold() in _PARTICLES - {"la", "le", "el", "al", "los", "las", "the", "den"}:
        return False
    return all(not word[:1].islower() or word.casefold() in _PARTICLES for word in words)


def in_capitals(text: str) -> bool:
    """Say whether the city of ``text`` (what stands before the first comma) is in upper case, two letters or more."""
    city = text.partition(",")[0].strip()
    return city.isupper() and len(city) > 2


def is_city(text: str) -> bool:
    """Say whether ``text`` begins with a city that datelines give without its country, and holds little else.

    >>> is_city("Washington DC"), is_city("Berlin/Frankfurt"), is_city("Boulder CO"), is_city("Washington Post")
    (True, True, True, False)
    """
    city = _REGION.split(unicodedata.normalize("NFC", text).strip(), maxsplit=1)[0]
    return city.casefold() in _CITIES
