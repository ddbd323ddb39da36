#!/usr/bin/python3
"""What an agent sees: her own days as they were published, what of them has changed since she looked, and no page and no record of anybody else. By
keys."""

import datetime
import re
import urllib.error
import urllib.request

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def write(server, token, person, day, template, state):
    """The shift of a day, as a supervisor plans or publishes it. What was told stays in the draft."""
    found = server.ask("GET", f"records/shift?where.person={person}&from.day={day}&to.day={day}", token=token)["records"]
    record = dict(found[0]) if found else {"id": f"e2e-{day}", "person": person, "day": day, "revision": 0}
    record.update(type="work", template=template, state=state)
    if state == "published":
        record["told"] = template
    if found:
        server.ask("PUT", f"records/shift/{record['id']}", body=record, token=token)
    else:
        record.pop("revision")
        server.ask("POST", "records/shift", body=record, token=token, status=201)


def read_calendar(address):
    """What a calendar program would, without a session."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, ""


def follow_in_a_calendar(desk, server, agent):
    """A secret address, which shows what was published of her, until she ends it."""
    desk.press("ctrl+i")
    desk.wait_until_said("Whoever has the address can read them")
    picture("own-calendar")
    desk.press("Return")
    field = desk.wait_for_field()
    address = field.get_text()
    assert address.startswith(server.address + "/api/v1/calendar/") and address.endswith(".ics"), address
    picture("own-calendar-address")
    status, text = read_calendar(address)
    days = server.ask("GET", "own/shifts", token=agent)
    equal((status, text.startswith("BEGIN:VCALENDAR")), (200, True), "the calendar")
    starts = set(re.findall(r"DTSTART[^:]*:(\d{8})", text))
    assert {each["day"].replace("-", "") for each in days["shifts"] if each["type"] == "leave"} <= starts, starts
    equal(text.count("SUMMARY:Late") > 0, True, "the shift that was published last")
    desk.press("Escape")
    wait_for(lambda: len(desk.windows()) == 1, 10, "the dialog gone")
    desk.press("ctrl+i")
    desk.wait_until_said("A new address ends that one.")
    desk.press("alt+e")
    wait_for(lambda: read_calendar(address)[0] == 404, 20, "that the address is ended")
    equal(server.ask("GET", "own/calendar", token=agent)["since"], None, "an address")
    wait_for(lambda: len(desk.windows()) == 1, 10, "the dialog gone")


def test_own(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")

    try:
        boss, agent = server.sign_in("supervisor"), server.sign_in("agent")
        mine = server.ask("GET", "own/shifts", token=agent)
        person = mine["person"]
        day = str(datetime.date.fromisoformat(mine["today"]) + datetime.timedelta(days=1))
        write(server, boss, person, day, "early", "published")
        server.ask("GET", "records/shift", token=agent, status=403)
        equal([each["id"] for each in server.ask("GET", "records/person", token=agent)["records"]], [person], "the people whom she sees")
        equal({each["person"] for each in server.ask("GET", "records/evidence", token=agent)["records"]}, {person}, "whose evidence she sees")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("agent", PASSWORD)
            desk.wait("label", "Early", 30)
            picture("own")
            texts = " ".join(desk.names())
            assert "My shifts" in desk.frame.get_name(), desk.frame.get_name()
            for foreign in ("Roster", "Contacts", "Live", "Forecast"):
                assert desk.find("list item", foreign) is None, f"a page that is not hers: {foreign}"
            assert "changed since you looked" not in texts, "nothing has changed when she looks first"

            # A draft is not hers to know; what is published is marked, and says what it was.
            write(server, boss, person, day, "late", "draft")
            desk.press("F5")
            wait_for(lambda: "late" not in [each["template"] for each in server.ask("GET", "own/shifts", token=agent)["shifts"]], 10, "no draft")
            assert desk.find("label", "was Early") is None, "a draft is told"
            write(server, boss, person, day, "late", "published")
            desk.wait("label", "was Early", 20)
            desk.wait(None, "1 day has changed since you looked.", 10)
            picture("own-changed")
            desk.press("ctrl+Return")
            wait_for(lambda: desk.find("label", "was Early") is None, 10, "that it is seen")

            # Later weeks and back, from the keys.
            week = datetime.date.fromisoformat(mine["from"])
            later = week + datetime.timedelta(days=28)
            desk.press("alt+Page_Down")
            desk.wait("label", f"{later:%a} {later.day} {later:%b} – ", 20)
            desk.wait("label", "Not published yet", 10)
            desk.press("alt+Home")
            desk.wait("label", f"{week:%a} {week.day} {week:%b} – ", 20)
            desk.wait("label", ", today", 10)
            follow_in_a_calendar(desk, server, agent)
            desk.go("My evidence")
            wait_for(lambda: "My evidence" in desk.frame.get_name(), 10, "her evidence")
            desk.wait("table row", None, 20)
            picture("own-evidence")
    finally:
        server.stop()


main(test_own)
