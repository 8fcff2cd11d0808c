r"""More wordings of page furniture, by what the page wants of its reader.

Templates for :mod:`mtqa.segment.furniture`, which explains the kinds and compiles them. Sources: the default texts
of publishing systems (WordPress, Drupal, Joomla, Ghost, Arc XP, Medium, Substack), of consent, comment, share,
newsletter, paywall and player widgets, and the labels of British and American news sites; written down from knowledge.
"""

from __future__ import annotations

from typing import Final

__all__ = ["WEB_EDGE", "WEB_EDGE_LINE", "WEB_LINE", "WEB_OPEN", "WEB_SURE"]

_DATE: Final = (
    r"(?:(?:on )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)?(?:day)?,? ?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    r"|(?:\d{1,2}|an?|one) (?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago|today|yesterday)(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,5})?)?"
)

#: Closed wordings, furniture wherever they stand.
WEB_SURE: Final = (
    # sharing
    r"(?:send|recommend|forward|email|e-mail) (?:this |it )?(?:article |story |page |post |link )?to (?:a |your )?friends?",
    r"(?:the )?(?:link|url|address) (?:was |has been |is )?copied(?: to (?:the |your )?clipboard)?",
    r"(?:tweet|pin|stumble|digg) (?:this|it)",
    r"(?:show|more|hide|open|close)(?: more)? shar(?:e|ing) (?:options|tools|buttons|menu|panel)",
    r"sharing is caring",
    r"(?:change|increase|decrease|adjust|reset)? ?(?:text|font) size",
    r"(?:add|save|saved|remove) (?:this )?(?:to|from) (?:my |your |saved |the )?(?:favou?rites|reading list|bookmarks|saved(?: (?:articles|items))?|list)",
    r"(?:translate|listen to|print|bookmark|download) this (?:page|article|post|story)",
    # paywalls and accounts
    r"(?:subscribe|register|sign up|sign in|log in|join)(?: now| for free| here| today)? (?:to|and) (?:continue|keep|read|unlock|access|see|view|get)(?: reading| the| this| your| full| more)*(?: (?:article|story|content|access|stories|articles|post|text|rest))?(?: for free)?",
    r"to (?:continue|keep) reading,? (?:please )?(?:subscribe|register|log in|sign in|sign up|create (?:an|a free) account)(?: .{0,40})?",
    r"(?:this (?:article|story|content|post) is )?(?:for )?(?:paid |premium )?(?:subscribers|members) only",
    r"(?:subscriber|member|premium)[- ](?:only|exclusive)(?: (?:content|article|story))?",
    r"you(?: have|'ve) (?:reached|used|read|hit) (?:your|the|all|\d{1,2}) .{0,40}(?:free|monthly|complimentary|last|limit).{0,40}",
    r"you have \d{1,2} (?:free |complimentary )?(?:articles?|stories|story|views?) (?:left|remaining)(?: .{0,30})?",
    r"(?:create|open|make) (?:a free |an? |your )?account(?: to .{1,40}| now| here)?",
    r"(?:don't|do not) have an account(?: yet)?\??(?: (?:sign up|register|create one)(?: here| now| for free)?)?",
    r"(?:forgot|lost)(?: your)? (?:your )?(?:password|username)",
    r"(?:get|enjoy|unlock) (?:unlimited|full|complete|ad-free) (?:digital |online )?access(?: (?:to .{1,40}|for .{1,30}|now|today))?",
    r"(?:start|begin|try|get) (?:your|a) (?:\S{1,10} )?free (?:trial|month)(?: (?:now|today))?",
    r"cancel (?:at )?any ?time(?: you (?:like|want))?",
    r"(?:already )?(?:a )?(?:registered|subscriber|member)\? (?:log|sign) in(?: here| now)?",
    # newsletters
    r"thank(?:s| you)(?: very much)? for (?:subscribing|signing up|registering|your (?:subscription|registration|feedback))(?: to .{1,40})?",
    r"(?:please )?check your (?:inbox|e-?mail|mailbox|spam folder)(?: (?:or|and) .{1,30})?(?: (?:to|for|and) .{1,60})?",
    r"(?:you can )?unsubscribe (?:at )?any ?time(?: .{0,60})?",
    r"(?:please )?(?:enter|provide|type) (?:a |your )?(?:valid )?<email>(?: address)?(?: (?:here|below))?",
    r"(?:invalid|incorrect|wrong) (?:<email>|password|username|user name)(?: address)?",
    r"oops[,! ]{0,2}something went wrong.{0,60}|something went wrong[.,!] (?:please )?(?:try|reload|refresh|wait) .{0,40}",
    r"(?:an (?:unexpected )?error (?:has )?occurred|(?:error|page|404) not found|404 (?:error|not found)|error 404(?: .{0,30})?)(?:[.,!] (?:please )?(?:try|reload|refresh) .{0,40})?",
    r"(?:no|zero) (?:results|posts|articles|comments) (?:found|yet|to (?:show|display))",
    # consent
    r"(?:accept|allow|reject|decline|refuse) (?:all|selected|necessary only|and (?:close|continue))(?: cookies)?",
    r"(?:manage|change|set|update|review|customi[sz]e) (?:my |your |cookie |privacy |consent )?(?:preferences|settings|choices|options|consent)",
    r"(?:your|my) (?:privacy|cookie|ad) (?:choices|settings|preferences|options)",
    r"(?:we value|we care about|we respect) your privacy",
    r"do not (?:sell|sell or share|share)(?: or share)? my (?:personal )?(?:information|info|data)",
    r"(?:notice at collection|california notice|ad ?choices|consent preferences|accessibility(?: statement| help| links)?)",
    r"(?:strictly necessary|performance|functional|targeting|marketing|analytics|preference) cookies",
    # advertising
    r"why am i seeing (?:this|these)(?: ads?)?",
    r"(?:ad|advertisement) feedback",
    r"(?:this|the|our) (?:article|post|page|story|site) (?:may )?(?:contains?|includes?) (?:affiliate|paid|sponsored) (?:links?|content|advertising)(?:[.;,] .{0,160})?",
    # links on, comments
    r"more (?:on|about) (?:this|these) (?:story|stories|topics?|subjects?|author|article)",
    r"(?:what to|what you should|you should|we recommend you) (?:read|watch) next",
    r"(?:show|see|view) (?:less|fewer|all (?:posts|articles|stories)(?: (?:by|from|in) .{1,40})?)",
    r"(?:comments?|replies|responses) ?\(\d{1,5}\)",
    r"(?:sort|order|filter)(?: comments)? by:? ?(?:newest|oldest|best|popular|top|date|relevance)(?: first)?",
    r"(?:newest|oldest|best|most (?:liked|recent|relevant)) (?:first|comments)",
    r"(?:report|flag|like|hide|delete|edit|reply to) (?:this |the )?comment(?:s)?(?: as .{1,30})?",
    r"(?:all |our |the )?comments (?:below )?(?:are|is|have been|have not been|may be|will be) (?:pre-|post-)?(?:moderated|reviewed|subject to .{1,60})(?: .{1,60})?",
    r"(?:the )?comments below have (?:not )?been moderated(?: .{0,40})?",
    r"(?:jump|go|skip|scroll) to (?:the )?(?:comments?|comments section|bottom|footer|search|player|table of contents)",
    r"did you (?:find|like|enjoy) (?:this|the) (?:article|story|post|page|information|content)(?: (?:useful|helpful|interesting))?",
    r"(?:report|spotted|found|noticed|see|seen) (?:an? |any )?(?:error|typo|mistake|correction|inaccuracy|something wrong)s?(?: in (?:this|the) (?:article|story|text|page))?\??(?: (?:let us know|tell us|report it|report|contact|click|please).{0,60})?",
    r"(?:suggest|submit|request) (?:a )?correction",
    r"(?:contact|follow|e-?mail|message) (?:the |this )?(?:author|reporter|writer|editor|newsroom)(?: (?:on|at) .{1,40})?",
    r"(?:send|give|leave) (?:us )?(?:your )?feedback",
    r"(?:got|have) a (?:news )?tip\??(?: .{0,60})?",
    # navigation
    r"(?:open|close|toggle|show|hide|expand|collapse|main|primary|secondary|mobile|site|footer|user) (?:main |side |the |mobile |primary )?(?:menu|navigation|nav|search|sidebar|submenu|header)(?: menu)?",
    r"you are here:? .{1,80}",
    r"search (?:for|this (?:site|website)|the site)(?::| \N{HORIZONTAL ELLIPSIS})?",
    r"(?:my account|log ?out|sign ?out|my (?:profile|subscription|bookmarks|saved (?:articles|items)))",
    r"(?:change|select|choose) (?:your )?(?:language|edition|region|country|location)",
    r"(?:edition|language|region) ?: ?(?:international|global|u\.?s\.?|us|uk|english|europe|asia|africa|world)",
    r"(?:turn (?:on|off) |switch to |enable )?(?:dark|night|light) (?:mode|theme)",
    # players and pictures
    r"(?:the )?(?:video|audio|media) player (?:is )?loading",
    r"this (?:video|audio|content|browser|image|page) (?:can ?not|can't|cannot|could not|is not able to) be (?:played|displayed|loaded|shown|embedded)(?: .{0,60})?",
    r"to play this (?:video|audio) .{1,100}",
    r"(?:please )?(?:enable|turn on|activate) javascript(?: .{0,60})?|javascript (?:is|must be|has been) (?:disabled|required|enabled|turned off)(?: .{0,60})?",
    r"(?:your|this) (?:web )?browser (?:does not|doesn't|is not|isn't) (?:support|supported|up to date|compatible)(?: .{0,80})?",
    r"(?:hide|show|toggle|view|open) (?:the )?(?:caption|captions|transcript|gallery|slideshow|image|photos?|subtitles|full ?screen)",
    r"(?:enlarge|expand|click to enlarge|tap to enlarge|zoom|download) (?:this |the )?(?:image|photo|picture|graphic|map|chart)",
    r"(?:next|previous) (?:image|photo|picture|slide|video|gallery)",
    r"(?:play|pause|mute|unmute|watch|replay) (?:the )?(?:video|audio|clip|live(?: stream)?)(?: now)?",
    r"(?:available|download(?: it)?|get it) on (?:the )?(?:app store|google play)(?: .{0,30})?",
    # systems
    r"(?:proudly )?(?:powered|built|hosted|created|made) (?:by|with|on) (?:wordpress|drupal|joomla|ghost|blogger|wix|squarespace|medium|substack|tumblr|disqus|hugo|jekyll)(?:[.,;|].{0,60}| theme.{0,40})?",
    r"(?:word ?press )?theme ?(?:by|:) .{1,40}",
    r"(?:designed|developed) by .{1,40} (?:themes?|design|studio|media|agency|solutions)",
    r"(?:buy me|buy us|support us with) a (?:coffee|beer)",
    r"(?:this story|this article|this report|the above story|except for the headline, this story) has (?:been (?:published|auto-generated|generated|taken|sourced)|not been edited).{1,160}",
    r"our standards: (?:the )?thomson reuters trust principles(?:,? opens .{1,20})?",
    r"(?:purchase licensing rights|reprints and permissions|rights and permissions|request reprint & licensing.{0,40})(?:,? opens .{1,20})?",
    r"(?:republished|reprinted|reproduced|used) with (?:kind )?permission(?: (?:of|from) .{1,60})?",
)

#: Open wordings: not if they tell something.
WEB_OPEN: Final = (
    r"(?:enjoyed?|liked?|found|did you (?:like|enjoy)) (?:this|the) (?:article|story|post)(?: (?:interesting|useful|helpful))?\? .{1,120}",
    r"if you (?:like|liked|enjoy|enjoyed|found) (?:this|the) (?:article|story|post).{0,20},? (?:please )?(?:share|follow|subscribe|consider|sign|support|like|tell).{1,100}",
    r"by (?:signing up|subscribing|registering|submitting|clicking|continuing|using|entering).{0,80} (?:agree|accept|consent|acknowledge|confirm).{0,160}",
    r"this (?:site|page|form|website) is protected by (?:re ?captcha|hcaptcha|cloudflare).{0,140}",
    r"(?:we|our partners|we and our (?:\d{1,4} )?partners) (?:store|process|collect|share|use|access)(?:,? (?:and|or|/)? ?(?:store|process|collect|share|use|access))* .{0,60}(?:on (?:a|your|the) (?:device|browser)|personal data|identifiers|cookies (?:and|or|to)).{0,200}",
    r"(?:we|this site|the site) may (?:earn|receive|get|make) .{0,40}(?:commission|fee|compensation|money).{0,140}",
    r"(?:products|links) .{0,60}(?:affiliate|commission).{0,120}",
    r"(?:please )?(?:read|see|follow|respect) (?:our|the) (?:community|comment|commenting|house) (?:guidelines|rules|standards|policy).{0,60}",
    r"(?:join|be part of|take part in) (?:the|our) (?:conversation|discussion|community|debate)(?: (?:on|in|below|now|here) ?.{0,60})?",
    r"(?:donate|give|contribute|make a donation|become a (?:member|supporter|patron))(?: (?:now|today|here|monthly))?(?: (?:to|and) (?:support|help|keep) .{1,60})?",
    r"(?:take|answer|complete) our (?:\S{1,12} )?(?:survey|poll|quiz|questionnaire).{0,40}",
    r"(?:image|picture|photo|video|media) (?:source|caption|copyright)(?:, .{1,60})?",
    r"(?:share your|tell us your|what are your|have your) (?:thoughts|opinion|views?|say|story|experience)(?: (?:in|on|below|with|about) .{0,60})?\??",
)

#: Lines that go on with a title, a name or a date.
WEB_LINE: Final = (
    r"(?:home|news|start|front page|homepage) ?[>\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{BLACK RIGHT-POINTING TRIANGLE}\N{RIGHTWARDS ARROW}] ?.{1,150}",
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|edited|last updated|last modified)(?: on| at| in)?:? ?"
    + _DATE
    + r"(?: (?:by|in|at|\|) ?.{1,50})?",
    r"(?:posted|published|written|uploaded|added) by \S{1,30}(?: \S{1,30}){0,3},? (?:on|at|in)? ?" + _DATE + r".{0,40}",
    r"by (?:admin|administrator|editor|staff|webmaster|guest|newsroom|web desk|news desk|staff (?:writer|reporter)|our correspondent)(?: ?[,|\N{EN DASH}\N{EM DASH}-] ?.{0,60}| and .{1,40})?",
    r"reporting (?:and writing |and editing )?by .{1,120}; ?(?:additional |writing |editing ).{1,200}",
)

#: Furniture at the head or the foot only.
WEB_EDGE: Final = (
    r"(?:accept(?: all)?|see all|up next|expand|collapse|slideshow|sign up for free|in this (?:article|story)|have your say|your <email>(?: address)?|select all|view more|show all)",
    r"(?:editors?'?s? ?'?picks?|staff picks|must[- ]reads?|long reads?|for you|top picks|just in|live updates|opinion|explainers?|infographics?)",
    r"(?:paid|partner|branded|promoted|native) (?:post|content|story|stories)",
    r"(?:gift article|save article|saved|save for later|watch live|listen \d{1,2} ?min|watch now|live now|get the app|get our app|donate now|make a donation|give feedback|photo galler(?:y|ies)|a a a|file photo|getty images|(?:ap|afp|reuters|epa|getty|xinhua|yonhap|kyodo))",
    r"\d{1,3} ?/ ?\d{1,3}|\d{1,3} of \d{1,3}",
    _DATE,
)

#: The same with a title or a name in them.
WEB_EDGE_LINE: Final = (
    r"more in (?:world|politics|business|asia|europe|africa|americas|news|sports?|opinion|national|international|china|korea|technology|science|health|culture|entertainment|lifestyle|this (?:section|series|category))",
    r"(?:photos?|gallery|in pictures|in photos|slideshow): ?.{1,100}",
    r"home ?/ ?[^/]{1,40}(?: ?/ ?.{1,80})?",
    r"tag ?: ?.{1,60}",
)
