#!/usr/bin/python3
"""The day itself, by keys: who is missing and who is late stand first, an exception changes the figure of the one and of all, and is taken back; another day;
the person's page."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

GOES_ON = 120  # seconds of the day while the test runs


def test_day(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("supervisor")

        def day(query=""):
            return server.ask("GET", f"day{query}", token=token)

        planted(day)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("The day")
            desk.wait_until_said("Ctrl+Enter signs an exception")
            wait_for(lambda: "missing" in desk.focused_name(), 20, "the first who is missing")
            picture("day")
            late = come_to_late(desk, day)
            except_late(desk, day, late, server, token)
            go_on(desk, late)
    finally:
        server.stop()


def planted(day):
    """data/sample/README.md says so: some come late and some not at all; leaders are told of by no source."""
    total = day()["total"]
    assert total["missing"] > 0 and total["late"] > 0 and total["with_data"] > 50, total
    assert 0.8 < total["adherence"] < 0.99 and 0.8 < total["conformance"] < 1.2, total
    leaders = [each for each in day()["people"] if each["standing"] == "unknown"]
    assert all(each["adherence"] is None for each in leaders), leaders
    before = day("?day=today-9")["total"]
    equal((before["late"], before["missing"] > 0), (0, True), "a day before anybody came late")


def find(day, person):
    return next(each for each in day()["people"] if each["id"] == person)


def come_to_late(desk, day):
    """Down until somebody is late whose shift runs."""
    for _ in range(80):
        if ", late " in desk.focused_name():
            break
        desk.press("Down")
    name = desk.focused_name()
    assert ", late " in name, name
    person = next(each for each in day()["people"] if each["standing"] == "late" and name.startswith(each["name"] + ","))
    desk.wait_until_said(f"{person['name']} · {person['team_title']}")
    return person


def except_late(desk, day, late, server, token):
    """What is proposed is the time until she came; with it she was in time."""
    desk.press("ctrl+Return")
    desk.wait("label", "Sign an Exception")
    picture("day-exception")
    desk.tab_to("text", "Reason")
    desk.type("The underground stood still")
    desk.press("Return")
    wait_for(lambda: find(day, late["id"])["late_s"] == 0, 20, "that she counts as in time")
    after = find(day, late["id"])
    equal(after["plan"][0]["kind"], "excused", "the first span")
    equal(after["plan"][0]["signed"], "supervisor", "who signed it")
    # to the minute, as it is written
    assert abs((late["exception_s"] - after["exception_s"]) - late["late_s"]) < 60 + GOES_ON, (late, after)
    assert after["adherence"] > late["adherence"], (late, after)
    wait_for(lambda: desk.says("Exception signed."), 20, "that it was signed")
    records = server.ask("GET", "records/day-exception?limit=10", token=token)["records"]
    equal([(each["person"], each["what"], each["withdrawn"]) for each in records], [(late["id"], "excused", False)], "what was written")
    desk.press("ctrl+z")
    wait_for(lambda: find(day, late["id"])["late_s"] == late["late_s"], 20, "that it is taken back")
    records = server.ask("GET", "records/day-exception?limit=10", token=token)["records"]
    equal([each["withdrawn"] for each in records], [True], "that it stays, and counts no more")


def go_on(desk, late):
    desk.press("ctrl+Page_Up")
    desk.wait_until_said("Tue 24 Nov")
    picture("day-before")
    desk.press("ctrl+Page_Down")
    desk.wait_until_said("Wed 25 Nov")
    wait_for(lambda: "missing" in desk.focused_name(), 20, "the first again")
    name = desk.focused_name().split(",")[0]
    desk.press("Return")
    wait_for(lambda: not desk.frame.get_name().startswith("The day") and desk.says(name), 20, "the page of the person")


main(test_day)
