#!/usr/bin/python3
"""The forecast: the days, the half hours of one, and what one person more or less does. By keys."""

import csv
import io

from desk import Desk, picture
from support import PASSWORD, Server, ctl, equal, free_port, main, put_sample, wait_for


def test_forecast(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("supervisor")
        told = server.ask("GET", "forecast?days=14", token=token)
        tomorrow = told["days"][1]
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Forecast")
            error = f"{told['errors']['error'] * 100:.1f}"
            noise = f"{told['errors']['noise'] * 100:.1f}"
            wait_for(lambda: any(f"off by {error} %" in name and f"alone makes {noise} %" in name for name in desk.names()), 30, "how wrong it was")
            # Newer versions of GTK make rows for those days alone that are in sight.
            wait_for(lambda: len(desk.rows_of("Days")) >= 10, 10, "the days")
            picture("forecast")

            # The keys begin at the days; tomorrow, and its half hours.
            desk.press("Down")
            wait_for(lambda: str(int(tomorrow["people"])) in desk.names(), 10, "people of tomorrow")
            desk.press("Return")
            desk.wait("tree table", "Half hours", 10)
            contacts = str(round(tomorrow["contacts"]))
            desk.wait_until_said(f"{contacts} contacts expected", 10)
            picture("forecast-day")

            # The half hour that needs most people is chosen; one more is worked out at the command line too.
            peak = next(row for row in tomorrow["half_hours"] if row["at"] == tomorrow["peak"])
            people = int(peak["people_together"])
            desk.wait_until_said(f"need {people} people", 10)
            desk.press("ctrl+g", "Up")
            for more in (0, 1, 2):
                level = service_level(told, peak, people + more)
                wait_for(lambda shown=level: shown in desk.names(), 10, f"the service level of {people + more} people, {level}")
            picture("forecast-more")

            # Esc leads back to the day that was looked at.
            desk.press("Escape")
            wait_for(lambda: "Contacts of the coming days" in desk.names(), 10, "the days again")
            desk.press("Return")
            desk.wait_until_said(f"{contacts} contacts expected", 10)

            # What is shown is published, one batch with the server's clock; taken back it is withdrawn.
            desk.press("ctrl+Return")
            wait_for(lambda: len(published_of(server, token)) == 1, 10, "the day that is open")
            mine = published_of(server, token)[0]
            equal((mine["day"], mine["signed"], mine["withdrawn"], mine["queues"]), (tomorrow["date"], "supervisor", False, None), "what was published")
            equal([float(each) for each in mine["people"].split(";")], [row["people_together"] for row in tomorrow["half_hours"]], "people of the day")
            wait_for(lambda: any("published" in name and "by supervisor" in name for name in desk.names()), 10, "when, under the title")
            desk.press("ctrl+z")
            wait_for(lambda: published_of(server, token)[0]["withdrawn"], 10, "that it is withdrawn")
            wait_for(lambda: not desk.says("by supervisor"), 10, "that the page says so")
            desk.press("Escape")
            wait_for(lambda: "Contacts of the coming days" in desk.names(), 10, "the days again")
            desk.press("ctrl+Return")
            wait_for(lambda: len(published_of(server, token)) == 16, 10, "all fifteen days")
            picture("forecast-published")

            # Of a queue alone.
            one = server.ask("GET", "forecast?days=1&queue=phone-orders", token=token)
            equal(len(one["queues"]), 1, "queues of the narrower question")
    finally:
        server.stop()


def published_of(server, token):
    return server.ask("GET", "records/published-forecast", token=token)["records"]


def service_level(told, moment, people):
    """As the desk writes it, of the same half hour by floorwalkerctl."""
    patience = ["--patience", str(told["patience_s"])] if told["patience_s"] is not None else []
    result = ctl("staffing", "erlang", "--format", "csv", "--calls", str(moment["contacts"]), "--aht", str(moment["aht_s"]),
               "--t", str(told["seconds"]), "--n", str(people), *patience)
    row = next(csv.DictReader(io.StringIO(result.stdout)))
    return f"{float(row['sl']) * 100:.1f} %"


main(test_forecast)
