"""Nouns that can be counted, one and many, for ``number-agreement``.

Only nouns whose singular is hardly ever a verb or an adjective and is never used for many, so that the
frame around them leaves one reading. Listed by hand.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ADJECTIVES", "MANY", "ONE"]

_REGULAR: Final = """
accident actor advantage adviser agency agreement airline airport ally ambassador analyst animal apartment area artist athlete
attack author authority bank battle beach bird bomb book border boy bridge building bus camera campaign candidate car case category
cell century chairman champion church circumstance citizen city civilian client college colleague colony column committee community company
competition concert condition conference conflict consequence constitution consumer corporation country county court crime crisis
critic culture customer day death decade decision department deputy detail development device dialect difference difficulty director disaster
disease district doctor document dog dollar economist economy editor effort election element emotion employee employer enemy engineer era
euro event example executive expert explosion facility factor factory family farmer father feature fighter film flower foreigner friend
game gene generation girl goal goods government grandfather group guest habit hero hospital hotel hour house household idea illness image immigrant
incident individual industry inhabitant initiative injury institution interview investigation investor invention island issue jet
job journalist judge kilometer kilometre king kingdom lake language law lawyer leader lesson letter library life liter litre location
machine magazine mayor measure meeting member memory meter metre method migrant mile minister minute missile mistake month
mosque mother motive mountain movie museum nation negotiation neighbor neighbour newspaper newcomer night novel nurse obstacle occasion
official opinion opponent opportunity organisation organization owner painting park parent parliament participant party passenger patient peninsula
person phenomenon philosopher phone photograph pilot pirate planet player poem poet policeman policy politician pound prisoner priority problem
producer product professor prince princess principle prize procedure profession proposal province quality question reason recommendation reform refugee
regime region regulation relationship religion reporter representative requirement researcher resident resource restaurant restriction
river road rocket room rule ruler sanction scholar school scientist season secret sector senator sentence settlement shareholder
shop situation skill soldier solution song source spectator speech spokesman statement statue stadium station statistic story street student subject
suggestion summit supporter supplier surgeon suspect symbol symptom system target task teacher team technique technology temple tenant
term territory terrorist theme theory thing threat ticket topic tourist town tradition traveller treaty tree tribe triumph truck university
vaccine vehicle victim victory village villager virus visitor vessel war warship weapon week wife witness woman worker writer year yuan zone
""".split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words

_IRREGULAR: Final = {
    "child": "children", "man": "men", "woman": "women", "person": "people", "foot": "feet", "tooth": "teeth", "mouse": "mice",
    "chairman": "chairmen", "policeman": "policemen", "spokesman": "spokesmen", "life": "lives", "wife": "wives",
    "crisis": "crises", "phenomenon": "phenomena", "hero": "heroes", "colloquium": "colloquia", "half": "halves", "yuan": "",
    "goods": "",
}  # fmt: skip


def _plural(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


#: Singular to plural.
MANY: Final = {noun: many for noun in (*_REGULAR, *_IRREGULAR) if (many := _plural(noun))}
#: Plural to singular.
ONE: Final = {many: one for one, many in MANY.items()}

#: Adjectives that may stand between the determiner and its noun.
ADJECTIVES: Final = frozenset(
    """
    additional administrative agricultural ancient annual armed basic beautiful big bilateral broad central certain civil clear close common
    comprehensive conservative critical cultural current dangerous deadly deep democratic different difficult diplomatic direct domestic
    early economic educational effective electronic entire environmental ethnic european extensive federal final financial foreign former free full
    fundamental further general global good great growing harsh heavy high historic historical huge human humanitarian illegal important
    independent individual industrial infected initial innocent international joint key large latest leading legal little local long long-term low
    main major massive medical military minor modern multiple national native natural necessary neighboring neighbouring new next normal northern nuclear
    official old only open ordinary original other outstanding overseas particular past peaceful political poor popular possible potential
    powerful present previous primary private prominent public rapid real recent regional related relevant religious remote
    rich rural russian chinese american japanese korean british french german iranian indian secret senior separate series serious severe
    short significant similar simple single small social southern special specific stable strategic strict strong successful sudden suitable
    technical temporary terrible tough traditional unilateral unique united unprecedented unusual urban urgent various vast violent
    vital vulnerable weak wealthy western whole wide wonderful worldwide young
    biggest largest oldest youngest greatest highest longest strongest richest poorest smallest most best worst busiest fastest happiest safest
    """.split()  # noqa: SIM905 - CONFIG: as above
)
