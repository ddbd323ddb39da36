#!/usr/bin/python3
"""What tomorrow wants is published on the forecast, and the roster held against it: it says which half hours are short, a shift written by its letter
changes that, and Fill gives people to what lacks. By keys, and reckoned here from the records."""

import datetime
import math
import zoneinfo

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

STEP = datetime.timedelta(minutes=30)


def read_breaks(text, start):
    """Such as "11:30-12:00; 15:00-15:15": in minutes from the day's beginning; what lies before the shift's start is the next day's."""
    found = []
    for each in (text or "").split(";"):
        if not each.strip():
            continue
        begins, ends = (int(clock[:2]) * 60 + int(clock[3:]) for clock in each.strip().split("-"))
        begins += 24 * 60 if begins < start else 0
        found.append((begins, ends if ends > begins else ends + 24 * 60))
    return found


class Need:
    """A day as it was published, and who is planned for it, as the server has them."""

    def __init__(self, server, token, day):
        self.server, self.token, self.day = server, token, day
        site = server.ask("GET", "records/site", token=token)["records"][0]
        self.zone = zoneinfo.ZoneInfo(site["time_zone"])
        self.templates = {each["id"]: each for each in server.ask("GET", "records/shift-template", token=token)["records"]}

    def published(self):
        return self.server.ask("GET", f"records/published-forecast?where.day={self.day}", token=self.token)["records"]

    def shifts(self):
        """Of the day, of the one before and of the one after."""
        first, last = self.day - datetime.timedelta(days=1), self.day + datetime.timedelta(days=1)
        return self.server.ask("GET", f"records/shift?from.day={first}&to.day={last}&where.type=work&limit=1000", token=self.token)["records"]

    def template_of(self, person):
        found = self.server.ask("GET", f"records/shift?where.person={person}&from.day={self.day}&to.day={self.day}", token=self.token)["records"]
        return found[0]["template"] if found else None

    def changes(self):
        """A written batch moves it."""
        return self.server.ask("GET", "records/shift?limit=1", token=self.token)["change"]

    def moment(self, day, minutes):
        """By the clock on the wall."""
        midnight = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time())
        return (midnight + datetime.timedelta(minutes=minutes)).replace(tzinfo=self.zone).astimezone(datetime.timezone.utc)

    def planned(self, moments):
        people = [0.0] * len(moments)
        for shift in self.shifts():
            template = self.templates[shift["template"]]
            hours, minutes = template["start"].split(":")
            start = int(hours) * 60 + int(minutes)
            spans = [(start, start + template["length_minutes"], 1)]
            spans += [(begins, ends, -1) for begins, ends in read_breaks(shift.get("breaks") or template.get("breaks"), start)]
            for first, last, sign in spans:
                begins, ends = self.moment(shift["day"], first), self.moment(shift["day"], last)
                for i, at in enumerate(moments):
                    people[i] += sign * max(min(ends, at + STEP) - max(begins, at), datetime.timedelta()) / STEP
        return people

    def reckon(self, moments):
        """Hours planned, hours wanted, and of each half hour how many lack."""
        wanted = [float(each) for each in self.published()[0]["people"].split(";")]
        planned = self.planned(moments)
        return sum(planned) / 2, sum(wanted) / 2, [math.ceil(gap - 0.25) if (gap := want - has) > 0.25 else 0 for want, has in zip(wanted, planned)]

    def spans(self, moments, lacks):
        """From when to when people lack, as the desk writes it."""
        found, i = [], 0
        while i < len(lacks):
            end = i
            while end < len(lacks) and lacks[end] > 0:
                end += 1
            if end > i:
                begins, ends = (each.astimezone(self.zone).strftime("%H:%M") for each in (moments[i], moments[end - 1] + STEP))
                most = max(lacks[i:end])
                found.append(f"{begins}–{ends} by {most}" if min(lacks[i:end]) == most else f"{begins}–{ends} by up to {most}")
            i = max(end, i + 1)
        return found

    def told(self, moments):
        """How what the pane beside the people says of the day begins and ends; and how many half hours of people lack."""
        planned, wanted, lacks = self.reckon(moments)
        text = f"Hours planned: {planned:g}\nHours wanted: {wanted:g}\n"
        if not any(lacks):
            return text, "Nobody is short.", 0
        n = sum(1 for each in lacks if each)
        return text, f"▲ {n} half hour{'s are' if n > 1 else ' is'} short:\n" + "\n".join(self.spans(moments, lacks)), sum(lacks)


def wait_for_words(desk, need, moments, what):
    """The pane says what the records come to. Returns how many half hours of people lack."""
    pane = desk.wait("panel", "The cell under the cursor")
    begins, ends, lacked = need.told(moments)
    wait_for(lambda: any(name.startswith(begins) and name.endswith(ends) for name in desk.names(pane)), 20, f"{begins}{ends}, {what}")
    return lacked


def test_need(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("supervisor")
        tomorrow = server.ask("GET", "forecast?days=1", token=token)["days"][1]
        moments = [datetime.datetime.fromisoformat(each["at"].replace("Z", "+00:00")) for each in tomorrow["half_hours"]]
        need = Need(server, token, datetime.date.fromisoformat(tomorrow["date"]))
        # Nobody is left of those who come late tomorrow.
        writes = [{"kind": "shift", "delete": each["id"], "revision": each["revision"]} for each in need.shifts()
                  if each["day"] == tomorrow["date"] and each["template"] == "late"]
        server.ask("POST", "records", {"writes": writes}, token)
        monday = datetime.date.fromisoformat(min(each["day"] for each in server.ask("GET", "records/shift?where.team=sales-a", token=token)["records"])
                                             ) + datetime.timedelta(days=14)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Forecast")
            wait_for(lambda: (found := desk.focused()) is not None and found.role == "table row", 20, "the days")
            desk.press("Down", "Return")
            desk.wait("tree table", "Half hours")
            desk.press("ctrl+Return")
            wait_for(need.published, 10, "tomorrow, published")

            # The roster is held against it.
            desk.go("Roster")
            wait_for(lambda: (found := desk.focused()) is not None and ":" in found.name, 20, "the cell with the cursor")
            desk.press("Home", *["Right"] * (need.day - monday).days)
            lacked = wait_for_words(desk, need, moments, "with nobody late")
            assert lacked > 0, "somebody lacks"
            picture("roster-need")
            chart = desk.wait("image", "Wanted and planned")
            _, _, lacks = need.reckon(moments)
            spans = ", ".join(need.spans(moments, lacks))
            wait_for(lambda: f"Short {spans}" in chart.get_description(), 10, "the chart in words")

            # One more comes late.
            name = desk.focused_name().split(",")[0]
            person = next(each["id"] for each in server.ask("GET", "records/person?limit=1000", token=token)["records"] if each["name"] == name)
            desk.press("l")
            wait_for(lambda: need.template_of(person) == "late", 20, "the late shift")
            left = wait_for_words(desk, need, moments, "with one who comes late")
            assert left < lacked, f"{left} people lack, {lacked} before"

            # Fill gives people to the rest.
            before, changes = len(need.shifts()), need.changes()
            desk.press("ctrl+g")
            wait_for(lambda: need.changes() != changes, 60, "filled shifts")
            filled = wait_for_words(desk, need, moments, "filled")
            picture("roster-need-filled")
            assert filled * 4 <= left, f"{filled} people lack still, {left} before"
            changes = need.changes()
            desk.press("ctrl+z")
            wait_for(lambda: need.changes() != changes, 20, "that it is taken back")
            equal(len(need.shifts()), before, "shifts as before")
    finally:
        server.stop()


main(test_need)
