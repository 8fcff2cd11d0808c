"""The check untranslated-run: other languages in Latin letters."""

import time

import pytest

from mtqa.checks._foreign import stretches
from mtqa.checks.untranslated_run import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


#: A sentence of news in each language.
SENTENCES = {
    "Spanish": "El gobierno anunció ayer que no va a cambiar la ley antes de las elecciones.",
    "Portuguese": "O governo anunciou ontem que não vai mudar a lei antes das eleições.",
    "French": "Le gouvernement a annoncé hier que la loi ne sera pas modifiée avant les élections.",
    "Italian": "Il governo ha annunciato ieri che la legge non sarà cambiata prima delle elezioni.",
    "German": "Die Regierung hat gestern angekündigt, dass das Gesetz vor der Wahl nicht geändert wird.",
    "Dutch": "De regering heeft gisteren aangekondigd dat de wet niet voor de verkiezingen wordt gewijzigd.",
    "Romanian": "Guvernul a anunțat ieri că legea nu va fi schimbată înainte de alegeri.",
    "Polish": "Rząd ogłosił wczoraj, że ustawa nie zostanie zmieniona przed wyborami.",
    "Hungarian": "A kormány tegnap bejelentette, hogy a törvényt nem változtatják meg a választások előtt.",
    "Finnish": "Hallitus ilmoitti eilen, että lakia ei muuteta ennen vaaleja.",
    "Swedish": "Regeringen meddelade i går att lagen inte kommer att ändras före valet.",
    "Turkish": "Hükümet dün yasanın seçimlerden önce değiştirilmeyeceğini ve bunun için çok neden olduğunu açıkladı.",
    "Vietnamese": "Chính phủ hôm qua đã thông báo rằng luật sẽ không được thay đổi trước bầu cử.",
    "Indonesian or Malay": "Pemerintah kemarin mengumumkan bahwa undang-undang itu tidak akan diubah sebelum pemilihan.",
    "Pinyin": "women zhengfu zuotian xuanbu zhege falv bu hui zai xuanju zhiqian gaibian",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_found_and_named(language):
    """A sentence between two English ones is one finding that names the language."""
    foreign = SENTENCES[language]
    (finding,) = findings(f"The minister spoke to the press. {foreign} Nobody answered the question.")
    assert language in finding.message
    assert len(finding.text) > 0.6 * len(foreign)
    assert finding.text in foreign
    assert finding.severity == "major"


@pytest.mark.parametrize("language", ["Spanish", "French", "German", "Italian", "Romanian"])
def test_a_stretch_inside_a_sentence(language):
    """The middle of a sentence counts as well."""
    part = " ".join(SENTENCES[language].split()[2:11])
    (finding,) = findings(f"He told the press that {part} when he was asked about it.")
    assert finding.text in part


def test_a_language_without_a_table():
    """Many words in a row that English does not know."""
    (finding,) = findings(
        "They said so. Mwananchi aliyekamatwa alipelekwa mahakamani akasomewa mashtaka yanayomkabili. They left."
    )
    assert finding.confidence < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "“Ich bin ein Berliner,” he said, and “el pueblo unido jamás será vencido” was sung.",
        "He reads Le Monde diplomatique, El País, Frankfurter Allgemeine Zeitung and La Repubblica in the Rue de la Paix.",
        "Médecins Sans Frontières, the Museo Nacional de Bellas Artes de Cuba and the Universidade Federal do Rio de Janeiro.",
        "Xi Jinping, Li Keqiang, Wang Yang, Zhao Leji and Han Zheng met in Zhongnanhai; hutong, siheyuan and jiaozi.",
        "The coup d'état was a fait accompli, de facto the raison d'être of an ad hoc laissez-faire vis-à-vis the elite.",
        "The pangolins, aardvarks, okapis, bongos, dik-diks, oryxes and wildebeests graze there.",
        "Homo sapiens neanderthalensis, Canis lupus familiaris and Gorilla beringei graueri are subspecies.",
        "We came, we saw, we left: no más. The menu has pho, banh mi, bun cha, kimchi, bibimbap, bulgogi and japchae.",
        "See https://www.example.org/de/das-ist-nicht-der-weg-und-auch-nicht.html and und@der.die.de for more.",
        "The phrase means “the end justifies the means” (cosi fan tutte le donne del mondo) in a way.",
    ],
)
def test_leaves_alone(text):
    """Mottos, titles, names, loans, species and addresses."""
    assert findings(text) == []


def test_a_flood_is_one_finding():
    """An article that is mostly in another language is said once."""
    (finding,) = findings(
        f"It rained on Monday and nobody came. {SENTENCES['Spanish']} And then they all went home again. " * 12
    )
    assert "12 stretches" in finding.message


def test_words_around_that_both_languages_have_belong_to_it():
    """The word "Die" begins the German sentence though it is an English word, too."""
    (found,) = stretches("He spoke. Die Regierung hat das nicht gesagt und auch nicht gewollt. They left.")
    assert found.span.start == len("He spoke. ")
    assert found.language == "German"


@pytest.mark.parametrize(
    "unit", ["der ", "der the ", "zzyx ", "É ", "de la X ", "que que the of und ", "der of der der ", "é'é-", "(der "]
)
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 10_000 + " end.")
    assert time.perf_counter() - start < 5
