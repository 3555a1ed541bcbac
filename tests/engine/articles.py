"""Invented articles, and words to look quotes up by. None of them is from anywhere."""

from tracker.engine.results import Extraction, Quote, Speaker, Statement

TWIN = """Garment cooperative told to keep workers abroad through winter

The ministry is lengthening the contracts of Valdrian seamstresses abroad in a bid to raise more hard currency while under trade restrictions. A cabinet instruction has been issued to find further ways to earn from the women. This is likely an attempt by the government to soften the effect of Union Regulation 884, which stops members from issuing new permits.
Normally, seamstresses sent by the cooperative stay for 2-4 years, but the new instruction has removed this limit.
“Many of the women had packed to go home, but now they have been told to unpack,” said an inside source from Ostrava during a telephone call with the Weaver.
“The instruction is to find any work for those already here, and not to wait for stamps,” the source continued. This means that if there are no contracts, the women are to be sent to private homes.
When asked for details, the source added, “In the harbour district, groups of women will be taken round the laundries. There is some danger that they will run away, but as long as the instruction stands, nobody will stop it.” Ordinarily, the women are watched day and night.
The newest regulation adopted by the Union Council set the first limits on Valdrian labour abroad, stating, “No member shall exceed the number of permits that it had issued on the day of adoption.” The ministry’s instruction to keep the women in place instead of sending them home may be interpreted as an attempt to make up for these limits.
After the adoption of the regulation, Valdrian officials have noted that contracts with local firms have begun to lapse.
Another source from Ostrava with knowledge of the contracts said, “Valdrian labour is cheap, so firms like to use it, but the sudden recall is a sign of pressure from outside.”
In practice, Valdrian women are still sewing in Ostrava, Lubin and Kanev. However, the mood has become tense and attitudes are changing, note local sources.
Some firms are already feeling the sting of the regulation.
“The two sides have agreements. But thanks to the regulation, some goods have already been sent back,” the second source said, adding that in the weeks since, Valdrian trading houses in the city have lost most of their income.
“We are in difficulty at the moment, but things are harder for the other side. As the days go by, the belt gets tighter.”
"""
"""A twin of the seed article: the same turns of phrase, other people and events."""

HARBOUR = """“Nobody has seen a written order,” a net mender in Saltmarsh said by phone. “They simply took the engines.”

The mender, who asked not to be named because he feared arrest, denied that anyone had been beaten.

“We were told to hand in the keys,” recalled Tomas, whose name has been changed for his safety.

“I asked why.

“The officer said, ‘Ask your brother abroad.’”

The coast guard did not respond to a request for comment. In a statement, it said only that “routine maintenance” would continue until June 3. The statement added that vessels “must remain in port”.

“First the engines,” said Dr. Elena Marsh, who studies small fisheries at Corrin University, “then the licences.” Marsh put the number of seized engines at 214.

The song “Calm Is the Sea” has been played from loudspeakers every morning. The so-called “quiet month” ends on Friday.
"""


def quote(text: str, found: Extraction, words: str) -> Quote:
    """Return the first quote whose content begins with `words`."""
    return next(
        q for q in found.quotes if text[q.content[0].start :].startswith(words)
    )


def speaker(text: str, found: Extraction, words: str) -> Speaker:
    """Return the speaker of the quote that begins with `words`."""
    key = quote(text, found, words).speaker
    return next(s for s in found.speakers if s.key == key)


def statement(found: Extraction, words: str) -> Statement:
    """Return the first statement that holds `words`."""
    return next(s for s in found.statements if words in s.text)
