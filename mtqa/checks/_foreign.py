"""Words that run through the text of other languages in Latin letters, and the stretches that hold them.

Language identification for runs of a few words, which general classifiers need whole paragraphs for
(``benchmarks/untranslated.py`` compares): what gives a language away in five words is its function words,
and what gives English away is that it has its own. The tables hold frequent function words and verbs of each language
that are no English words, written down from knowledge; a word may stand in several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from mtqa.data import Span
from mtqa.names.lexicon import lexicon
from mtqa.names.pinyin import is_pinyin
from mtqa.text import fold, words

__all__ = ["Stretch", "stretches"]

_TABLES: Final = {
    "Spanish": "el la los las del al que por para con una uno unos unas su sus es son está están fue fueron ser ha han había más pero como cuando donde sobre entre también hasta desde según este esta estos estas ese esa eso muy ya nos lo le les se y si sin porque todo todos año años gobierno país hoy aunque cada qué nuevo nueva puede debe hacer tiene tienen dijo",
    "Portuguese": "os as do da dos das ao aos à às no na nos nas um uma uns umas que por para com sem seu sua seus suas é são está estão foi foram ser tem têm havia mais mas como quando onde sobre entre também até desde segundo este esta isso muito já não pelo pela pelos pelas e se porque todo todos ano anos governo país hoje ele ela eles disse pode",
    "French": "le la les des du au aux un une et est sont était été être ont avait que qui quoi dont où dans sur sous avec sans chez par pas ne ni ce cet cette ces son sa ses leur leurs il elle ils elles nous vous mais ou donc car si plus moins très aussi comme entre vers selon après avant depuis pendant lors ans année pays gouvernement fait peut tout tous toute toutes même deux je il y en l d c qu n s",
    "Italian": "il lo la gli le un una uno di del dello della dei degli delle al allo alla ai agli alle dal dalla dai nel nella nei nelle sul sulla con per tra fra che chi cui non è sono era erano stato stata stati essere ha hanno aveva più ma anche come quando dove perché se si ci suo sua suoi loro questo questa questi quello molto già dopo prima anni anno governo paese tutti tutto può ed",
    "German": "der die das den dem des ein eine einen einem einer eines und ist sind war waren wird werden wurde wurden hat haben hatte sein seine seinen ihre ihren ihr nicht auch auf aus bei mit nach von vom zu zum zur für über unter zwischen gegen ohne durch als wie wenn dass daß aber oder sich noch nur schon mehr sehr kann können muss soll im am er sie es wir ich man diese dieser dieses jahr jahre jahren heute gegenüber sowie",
    "Dutch": "het een en van is zijn was waren wordt worden werd hij zij niet ook aan uit bij naar voor over tussen tegen zonder door als maar dat dit deze die wat wie waar heeft hebben had zich nog meer zeer kan kunnen moet zal zou om te op er ik wij jaar jaren heel geen zoals volgens omdat",
    "Catalan": "els les dels als amb una uns unes per però que és són està va van ser ha han més molt també fins des segons aquest aquesta aquests això seu seva i o si perquè tot tots any anys govern país avui no ho hi",
    "Romanian": "și si de la din cu pe în un o unei unui este sunt era erau fost fi a au că care nu mai dar cum când unde despre între după până fără prin pentru se sa să lui ei lor acest această aceste acesta foarte tot toate anul ani guvernul țară iar sau al ale cel cea cele ca fie astfel fiind avea",
    "Polish": "się nie na w z ze do że jest są był była było były być przez przy dla od po oraz lub ale jak gdy gdzie który która które tego tej tym ten ta to jego jej ich już tylko bardzo także może można roku lat kraju rząd i a o u czy",
    "Czech": "se je jsou byl byla bylo byli být na v ve z ze do že aby pro při od po nebo ale jak když kde který která které toho této tento tato jeho její jejich už jen velmi také může roce let země vláda a i o u si ani jako",
    "Slovak": "sa je sú bol bola bolo boli byť na v vo z zo do že aby pre pri od po alebo ale ako keď kde ktorý ktorá ktoré toho tejto tento táto jeho jej ich už len veľmi tiež môže roku rokov krajiny vláda a i o si ani",
    "Croatian or Serbian": "je su bio bila bilo bili biti na u iz da se za od po ili ali kako kada gdje gde koji koja koje toga ovaj ova ovo njegov njihov već samo vrlo veoma također takođe može godine godina zemlje vlada i a o ni nije nisu sa kao što",
    "Hungarian": "az egy és nem hogy is van volt voltak lesz ez azt meg már csak még mint de vagy ha ki mi ami aki amely után előtt között szerint alatt által minden nagyon kell lehet évben ország kormány",
    "Finnish": "ja ei on ovat oli olivat olla että se ne hän he tämä nämä joka jotka mutta tai kun jos kuin niin myös vain jo vielä mukaan kanssa jälkeen ennen välillä hyvin voi vuonna vuoden maan hallitus",
    "Estonian": "ja ei on oli olid olla et see need ta nad kes mis kuid või kui nii ka vaid juba veel järgi koos pärast enne vahel väga võib aastal aasta riigi valitsus oma selle tema nende ning mida siis aga ole",
    "Swedish": "och att det som en ett den de är var varit vara har hade på av för med till från om men eller när där inte också bara mycket efter före mellan enligt under år landet regeringen han hon sin sitt sina man kan ska skulle vi jag",
    "Danish or Norwegian": "og at det som en et den de er var været være har havde hadde på av af for med til fra om men eller når hvor ikke også bare meget etter efter før mellem mellom ifølge under år landet regeringen han hun sin sitt sine man kan skal skulle vi jeg",
    "Turkish": "ve bir bu da de için ile olan olarak olduğu gibi daha çok en ama veya ki ne mi değil var yok kadar sonra önce göre tarafından arasında üzerinde yıl yılında ülke hükümet her şey ise çünkü ancak",
    "Vietnamese": "và của là có không được cho các những một này trong với để từ đã sẽ đang người năm khi như về vào ra đến trên theo cũng nhưng hay nếu vì tại nước chính phủ việc",
    "Indonesian or Malay": "yang dan di ke dari untuk dengan pada ini itu adalah akan telah sudah tidak bukan juga oleh atau tetapi karena kerana dalam sebagai bahwa bahawa mereka kami kita saya anda dia orang tahun negara pemerintah kerajaan lebih sangat bisa dapat boleh ada menjadi",
    "Tagalog": "ang ng mga sa na ay at ni si ito iyan niya nila siya sila ako ikaw kami hindi din rin lang para kung kaya dahil may mayroon nang taon bansa pamahalaan",
    "Swahili": "na ya wa kwa ni katika la za cha vya hii hiyo huyo yake wake kuwa alikuwa lakini au pia sana kama baada kabla mwaka nchi serikali watu",
    "Albanian": "dhe në të një për nga me që është janë ishte ka kanë por ose si kur ku nuk edhe më shumë pas para sipas ky kjo këtë tij saj tyre vit vendi qeveria",
    "Lithuanian": "ir yra buvo kad su iš į už bei arba bet kaip kai kur ne taip pat tik labai po prieš tarp pagal šis ši jo jos jų metų metais šalies vyriausybė",
    "Latvian": "un ir bija ka ar no uz par vai bet kā kad kur ne arī tikai ļoti pēc pirms starp šis šī viņa viņu gada gadā valsts valdība",
    "Pinyin": "de shi zai he you zhe wo ni ta men women tamen bu le yi ge zhongguo guojia renmin zhengfu ren dui hui neng jiu dou hen lai dao shuo ye yao",
}
#: English words that tell English from any neighbour.
_ENGLISH: Final = frozenset(
    """
    the of and was were with that this these those which who what when where why how from they them their there then than have had been being would
    could should will shall may might must not but because about after before between through during into under over while since until both each
    its our your his her she you we it if so up out by or as are be do does did said says very more most other only also such through own against
    """.split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: Words of a stretch in a row that tell nothing: names, numbers.
_SILENT: Final = 4
#: A stretch has at least this much evidence, and so many words in lower case.
_ENOUGH: Final = 5.0
_WORDS: Final = 5
#: A stretch ends where it has lost so much evidence.
_DROP: Final = 4.0
#: So many words are read in vain.
_AHEAD: Final = 40
#: The same for a whole sentence: one without an English word is rare.
_ENOUGH_WHOLE: Final = 4.5
_WORDS_WHOLE: Final = 4
#: Names that may stand before the first word of a sentence that tells anything.
_LEAD: Final = 2
_BEGINS: Final = re.compile(r"(?:^|[.!?:\N{EM DASH}]\W{0,3}|\n)(?:\d{0,3}\W{0,4})$")
_FINISHES: Final = re.compile(r"\W{0,4}?(?:[.!?]|$)")
#: Unknown words without any table's word that make a stretch, or a sentence.
_UNKNOWN: Final = 8
_UNKNOWN_WHOLE: Final = 5
_PINYIN_SHARE: Final = 0.9
#: Of such a stretch, the share of words with an English ending, or of commas, at most: rare words and lists of names have more.
_ENGLISH_SHARE: Final = 0.3
_ENDING: Final = re.compile(
    r"(?:tion|sion|ity|ies|ness|ment|ous|ive|ing|ings|ed|ly|ary|al|ism|ist|ists|able|ible|ful|less|ship|ian|archy|ogamy|ology|graphy|er|ers|or|ors|y|s)$"
)
_ACCENT: Final = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+(?:['\u2019-][A-Za-z\u00c0-\u024f\u1e00-\u1eff]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in another language.

    Attributes:
        span: Range in the text.
        language: Its name, ``None`` where only that it is not English shows.
        words: How many.
        score: Evidence; 1 to 2 for each word that speaks for the language.
    """

    span: Span
    language: str | None
    words: int
    score: float


@cache
def _languages() -> dict[str, frozenset[str]]:
    """Language names by word, English words left out."""
    found: dict[str, set[str]] = {}
    for language, table in _TABLES.items():
        for word in table.split():
            found.setdefault(word, set()).add(language)
    return {word: frozenset(names) for word, names in found.items()}


def stretches(text: str) -> list[Stretch]:
    """The stretches of ``text``, a paragraph, that are in another language in Latin letters; in order."""
    spans = [span for span in words(text) if _LATIN.fullmatch(span.of(text)) is not None]
    scores = [_evidence(text, span) for span in spans]
    found: list[Stretch] = []
    at = 0
    while at < len(spans):
        if scores[at] < 1:
            at += 1
            continue
        start, score, best, end, silent = at, 0.0, 0.0, at, 0
        while at < len(spans) and score > best - _DROP and silent <= _SILENT and at - end <= _AHEAD:
            score += scores[at]
            silent = silent + 1 if scores[at] == 0 else 0
            at += 1
            if score > best:
                best, end = score, at
        at = end
        head = start
        while head > 0 and start - head < _LEAD and scores[head - 1] == 0:
            head -= 1
        heads = spans[head : start + 1]
        whole = any(_BEGINS.search(text[max(0, one.start - 12) : one.start]) for one in heads) and (
            _FINISHES.match(text[spans[end - 1].end : spans[end - 1].end + 12]) is not None
        )
        stretch = _stretch(text, spans[start:end], best, whole=whole)
        if stretch is not None:
            found.append(
                stretch if stretch.language is None else _widen(text, spans, scores, stretch, range(start, end))
            )
    return found


def _evidence(text: str, span: Span) -> float:
    """How much a word speaks for another language (above 0) or for English."""
    word = span.of(text)
    key = word.lower()
    if key in _ENGLISH:
        return -3.0
    foreign = key in _languages()
    if foreign and len(key) > 1:
        known = lexicon().is_known_word(key)
        return 0.0 if known and word.isascii() else 2.0
    if not word.islower():
        return 0.0
    if _ACCENT.search(word) is not None:
        return 2.0
    if lexicon().is_known_word(key) or len(key) == 1:
        return -1.5
    return 0.5 if _ENDING.search(key) is not None else 1.25


def _stretch(text: str, spans: Sequence[Span], score: float, *, whole: bool) -> Stretch | None:
    keys = [span.of(text).lower() for span in spans if span.of(text)[0].islower()]
    if score < (_ENOUGH_WHOLE if whole else _ENOUGH) or len(keys) < (_WORDS_WHOLE if whole else _WORDS):
        return None
    votes = Counter(language for key in keys for language in _languages().get(key, ()) if key not in _ENGLISH)
    language, count = votes.most_common(1)[0] if votes else (None, 0)
    accented = sum(_ACCENT.search(key) is not None for key in keys)
    if count < 2 and count + accented < 3:
        english = sum(_ENDING.search(key) is not None for key in keys)
        listed = text[spans[0].start : spans[-1].end].count(",")
        few = len(keys) < (_UNKNOWN_WHOLE if whole else _UNKNOWN)
        if few or english > _ENGLISH_SHARE * len(keys) or listed > _ENGLISH_SHARE * len(keys):
            return None
        language = None
    if sum(is_pinyin(fold(key)) for key in keys) >= _PINYIN_SHARE * len(keys) and not accented:
        language = "Pinyin"
    return Stretch(Span(spans[0].start, spans[-1].end), language, len(spans), score)


def _widen(text: str, spans: Sequence[Span], scores: Sequence[float], found: Stretch, at_words: range) -> Stretch:
    """The stretch with words on either side that English has, too, but the language as well ("Die", "me", "on")."""
    assert found.language is not None
    start, end = at_words.start, at_words.stop
    first, last = start, end
    for at in range(start - 1, max(start - 1 - _SILENT, -1), -1):
        if scores[at] != 0:
            break
        if found.language in _languages().get(spans[at].of(text).lower(), ()):
            first = at
    for at in range(end, min(end + _SILENT, len(spans))):
        if scores[at] != 0:
            break
        if found.language in _languages().get(spans[at].of(text).lower(), ()):
            last = at + 1
    return replace(found, span=Span(spans[first].start, spans[last - 1].end), words=last - first)
