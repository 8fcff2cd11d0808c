"""The text over which activations are measured when the default model is converted; written for mtqa.

A few hundred words of several genres: what counts is which channels are large, and that hardly
depends on the text.
"""

from __future__ import annotations

__all__ = ["CALIBRATION"]

CALIBRATION = """\
Council delays bridge decision after residents object

The town council said on Tuesday that it would look again at the plan to replace the old bridge, after \
months of complaints from residents, shopkeepers and the head teachers of two nearby schools. “We heard \
them,” said Maria Lopez, 52, who runs a bakery on the corner of Mill Street. “But nobody has told us \
where the lorries will go.”

Prices rose by 3.4 percent in 2019 and the central bank expects growth to slow next year, according to a \
report published in Geneva. Officials from 14 countries met there to discuss trade, security and the \
climate; no agreement was signed. The finance minister, who had promised a cut in fuel tax before the \
election, refused to answer questions and left through a side door.

In the second half the visitors looked tired. Their captain missed a penalty, two defenders were sent \
off, and the goalkeeper, a nineteen-year-old making his first appearance, dropped the ball at the feet of \
a striker who could hardly believe his luck. It ended 4-1.

Doctors at the university hospital have begun to test a vaccine that can be kept at room temperature. If \
it works, it could be carried to villages that have no electricity. “That is the difference between a \
good idea and a useful one,” Professor Anand told reporters. Volunteers will be followed for eighteen \
months, and the first results are expected in the spring.

The film opens in an empty station at night, where a young man waits for a train that never comes. He is \
joined by a woman with a suitcase, a soldier on leave and, later, a dog; what follows is funny, slow and \
sad, and at almost three hours it asks for patience. I was glad to have given it mine.

How do you teach a child to read? You begin with a story, of course. You sit close together, you point at \
the pictures, you let her turn the page too early. After a while she knows the words by heart and “reads” \
them to her brother, and one day she really does."""
