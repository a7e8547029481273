"""Names of all parts of the world: whole, without title, job or place, and the fullest form for whom a text calls by half."""

import pytest
from resolving import resolved

WHOLE = [
    # particles, hyphens, initials, endings, nicknames
    ("Maricel dela Cruz said the ferry was full.", "Maricel dela Cruz"),
    ("The dike held, said Jeroen van der Velden.", "Jeroen van der Velden"),
    ("Khalid bin Rashid al-Falasi said the port was shut.", "Khalid bin Rashid al-Falasi"),
    ("Alfred Penn Sr. said his son was innocent.", "Alfred Penn Sr."),
    ("Marcus Tilden, Jr., said the team was tired.", "Marcus Tilden, Jr."),
    ("“We held on,” said Oleh “Badger” Petrenko, a pilot.", "Oleh “Badger” Petrenko"),
    ("J.R. Brandt said the tide was high.", "J.R. Brandt"),
    # cut by the recogniser
    ("Farooq Ahmad Lone said the valley was quiet.", "Farooq Ahmad Lone"),
    ("The bridge was closed, engineer Nguyen Thi Minh Khai said.", "Nguyen Thi Minh Khai"),
    # jobs and titles
    ("Villager Hamid Rezai said the well was dry.", "Hamid Rezai"),
    ("Baker Julie Arnaud said the flour was gone.", "Julie Arnaud"),
    ("Goatherd Idris Toure said wolves came.", "Idris Toure"),
    ("Ayatollah Reza Tehrani said the vote was a duty.", "Reza Tehrani"),
    ("Crown Prince Faisal bin Turki said the city was new.", "Faisal bin Turki"),
    ("Minister of Education Stefania Brandt said the law was new.", "Stefania Brandt"),
    # places and bodies before the name
    ("UNICEF acting director in Lagos Femi Balogun said help was near.", "Femi Balogun"),
    ("Northlight deputy head of mission in Port Vell Claire Fontaine said it was late.", "Claire Fontaine"),
    ("Celebrities Ann Hale and Tom Reed left. Hale said it was late.", "Ann Hale"),
    # names that only look like jobs
    ("Hunter Reed said the game was fair.", "Hunter Reed"),
    ("Taylor Cook said the pool was cold.", "Taylor Cook"),
    ("Archer Dale said the deal was dead.", "Archer Dale"),
    ("Baker said he would not act again.", "Baker"),
    # no names
    ("The Farmer Federation said prices were low.", "Farmer Federation"),
    ("Witnesses said it was late.", "Witnesses"),
]


@pytest.mark.parametrize(("text", "name"), WHOLE)
def test_a_name_is_whole_and_bare(text, name):
    quotes, _ = resolved(text)
    assert {quote.speaker for quote in quotes} == {name}


HALVES = [
    ("Jeroen van der Velden came. Van der Velden said it was late.", "Jeroen van der Velden"),
    ("Ahmad Fauzi bin Hassan came. Ahmad Fauzi said it was late.", "Ahmad Fauzi bin Hassan"),
    ("Bartholomew Quill came. B. Quill said it was late.", "Bartholomew Quill"),
    ("Tom Keller came. Tom Q. Keller Jr. said it was late.", "Tom Q. Keller Jr."),
    ("Al Brandt came. Tom Brandt left. Al Brandt said it was late.", "Al Brandt"),
]


@pytest.mark.parametrize(("text", "name"), HALVES)
def test_half_a_name_is_shown_in_full(text, name):
    assert resolved(text)[0][-1].speaker == name


MISSED = [
    # names that the recogniser takes for bodies, places or nothing
    ("Police arrested Lautaro Bermúdez Ibáñez on Monday. “No,” Bermúdez said.", "Lautaro Bermúdez Ibáñez"),
    ("“We ran,” said João Pedro dos Santos Figueira. Figueira said he fell.", "João Pedro dos Santos Figueira"),
    ("The council wrote to Siobhán Ní Bhriain. Ní Bhriain said it was late.", "Siobhán Ní Bhriain"),
    ("Khalid bin Rashid al-Falasi came. al-Falasi said it was late.", "Khalid bin Rashid al-Falasi"),
    ("Local farmer Anahit Hovhannisyan lost cows. “They drowned,” Hovhannisyan said.", "Anahit Hovhannisyan"),
    ("Father of three Martin Obi said the rent was high.", "Martin Obi"),
    ("Sir Geoffrey Vane-Hurst QC said the verdict was wrong.", "Geoffrey Vane-Hurst"),
]


@pytest.mark.parametrize(("text", "name"), MISSED)
def test_what_stands_beside_a_name_or_speaks_elsewhere_makes_it_a_persons(text, name):
    assert resolved(text)[0][-1].speaker == name


INTRODUCED = [
    ("A man named Joe Hale said he saw it.", "Joe Hale"),
    ("A soldier with the call sign Ghost said it was late.", "Ghost"),
    ("One of the pilots, call sign “Falcon”, said it was hard.", "Falcon"),
    ("A resident who gave only his first name, Ivan, said it was cold.", "Ivan"),
    ("A hacker calling himself Nightjar said the files were real.", "Nightjar"),
    # a body or another person has the name
    (
        "A spokesman for a company called Brightwater said the pipe was safe.",
        "A spokesman for a company called Brightwater",
    ),
    ("A man who attacked a woman named Ruth Ames said he was sorry.", "A man who attacked a woman named Ruth Ames"),
]


@pytest.mark.parametrize(("text", "name"), INTRODUCED)
def test_whom_a_text_describes_and_names_in_one_breath_has_that_name(text, name):
    assert resolved(text)[0][-1].speaker == name
