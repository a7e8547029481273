"""Eight kinds of text in our own words, about people and places that do not exist: what notebooks must read without a slip."""

from itertools import cycle, islice

NO_QUOTE = """\
The park above the harbour stayed open all winter. Leaves covered the paths, and the benches were wet with rain.

In spring the gardeners cut the hedges and painted the gate. Children came back to the swings, and the kiosk sold tea again.
"""

ONE_QUOTE = """\
The bridge over the Ammer was closed on Monday. “We will open it again before the winter,” said Mayor Anna Brandt. \
Drivers have to take the road through the forest until then.
"""

INTERVIEW = """\
The night of the water

Rosa Delgado leads the rescue service of Port Amar. She speaks about the flood of last week.

Harbour Post: Ms Delgado, when did you know that the dam would break?

Rosa Delgado: At four in the morning. A guard called us and said that the wall was moving.

Harbour Post: How many people were in the valley?

Delgado: About 900 people. We brought out 850 of them before the water came. Eleven people died.

Harbour Post: The water company says that it warned you a day earlier.

Delgado: That is not true. Nobody warned us, and the company should be ashamed of such a lie.

Harbour Post: What do you need now?

Delgado: Tents, clean water and doctors. We are tired, but the help of our neighbours is wonderful.
"""

ONLY_FIGURES = """\
Storm Mirela crossed the coast on Sunday. 14 people were killed and 60 were injured in the district of Lenz. In the town of \
Hohen, 230 houses were destroyed and about 1,200 people lost their homes. Three bridges collapsed. At least 40 boats sank in \
the harbour, and more than 5,000 trees fell. Two fishermen are missing.
"""

ONE_SPEAKER = """\
Fire chief Tomas Varga spoke to reporters outside the burned market in Lunden on Friday.

“The fire began in the roof,” Varga said. “It moved faster than we could.” He said that four people had been killed and that \
31 were in hospital. “My crews did brave work,” he added. “They saved hundreds of people from a terrible death.”

Varga denied that the doors had been locked. “That is a cruel rumour,” he said. He warned that the walls could still fall, \
and promised a report within a month. “We owe that to the families,” Varga said.
"""

TWENTY_FOUR_WORDS = """\
Two ferries collided off Port Amar on Tuesday. “Nobody was hurt,” harbour master Ilse Morand said, and both ships reached \
the harbour by themselves.
"""

ALL_CAPITALS = """\
FLOOD KILLS 12 IN PORT AMAR

TWELVE PEOPLE WERE KILLED WHEN A DAM BROKE ABOVE PORT AMAR ON TUESDAY, MAYOR ANNA BRANDT SAID. “THE WALL SIMPLY GAVE WAY,” \
SHE SAID. THE WATER COMPANY SAID THAT ONLY NINE PEOPLE HAD DIED. IT DENIED THAT THE DAM WAS OLD.

ABOUT 300 HOUSES WERE DESTROYED. “WE WILL REBUILD THEM ALL,” PROMISED GOVERNOR CARL STEIN.
"""

# Sentences of the long text; what stands in braces changes from one paragraph to the next.
SENTENCES = [
    "Shells hit the {place} district of Karsk on {day}, and {many} people were killed, the Ministry of Health of Velmar said.",
    "“We heard the blast and ran to the cellar,” said {name}, a {job} from {place}.",
    "The army of Ostria denied the attack and said that its guns had been silent since {day}.",
    "{name}, who speaks for the government of Velmar, called the strike “a cruel crime against {place}”.",
    "According to the Red Lantern relief group, {many} families left {place} by bus and had lost almost everything.",
    "President Maren Holt of Velmar said on {day} that her country would never give up {place}.",
    "“Nobody here believes such lies,” she told reporters, and thanked the {job}s who had worked through the night.",
    "Defence Minister Yuri Talan of Ostria said that {many} soldiers of Velmar had surrendered near {place}.",
    "At least {many} houses were destroyed and the roof of the hospital burned, {name} reported from the town hall.",
    "It was not clear how many people were still missing in {place}.",
    "The road to the south was quiet; snow lay on the fields, and the shops opened for an hour in the morning.",
    "{name} asked the United Aid Council for tents and medicine: “Without help we will not survive the winter in {place}.”",
    "Ostria’s foreign ministry accused Velmar of shelling its own people, and spoke of {many} dead in {place}.",
    "A {job} who did not want to be named said that the soldiers had been kind to the children.",
    "Talan promised a safe way out of {place} for {many} people, but {name} warned that nobody could trust the promise.",
]
NAMES = "Anna Brandt,Carl Stein,Ilse Morand,Tomas Varga,Rosa Delgado,Edda Klein,Jon Rask,Milan Horak,Vera Lund".split(
    ","
)
PLACES = "Harbour,Mill,Station,Northern,Old Town,Garden,Castle".split(",")
JOBS = "teacher,nurse,driver,baker".split(",")
DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday".split(",")
NUMBERS = ["12", "three", "about 40", "1,200", "27", "more than 300", "six", "85"]


def _long(words: int = 3000) -> str:
    """Paragraphs of changing sentences until there are so many words."""
    lists = {"name": NAMES, "place": PLACES, "job": JOBS, "day": DAYS, "many": NUMBERS}
    turns = {key: cycle(each) for key, each in lists.items()}
    sentences, paragraphs, length = cycle(SENTENCES), ["Both sides claim the ruins of Karsk"], 0
    while length < words:
        told = " ".join(islice(sentences, 4)).format(**{key: next(turn) for key, turn in turns.items()})
        paragraphs.append(told)
        length += len(told.split())
    return "\n\n".join(paragraphs) + "\n"


EIGHT_TEXTS = {
    "no quote": NO_QUOTE,
    "one quote": ONE_QUOTE,
    "interview": INTERVIEW,
    "only figures": ONLY_FIGURES,
    "one speaker": ONE_SPEAKER,
    "24 words": TWENTY_FOUR_WORDS,
    "3,000 words": _long(),
    "all capitals": ALL_CAPITALS,
}
