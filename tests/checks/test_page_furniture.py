"""The check page-furniture, and the decision of segmentation behind it."""

import pytest

from mtqa.checks.page_furniture import CHECK
from mtqa.data import BlockKind
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment

#: {0} near the head, {1} in the middle, {2} at the foot.
ARTICLE = """Talks open in Geneva

{0}

The two sides met again on Monday at the lake, the first time in a year.

Nobody expects a quick result, an official said to the press.

The talks will last for three days, according to the ministry.

{1}

Both sides have said in the past weeks that they want peace.

The last round was in May, and it ended without any result at all.

A fourth round is planned for June in the capital of the neighbour.

{2}
"""


def run(text):
    """The findings on one article."""
    document = segment(read_text(text))
    return list(CHECK.run(document, Resources(document)))


def flagged(*lines):
    """What is flagged in the article with these lines at its places; a plain sentence elsewhere."""
    filled = [
        line or f"They have not met in the town since the spring of the year {2000 + at}."
        for at, line in enumerate(lines)
    ]
    return [finding.text for finding in run(ARTICLE.format(*filled))]


@pytest.mark.parametrize(
    "line",
    [
        "Placeholder while article actions load",
        "Placeholder when article work is loaded",
        "Loading the article, please wait",
        "Share this article",
        "Share on Facebook",
        "Share this article on social networks",
        "Click to share on Twitter (Opens in new window)",
        "Related Posts",
        "Similar publications:",
        "You may also like",
        "Leave a Reply",
        "Leave an answer",
        "Leave a comment Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "Your e-mail address will not be made public.",
        "Obligatory fields are marked with *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Notify me of new posts by email.",
        "You must be logged in to post a comment.",
        "3 Comments",
        "2 thoughts on “Talks open in Geneva”",
        "Be the first to comment",
        "Comments are closed.",
        "Subscribe to our newsletter",
        "Sign up for our daily newsletter",
        "Get the latest news delivered to your inbox.",
        "Follow us on Facebook and Twitter",
        "Join our Telegram channel",
        "Advertisement",
        "Story continues below advertisement",
        "We use cookies to ensure that we give you the best experience on our website.",
        "Please enable JavaScript to view the comments powered by Disqus.",
        "Read more: Lake levels fall",
        "Tags: lake, talks, Geneva",
        "5 min read",
        "© 2022 The Lake Post. All rights reserved.",
        "No part of this publication may be reproduced without permission.",
        "Skip to main content",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_wordings(line, place):
    """Wordings of publishing systems, and what translation makes of them, are flagged wherever they stand."""
    assert flagged(*[line if place == at else "" for at in range(3)]) == [line]


@pytest.mark.parametrize(
    "line", ["Print", "Facebook", "Source: Reuters", "More from The Lake Post", "Latest news", "Posted in News"]
)
def test_edge_wordings(line):
    """What may be a heading is furniture only at an edge of the article."""
    assert flagged(line, "", "") == [line]
    assert flagged("", "", line) == [line]
    assert flagged("", line, "") == []


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for the updates that the ministry sends to doctors, officials told residents.",
        "Save my name, he pleaded.",
        "“Join us in building peace,” he said.",
        "Please wait, the officer told us, while they load the truck.",
        "Get the news in your inbox, the company promised its customers.",
        "Comments are closed to the public because of threats, the court said.",
        "Related news came from Tokyo, where shares fell.",
        "More stories of abuse emerged on Tuesday.",
        "More stories of abuse emerge",
        "Recent videos show damage in Kyiv",
        "Latest news from the front was bad.",
        "Other stories were sadder.",
        "No response to the letter was received.",
        "No comments on leaked tape",
        "One response to the crisis",
        "Advertising revenue falls",
        "Advertisements were pulled.",
        "Copyright law changes",
        "Unauthorised protests are forbidden in Russia.",
        "Reproduction of the virus is not permitted in the laboratory.",
        "No part of the country is safe without permission of the militia.",
        "Privacy policy was debated.",
        "Published in 1998, the book sold 3 million copies.",
        "Posted in Berlin, he learned German.",
        "Keep reading to your children, doctors say",
        "Back to the start for Ukraine talks",
        "Reading time falls in schools",
        "The story continues under another name.",
        "Sponsored by Tehran, the group fights on.",
        "We use three cookies a day.",
        "The newsletter has 40,000 subscribers.",
        "Facebook, Twitter and YouTube have removed the video.",
        "Facebook posts, comments removed",
        "Placeholder names hide victims",
        "Topics were the economy, the war and the climate.",
        "Share the burden, ministers say",
        "Become a member of NATO",
        "Support our troops",
        "Do not miss your vaccination",
        "You need to register to write to prisoners.",
        "You may like it or not.",
        "Read more books, children told",
        "He left a comment below the post: “Never again.”",
        "Images by satellite company Maxar showed smoke.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_prose_about_these_things(line, place):
    """Sentences and headings that talk about posts, comments or newsletters stay part of the article."""
    assert flagged(*[line if place == at else "" for at in range(3)]) == []


def test_lines_after_related_posts():
    """Short lines after the foot opened belong to it; a paragraph ends it."""
    foot = "Related Posts\n\nFive ships that changed the war\n\nSeoul answers with a drill"
    assert flagged("", "", foot) == foot.split("\n\n")
    assert flagged("", "Related Posts\n\nFive ships that changed the war", "") == ["Related Posts"]


def test_credit_is_a_caption():
    """The credit of a picture belongs to the article, but is no prose."""
    document = segment(read_text(ARTICLE.format("Photo by Fu Tian, CNS reporter", "Photo: Reuters", "That is all.")))
    kinds = {block.span.of(document.text): block.kind for block in document.blocks}
    assert kinds["Photo by Fu Tian, CNS reporter"] is BlockKind.CAPTION
    assert kinds["Photo: Reuters"] is BlockKind.CAPTION


def test_the_reader_is_told():
    """The message says that the fluency score leaves the block out; the suggestion deletes it."""
    (finding,) = run(ARTICLE.format("Related Posts", "They met.", "That is all."))
    assert "left out of the fluency score" in finding.message
    assert finding.suggestions[0].text == ""
    assert finding.severity == "minor"


def test_a_page_of_furniture_words_is_not_slow_to_refuse():
    """A block longer than any wording is prose, whatever its words."""
    assert run("Talks open\n\n" + "share this comment on our site and " * 2000 + "leave.") == []


@pytest.mark.parametrize(
    "line",
    [
        "Share this story",
        "Share on X (Opens in new window)",
        "Click to email a link to a friend (Opens in new window)",
        "Send to a friend",
        "Print this article",
        "Print this page",
        "Copy link to clipboard",
        "Link copied!",
        "Link copied to clipboard",
        "Share via e-mail",
        "Share to Facebook",
        "Tweet this",
        "Pin it",
        "Show sharing options",
        "More sharing options",
        "Sharing is caring!",
        "Enjoyed this article? Share it with your friends",
        "If you like this article, share it with your friends",
        "Subscribe to continue reading",
        "Subscribe to unlock this article",
        "Subscribers only",
        "This article is for subscribers only.",
        "To continue reading, please subscribe",
        "You have reached your limit of free articles",
        "You have 2 free articles left this month",
        "Already a subscriber? Log in",
        "Already have an account? Sign in",
        "Create a free account",
        "Create an account to read more",
        "Register for free to continue reading",
        "Forgot your password?",
        "Get unlimited access",
        "Start your free trial",
        "Cancel anytime",
        "Sign up for our morning newsletter",
        "Get our daily newsletter",
        "Thank you for subscribing!",
        "Thanks for signing up!",
        "Please check your email to confirm your subscription",
        "Check your inbox to confirm your subscription",
        "You can unsubscribe at any time.",
        "By signing up you agree to our terms of service and privacy policy.",
        "By clicking Sign Up, you agree to receive emails from us.",
        "This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply.",
        "Enter your email address",
        "Invalid email address",
        "Something went wrong. Please try again later.",
        "Please enter a valid email address",
        "Accept all",
        "Accept all cookies",
        "Manage preferences",
        "Cookie settings",
        "This website uses cookies to improve your experience.",
        "By continuing to use this site, you agree to the use of cookies.",
        "We value your privacy",
        "We and our partners store and access information on a device",
        "Your privacy choices",
        "Do not sell my personal information",
        "Do Not Sell or Share My Personal Information",
        "Advertisement - scroll to continue",
        "ADVERTISEMENT",
        "Article continues after advertisement",
        "Story continues below this ad",
        "Report this ad",
        "Why am I seeing this ad?",
        "Ad feedback",
        "Sponsored content",
        "This article contains affiliate links.",
        "We may earn a commission from links on this page.",
        "Related articles",
        "Related topics",
        "Related stories",
        "Related Topics:",
        "More on this story",
        "More on this topic",
        "Most read",
        "Most popular",
        "Recommended for you",
        "Recommended reading",
        "You might also like",
        "You may also be interested in",
        "What to read next",
        "Don't miss",
        "Top stories",
        "Latest stories",
        "View all posts",
        "View all posts by admin",
        "See more",
        "Load more",
        "Show more",
        "Show less",
        "Read more...",
        "Read the full story",
        "Read full article",
        "Continue reading →",
        "[Read more]",
        "Click to expand",
        "View comments",
        "Show comments",
        "Hide comments",
        "Comments (12)",
        "12 comments",
        "0 Comments",
        "Add a comment",
        "Add comment",
        "Post a comment",
        "Join the conversation",
        "Log in to comment",
        "Sign in to comment",
        "Sort by: newest",
        "Newest first",
        "Load more comments",
        "Report comment",
        "Comments are moderated before publication.",
        "Comments are subject to our community guidelines.",
        "The comments below have not been moderated.",
        "What are your thoughts?",
        "Did you find this article useful?",
        "Report an error",
        "Spotted an error? Let us know",
        "See something wrong? Report it here",
        "Suggest a correction",
        "Contact the author",
        "About the author",
        "Home > News > World",
        "Home » World » Asia",
        "Home › News › Politics",
        "You are here: Home",
        "Skip to content",
        "Skip to main navigation",
        "Jump to comments",
        "Back to top",
        "Go to homepage",
        "Search for:",
        "Search this site",
        "Close menu",
        "Open menu",
        "Toggle navigation",
        "Main menu",
        "Log out",
        "My account",
        "Edition: International",
        "Published: 12 May 2022",
        "Published 3 hours ago",
        "Updated 5 minutes ago",
        "Last updated: May 12, 2022",
        "Last modified on Thu 12 May 2022 14.32 BST",
        "Posted on May 12, 2022 by admin",
        "Posted by admin on May 12, 2022",
        "By admin",
        "First published on 12 May 2022",
        "2 min read",
        "Reading time: 3 minutes",
        "3 minutes read",
        "Estimated reading time: 3 min",
        "Listen to this article",
        "Watch: the moment the bridge fell",
        "Watch live",
        "Play video",
        "Video player is loading.",
        "This video can not be played",
        "To play this video you need to enable JavaScript in your browser.",
        "JavaScript is disabled in your browser.",
        "Your browser does not support the video tag.",
        "Your browser is not supported",
        "Image caption",
        "Image source, Getty Images",
        "Media caption",
        "Enlarge this image",
        "Click to enlarge",
        "Hide caption",
        "Toggle caption",
        "View gallery",
        "Next image",
        "Next Article",
        "Previous Article",
        "← Previous Post",
        "Next Post →",
        "Tag: North Korea",
        "Filed Under: World",
        "Categories: News, World",
        "Follow us on Google News",
        "Follow us on social media",
        "Join us on Telegram",
        "Join our WhatsApp channel",
        "Subscribe to our YouTube channel",
        "Download our app",
        "Available on the App Store",
        "Add to favorites",
        "Remove from saved",
        "Text size",
        "Increase font size",
        "Dark mode",
        "Change language",
        "Translate this page",
        "Select language",
        "Terms and conditions",
        "Terms of Use",
        "Privacy Policy",
        "Cookie Policy",
        "Accessibility statement",
        "Copyright 2022 The Associated Press. All rights reserved.",
        "© 2022 Reuters",
        "All Rights Reserved",
        "Powered by WordPress",
        "Proudly powered by WordPress",
        "Theme by Anders Noren",
        "Designed by Elegant Themes",
        "Built with WordPress",
        "This story has been published from a wire agency feed without modifications to the text.",
        "Republished with permission",
        "Reprints and permissions",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "Reporting by Josh Smith; Editing by Gerry Doyle",
        "404 Not Found",
        "Page not found",
        "An error occurred. Please try again.",
        "Loading...",
        "Please wait...",
        "Support independent journalism",
        "Make a donation",
        "Donate now",
        "Become a patron",
        "Buy me a coffee",
        "Give us feedback",
        "Take our survey",
    ],
)
def test_labels_of_web_pages(line):
    """Labels of share buttons, paywalls, newsletters, consent, comments, players and navigation, in the middle of an article."""
    assert flagged("", line, "") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share article",
        "Email this page",
        "Log in to your account",
        "Sign up for free",
        "Your email",
        "Paid post",
        "Partner content",
        "More from this author",
        "More in World",
        "More News",
        "Trending now",
        "Editor's picks",
        "Editors' picks",
        "Read next",
        "Up next",
        "See all",
        "Expand",
        "Have your say",
        "View 5 replies",
        "Like Reply",
        "Was this article helpful?",
        "Rate this article",
        "About us",
        "Contact us",
        "Home / News / Asia",
        "Search",
        "Menu",
        "Sign in",
        "Listen 5 min",
        "Getty Images",
        "File photo",
        "Photos: Protests in Seoul",
        "Slideshow",
        "1/5",
        "Previous",
        "Tags",
        "In this article:",
        "Topics in this article",
        "Follow topics",
        "Get the app",
        "Bookmark",
        "Save article",
        "Saved",
        "Save for later",
        "Gift article",
        "A A A",
        "Sitemap",
        "This article was originally published on The Conversation.",
        "Share",
        "Tweet",
        "WhatsApp",
        "Email",
    ],
)
def test_short_labels_at_the_edges(line):
    """Labels that may be headings are furniture at the head and at the foot only."""
    assert flagged(line, "", "") == [line]
    assert flagged("", "", line) == [line]
    assert flagged("", line, "") == []


@pytest.mark.parametrize(
    "line",
    [
        "Teilen",
        "Artikel teilen",
        "Auf Facebook teilen",
        "Mehr lesen",
        "Weiterlesen",
        "Lesen Sie auch",
        "Mehr zum Thema",
        "Das könnte Sie auch interessieren",
        "Kommentar schreiben",
        "Kommentare",
        "Anzeige",
        "Newsletter abonnieren",
        "Jetzt anmelden",
        "Datenschutz",
        "Impressum",
        "Alle Rechte vorbehalten",
        "Partager",
        "Partager sur Facebook",
        "Lire aussi",
        "Lire la suite",
        "À lire aussi",
        "Laisser un commentaire",
        "Votre adresse e-mail ne sera pas publiée.",
        "S'abonner",
        "S'inscrire à la newsletter",
        "Publicité",
        "Tous droits réservés",
        "Mentions légales",
        "Articles liés",
        "Compartir",
        "Compartir en Facebook",
        "Leer más",
        "Lea también",
        "Te puede interesar",
        "Noticias relacionadas",
        "Deja un comentario",
        "Tu dirección de correo electrónico no será publicada.",
        "Publicidad",
        "Suscríbete a nuestro boletín",
        "Todos los derechos reservados",
        "Política de privacidad",
        "Compartilhar",
        "Leia mais",
        "Leia também",
        "Saiba mais",
        "Deixe um comentário",
        "O seu endereço de e-mail não será publicado.",
        "Publicidade",
        "Todos os direitos reservados",
        "Condividi",
        "Leggi anche",
        "Leggi tutto",
        "Lascia un commento",
        "Pubblicità",
        "Tutti i diritti riservati",
        "Lees meer",
        "Lees ook",
        "Delen",
        "Advertentie",
        "Läs mer",
        "Читайте также",
        "Читать далее",
        "Подписывайтесь на нас",
        "Поделиться",
        "Оставить комментарий",
        "Комментарии",
        "Реклама",
        "Все права защищены",
        "По теме",
        "Читайте також",
        "Поділитися",
        "分享到",
        "分享",
        "相关新闻",
        "相关阅读",
        "责任编辑：王丽",
        "责任编辑: 李明",
        "来源：新华网",
        "更多",
        "评论",
        "点击查看",
        "返回顶部",
        "版权所有",
        "扫一扫",
        "阅读原文",
        "关注我们",
        "相關新聞",
        "댓글",
        "공유하기",
        "기사 공유",
        "관련기사",
        "무단전재 및 재배포 금지",
        "저작권자",
        "구독하기",
        "관련 기사",
        "シェア",
        "関連記事",
        "コメント",
        "続きを読む",
        "もっと見る",
        "広告",
        "اقرأ أيضا",
        "شارك",
        "مواضيع ذات صلة",
        "Devamını oku",
        "Paylaş",
        "Ayrıca okuyun",
        "Czytaj także",
        "Udostępnij",
        "Czytaj więcej",
        "Reklama",
        "Xem thêm",
        "Chia sẻ",
        "Bài viết liên quan",
        "Baca juga",
        "Bagikan",
        "Komentar",
    ],
)
def test_labels_in_other_languages(line):
    """What is left of the source's page is flagged wherever it stands."""
    assert flagged("", line, "") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Related talks resumed in Geneva",
        "Share prices fall in Tokyo",
        "Home prices rise",
        "Report: error in pilot training led to crash",
        "Most read newspapers in Korea lose readers",
        "Editors pick a new leader",
        "Accept all refugees, bishops say",
        "Cookies banned in schools",
        "Search for survivors continues",
        "Menu prices up",
        "Top stories of the year told by those who lived them",
        "Published papers show fraud",
        "Close menu of options for Kyiv",
        "Saved from the flood",
        "Give us feedback, mayor asks residents",
        "Donate now or lose the chance, UN warns",
        "Next image of war",
        "Updated vaccine approved",
        "In this article of the treaty, both sides agreed to talks",
        "Published by Penguin, the book sold well.",
        "Free trial begins for dissident",
        "Free trial of journalists urged",
        "Home and away",
        "Sort by age",
        "Load more grain, UN tells Russia",
        "Support independent Taiwan",
        "Show more restraint, Guterres urges",
        "Follow the money",
        "Powered by coal, the city chokes",
        "Expand NATO, senators say",
        "Play ball",
        "Contact with ship lost",
        "About us and them",
        "Have your say in the vote, officials urge",
        "Join the army",
        "Dark mode of war",
        "Accessibility of vaccines",
        "Page not found in archives of ministry",
        "Terms of surrender",
        "Reporting by women on the front",
        "Thank you for your service",
        "Cancel anytime soon, but not now",
        "Check your inbox, thieves do",
        "Something went wrong",
        "More in poverty",
        "More on strike",
        "Latest talks",
        "Advertisements for war",
        "See all the evil",
        "Reprints of banned book sell out",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_headings_that_read_like_labels(line, place):
    """Headlines with the words of the furniture's world stay part of the article."""
    assert flagged(*[line if place == at else "" for at in range(3)]) == []
