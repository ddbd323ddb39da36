#!/usr/bin/python3
"""Somebody is ill: who takes her shifts is said with reasons before anything is written, is written as drafts in one step that one Ctrl+Z takes back, and
published as all drafts are; and what is leave Fill leaves alone. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


class Roster:
    """What the server has of a team from a day on, as {(person, day): (type, template, state, told)}."""

    def __init__(self, server, token, first, last):
        self.server, self.token, self.question = server, token, f"records/shift?where.team=sales-a&from.day={first}&to.day={last}&limit=1000"

    def all(self):
        return {(each["person"], each["day"]): (each["type"], each["template"], each["state"], each["told"])
                for each in self.server.ask("GET", self.question, token=self.token)["records"]}

    def changes(self):
        return self.server.ask("GET", "records/shift?limit=1", token=self.token)["change"]


def repair(desk, server, token, roster, ill, days):
    """Two days of a person who works on both fall out."""
    before = roster.all()
    lost = {day: before[ill["id"], day] for day in days}
    answer = server.ask("GET", f"roster/repair?person={ill['id']}&first={days[0]}&last={days[1]}", token=token)
    first, second = (answer["proposals"][i]["changes"] for i in range(2))
    assert not {each["person"] for each in first} & {each["person"] for each in second}, "another way by other people"
    # As few as can be: one change for each shift that is covered by somebody who is free.
    for way, changes in enumerate((first, second)):
        equal((len(changes), answer["proposals"][way]["people"], answer["proposals"][way]["open"]), (2, 1, []), "what is changed, of how many, and open")
    count = roster.changes()

    desk.press("ctrl+i")
    desk.wait(None, f"{ill['name']} Is Absent", 10)
    desk.tab_to("text", "Last day", 10)
    desk.wait(None, f"{first[0]['name']}, ", 20)
    picture("repair-asked")
    equal(roster.changes(), count, "changes before it was answered")
    desk.press("Escape")
    wait_for(lambda: desk.find(None, f"{ill['name']} Is Absent") is None, 10, "that it has gone")
    equal(roster.all(), before, "the roster that was only asked about")

    # The other way is chosen.
    desk.press("ctrl+i")
    desk.wait(None, f"{first[0]['name']}, ", 20)
    desk.tab_to("push button", "Who takes over", 10)
    desk.press("space")
    wait_for(lambda: (found := desk.focused()) is not None and found.role == "list item", 10, "its choices")
    desk.press("Down", "Return")
    desk.wait(None, f"{second[0]['name']}, ", 20)
    picture("repair-other")
    desk.tab_to("text", "Last day", 10)
    desk.press("Return")
    expected = dict(before)
    for day in days:
        expected[ill["id"], day] = ("leave", None, "draft", lost[day][3])
    for each in second:
        told = before.get((each["person"], each["day"]), (None, None, None, None))[3]
        template = each["to"]["template"]
        expected[each["person"], each["day"]] = ("work", template, "published" if template == told else "draft", told)
    wait_for(lambda: roster.all() == expected, 20, "the repaired roster")
    desk.wait_until_said("Ctrl+Z takes all of it back", 10)
    picture("repair-done")

    # What is covered is not covered again.
    again = server.ask("GET", f"roster/repair?person={ill['id']}&first={days[0]}&last={days[1]}", token=token)
    equal([each["day"] for each in again["proposals"][0]["changes"]], [], "changes where all of it is covered")

    # One step back, one forth, and published.
    desk.press("ctrl+z")
    wait_for(lambda: roster.all() == before, 20, "that all of it is taken back")
    desk.press("ctrl+shift+z")
    wait_for(lambda: roster.all() == expected, 20, "that all of it is done again")
    desk.press("ctrl+Return")
    wait_for(lambda: not [each for each in roster.all().values() if each[2] == "draft"], 20, "that nothing is a draft")
    equal(roster.all()[ill["id"], days[0]], ("leave", None, "published", "leave"), "what she is told")
    return expected


def fill_over_leave(desk, server, boss, roster, person, monday):
    """Leave that was granted stays, whatever Fill gives to others."""
    first, last = monday, monday + datetime.timedelta(days=6)
    server.ask("POST", "records/leave-request", token=boss, status=201,
               body={"id": "granted", "name": "granted", "person": person, "leave_type": "sick", "first": str(first), "last": str(last), "days": 0})
    server.ask("POST", "records/leave-request/granted/moves", token=boss, body={"move": "granted", "revision": 1})
    days = [str(first + datetime.timedelta(days=i)) for i in range(7)]
    equal([roster.all().get((person, day)) for day in days], [("leave", None, "draft", None)] * 7, "the leave")
    desk.press("ctrl+Page_Down", "ctrl+Page_Down")
    wait_for(lambda: "7 drafts" in " ".join(desk.names(desk.frame)), 20, "the weeks with leave alone")
    desk.press("ctrl+g")
    desk.wait_until_said("filled, as the weeks before were", 60)
    wait_for(lambda: len(roster.all()) > 20, 20, "what was filled")
    equal([roster.all().get((person, day)) for day in days], [("leave", None, "draft", None)] * 7, "the leave after Fill")
    picture("repair-leave")
    desk.press("ctrl+z")
    wait_for(lambda: len(roster.all()) == 7, 20, "that it is taken back")


def test_repair(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, token = server.sign_in("administrator"), server.sign_in("supervisor")
        people = sorted(server.ask("GET", "records/person?where.team=sales-a", token=token)["records"], key=lambda each: each["name"])
        shifts = server.ask("GET", "records/shift?where.team=sales-a&limit=1000", token=token)["records"]
        # The roster of the sample is two weeks back and two on, beginning with a Monday.
        monday = datetime.date.fromisoformat(min(each["day"] for each in shifts)) + datetime.timedelta(days=14)
        roster = Roster(server, token, monday, monday + datetime.timedelta(days=13))
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", None, 30)
            desk.go("Roster")
            wait_for(lambda: (found := desk.focused()) is not None and ":" in (found.get_name() or ""), 20, "the cell with the cursor")
            desk.choose_team("Sales A")
            wait_for(lambda: "0 drafts" in " ".join(desk.names(desk.frame)) or "drafts" in " ".join(desk.names(desk.frame)), 20, "the roster")
            # What is a draft in the sample is published first, so that all that is one then is of the repair.
            desk.press("ctrl+Return")
            wait_for(lambda: not [each for each in roster.all().values() if each[2] == "draft"], 20, "that nothing is a draft")
            stand = roster.all()
            days = [str(monday + datetime.timedelta(days=i)) for i in range(14)]
            # Three who work the same shift on the same two days of the second week: two of them are free then, and the third falls ill.
            offset, alike = next((offset, alike) for offset in range(8, 13) for one in people
                                 if stand.get((one["id"], days[offset]), ("",))[0] == "work"
                                 and len(alike := [who for who in people if {stand.get((who["id"], days[offset + i])) for i in range(2)}
                                                   == {stand[one["id"], days[offset]]}]) >= 3)
            ill, others = alike[0], alike[1:3]
            gone = {(who["id"], days[offset + i]) for who in others for i in range(2)}
            for person, day in sorted(gone):
                found = server.ask("GET", f"records/shift?where.person={person}&where.day={day}", token=token)["records"][0]
                server.ask("DELETE", f"records/shift/{found['id']}?revision={found['revision']}", token=token)
            wait_for(lambda: not gone & set(roster.all()), 20, "the free days of two people")
            desk.tab_to("table cell")
            desk.press("ctrl+Home")
            desk.press(*["Down"] * people.index(ill), "Home", *["Right"] * offset, "shift+Right")
            wait_for(lambda: ill["name"] in desk.focused_name(), 10, "the cell of who is ill")
            repair(desk, server, token, roster, ill, days[offset:offset + 2])
            later = monday + datetime.timedelta(days=14)
            desk.tab_to("table cell")
            fill_over_leave(desk, server, boss, Roster(server, token, later, later + datetime.timedelta(days=13)), people[0]["id"], later)
    finally:
        server.stop()


main(test_repair)
