"""Of what kind a speaker is, and who is meant again, told by the words around."""

import pytest

from tests.engine.articles import BODY, GROUP, NAMED, PAPER, PERSON, quote, speaker
from tracker.engine.pipeline import extract

KINDS = [
    ("A bank employee familiar with the deal confirmed that it was late.", PERSON),
    ("A bank employee records in the book that it was late.", PERSON),
    ("One of the brands, Norway’s Fjell, said it was late.", BODY),
    ("A buyer, surnamed Hao, said it was late.", NAMED),
    ("A buyer, who simply identified himself as Yusuf, said it was late.", NAMED),
    ("A buyer who identified herself as Amina said it was late.", NAMED),
    ("A buyer identified only by her surname, Hao, said it was late.", NAMED),
    ("A buyer, identified only as Mr Hao, said it was late.", NAMED),
    ("A buyer, identified only as Witness B, said it was late.", PERSON),
    ("A buyer identified only by his nickname, Bear, said it was late.", PERSON),
    ("“Mum said it was late,” Ilse Roe recalled.", PERSON),
    ("“Baker said it was late,” Ilse Roe recalled.", NAMED),
    ("Ilse Roe’s niece, Anna Brand, said it was late.", NAMED),
    ("Ilse Brand left. “No,” she said. Brand said the train was late.", NAMED),
    ("The union met. It was noon. Congress said it was late.", BODY),
    ("The firm left a note. It reads: “It was late.”", PAPER),
    ("The firm left on Monday. It added: “It was late.”", BODY),
    ("Those who attended the meeting said it was late.", GROUP),
    ("Those documents say it was late.", PAPER),
    ("It was late, according to at least four people.", GROUP),
    ("Several North Koreans living abroad said it was late.", GROUP),
    ("Gareth Evans said it was late.", NAMED),
    ("A border guard said it was late.", PERSON),
    ("The border guard said it was late.", BODY),
    ("A think tank said it was late.", BODY),
    ("Annex B says it was late.", PAPER),
    ("Anderson Cooper said it was late.", NAMED),
    ("The Anglican Bishop said it was late.", PERSON),
    ("Somebody in the crowd said it was late.", PERSON),
    ("Six employees and messages seen by us said it was late.", GROUP),
    ("“It was late,” Judge Mary Roe said.", NAMED),
    ("“It was late,” a nurse called Joy said.", NAMED),
    ("“It was late,” a Red Cross volunteer said.", PERSON),
    ("An officer who received it said most were late.", PERSON),
    ("A regular, who would only give his name as Baz, said it was late.", NAMED),
    ("“It was late,” said the owner. A regular gave his name as Baz.", PERSON),
    ("A host, who called himself only Don Chuy, said it was late.", PERSON),
    ("A host, who identified himself only as Don Chuy, said it was late.", NAMED),
    ("The diary is lost. Its author says it was late.", PAPER),
    ("The diary’s author, Ann Roe, says it was late.", NAMED),
    ("“Hm,” said Coach Emma Hayes. Hayes said it was a late goal.", NAMED),
    ("Oslo Oil left. Sorovia said it was opening late.", BODY),
    ("Records and interviews with the men say it was late.", PAPER),
    ("Jan Novak, the mayor, said it was late.", NAMED),
    ("“It was late,” said Charlie King.", NAMED),
    (
        "A man, identified in court only as Major C, left. Major C said it was late.",
        PERSON,
    ),
    ("The owner, Varna-based Odessos Marine, said it was late.", BODY),
    ("A second rider, who fears for his account, said managers were late.", PERSON),
    ("Historic England said it was late.", BODY),
    ("China said it was late.", BODY),
    ("North Korea said it was late.", BODY),
    ("India Roe said it was late.", NAMED),
    ("Labour MPs said it was late.", GROUP),
    ("Opposition figures said it was late.", GROUP),
    ("A senior figure in the party said it was late.", PERSON),
    ("Export figures show that it was late.", PAPER),
    ("The rail operator said it was late.", BODY),
    ("A crane operator said he was late.", PERSON),
    ("It was late, according to meeting minutes.", PAPER),
    ("Maria England said it was late.", NAMED),
    ("The late ringer Walter Hoyle said it was late.", NAMED),
    ("The detergent maker Walter Hoyle said it was late.", BODY),
    ("A man came with a banner. The firm left. “It was late,” it said.", BODY),
    ("The firm left. A man came with a banner. “It was late,” it said.", PAPER),
    ("A boy left. One of them, a 17-year-old, left. The boy said it was late.", PERSON),
    ("The Charlotte Observer said it was late.", BODY),
    ("Ann Democrats left. Democrats said it was late.", GROUP),
    ("The last page of the diary says it was late.", PAPER),
    ("Foreign Minister Jan Novak said it was late.", NAMED),
    ("More than half of respondents said it was late.", GROUP),
    ("36 percent of drivers said it was late.", GROUP),
    ("A third of the members said it was late.", GROUP),
    ("The third of the members said it was late.", PERSON),
    ("Half of the records say it was late.", PAPER),
    ("A lot of people said it was late.", GROUP),
    ("Many liberal Democrats said it was late.", GROUP),
    ("Two House Committees said it was late.", BODY),
    ("Britain and France said it was late.", BODY),
    ("Asked if he knew, the driver said no. Trellis said it was running late.", BODY),
    ("Ron Geffner, a lawyer at Sadis & Goldberg, said it was late.", NAMED),
    ("Sadis & Goldberg said it was late.", BODY),
    ("Rob Olden, a University of Leeds don, said it was late.", NAMED),
    ("Mr Orlov left. A spokesman for Orlov left. Orlov said it was late.", NAMED),
    ("A spokesman for Orlov left. Orlov said it was late.", BODY),
    ("Anna Trell left. Trell’s lawyers left. Trell said it was late.", NAMED),
    ("One of the bank’s clerks, Michael Orr, said it was late.", NAMED),
    ("One of the bank’s rivals, Fjell, said it was late.", BODY),
    ("St Anne’s Hope Hospice said it was late.", BODY),
    ("Steve Orr, an expert on the party’s campaign, said it was late.", NAMED),
    ("King’s College London said it was late.", BODY),
    ("Sotheby’s said the sale was late.", BODY),
    ("Two of the guards asked by this paper said it was late.", GROUP),
    ("Two of the letters seen by this paper say it was late.", PAPER),
    ("A nurse at St Luke’s said it was late.", PERSON),
    ("A neighbour of the Orrs’ said it was late.", PERSON),
    ("The Post’s Anna Orr said it was late.", NAMED),
    ("The Post’s Harbour Board said it was late.", BODY),
    ("Children’s Health Trust said it was late.", BODY),
    ("The third would only confirm that it was late.", PERSON),
    ("Asked twice, press officer Ann Roe said it was late.", NAMED),
    ("House Majority Whip Carla Nunes said it was late.", NAMED),
    ("Minera Trellis said it was late.", BODY),
    ("Kim Hye Suk (an alias) said it was late.", PERSON),
    ("Maria Lopez, not her real name, left. Lopez said it was late.", PERSON),
    ("Ana Lopez, a nurse whose name has been changed, said it was late.", PERSON),
    ("A nurse whom we are calling Ana Lopez left. Lopez said it was late.", PERSON),
    ("“It was late,” as its director, Hannah Voss, puts it.", NAMED),
    ("One of them showed me a report. It concludes that it was late.", PAPER),
    (
        "Acme Inc left. The third insider said it fell. “It was late,” they said.",
        PERSON,
    ),
    ("The Greens’ Ska Roth said it was late.", NAMED),
    ("The Farmers’ Daily News said it was late.", BODY),
    ("Al-Noor Contracting, the dockers’ employer, said it was late.", BODY),
    ("An investigation by this paper has found that it was late.", PAPER),
    ("According to a copy made by Aly, the train was late, though “on time”.", PAPER),
    ("A manual was left. The Post has read all of it. “It was late,” it says.", PAPER),
    ("The club’s owner, mining magnate Ilun Gare, said it was late.", NAMED),
    ("The aide, deputy chief of staff Carol Trell, 51, said it was late.", NAMED),
    ("Both the baker and Sofia said it was late.", GROUP),
    ("Both Sofia and the baker said it was late.", GROUP),
    ("The office was shut. There is a form to sign. It says it was late.", PAPER),
    ("Jo Roe, who according to a poll took 6 percent, said it was late.", NAMED),
    ("A man who defected in 2016 pointed out that it was late.", PERSON),
    ("The minister said on Saturday it was late.", PERSON),
    ("The minister said on 3 May his train was late.", PERSON),
    ("“It was late,” said Anneke Vos of brokers Lindt & Hale.", NAMED),
    ("Two days later the firm said it was late.", BODY),
    ("A week earlier her driver said it was late.", PERSON),
    ("Her solicitors, Drake Wynne, said it was late.", BODY),
    ("Her sons, Drake and Wynne, said it was late.", GROUP),
    ("A former Lord Chancellor said it was late.", PERSON),
    ("Lord Carpenter said it was late.", NAMED),
    ("The lab’s head, neurobiologist Erik Sandvall, said it was late.", NAMED),
    ("Its editor in chief, Paul Okwu, said it was late.", NAMED),
    ("The 2019 paper claimed that it was late.", PAPER),
    ("Cortex Letters said it was aware of the late delivery.", BODY),
    ("Ann Roe left, but a clerk opened. “It was late,” she said.", PERSON),
    ("Its forecasts that week had warned it was late.", PAPER),
    ("Ann Roe left. By a fan that did not turn, she said it was late.", NAMED),
    ("People Before Profit said it was late.", BODY),
    ("New York Democrats said it was late.", GROUP),
    ("In her blog, “Notes from a Small Town”, Ann Roe said it was late.", NAMED),
    ("It was late, according to a loader, a guard and a leaked claim.", GROUP),
    ("A doctor, a specialist in lungs, said it was late.", PERSON),
    ("The agency first said that it was late.", BODY),
    (
        "Samira, who is identified by a changed name, left. Samira said it was late.",
        PERSON,
    ),
    ("Her name, she says, can be Ines. Ines left. “It was late,” Ines says.", PERSON),
    ("An expert at a school in Lisse, Prof. Margit Oels, said it was late.", NAMED),
    (
        "“I go,” one of their lawyers said. The lawyer, Ana Roe, said it was late.",
        NAMED,
    ),
    ("The mill is late, two sources close to the talks have told us.", GROUP),
    ("“It was late,” said two men close to the deal.", GROUP),
    ("The mill is late, at least six employees said.", GROUP),
    ("The mill is late, nearly a dozen employees said.", GROUP),
    ("The mill is late since May, two people who saw it have told us.", GROUP),
    ("It was late in Leith, two people who saw it have told us.", GROUP),
    ("The mill is late, a banker advising the firm has told us.", PERSON),
    ("It was late since May, two men, one of them a cook, have told us.", GROUP),
    ("It was late, according to Doctors Without Borders.", BODY),
    ("A union rep said it was late.", PERSON),
    ("Trellis said it was late.", NAMED),
    ("Trellis said it would take a late train.", NAMED),
    ("Trellis said it would open late.", BODY),
    ("Trellis said its trains were late.", BODY),
    ("Trellis said it had not been informed until late.", BODY),
    ("Kosi Trellis said it had been late.", NAMED),
    ("Kosi Trellis said it will not comment this late.", BODY),
    ("The publisher said it was sold late.", BODY),
    ("The publisher said it was late.", PERSON),
    ("A driver, who gave only his surname, Pak, left. Pak said it was late.", NAMED),
    ("A driver, who gave only his surname, Pak, said it was late.", NAMED),
    ("A driver, who gave his surname as Pak, said it was late.", NAMED),
    ("A driver, who gave only his nickname, Bear, said it was late.", PERSON),
    ("A press release sent to staff and seen by us said it was late.", PAPER),
    ("A text message sent to staff and seen by us said it was late.", PAPER),
    ("A copy of the order sent to staff and seen by us says it was late.", PAPER),
]
SAME = [
    ("A consultant said it rained. The doctor said it snowed.", True),
    ("A consultant said it rained. A doctor said it snowed.", False),
    ("A consultant said it rained. The driver said it snowed.", False),
    (
        "A medic said it rained. A surgeon said it was dry. The doctor said it snowed.",
        False,
    ),
    ("An email says it rained. The message says it snowed.", True),
    ("Figures seen by us show that it rained. The same sheet says it snowed.", True),
    ("Figures seen by us show that it rained. The sign says it snowed.", False),
    ("Justice Ana Roe said it rained. The trial judge said it snowed.", True),
    ("Trade Minister Ana Roe said it rained. The war minister said it snowed.", False),
    ("Governor Ana Roe said it rained. The deputy governor said it snowed.", False),
    ("The witness, known only as PW4, said it rained. PW4 said it snowed.", True),
    ("Dana Holt, 71, said it rained. The septuagenarian said it snowed.", True),
    ("A farmer of 71 said it rained. The 71-year-old said it snowed.", True),
    ("Tom Baker said it rained. Another man left. Baker said it snowed.", True),
    ("Ann Tully, the mayor, said it rained. The Cavan woman said it snowed.", True),
    ("Tom Tully said it rained. The Cavan woman said it snowed.", False),
    ("The newspaper, the Torch, said it rained. The ministry said it snowed.", False),
    ("The newspaper, the Torch, said it rained. The company said it snowed.", True),
    ("Two men came. One man said it rained. The other man said it snowed.", False),
    ("The owner, Pelagos Oil, said it rained. The owner said it snowed.", True),
    ("The Union of Dockers said it rained. The UD said it snowed.", True),
    ("The Union of Dockers said it rained. The CPM said it snowed.", False),
    ("A teacher whom we are calling Ana said it rained. Ana said it snowed.", True),
    (
        "President Ana Roe said it rained. The president of the union said it snowed.",
        False,
    ),
    ("Imam Yusuf Khan said it rained. The cleric said it snowed.", True),
    ("Police in Leeds said it rained. The force said it snowed.", True),
    ("Ann Hill, 71, said it rained. The grandmother of four said it snowed.", True),
    ("A surgeon left. A physician said it rained. The doctor said it snowed.", True),
    ("Two sources said it rained. The signatories said it snowed.", False),
    ("Two sources said it rained. The people said it snowed.", True),
    ("A diary says it rained. The last page of the diary says it snowed.", True),
    ("A man said, “Nobody told her.” She said it rained. They said it snowed.", False),
    (
        (
            "Board members met. One said it was dry. Another said it rained. The board "
            "member said it snowed."
        ),
        True,
    ),
    (
        (
            "Mr Roe said it was dry. A 17-year-old said it rained. The boy said it "
            "snowed."
        ),
        True,
    ),
    ("Salvatore Roe, 52, said it rained. The boy said it snowed.", False),
    ("A clerk said it rained, though a driver said it snowed.", False),
    ("The late ringer Walter Hoyle said it rained. The manager said it snowed.", False),
    (
        (
            "She said it rained. Those who ask are told to go, she said. She said it "
            "snowed."
        ),
        True,
    ),
    (
        "An officer, known only as Major C, said it rained. The major said it snowed.",
        True,
    ),
    ("The port’s captain said it rained. Captain Eladio Ruz said it snowed.", True),
    (
        (
            "A source said it rained. “No,” the source, who lives in Dandong, said. "
            "The source in Dandong said it snowed."
        ),
        True,
    ),
    (
        "A mechanic who says it rained told us nobody minded. The man said it snowed.",
        True,
    ),
    ("A teenager said it rained, then said it snowed.", True),
    (
        "Leith Herald said it rained. The Port Board left. The paper said it snowed.",
        True,
    ),
    (
        "When the clerk saw him, he sat down and said it rained. He said it snowed.",
        True,
    ),
    ("One of the bankers said it rained. The banker said it snowed.", True),
    ("A nurse we are calling Ana Lopez said it rained. Lopez said it snowed.", True),
    ("A vendor said it rained. At a lecture, the speaker said it snowed.", False),
    (
        "The order, of which we obtained a copy, says it rained. It adds it snowed.",
        True,
    ),
]
UNSAID = [
    ("The clinic was told by telephone not to say so.", 0),
    ("The clinic was told by officials not to say so.", 1),
    ("“It is shut,” said a source who asked not to be named.", 1),
    ("Interpreters write in signs of their own, she explains.", 1),
    ("According to a guest, a clerk from Leith said at lunch that “all is lost”.", 2),
    ("In the months he worked there, he said, two men were hurt.", 1),
    ("She wrote a name on a napkin and then ate the napkin.", 0),
    ("At it, two people present said, it rained.", 1),
    ("Tomas Renn vowed to “fight on”.", 1),
    ("The clerk said in a letter that reports “may be revised”.", 1),
    ("On his channel, “Roe Without a Tie”, he left.", 0),
    ("A report, marked “secret”, recommends the sale of a park.", 0),
    ("People put this in their bodies.", 0),
    ("The prosecutor put the number in the dozens.", 1),
    ("The manager had written numbers on their hands with a pen.", 0),
    ("A guest told a cousin, who told this paper, that nobody took notes.", 1),
    ("Mrs Roe told a clerk who called at her door in Leith that she was ill.", 1),
    ("“Whose?” Another resident claimed staff had been told to leave.", 2),
    ("“Whose?” another resident asked when it was over.", 1),
    ("The mechanic asked for his name to be withheld until he has moved.", 0),
    ("An expert said the measure, if confirmed, would hit the poor.", 1),
    ("An expert said the firm, which had left, had denied nothing.", 1),
    ("The baker thought she was “about thirty, with a ring”.", 1),
    ("The baker thought she was about thirty.", 0),
    ("He speaks of ‘our’ police.", 0),
    ("He speaks of “our friends in blue”.", 1),
    ("She asked the developer, Russ Hanley, whether he liked “the oak”.", 1),
    ("He told Ann Roe, his lawyer, that it rained.", 1),
    ("A clerk told local clinics last week that talks were over.", 1),
    ("He ordered an inquiry into the bell after parishioners claimed it was sold.", 1),
    ("A clerk came out to say that he was ill.", 1),
    ("The prosecutor cautioned against “suitcase stories”.", 1),
    ("A video posted the same evening by “Nurses of the South” was long.", 0),
    ("The clerk admitted taking the money.", 1),
    ("The clerk reported growing concern.", 0),
    ("He was ill, the Farm Gazette understands.", 0),
    ("Mr. Obama understood that he was ill.", 1),
    ("The clerk recalled taking the money.", 1),
    ("He asked that his village not be given.", 0),
    ("He asked that only his first name, Yusuf, be used.", 0),
    ("She gave her surname as Pak.", 0),
    ("He agreed to meet on condition that neither his name nor church be given.", 0),
    ("A partner said the firm had known “since the pilot”.", 1),
    ("It was a trade that one of the soldiers likened to “renting out a child”.", 1),
    ("Inside, aides complained of what one termed “war,” a fight for rooms.", 0),
    ("The family of a lady who died in May said they knew.", 1),
    ("The family of a lady who died may have said they knew.", 0),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_words_around_tell_the_kind(text, kind):
    found = extract(text)
    late = [q for q in found.quotes if "late" in q.content[-1].of(text)]
    kinds = {s.key: s.kind for s in found.speakers}
    assert kinds[late[-1].speaker] is kind


@pytest.mark.parametrize(("text", "same"), SAME)
def test_another_word_for_somebody_is_tied_only_if_nobody_else_fits(text, same):
    found = extract(text)
    one, other = quote(text, found, "it rained"), quote(text, found, "it snowed")
    assert (one.speaker == other.speaker) is same


@pytest.mark.parametrize(("text", "reports"), UNSAID)
def test_what_was_said_is_told_from_what_was_not(text, reports):
    assert len(extract(text).quotes) == reports


def test_an_apposition_does_not_go_on_with_a_verb():
    text = (
        "Asked by Ann Lee, the witness said it rained. The witness left. “No,” he said."
    )
    assert speaker(text, extract(text), "it rained").kind is PERSON


def test_a_paper_that_was_obtained_is_in_view():
    text = "The office left. We have seen a copy of the order. It says that it rained."
    assert speaker(text, extract(text), "it rained").kind is PAPER


def test_a_name_that_was_changed_like_anothers_is_none():
    text = "Maria said it rained. Her name, like his, has been changed."
    assert speaker(text, extract(text), "it rained").kind is PERSON
