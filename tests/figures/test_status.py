"""Statuses: what is claimed, denied, forecast or only possible."""

import pytest
from made_up_figures import figures_of

FORECAST = [
    "Officials said the death toll could rise to 100.",
    "Forecasters expect the toll to reach 400 by the weekend.",
    "The toll is expected to reach 400.",
    "Up to 400 people may die in the coming weeks, doctors warned.",
    "The town plans to evacuate 5,000 people.",
    "Plans to evacuate 5,000 people were drawn up on Monday.",
    "The army ordered 300 families to leave the village.",
    "The strike would kill hundreds of civilians, the mayor warned.",
    "The kidnappers threatened to kill 30 hostages.",
    "The rebels wanted to release 40 prisoners.",
    "The government is preparing to resettle 9,000 villagers.",
    "The council approved the demolition of 40 houses.",
    "Buses were sent to evacuate 300 people.",
    "About 700 homes will be demolished.",
    "Could anything justify killing 12 people?",
    "A further 3,000 deaths are expected this winter.",
    "Residents said the army was planning to demolish 60 houses.",
    "Another 2,000 people will be evacuated on Tuesday.",
    "The agency warned of 10,000 deaths from hunger.",
    "A model projects 45,000 deaths by March.",
    "Hospitals are bracing for 450 casualties.",
    "Thieves planned to blow up 12 banks.",
    "The company says it will cut 400 jobs.",
    "The judge is due to sentence 45 rebels.",
    "It asked for 4,500 people to be evacuated.",
    "4,500 people were told to evacuate.",
]
HYPOTHETICAL = [
    "At least 20 people were feared dead after the ferry sank.",
    "Twenty fishermen are feared dead.",
    "There is a risk of 300 deaths, the ministry said.",
    "Some 3,000 people are at risk of eviction.",
    "The tents can house 500 families.",
    "The hall has room for 500 people.",
    "If 30 people die, 200 will leave.",
    "As many as 30 people may have been killed.",
    "Up to 30 people may be trapped under the rubble.",
    "Doctors fear that 50 people have died.",
    "Rescuers fear for the lives of 12 miners.",
    "The minister did not rule out that 20 people had been killed.",
    "If the levee fails, at least 800 homes could be under water.",
    "The hospital was checking whether 45 people had been poisoned.",
    "Thieves tried to blow up 12 banks.",
    "Between 20 and 30 people are feared to have drowned.",
    "Between 20 and 30 people could have drowned.",
    "The bomb was strong enough to kill 45 people.",
    "The siege has raised fears of 4,500 deaths.",
]
DENIED = [
    "The army denied that 15 people had been killed.",
    "The army denied killing 15 people.",
    "There is no evidence that 15 people were killed, the ministry said.",
    "The ministry rejected the figure of 30 dead.",
    "Reports of 200 dead people were false, police said.",
    "Police dismissed reports that 200 people had been killed.",
    "False reports of 200 deaths spread on Friday.",
    "No proof exists that 60 civilians died.",
    "The soldiers did not kill 15 villagers, the general said.",
    "The rebels failed to kill 12 ministers.",
    "Claims that 45 soldiers had been captured were a lie, the general said.",
    "The figure of 45 dead is exaggerated, the general said.",
    "The ministry denied reports that 45 soldiers had been captured.",
    "The ministry denied reports of 45 deaths.",
    "The ministry denied that its troops had burned 45 houses.",
    "Contrary to reports of 45 dead, nobody was hurt.",
    '"We did not kill 45 people," the colonel said.',
    "It is not true that 45 people were killed, he said.",
]
CLAIMED = [
    "The army denied any role in the attack that killed 15 people.",
    "The army denied involvement in the killing of 15 people.",
    "The bomb that killed 15 people could have been bigger.",
    "Police will investigate the killing of 20 people.",
    "Police could not say who killed the 20 people.",
    "Rebels killed 20 people and could return, residents said.",
    "20 people were killed, and more could die.",
    "The storm not only destroyed 40 houses.",
    "Buses evacuated 300 people.",
    "The police said they could see 20 bodies.",
    "The minister condemned the killing of 20 people and did not rule out a curfew.",
    "The court called for the release of 34 prisoners.",
    "Another 2,000 people were evacuated on Tuesday.",
    "The ministry denied that the attack, which killed 45 people, was its doing.",
    "The mayor denied that the owner of the factory where 45 people died was his friend.",
    "He said at least 45 people had been killed and warned that others could follow.",
    "Soldiers who killed 45 people may be tried.",
    "He would not say how many of the 45 wounded were soldiers.",
    "Three soldiers were killed in a training exercise.",
    "The army said it had killed 45 rebels who tried to cross the border.",
    "The army wants to know who killed 45 rebels.",
    "The rebels want compensation for the 45 dead.",
    "The president is expected to visit the families of the 45 people killed.",
    "The president will attend the funerals of 45 people killed in the blast.",
    "Up to 400 people died.",
    "Only 45 people died.",
    "No fewer than 45 people died.",
    "Not fewer than 45 people died.",
    "Not less than 45 people were killed in the raid.",
    "Authorities had to evacuate 5,000 people.",
    "Crews managed to evacuate 5,000 people.",
    "Firefighters were able to evacuate 5,000 people.",
    "It took two days to evacuate 5,000 people.",
    "The fire forced 5,000 people to leave their homes.",
    "The blast was strong enough to shatter windows; it killed 45 people.",
    "The rebels went on to kill 45 people.",
    "He used a rifle to kill 45 people.",
    "The minister ordered an inquiry into the deaths of 45 people.",
    "The minister promised help for 45 injured people.",
    "The group claimed it had killed 45 soldiers.",
    "A report said 45 people had died.",
    "The plan was dropped after 45 people died.",
    "Fear spread after 45 people died.",
    "The threat of war has driven 4,500 people from their homes.",
]
DOUBTED = [
    "The raid allegedly killed 30 people.",
    "Some 30 people are believed to have been killed.",
    "He is accused of killing 12 people.",
    "The army could not confirm that 20 people had been killed.",
    "The group is suspected of killing 45 soldiers.",
    "Unconfirmed reports said 45 soldiers were killed.",
    "There were unconfirmed reports of 45 deaths.",
]
MIXED = [
    ("The hospital said not 40 but 20 people had died.", ["denied", "claim"]),
    ("The flood could kill 200 people and displace 4,000.", ["forecast", "forecast"]),
    ("He said 45 people had been killed and warned that 200 others could die.", ["claim", "forecast"]),
    ("The bombing killed 45 people and injured 200, and it may have been an accident.", ["claim", "claim"]),
    ("Thousands fled after the shelling, which killed 45 people and would go on for days.", ["claim", "claim"]),
]


@pytest.mark.parametrize(
    ("status", "text"),
    [
        *(("forecast", t) for t in FORECAST),
        *(("hypothetical", t) for t in HYPOTHETICAL),
        *(("denied", t) for t in DENIED),
        *(("claim", t) for t in CLAIMED),
    ],
)
def test_status(status, text):
    (row,) = figures_of(text)
    assert (row.status, row.negated, row.hedged) == (status, status == "denied", status in ("forecast", "hypothetical"))


@pytest.mark.parametrize("text", DOUBTED)
def test_what_is_said_with_doubt_is_a_hedged_claim(text):
    (row,) = figures_of(text)
    assert (row.status, row.hedged, row.negated) == ("claim", True, False)


@pytest.mark.parametrize(("text", "statuses"), MIXED)
def test_each_figure_of_a_sentence_has_its_own_status(text, statuses):
    assert [row.status for row in figures_of(text)] == statuses
