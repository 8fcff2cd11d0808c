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
