#!/usr/bin/python3
"""A supervisor steps in on a risk hit, by keys alone: the risk list, the moment in what was said, what was done; and what is no hit says so."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

THREAT, SILENCE, ABUSE, GREETING, QUIET = (f"said-4-{i}" for i in range(1, 6))


def test_risks(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda path: server.ask("GET", path, token=boss)
        get = lambda name: ask(f"records/transcript/{name}")
        answer = ask("risks")
        # What is planted, and nothing else; the threat is overdue, as it came 75 minutes ago.
        equal([(row["id"], row["risks"]) for row in answer["rows"]],
              [(THREAT, ["threat"]), (SILENCE, ["silence"]), (ABUSE, ["abuse"]), (GREETING, ["greeting"])], "the risk list")
        equal([row["clock_state"] == "breached" for row in answer["rows"]], [True, False, False, False], "what is overdue")
        equal(get(QUIET)["state"], "quiet", "what nothing was found in")
        equal("415-555-0134" in get(THREAT)["said"], False, "the number in what is kept")
        equal({each["risk"]: (each["right"], each["n"]) for each in answer["judged"]},
              {"threat": (3, 3), "abuse": (3, 3), "silence": (2, 3), "greeting": (1, 3)}, "how right rules were")
        waits = [row["id"] for row in server.ask("GET", "inbox?limit=200", token=server.sign_in("supervisor"))["entries"] if row["kind"] == "transcript"]
        equal(sorted(set(waits)), sorted([THREAT, SILENCE, ABUSE, GREETING]), "what waits in the supervisor's inbox")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Risk list")
            wait_for(lambda: desk.says("4 contacts to follow up, 1 overdue"), 30, "the risk list")
            wait_for(lambda: desk.says("3 of 3 right"), 20, "how right rules were")
            desk.tab_to("table row")
            desk.press("Home")
            wait_for(lambda: desk.says("consumer protection agency"), 20, "what was said")
            picture("risks")
            desk.press("Return")
            wait_for(lambda: "report you to the consumer protection agency" in desk.focused_name(), 20, "the keys at the moment")
            equal(desk.focused_name().endswith("Threat to complain elsewhere"), True, "what it was found for")
            picture("risks-moment")
            desk.press("1")
            desk.window("Followed up", 20)
            desk.type("Called the customer back")
            desk.press("Return")
            wait_for(lambda: get(THREAT)["state"] == "followed", 20, "it is followed up")
            equal(get(THREAT)["outcome"], "Called the customer back", "what came of it")
            wait_for(lambda: desk.says("3 contacts to follow up, 0 overdue"), 20, "the list without it")
            wait_for(lambda: desk.says("4 of 4 right"), 20, "what that says of the rules")

            desk.press("Home")
            wait_for(lambda: desk.says("I would like to change my address"), 20, "the next one")
            desk.press("n")
            wait_for(lambda: "of silence" in desk.focused_name(), 20, "the silence")
            desk.press("2")
            desk.window("Not a hit", 20)
            desk.type("The order system stood still")
            desk.press("Return")
            wait_for(lambda: get(SILENCE)["state"] == "not-a-hit", 20, "it is no hit")
            wait_for(lambda: desk.says("2 contacts to follow up, 0 overdue"), 20, "the list without both")
            judged = {each["risk"]: (each["right"], each["n"]) for each in ask("risks")["judged"]}
            equal((judged["threat"], judged["silence"]), ((4, 4), (2, 4)), "how right rules were then")
    finally:
        server.stop()


main(test_risks)
