#!/usr/bin/python3
"""A question is kept as a watch at the desk, and what it finds comes back."""


from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_watch_a_question(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Why")
            desk.wait(None, "Watch this question", 30)
            desk.click("push button", "Watch this question")
            desk.wait("label", "Nothing is watched yet", 10)
            picture("watch")
            name = desk.wait_for_field()
            desk.press("ctrl+a")
            desk.type("Nights")
            wait_for(lambda: name.get_text() == "Nights", 10, "the name as it was typed")
            desk.press("Return")
            # The desk says so for five seconds, which a busy machine may take to look; what is kept stays.
            token = server.sign_in("supervisor")
            watches = wait_for(lambda: server.ask("GET", "records/watch", token=token)["records"], 15, "the watch that is kept")
            desk.wait_for_no_field()
            equal([(watch["name"], watch["moment"], watch["direction"]) for watch in watches], [("Nights", "daily", "worse")], "watches")

            desk.go("Watches")
            wait_for(lambda: desk.find(None, "Nights"), 10, "the watch among the watches")
            desk.tab_to("table row", "Nights")
            desk.press("Return")
            desk.wait("label", "CSAT of all contacts against the same hours last week: asked after each day, told when it got worse.", 15)
            picture("watches")
            # It leads back to its question, with the day that it was asked about last.
            desk.press("ctrl+y")
            wait_for(lambda: desk.frame.get_name().startswith("Why"), 10, "its question")
            desk.wait(None, "Yesterday", 15)

            # So does what it found, on whatever day, of whomever.
            administrator = server.sign_in("administrator")
            day = server.ask("GET", "kpi?from=today-3&to=today-2", token=token)["from"][:10]
            server.ask("POST", "records/finding", {
                "id": f"{watches[0]['id']}/{day}", "title": "Orders · Night B; Returns", "watch": watches[0]["id"], "day": day, "metric": "aht_s",
                "baseline": "previous", "team": "night-b", "filters": "shift=night", "before": 250, "now": 270, "n": 1234, "effect": 15,
            }, administrator, 201)
            desk.go("Findings")
            desk.tab_to("table row", "Orders")
            desk.press("Return")
            said = wait_for(lambda: next((name for name in desk.names() if "against" in name and "n 1234" in name), None), 15, "the finding in a sentence")
            for part in ("Handling time of Team Night B · Shift Night on ", ": 4m 30s, n 1234; ", ": 4m 10s. Orders · Night B alone did +15s."):
                assert part in said, said
            picture("finding")
            desk.press("ctrl+y")
            wait_for(lambda: desk.frame.get_name().startswith("Why"), 10, "its question")
            for part in ("Night B", "Handling time", "the period before"):
                desk.wait(None, part, 15)
            picture("finding-why")
    finally:
        server.stop()


main(test_watch_a_question)
