"""What kgraph knows of Wikidata beforehand: classes, genres, occupations, properties, by their ids.

A stream of entities cannot be asked what is a subclass of what, so the classes that matter stand here.
Labels are those of https://www.wikidata.org in English.
"""

from __future__ import annotations

from typing import NamedTuple

FILMS = {
    "Q11424": "",  # film
    "Q24869": "feature",  # feature film
    "Q24862": "short",  # short film
    "Q93204": "documentary",  # documentary film
    "Q202866": "",  # animated film
    "Q29168811": "feature",  # animated feature film
    "Q17517379": "short",  # animated short film
    "Q20650540": "",  # anime film
    "Q506240": "television film",
    "Q98807719": "television film",  # animated television film
    "Q98701476": "television film",  # television film broadcast in two parts
    "Q336144": "anthology",  # anthology film
    "Q226730": "",  # silent film
    "Q20667187": "short",  # silent short film
    "Q229390": "",  # 3D film
    "Q18011172": "",  # film project
    "Q5398426": "series",  # television series
    "Q15416": "series",  # television program
    "Q1259759": "miniseries",
    "Q526877": "series",  # web series
    "Q581714": "series",  # animated series
    "Q117467246": "series",  # animated television series
    "Q63952888": "series",  # anime television series
    "Q113671041": "series",  # original net animation series
    "Q21191270": "episode",  # television series episode
    "Q1983062": "episode",
    "Q1261214": "special",  # television special
    "Q123126551": "special",  # animated television special
    "Q220898": "video",  # original video animation
}
"""Classes whose instances are films for kgraph -> `kind`, "" where the class says nothing about it."""

GENRES = {
    "Q130232": "drama film",
    "Q157443": "comedy film",
    "Q188473": "action film",
    "Q200092": "horror film",
    "Q471839": "science fiction film",
    "Q1054574": "romance film",
    "Q2484376": "thriller film",
    "Q959790": "crime film",
    "Q157394": "fantasy film",
    "Q369747": "war film",
    "Q172980": "Western",
    "Q842256": "musical film",
    "Q319221": "adventure film",
    "Q1361932": "family film",
    "Q645928": "biographical film",
    "Q860626": "romantic comedy",
    "Q859369": "comedy drama",
    "Q185867": "film noir",
    "Q1200678": "mystery film",
    "Q17013749": "historical film",
    "Q93204": "documentary film",
    "Q202866": "animated film",
}
"""Frequent genres; some are also the class of a film."""

CLASSES = {
    "Q5": "Person",
    "Q10648343": "Person",  # duo
    "Q14073567": "Person",  # sibling duo
    "Q16334295": "Person",  # group of humans
    "Q1762059": "Company",  # film production company
    "Q375336": "Company",  # film studio
    "Q10689397": "Company",  # television production company
    "Q1107679": "Company",  # animation studio
    "Q783794": "Company",  # company
    "Q4830453": "Company",  # business
    "Q6881511": "Company",  # enterprise
    "Q891723": "Company",  # public company
    "Q658255": "Company",  # subsidiary company
    "Q15773347": "Character",  # film character
    "Q95074": "Character",  # fictional character
    "Q15632617": "Character",  # fictional human
    "Q3658341": "Character",  # literary character
    "Q15773317": "Character",  # television character
    "Q1114461": "Character",  # comics character
    "Q80447738": "Character",  # anime character
    "Q87576284": "Character",  # manga character
}
"""Classes -> the type of their instances in the schema."""

WORKS = {
    "Q7725634": "",  # literary work
    "Q47461344": "",  # written work
    "Q8261": "novel",
    "Q149537": "novella",
    "Q49084": "short story",
    "Q571": "book",
    "Q25379": "play",
    "Q1004": "comic",
    "Q8274": "comic",  # manga
    "Q21198342": "comic",  # manga series
    "Q14406742": "comic",  # comic book series
    "Q725377": "graphic novel",
    "Q213369": "comic",  # webcomic
}
"""Classes of what a film can be based on -> `kind` of the Work."""

GENDERS = {"Q6581097": "male", "Q6581072": "female", "Q48270": "non-binary"}
OCCUPATIONS = {
    "Q2526255": "film director",
    "Q33999": "actor",
    "Q10800557": "film actor",
    "Q10798782": "television actor",
    "Q2259451": "stage actor",
    "Q2405480": "voice actor",
    "Q28389": "screenwriter",
    "Q3282637": "film producer",
    "Q222344": "cinematographer",
    "Q7042855": "film editor",
    "Q36834": "composer",
    "Q1415090": "film score composer",
    "Q177220": "singer",
    "Q36180": "writer",
    "Q6625963": "novelist",
}
BASES = {
    "Q37312": "IMDb",
    "Q328": "English Wikipedia",
    "Q48183": "German Wikipedia",
    "Q8447": "French Wikipedia",
    "Q11920": "Italian Wikipedia",
    "Q206855": "Russian Wikipedia",
    "Q8449": "Spanish Wikipedia",
    "Q177837": "Japanese Wikipedia",
    "Q17985": "Korean Wikipedia",
    "Q30239": "Chinese Wikipedia",
    "Q10000": "Dutch Wikipedia",
    "Q11921": "Portuguese Wikipedia",
    "Q169514": "Swedish Wikipedia",
    "Q191769": "Norwegian Wikipedia",
    "Q175482": "Finnish Wikipedia",
    "Q1551807": "Polish Wikipedia",
    "Q191168": "Czech Wikipedia",
    "Q53464": "Hungarian Wikipedia",
    "Q199864": "Romanian Wikipedia",
    "Q199698": "Ukrainian Wikipedia",
    "Q199693": "Catalan Wikipedia",
    "Q58255": "Turkish Wikipedia",
    "Q48952": "Persian Wikipedia",
    "Q199700": "Arabic Wikipedia",
    "Q199913": "Hebrew Wikipedia",
    "Q200180": "Vietnamese Wikipedia",
}
"""What references often cite -> its name."""


class Credit(NamedTuple):
    """What a property of a film says of its value: relation, the job, and of what type the value is.

    `weak` says that the value may as well be of another type, and what is known elsewhere counts.
    `role` says that the relation names the job.
    """

    relation: str
    job: str
    kind: str = "Person"
    weak: bool = False
    role: bool = False


CREDITS = {
    "P57": Credit("DIRECTED", "director"),
    "P58": Credit("WROTE", "screenwriter"),
    "P161": Credit("ACTED_IN", "cast member"),
    "P725": Credit("ACTED_IN", "voice actor"),
    "P162": Credit("PRODUCED", "producer", weak=True),
    "P1431": Credit("PRODUCED", "executive producer", weak=True, role=True),
    "P344": Credit("CINEMATOGRAPHY", "director of photography"),
    "P1040": Credit("EDITED", "film editor"),
    "P86": Credit("COMPOSED_FOR", "composer"),
    "P3174": Credit("ART_DIRECTED", "art director"),
    "P2554": Credit("WORKED_ON", "production designer", role=True),
    "P2515": Credit("WORKED_ON", "costume designer", role=True),
    "P272": Credit("PRODUCED", "production company", "Company"),
    "P750": Credit("DISTRIBUTED", "distributor", "Company"),
}
AWARDS = {"P166": ("WON", "P1346"), "P1411": ("NOMINATED_FOR", "P2453")}
"""Awards and nominations -> relation, and the qualifier that names winner or nominee."""

IDS = {"imdb": ("P345",), "tmdb": ("P4947", "P4983", "P4985")}
"""Property of the schema -> those of Wikidata: IMDb; TMDB's of films, series and people."""

FILM_PROPERTIES = (
    *(
        "P31",
        "P136",
        "P144",
        "P179",
        "P345",
        "P364",
        "P495",
        "P577",
        "P1476",
        "P1559",
        "P2047",
        "P4947",
        "P4983",
    ),
    *("P4985", *CREDITS, *AWARDS),
)
OTHER_PROPERTIES = (
    *("P17", "P21", "P27", "P31", "P106", "P297", "P345", "P569", "P570", "P571", "P577", "P1476", "P1559"),
    *("P4947", "P4983", "P4985", *AWARDS),
)
"""The properties that are read, of films and of what they name."""
