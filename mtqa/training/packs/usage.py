"""How English writes what CLDR and GeoNames call otherwise; kept by hand, from general knowledge.

The first form of a line is the preferred one.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CAPITALS", "CITIES", "NOT_CAPITALS", "NOT_PLACES", "SEATS", "TERRITORIES"]

#: Codes of CLDR that are no place, or are an organisation, or a word that is no name of its own.
NOT_PLACES: Final = frozenset({"001", "053", "057", "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})

#: Territories: forms that go before those of the sources.
TERRITORIES: Final[dict[str, tuple[str, ...]]] = {
    "AE": ("United Arab Emirates", "UAE", "U.A.E."),
    "BA": ("Bosnia and Herzegovina", "Bosnia-Herzegovina", "Bosnia"),
    "BQ": ("Caribbean Netherlands", "Bonaire, Sint Eustatius and Saba"),
    "CD": (
        "Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "D.R. Congo", "DRC",
        "Congo-Kinshasa",
    ),
    "CF": ("Central African Republic",),
    "CG": ("Republic of the Congo", "Republic of Congo", "Congo-Brazzaville"),
    "CI": ("Ivory Coast", "Côte d'Ivoire"),
    "CN": ("China", "People's Republic of China", "PRC"),
    "CZ": ("Czechia", "Czech Republic"),
    "FK": ("Falkland Islands", "Falklands"),
    "FM": ("Micronesia", "Federated States of Micronesia"),
    "GB": ("United Kingdom", "UK", "U.K.", "Great Britain", "Britain"),
    "IR": ("Iran", "Islamic Republic of Iran"),
    "KP": ("North Korea", "Democratic People's Republic of Korea", "DPRK"),
    "KR": ("South Korea", "Republic of Korea", "ROK"),
    "LA": ("Laos", "Lao People's Democratic Republic", "Lao PDR"),
    "MK": ("North Macedonia", "Macedonia"),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macao", "Macau"),
    "NL": ("Netherlands", "Holland"),
    "PG": ("Papua New Guinea", "PNG"),
    "PS": ("Palestinian Territories", "Palestine", "Palestinian territories"),
    "RU": ("Russia", "Russian Federation"),
    "SZ": ("Eswatini", "Swaziland"),
    "TL": ("Timor-Leste", "East Timor"),
    "TR": ("Türkiye", "Turkey"),
    "UM": ("United States Minor Outlying Islands",),
    "US": ("United States", "United States of America", "U.S.", "US", "USA", "U.S.A.", "America"),
    "VA": ("Vatican City", "Vatican"),
    "VC": ("Saint Vincent and the Grenadines", "St. Vincent and the Grenadines"),
    "VN": ("Vietnam", "Viet Nam"),
}  # fmt: skip

#: Capitals of GeoNames: forms that go before its own.
CAPITALS: Final[dict[str, tuple[str, ...]]] = {
    "AM": ("Yerevan", "Erevan"),
    "AZ": ("Baku",),
    "CH": ("Bern", "Berne"),
    "CN": ("Beijing", "Peking"),
    "EH": ("Laayoune", "El Aaiún"),
    "GB": ("London",),
    "GQ": ("Ciudad de la Paz",),
    "GU": ("Hagåtña",),
    "KZ": ("Astana", "Nur-Sultan"),
    "MM": ("Naypyidaw", "Nay Pyi Taw", "Naypyitaw"),
    "MN": ("Ulaanbaatar", "Ulan Bator"),
    "MV": ("Malé",),
    "RO": ("Bucharest",),
    "SN": ("Dakar",),
    "TD": ("N'Djamena", "Ndjamena"),
    "TM": ("Ashgabat", "Ashkhabad"),
    "TO": ("Nuku'alofa", "Nukualofa"),
    "UA": ("Kyiv", "Kiev"),
    "US": ("Washington", "Washington, D.C.", "Washington D.C.", "Washington DC"),
    "XK": ("Pristina", "Prishtina"),
    "YE": ("Sanaa", "Sana'a"),
}

#: Territories that the sources have a capital for which is disputed, gone, or no town.
NOT_CAPITALS: Final = frozenset({"AN", "CS", "PS"})

#: Other seats of government, and former capitals that news still names: country, forms, note.
SEATS: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("BJ", ("Cotonou",), "seat of government of Benin"),
    ("BO", ("La Paz",), "seat of government of Bolivia"),
    ("BI", ("Bujumbura",), "former capital of Burundi"),
    ("BR", ("Rio de Janeiro",), "former capital of Brazil"),
    ("CI", ("Abidjan",), "seat of government of Ivory Coast"),
    ("DE", ("Bonn",), "former capital of West Germany"),
    ("GQ", ("Malabo",), "former capital of Equatorial Guinea"),
    ("KZ", ("Almaty", "Alma-Ata"), "former capital of Kazakhstan"),
    ("LK", ("Sri Jayawardenepura Kotte",), "capital of Sri Lanka"),
    ("MM", ("Yangon", "Rangoon"), "former capital of Myanmar"),
    ("MY", ("Putrajaya",), "seat of government of Malaysia"),
    ("NG", ("Lagos",), "former capital of Nigeria"),
    ("NL", ("The Hague",), "seat of government of the Netherlands"),
    ("PK", ("Karachi",), "former capital of Pakistan"),
    ("PS", ("Ramallah",), "seat of the Palestinian Authority"),
    ("RU", ("Saint Petersburg", "St. Petersburg", "St Petersburg"), "former capital of Russia"),
    ("SZ", ("Lobamba",), "seat of the parliament of Eswatini"),
    ("TZ", ("Dar es Salaam",), "former capital of Tanzania"),
    ("ZA", ("Cape Town",), "seat of the parliament of South Africa"),
    ("ZA", ("Bloemfontein",), "seat of the courts of South Africa"),
)

#: Large cities: former names, and names of theirs that are not like the one that GeoNames has.
CITIES: Final[dict[str, tuple[str, ...]]] = {
    "Braunschweig": ("Brunswick",),
    "Brugge": ("Bruges",),
    "Chennai": ("Madras",),
    "Chongqing": ("Chungking",),
    "Dnipro": ("Dnipropetrovsk",),
    "Guangzhou": ("Canton",),
    "Hannover": ("Hanover",),
    "Ho Chi Minh City": ("Saigon", "Ho Chi Minh"),
    "Ḩamāh": ("Hama",),
    "Kharkiv": ("Kharkov",),
    "Kolkata": ("Calcutta",),
    "Köln": ("Cologne",),
    "Kraków": ("Cracow",),
    "Makkah": ("Mecca",),
    "Mumbai": ("Bombay",),
    "Odesa": ("Odessa",),
    "Saint Petersburg": ("St. Petersburg", "St Petersburg", "Leningrad"),
    "Turin": ("Torino",),
    "Volgograd": ("Stalingrad",),
    "Washington": ("Washington, D.C.", "Washington D.C.", "Washington DC"),
    "Zaragoza": ("Saragossa",),
}
