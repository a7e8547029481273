"""Kinds of events: ways to die, to be hurt, to leave, to be held; and what looks like one of them and is none."""

import pytest
from made_up_figures import figures_of

SENTENCES = [
    # deadly
    ("Two porters were fatally shot.", "killed"),
    ("The lorry fatally struck two cyclists.", "killed"),
    ("Six weavers sustained fatal burns.", "killed"),
    ("The fatal shooting of three clerks shocked the town.", "killed"),
    ("Forty pilgrims were trampled to death.", "killed"),
    ("Five climbers froze to death.", "killed"),
    ("The court sentenced six men to death.", "other"),
    ("The speech bored six boys to death.", "other"),
    ("Bandits cut the throats of 14 herders.", "killed"),
    ("Fourteen herders had their throats cut.", "killed"),
    ("The doctor looked at the throats of 14 herders.", "other"),
    ("The brigade lost 40 soldiers in the battle.", "killed"),
    ("The firm lost 40 clerks to a rival.", "other"),
    ("Gunmen shoot dead eight farm workers.", "killed"),
    ("Three sailors did not survive.", "killed"),
    # injured
    ("Helicopters evacuated 11 injured to hospital.", "injured"),
    ("Helicopters evacuated 11 people to hospitals in the plain.", "injured"),
    ("Guards evacuated 11 people from the hospital.", "displaced"),
    ("Nine people are in critical condition.", "injured"),
    ("The crash left the driver dead, with 19 in serious condition.", "injured"),
    ("Three constables were hit by shrapnel.", "injured"),
    ("A van hit five walkers.", "injured"),
    ("A ball hit five walkers.", "other"),
    # missing
    ("Rescuers searched for 19 fishermen.", "missing"),
    ("Police searched for 19 suspects.", "other"),
    ("Rescuers search for 19 kidnapped pupils.", "detained"),
    ("Another eight are missing.", "missing"),
    # displaced, and not
    ("More than 400 villagers had left.", "displaced"),
    ("Some 400 villagers left the meeting.", "other"),
    ("About 700 people have yet to return home.", "displaced"),
    ("The camp is home to 9,000 people.", "displaced"),
    ("The valley is home to 9,000 people.", "other"),
    ("Some 300 people took to the streets.", "other"),
    ("Some 300 young men left the country to fight abroad.", "other"),
    ("About 2,000 troops withdrew from the town.", "other"),
    ("Four attackers fled on motorcycles.", "other"),
    ("The hotel accommodated 200 guests.", "other"),
    ("The club transferred two players.", "other"),
    # detained
    ("Thirty people are behind bars.", "detained"),
    ("Thirty nurses are being held.", "detained"),
    ("Thirty meetings are being held.", "other"),
    ("Sixty fighters gave themselves up.", "detained"),
    # things
    ("Thirty shops went up in flames.", "destroyed"),
    ("Twelve huts lie in ruins.", "destroyed"),
    ("Fire gutted 30 shops.", "destroyed"),
    ("The wind blew the roofs off 40 huts.", "damaged"),
    ("Water entered 100 homes.", "damaged"),
    ("The workers entered 100 homes.", "other"),
    ("The attacks on three mills went on.", "damaged"),
    ("Arrests have reached 73.", "detained"),
    ("The hospital took in six patients.", "other"),
    ("Six women were seen being wheeled into hospitals.", "injured"),
    ("Two bombers blew themselves up.", "killed"),
    ("A shell killed the mayor and at least four others as it wrecked a school.", "killed"),
    ("A shell killed the mayor and at least four others were hurt.", "injured"),
    # what is said of others, or in another sense
    ("She beat 16 candidates.", "other"),
    ("Guards beat 16 boys.", "injured"),
    ("The couple's two children were among the flight's passengers.", "other"),
    ("The bridge took a heavy toll on the 400 workers.", "other"),
    ("He sued the paper for $3 million in damages.", "other"),
    ("He was arrested for two robberies.", "other"),
    # more ways to have no home
    ("Some 1,200 people remain in evacuation centres.", "displaced"),
    ("The fire left 14 families without homes.", "displaced"),
    ("Some 200 asylum seekers arrived.", "displaced"),
    ("Twelve tenants were unable to return to their flats.", "displaced"),
    # what a toll holds
    ("The dead included four children.", "killed"),
    ("The toll includes 12 women.", "killed"),
    ("The menu includes 12 women's recipes.", "other"),
    ("Police have found eight corpses.", "killed"),
]


@pytest.mark.parametrize(("sentence", "event"), SENTENCES)
def test_event(sentence, event):
    assert [row.event for row in figures_of(sentence)] == [event]


TOTALS = [
    ("Eight more people were killed in the night. The total now stands at 240.", ["killed", "killed"]),
    ("Ten people were wounded on Monday, bringing the total to 90.", ["injured", "injured"]),
    ("Six people died on Monday and five on Tuesday, for a total of 11.", ["killed", "killed", "killed"]),
    ("Nine more huts burned. The number of shops fell to 70.", ["destroyed", "other"]),
    ("Three people were hurt. The shop total is 400.", ["injured", "other"]),
    ("Seven clerks, including two nurses, and one guard were injured.", ["injured", "injured", "injured"]),
]


@pytest.mark.parametrize(("text", "events"), TOTALS)
def test_event_of_the_count_before(text, events):
    assert [row.event for row in figures_of(text)] == events
