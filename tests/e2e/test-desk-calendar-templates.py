#!/usr/bin/python3
"""Calendar templates from the keyboard: those that come along are taken, a morning meeting is planned at the least costly time with a preview that holds
what the server counts, taken back by Ctrl+Z, planned again and published, so that the day expects nobody then; and a peak gets its three tasks in the
inbox."""

import datetime
import zoneinfo

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def choose(desk, name):
    desk.wait("table row", name, 20)
    for _ in range(20):
        if desk.focused_name().startswith(name):
            return
        desk.tab_to("table row", None, 60)
        desk.press("Down")
    raise AssertionError(f"no row {name} got the keys")


def ask_for(desk, day):
    """One day, in the dialog that has come up."""
    for field in ("Last day", "First day", "Last day"):
        desk.tab_to("text", field, 20)
        desk.press("ctrl+a")
        desk.type(day)


def test_calendar_templates(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda method, path, body=None, status=200: server.ask(method, path, body, token=boss, status=status)
        site = ask("GET", "records/site/harbour")
        now = datetime.datetime.now(zoneinfo.ZoneInfo(site["time_zone"]))
        today = now.date()
        begun = today if site["day_start"] is None or now.strftime("%H:%M") >= site["day_start"] else today - datetime.timedelta(days=1)
        activities = lambda: ask("GET", "records/activity?limit=1000")["records"]

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Calendar templates")
            desk.wait_until_said("Calendar templates: none yet")
            desk.press("ctrl+t")
            desk.wait("table row", "Morning meeting", 20)
            equal(sorted(each["id"] for each in ask("GET", "records/calendar-template")["records"]),
                  ["counselling", "front-line", "morning-meeting", "peak-preparation", "team-event"], "what was taken")

            # The next working day wants 90 people from its beginning to its end.
            propose = lambda first, last: ask("POST", "calendar-templates/morning-meeting/plan", {"first": first, "last": last, "try": True})
            coming = propose((today + datetime.timedelta(days=1)).isoformat(), (today + datetime.timedelta(days=14)).isoformat())
            first = next(each["first"] for each in coming["occasions"] if each["groups"])
            ask("POST", "records/published-forecast", {"id": "next", "site": "harbour", "day": first, "contacts": ";".join(["10"] * 48),
                                                       "people": ";".join(["90"] * 48)}, 201)

            # What was praised the day before is of a day that has begun, whatever the hour.
            for each in propose(begun.isoformat(), begun.isoformat())["occasions"]:
                assert each["praised"]["day"] == (begun - datetime.timedelta(days=1)).isoformat(), each

            # A meeting on it: nothing is written before it is answered.
            choose(desk, "Morning meeting")
            desk.press("ctrl+Return")
            desk.wait(None, "Plan “Morning meeting”", 10)
            ask_for(desk, first)
            plan = propose(first, first)
            people = [person["person"] for each in plan["occasions"] for group in each["groups"] for person in group["people"]]
            assert len(people) > 10, plan
            desk.wait_until_said(f"{len(people)} places at")
            desk.wait_until_said(f"People-hours lacking on these days: {plan['before']:.1f} before, {plan['after']:.1f} after.")
            meeting = plan["occasions"][0]
            desk.wait_until_said(f"{meeting['groups'][0]['begins']}–{meeting['groups'][0]['ends']}: {meeting['groups'][0]['people'][0]['name']}")

            # What each team may talk about is of its own people, of today as far as it was.
            names = {each["id"]: each["name"] for each in ask("GET", "records/person?limit=1000")["records"] if each["team"] == meeting["team"]}
            before = datetime.date.fromisoformat(first) - datetime.timedelta(days=1)
            equal("praised" in meeting, before <= begun, "whether the day before has begun")
            for contact in meeting.get("praised", {"contacts": []})["contacts"]:
                assert contact["name"] in names.values(), (contact, names)
                desk.wait_until_said(f"● {contact['name']}, {contact['queue']}, {contact['at']}")
            picture("calendar-preview")
            equal(activities(), [], "what a preview writes")

            # A date that is none says so.
            desk.press("ctrl+a")
            desk.type("soon")
            desk.wait_until_said("Expected dates such as")
            desk.press("ctrl+a")
            desk.type(first)
            desk.wait_until_said(f"{len(people)} places at")
            desk.press("Return")
            wait_for(lambda: len(activities()) == len(people), 20, "the drafts")
            equal({each["state"] for each in activities()}, {"draft"}, "their state")
            desk.wait_until_said("activities are planned")
            picture("calendar-planned")

            # Taken back, then planned again and published at once.
            desk.press("ctrl+z")
            wait_for(lambda: not activities(), 20, "that it is taken back")
            choose(desk, "Morning meeting")
            desk.press("ctrl+Return")
            desk.wait(None, "Plan “Morning meeting”", 10)
            ask_for(desk, first)
            desk.wait_until_said(f"{len(people)} places at")
            desk.tab_to("check box", "Publish at once", 10)
            desk.press("space")
            desk.tab_to("text", "Last day", 20)
            desk.press("Return")
            wait_for(lambda: len(activities()) == len(people), 20, "the activities")
            equal({(each["state"], each["day"]) for each in activities()}, {("published", first)}, "their state and day")

            # The day lays them over the shifts that were told.
            day = ask("GET", f"day?day={first}&site=harbour")
            spans = [span for each in day["people"] for span in each["plan"] if "activity" in span]
            assert spans and all(span["kind"] == "training" and span["note"] == "Morning meeting" for span in spans), spans
            desk.open_by_palette("Activities")
            desk.wait("table row", "Morning meeting", 20)
            picture("calendar-activities")

            # A peak in twelve days: its preparation begins a week before, or on the last working day before that.
            ask("POST", "records/special-day", {"id": "rush", "name": "Double rush", "day": (today + datetime.timedelta(days=12)).isoformat(),
                                                "worked": "wednesday", "campaign": True}, 201)
            desk.open_by_palette("Calendar templates")
            choose(desk, "Preparation of a peak")
            desk.press("ctrl+Return")
            desk.wait(None, "Plan “Preparation of a peak”", 10)
            desk.wait_until_said("Stress test of lines and systems, by")
            picture("calendar-peak")
            desk.press("Return")
            tasks = wait_for(lambda: ask("GET", "records/preparation-task?order=by")["records"], 20, "the tasks")
            equal([(each["name"], each["by"]) for each in tasks],
                  [(name, (today + datetime.timedelta(days=12 - days)).isoformat())
                   for name, days in (("Seats: more of them, ready to work", 5), ("Stress test of lines and systems", 3),
                                      ("Temporary scripts, told to everybody", 1))], "the tasks of the peak")
            assert all(each["from"] <= (today + datetime.timedelta(days=5)).isoformat() and each["state"] == "planned" for each in tasks), tasks
            desk.open_by_palette("Tasks of preparation")
            desk.wait("table row", "Seats: more of them", 20)
            picture("calendar-tasks")
    finally:
        server.stop()


main(test_calendar_templates)
