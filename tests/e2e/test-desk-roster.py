#!/usr/bin/python3
"""The roster of two weeks: a shift is written by its letter, breaks a rule that is told, is taken back; a block is pasted in one batch; what is published
another desk sees. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


BROKEN = "8h of rest before it; at least 11h are required."


class Roster:
    """What the server has of a person."""

    def __init__(self, server, token, first):
        self.server, self.token, self.first = server, token, first

    def of(self, person):
        """By day from the first that is shown."""
        last = self.first + datetime.timedelta(days=13)
        records = self.server.ask("GET", f"records/shift?where.person={person}&from.day={self.first}&to.day={last}", token=self.token)["records"]
        return {(datetime.date.fromisoformat(each["day"]) - self.first).days: each for each in records}

    def template(self, person, day):
        record = self.of(person).get(day)
        return record and (record["type"], record["template"], record["state"])

    def changes(self):
        """Written batches are told of as one: the number of the last change moves by all of them."""
        return self.server.ask("GET", "records/shift?limit=1", token=self.token)["change"]


def test_roster(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")

    try:
        token = server.sign_in("supervisor")
        people = [each for each in server.ask("GET", "records/person?where.team=sales-a", token=token)["records"]]
        people.sort(key=lambda each: each["name"])
        shifts = server.ask("GET", "records/shift?where.team=sales-a", token=token)["records"]
        # The roster of the sample is two weeks back and two on, beginning with a Monday.
        monday = datetime.date.fromisoformat(min(each["day"] for each in shifts)) + datetime.timedelta(days=14)
        roster = Roster(server, token, monday)
        # Somebody with two days off in a row, and whoever stands below.
        first, second, free = next((one, other, day) for one, other in zip(people, people[1:]) for day in range(3, 13)
                                   if not {day, day + 1} & set(roster.of(one["id"])))
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Roster")
            wait_for(lambda: (found := desk.focused()) is not None and ":" in found.name, 20, "the cell with the cursor")
            desk.choose_team("Sales A")
            cell = desk.tab_to("table cell")
            for _ in range(people.index(first)):
                desk.press("Down")
            wait_for(lambda: first["name"] in desk.focused_name(), 10, "the row of " + first["name"] + ", after " + cell.get_name())
            picture("roster")

            # Late, then Early the next morning: eight hours of rest are too few.
            desk.press("Home", *["Right"] * free)
            wait_for(lambda: "Free" in desk.focused_name(), 10, "the first day off")
            desk.press("l", "Right", "e")
            wait_for(lambda: roster.template(first["id"], free) == ("work", "late", "draft"), 20, "the late shift")
            wait_for(lambda: roster.template(first["id"], free + 1) == ("work", "early", "draft"), 20, "the early shift behind it")
            wait_for(lambda: BROKEN in desk.focused_name(), 10, "the rule, at the cell")
            wait_for(lambda: any(BROKEN in each and first["name"] not in each for each in desk.names()), 10, "the rule, beside it")
            picture("roster-breach")

            # Taken back, and done again, and both taken back.
            desk.press("ctrl+z")
            wait_for(lambda: "Free" in desk.focused_name(), 10, "that it is free again")
            wait_for(lambda: roster.template(first["id"], free + 1) is None, 20, "that it is taken back")
            desk.press("ctrl+shift+z")
            wait_for(lambda: roster.template(first["id"], free + 1) == ("work", "early", "draft"), 20, "the early shift again")
            desk.press("ctrl+z", "ctrl+z")
            wait_for(lambda: not {free, free + 1} & set(roster.of(first["id"])), 20, "that both are taken back")
            was = roster.of(first["id"])

            # A block of two days is copied to the person below, in one go; free days are pasted too.
            desk.press("Home", "shift+Right", "shift+Right", "ctrl+c")
            desk.press("Down", "Home")
            wait_for(lambda: second["name"] in desk.focused_name(), 10, "the person below")
            desk.press("ctrl+v")
            expected = {day: was[day]["template"] if was.get(day) and was[day]["type"] == "work" else None for day in range(3)}
            wait_for(lambda: {day: (roster.template(second["id"], day) or (None, None, None))[1] for day in range(3)} == expected, 20, "the pasted block")
            picture("roster-pasted")

            drafts = sum(1 for each in server.ask("GET", f"records/shift?where.team=sales-a&where.state=draft&from.day={monday}", token=token)["records"])
            assert drafts > 0, "drafts of the week after"

            # Who is limited to other teams sees nothing of it; what is published has been told.
            other = server.sign_in("night-lead")
            equal(server.ask("GET", "records/shift?where.team=sales-a", token=other)["records"], [], "what is not theirs")
            desk.press("ctrl+Return")
            wait_for(lambda: not server.ask("GET", f"records/shift?where.team=sales-a&where.state=draft&from.day={monday}", token=token)["records"], 20,
                     "that nothing is a draft")
            desk.wait_until_said("published.", 10)
            picture("roster-published")

            # Somebody else's change comes by itself.
            record = roster.of(first["id"])
            day = next(day for day in range(14) if day not in record)
            written = {"id": "elsewhere", "person": first["id"], "day": str(monday + datetime.timedelta(days=day)), "type": "work", "template": "night",
                       "state": "draft"}
            server.ask("POST", "records/shift", body=written, token=token, status=201)
            desk.tab_to("table cell")
            desk.press("Up", "Home", *["Right"] * day)
            wait_for(lambda: "Night 22:00–06:00" in desk.focused_name(), 20, "what somebody else wrote")
            fill(desk, server, token, monday + datetime.timedelta(days=14))
        see_elsewhere(folder, server, roster)
    finally:
        server.stop()


def fill(desk, server, token, monday):
    """Two weeks that are empty yet are filled as those before them were, in one step that is taken back in one."""
    question = f"records/shift?where.team=sales-a&from.day={monday}&to.day={monday + datetime.timedelta(days=13)}&limit=1000"

    def written():
        return server.ask("GET", question, token=token)["records"]

    equal(written(), [], "the two weeks after next")
    before = server.ask("GET", f"records/shift?where.team=sales-a&where.type=work&from.day={monday - datetime.timedelta(days=14)}"
                        f"&to.day={monday - datetime.timedelta(days=1)}&limit=1000", token=token)["records"]
    desk.press("ctrl+Page_Down", "ctrl+Page_Down")
    wait_for(lambda: "0 drafts" in " ".join(desk.names(desk.frame)), 20, "the empty weeks")
    desk.press("ctrl+g")
    desk.wait_until_said("filled, as the weeks before were", 60)
    filled = wait_for(written, 20, "the filled shifts")
    picture("roster-filled")
    assert abs(len(filled) - len(before)) <= len(before) // 5, f"{len(filled)} shifts, where {len(before)} were before"
    equal({(each["type"], each["state"]) for each in filled}, {("work", "draft")}, "what is filled")
    worked = {(each["person"], each["template"]) for each in before}
    equal([each for each in filled if (each["person"], each["template"]) not in worked
           and each["person"] in {person for person, _ in worked}], [], "shifts of people who do not work them")
    desk.press("ctrl+z")
    wait_for(lambda: not written(), 20, "that all of it is taken back")

    # Of two selected days those alone, and it is said which.
    desk.tab_to("table cell")
    desk.press("Home", "Right", "shift+Right", "ctrl+g")
    days = [monday + datetime.timedelta(days=1), monday + datetime.timedelta(days=2)]
    said = " – ".join(f"{day:%a} {day.day} {day:%b}" for day in days) + ": "
    wait_for(lambda: any(said in each and "filled, as the weeks before were" in each for each in desk.names()), 60, "which days were filled: " + said)
    filled = wait_for(written, 20, "the filled shifts of two days")
    equal({each["day"] for each in filled}, {str(day) for day in days}, "the days that were filled")
    picture("roster-filled-days")
    desk.press("ctrl+z")
    wait_for(lambda: not written(), 20, "that they are taken back")


def see_elsewhere(folder, server, roster):
    """Another desk, of somebody who may only read."""
    home = folder / "other"
    home.mkdir()
    with Desk(home, "--server", server.address) as desk:
        desk.sign_in("trainer", PASSWORD)
        desk.wait("table row", "Night", 30)
        desk.go("Roster")
        wait_for(lambda: (found := desk.focused()) is not None and ":" in found.name, 20, "the cell with the cursor")
        assert desk.find("push button", "Publish") is None, "who may not write publishes nothing"
        before = roster.changes()
        desk.press("n", "Delete", "ctrl+Return")
        equal(roster.changes(), before, "changes by who may not write")


main(test_roster)
