r"""Wordings of page furniture: what publishing systems print around an article.

Data, with the little code that reads it.  Each wording leaves room for what machine translation makes
of it (``Your e-mail address will not be made public``).  The kinds:

* ``SURE``: whole blocks that are no prose wherever they stand, in closed wordings;
* ``OPEN``: the same with an open end, unless the block tells something (``Save my name, he pleaded``);
* ``LINE``: wordings that go on with a title or a name, unless the block ends like a sentence;
* ``EDGE``, ``EDGE_LINE``: whole blocks that are furniture only at the head or the foot of an article, or beside
  other furniture (``Print``, ``Top stories``);
* ``FIELD``: words of the furniture's world.  A short line at an edge that is made of them and of
  function words is furniture even if its wording is new;
* ``CREDIT``: credits of pictures, which belong to the article but are no prose.

Sources: the default texts of WordPress, Drupal, Ghost, Arc XP and of common share, cookie and
newsletter widgets, as seen on news sites; written down from knowledge, not copied from any one.
A phrase inside a sentence never matches: a block matches whole or not at all.
"""

from __future__ import annotations

import re
from typing import Final

from mtqa.segment.furniture_foreign import is_foreign_furniture
from mtqa.segment.furniture_web import WEB_EDGE, WEB_EDGE_LINE, WEB_LINE, WEB_OPEN, WEB_SURE

__all__ = ["MAX_LENGTH", "is_credit", "is_edge_furniture", "is_furniture", "normalise", "opens_tail"]

#: A longer block is prose, or not ours to judge, code points.
MAX_LENGTH: Final = 320

_SLOTS: Final = {
    "comment": r"(?:comments?|repl(?:y|ies)|responses?|answers?|feedback|reviews?|reactions?)",
    "posts": r"(?:posts?|articles?|stor(?:y|ies)|news|entries|publications?|messages?|reading|reads|content|topics?|videos?|coverage|pieces|materials?|links?)",
    "email": r"(?:e-?mail|mail|e-?mail address|electronic mail)",
    "social": r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|messenger|wechat|weibo|line|viber|tumblr|tiktok|threads|bluesky|mastodon|flipboard|google news|google|social media|social networks)",
    "public": r"(?:published|public|publicized|shown|displayed|disclosed|visible|posted|shared|revealed|released|announced)",
    "tail": r"(?:(?: (?:about|on|from|for you|to this|by|in|you may|you might|you will|that may|that might)\b| ?[:>]).{0,40})?",
    "agency": r"(?:ap|associated press|afp|reuters|getty|getty images|epa|epa-efe|xinhua|yonhap|kyodo|tass|anadolu|bloomberg|shutterstock|alamy|istock|unsplash|pool)",
}


def _compile(*templates: str) -> re.Pattern[str]:
    joined = "|".join(templates)
    for name, pattern in _SLOTS.items():
        joined = joined.replace(f"<{name}>", pattern)
    return re.compile(f"(?:{joined})")


#: Opens the foot of a page: short lines after it belong to it.
OPENS_TAIL: Final = _compile(
    r"(?:related|similar|recommended|suggested|associated|connected|linked) <posts><tail>",
    r"(?:recent|popular|trending|featured|latest|top|more|other|further) (?:related )?(?:posts|articles|stories|publications|entries|topics|reading|reads)",
    r"(?:you|readers) (?:may |might |could |can |will |would )?(?:also )?(?:like|be interested in|enjoy|want to read)(?: this| these| reading)?",
    r"(?:recommended|suggested|picked|selected|chosen) (?:for you|by (?:the |our )?editors?)",
    r"most (?:read|popular|viewed|shared|commented|discussed)(?: <posts>)?",
    r"(?:leave|write|post|add|submit|drop|make|give|send|enter) (?:a |an |your |us a )?<comment>(?: here| below| now)?(?: cancel (?:the )?<comment>)?",
    r"cancel (?:the )?(?:reply|answer|response)",
    r"(?:\d{1,5}|no|one) (?:comments?|responses?|replies|thoughts?)(?: yet)?(?: (?:on|to) [\"\N{LEFT DOUBLE QUOTATION MARK}].{0,150})?",
    r"join the (?:conversation|discussion|debate)",
    r"be the first to (?:comment|reply|leave|write|post)(?: .{0,60})?",
    r"(?:share|spread) (?:this|the)(?: (?:article|post|story|page|news|entry|love|word))?:?",
    r"(?:share|spread) (?:this|the)(?: (?:article|post|story|page|news|entry))? (?:on|via|by|to) (?:<social>|<email>)(?: .{0,40})?",
    r"share (?:on|via|to|with) (?:<social>|<email>|your friends|others|friends)(?: .{0,40})?",
    r"like this",
    r"about (?:the )?author",
)

#: Whole blocks that are no prose wherever they stand: closed wordings.
SURE: Final = _compile(
    OPENS_TAIL.pattern,
    *WEB_SURE,
    # still loading
    r"placeholder(?: .{0,80}\b(?:load\w{0,4}|article|image|content|actions?|ads?|page|text|video|player)\b.{0,30})?",
    r"(?:like this:? )?(?:like )?loading(?: (?:comments|more|content|article|the article|page|ads?|image|video|player|data|posts))?(?:,? please wait)?",
    r"(?:the )?(?:content|article|page|image|video|player|comments?) (?:is |are |was )?(?:being |still )?load(?:ing|ed|s)",
    # comment forms
    r"cancel (?:the )?<comment>",
    r"(?:please )?(?:enter|type|write) your (?:name|<email>|comment|message|password)(?: address)?(?: here| below)?",
    r"(?:learn|find out|see) (?:more about )?how (?:your|the) comments?(?: data)? (?:is|are) processed",
    r"(?:the )?(?:comments?|comments? section|discussion) (?:is|are|has been|have been) (?:now )?(?:closed|off|disabled|turned off)",
    r"(?:your )?(?:name|<email>|web ?site|comment|message|url|subject)(?: address)? ?(?:\*|\((?:required|optional)\))",
    # sharing
    r"(?:follow|like|join|find|connect with) us",
    r"(?:copy|copied)(?: the| this)? (?:link|url|address)(?: to (?:the )?clipboard)?",
    r"\(?opens in (?:a )?new window\)?",
    r"(?:gift|bookmark|save) this (?:article|story|page)(?: for later)?",
    r"listen to this (?:article|story)(?: \(?\d.{0,20})?",
    r"\d{1,3}[- ]?min(?:ute)?s?(?:[- ]read| to read| of reading| listen)",
    r"(?:estimated )?reading time(?: ?:| ?-)? ?(?:about |approx\S{0,8} )?\d{1,3}.{0,20}",
    # cookies, accounts
    r"(?:accept|reject|manage|allow|decline|refuse)(?: all| our| the| your)? cookies(?: (?:and|&) (?:continue|close))?",
    r"cookies? (?:policy|settings|preferences|notice|consent|statement)",
    r"already (?:a |have an? )?(?:subscriber|member|account|subscription|registered)\?? ?(?:(?:log|sign) in(?: here)?)?",
    r"become (?:a )?(?:member|subscriber|supporter|patron)(?: (?:now|today))?",
    r"(?:this|the) (?:article|story|content|page) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:paying |registered )?(?:subscribers|members|readers)(?: only)?",
    r"(?:support|donate to|fund) (?:our|independent|quality|free) (?:\S{1,20} )?(?:journalism|work|newsroom|media|reporting)(?:\. .{0,40})?",
    r"advertise with us",
    r"subscribe (?:now|here|today|to our .{1,40}|to the channel|for free)",
    # links on
    r"(?:read|learn|see|view|show|load|find out) more(?: (?:here|stories|articles|posts|comments|news|>|»))?",
    r"(?:read|see|view) (?:the )?(?:full|entire|whole|complete|original) (?:story|article|text|post|version)(?: here)?",
    r"(?:continue|keep) reading(?: (?:below|here|the (?:main )?(?:story|article)|this (?:story|article)))?",
    r"click here",
    r"(?:the )?(?:story|article|text|report) continues? (?:below|(?:after|below|under) (?:the |this )?(?:ad|advert\w{0,10}|video|image|photo|gallery|newsletter))(?: .{0,20})?",
    r"(?:next|previous|prev|older|newer) (?:post|article|story|page|entry|entries|posts)",
    r"(?:back|return|go) to (?:the )?(?:top|home|home ?page|main page)(?: of (?:the )?page)?",
    r"(?:skip|jump|go) to (?:main |the )?(?:content|article|navigation)(?: area)?",
    r"(?:view|see|show|hide|read|all) (?:all )?(?:\d{1,5} )?comments?(?: \(\d{1,5}\))?",
    r"(?:don't|do not) miss(?: (?:it|this|out))?",
    # advertising
    r"(?:advertisement|advertising|advertisements|advert|paid content|sponsored content|sponsored|promoted content)(?: ?[-:|.\N{EN DASH}\N{EM DASH}]? ?(?:continue|scroll|skip|story|article|close|ends?)\b.{0,40})?",
    r"(?:advertisement|ad)? ?(?:scroll|swipe) (?:down )?(?:to|for) (?:continue|more|reading)(?: reading)?",
    r"(?:remove|report|hide|close) (?:this |the )?(?:ad|ads|advertisement)",
    # rights
    r"(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy (?:policy|notice|statement))(?: ?(?:and|&|\||/|-) ?(?:our )?(?:terms|conditions|privacy|cookies?|legal|disclaimer|contact)\b.{0,40})?",
)

#: Whole blocks that open like furniture; not if they tell something (``Save my name, he pleaded``).
OPEN: Final = _compile(
    *WEB_OPEN,
    r"(?:please wait|wait please)(?:,? .{0,40}load.{0,30})?",
    r"your <email>(?: address)? (?:will not|won't|will never|is not|isn't|shall not|would not|does not) (?:be )?(?:made )?<public>(?:\. .{0,60})?",
    r"(?:fields?|items?|boxes) marked (?:with )?.{0,20} (?:is|are) (?:required|mandatory|obligatory)",
    r"(?:required|mandatory|obligatory|necessary|compulsory) (?:fields?|items?|boxes|places) (?:are|is|have been|were) (?:marked|indicated|labell?ed|designated|shown|highlighted)(?: .{0,30})?",
    r"(?:save|store|keep|remember) my (?:name|details|data|information|<email>).{0,140}",
    r"(?:notify me|send me) .{0,90}(?:comments?|posts?|replies|e-?mail|copy).{0,30}",
    r"this (?:site|website) (?:uses|is using) akismet.{0,140}",
    r"please enable javascript.{0,80}",
    r"(?:the )?comments? (?:are|is|have been) (?:closed|disabled|turned off) (?:for|on|under) .{0,60}",
    r"what do you think\? .{0,20}(?:comments?|below|know).{0,20}",
    r"(?:let us know|tell us) (?:what you think )?in (?:the )?comments?.{0,20}",
    r"you (?:must|need to|have to|should) (?:be )?(?:log|logged|sign|signed|register|registered) ?(?:in|on)? (?:to|in order to) (?:comment|reply|(?:post|leave|write|make|add|submit) (?:a |an |your )?<comment>).{0,30}",
    r"(?:log|sign) in (?:to|or register to) (?:comment|reply|leave|post|continue|read|write).{0,40}",
    r"(?:log|sign) in with .{1,30}",
    r"(?:click|tap|press)(?: here)? to (?:share|print|e-?mail|read|subscribe|enlarge|expand|see|view|copy|send|continue|open|play|watch|tweet).{0,120}",
    r"click here (?:to|for|if) .{0,80}",
    r"(?:follow|like|join|find|connect with) us (?:on|at|in|via) (?:our )?<social>.{0,80}",
    r"(?:follow|like) .{1,40} on <social>(?: (?:and|or|,).{0,60})?",
    r"(?:join|follow|subscribe to) our (?:<social> )?(?:channel|group|page|community|newsletter|list)(?: (?:on|for|to|and|now|today)\b.{0,40})?",
    r"(?:(?:this|our) (?:site|website|page|web page|partners)|we and our partners) uses? (?:\S{1,20} ){0,4}cookies.{0,280}",
    r"we use cookies(?: .{0,60})? (?:to|and|on|for) .{0,240}",
    r"by .{3,80}, you (?:agree|accept|consent|acknowledge|confirm).{0,200}",
    r"(?:sign up|signup|subscribe|register|join)(?: now| here| today| for free)? (?:to|for|and).{0,80}(?:newsletters?|updates|alerts|mailing list|briefings?|bulletins?|e-?mails?|notifications|inbox|channel).{0,80}",
    r"(?:get|receive) .{0,80}(?:newsletters?|(?:in|to|into) your inbox).{0,40}",
    r"(?:enter|type|fill in|provide) your <email>.{0,60}",
    r"(?:download|get|install) (?:our|the \S{1,20}(?: \S{1,20})?) app(?:lication)?(?: (?:now|here|today|for|from) ?.{0,30})?",
    # rights
    r"(?:copyright(?:s reserved| reserved| ?©| ?\(c\)| ?:? \d{4}(?: ?-\d{4})? (?:by |the )?\S{1,30}(?: \S{1,20}){0,2}[.,]?)|©|\(c\) ?\d{4}).{0,140}",
    r"(?:.{0,80} )?all rights (?:are )?reserved(?:[.,;|] .{0,100}| (?:to|by) .{0,40}| (?:©|\d{4}).{0,60})?",
    r"(?:no part of (?:this|the) (?:<posts>|site|website|book|material|page|work)|(?:unauthori[sz]ed )?(?:reproduction|republication|duplication|copying|redistribution)(?: (?:or|and|,) \S{1,20})?(?: (?:in whole|in part|without|is|of (?:this|the|any|our|all) (?:<posts>|material|site|website|page|work|text)))|this material may not).{0,160}(?:prohibited|forbidden|permission|permitted|redistributed).{0,60}",
)

#: Lines that open like furniture and go on with a title: not if they end like a sentence.
LINE: Final = _compile(
    *WEB_LINE,
    r"(?:read|see|view) (?:the )?(?:full|entire|whole|complete|original) (?:story|article|text|post|version) (?:on|at|in) .{1,40}",
    r"(?:read more|read also|also read|read next|see also|also see|see more|don't miss|watch also|watch|related|related (?:story|article|news)|more on this(?: story| topic)?|further reading)[:>»] ?.{1,200}",
    r"(?:tags?|categor(?:y|ies)|keywords?) ?: ?.{1,200}",
    r"(?:filed|posted|published|archived) (?:under|in): .{1,80}",
    r"(?:save|share|send|print) (?:this|the) (?:article|page|story) (?:as|for|to|with) .{1,40}",
)

#: The same at the head or the foot of an article, or beside other furniture; elsewhere they may be headings.
EDGE_LINE: Final = _compile(
    *WEB_EDGE_LINE,
    r"more from .{1,40}",
    r"(?:recent|popular|featured|latest|top|more|other|further) (?:posts|articles|stories|publications|entries)<tail>",
    r"(?:learn|read|find out|see) more (?:about|on|at).{1,60}",
    r"(?:next|previous|prev|older|newer) (?:post|article|story|page|entry)[: ].{1,150}",
    r"(?:topics?|labels?|author|source|views|posted by|written by|shares|likes|copyright) ?: ?.{1,120}",
    r"(?:filed under|posted in|archived in) (?:\S{1,20}[ ,]{0,2}){1,5}",
    r"sponsored by .{1,40}",
    r".{1,40}(?:/| via |©)\s?<agency>(?:(?:/| via ).{1,40})?",
    r"(?:estimated )?reading time",
)

#: Whole blocks that credit a picture: no furniture, but no prose either.
CREDIT: Final = _compile(
    r"(?:photo|image|picture|photograph|illustration|video|cover image|featured image|main image|file photo|photo source|image source)s?(?: credits?| by| courtesy(?: of)?| source)?(?:: ?|\)|/ ?| © ?|, ).{1,60}",
    r"(?:photo|image|picture|photograph|illustration|video)s? (?:by|credits?|courtesy of) .{1,60}",
    r"(?:photo|image|picture) caption[:,] .{1,120}",
)

#: Words of a sentence that tells something; furniture invites, names and forbids.
_TELLS: Final = re.compile(
    r"\b(?:he|she|him|his|her|they|was|were|had|did|said|says|told|asked|wrote|writes|added|warned|urged|joked|pleaded|promised"
    r"|ruled|found|showed|shows|fell|rose|grew|learned|left|tells|say|shouts|demands|goes|came|went|gave|took|according)\b"
)
_ENDS: Final = re.compile("[.!?][\"')\\]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]{0,3}\\s*$")

#: Whole blocks that are furniture at an edge of the article, or beside other furniture.
EDGE: Final = _compile(
    *WEB_EDGE,
    r"(?:share|tweet|print|e-?mail|comments?|comment|save|listen|subscribe|search|menu|home|close|pin|send|follow|like|reply|copy|submit|login|log in|sign in|sign up|register|more|next|previous|back|gift|bookmark|read more|about us|contact us|contact|advertise|careers|archives?|categories|sitemap|rss|follow us|ad|ads|website|name|watch|play|pause|mute|credits?|sources?|tags?|topics?|photos?|gallery|updated|exclusive|live|video)",
    r"<social>",
    r"(?:latest|top|breaking|world|local|daily|today's|more) (?:news|stories|headlines|videos)",
    r"\d{1,5} (?:comments?|responses?|replies|thoughts?) (?:on|to) .{1,150}",
    r"(?:read|see|watch|look) (?:also|next|this)",
    r"(?:name|<email>|website)(?: ?\*)?",
    r"(?:\d{1,6}|\d{1,3}[.,]\d{1,3}k?) (?:shares?|views?|likes?|comments?|reads?|retweets?)",
    r"view (?:profile|all|gallery|original|in browser).{0,20}",
    r"(?:post|submit|send) (?:a )?(?:comment|reply|message)",
    r"(?:trending|popular|most read|recommended|featured)(?: now| today| this week)?",
    r"rate this .{1,30}",
    r"was this (?:article|page|helpful|useful).{0,40}",
    r"(?:this )?(?:article|story|text) (?:was |has been )?(?:first |originally )?(?:published|appeared|posted) (?:on|in|at|by) .{1,80}",
)

#: Words of the furniture's world, as publishing systems and machine translation spell them.
FIELD: Final = frozenset(
    """
    account actions action ad ads advertisement advertising alerts app article articles author blog bookmark browser
    button categories category click close comment comments content cookie cookies copyright download e-mail email
    fields field follow form gallery home image inbox job like likes link links load loaded loading loads log login
    logged mail mailing menu message messages navigation newsletter newsletters notification notifications page
    pages password placeholder placeholders popup post posts press print privacy publication publications published
    published register registered related replies reply reserved required response rights scroll search
    send share shares sidebar sign signup site skip slideshow sponsored story stories subscribe subscribed
    subscribers subscription tag tags topics trending tweet unsubscribe update updates url user username video view
    website widget window work
    facebook twitter whatsapp linkedin telegram reddit pinterest instagram youtube messenger tumblr tiktok
    """.split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)

_FUNCTION: Final = frozenset(
    """
    a about above after all also an and any are as at be been before being below by can do does during each for from has
    have here how if in into is it its just more my new next no not now of on or other our out over per previous some that
    the their then there these they this those to under until up us via was we were what when where which while who will
    with you your
    """.split()  # noqa: SIM905 - CONFIG: as above
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_EDGES: Final = re.compile(r"^[^\w(\N{COPYRIGHT SIGN}*]+|[^\w)*]+$")
_STRAIGHT: Final = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
    }
)
#: Share of furniture words at an edge, from which on a line of a new wording counts.
_FIELD_SHARE: Final = 0.8
#: A new wording is at most this long, words.
_MAX_FIELD_WORDS: Final = 10


def normalise(block: str) -> str:
    """A block as the tables spell it: lower case, one space, no bullets, arrows or full stop around."""
    return _EDGES.sub("", " ".join(block.translate(_STRAIGHT).casefold().split()))


def is_furniture(block: str, normalised: str) -> bool:
    """Whether a block is page furniture by its wording alone, wherever it stands."""
    if SURE.fullmatch(normalised) is not None or is_foreign_furniture(normalised):
        return True
    if OPEN.fullmatch(normalised) is not None:
        return _TELLS.search(normalised) is None
    return not _ends_like_a_sentence(block) and LINE.fullmatch(normalised) is not None


def is_edge_furniture(block: str, normalised: str) -> bool:
    """Whether a block is page furniture if it stands at an edge of the article, or beside furniture."""
    if EDGE.fullmatch(normalised) is not None:
        return True
    # a line of a new wording, or with a title in it; a sentence ends differently
    return not _ends_like_a_sentence(block) and (
        EDGE_LINE.fullmatch(normalised) is not None or _field_share(normalised) >= _FIELD_SHARE
    )


def opens_tail(block: str, normalised: str) -> bool:
    """Whether short lines after the block belong to the foot of the page."""
    return OPENS_TAIL.fullmatch(normalised) is not None or (
        normalised.startswith("more from ") and is_edge_furniture(block, normalised)
    )


def is_credit(normalised: str) -> bool:
    """Whether a block credits a picture and tells nothing."""
    return CREDIT.fullmatch(normalised) is not None and _TELLS.search(normalised) is None


def _ends_like_a_sentence(block: str) -> bool:
    return _ENDS.search(block) is not None


def _field_share(normalised: str) -> float:
    """Share, 0 to 1, of a short block's content words that belong to the furniture's world.

    0 for a block with fewer than two such words, or more than ten words.
    """
    words = _WORD.findall(normalised)
    content = [word for word in words if word not in _FUNCTION]
    known = sum(word in FIELD for word in content)
    if len(words) > _MAX_FIELD_WORDS or known < 2:
        return 0.0
    return known / len(content)
