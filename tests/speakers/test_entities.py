"""The index of entities: bounds on how many are compared, so that long lists cost no time."""

import pytest

from onrecord.speakers._entities import EntityIndex
from onrecord.speakers._roles import Role


@pytest.mark.parametrize(("number", "found"), [(40, True), (41, False)])
def test_forty_namesakes_are_compared(number, found):
    index = EntityIndex()
    people = [index.person(f"Ada{i} Brandt") for i in range(number)]
    for place, person in enumerate(reversed(people)):
        person.place = (place, place)
    assert (index.person("Brandt") is people[0]) == found


@pytest.mark.parametrize(("number", "found"), [(40, True), (41, False)])
def test_forty_holders_of_an_office_are_compared(number, found):
    index = EntityIndex()
    people = [index.person(f"Ada Brandt{i}") for i in range(number)]
    for place, person in enumerate(reversed(people)):
        index.learn(person, Role("mayor", None, None))
        person.place = (place, place)
    last = people[-1]
    last.place = (99, 99)
    assert (index.by_role("mayor", set(), None, 0) is last) == found


def test_a_person_has_twenty_roles_at_most():
    index = EntityIndex()
    person = index.person("Ada Brandt")
    for number in range(25):
        index.learn(person, Role(f"mayor {number}", None, None))
    assert [role.text for role in person.roles] == [f"mayor {number}" for number in range(20)]


def test_people_are_found_by_the_forms_of_their_latest_name():
    index = EntityIndex()
    ann, other = index.person("Ann Hale"), index.person("Hale Reed-Moss")
    assert index.person("Ann Maria Hale") is ann
    assert index.with_form("last", "hale") == {ann}
    assert (index.with_form("letters", "annmariahale"), index.with_form("letters", "annhale")) == ({ann}, set())
    assert (index.with_form("initials", "AMH"), index.with_form("outer initials", "AH")) == ({ann}, {ann})
    assert index.with_form("initials", "HRM") == {other}
