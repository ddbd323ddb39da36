#!/usr/bin/python3
"""A centre's own rule of text, by keys alone: written, tried on what was said, run in the shadow, judged, put in force and, below what it promised,
taken out of force by the server."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

OTHERS = 30


def say(server, boss, person, prefix, n, words):
    """Transcripts of today, as they come in from recordings; each waits where it is followed up."""
    day = server.ask("GET", "risks", token=boss)["rows"][0]["due"][:10]
    for i in range(n):
        server.ask("POST", "records/transcript", {"id": f"{prefix}{i}", "person": person, "contact": f"pbx/{prefix}{i}", "day": day, "brought": "fresh",
                   "said": f"A Good morning, this is the Harbour centre, how may I help you? ¶ A {words}"}, token=boss, status=201)


def test_text_rules(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda path: server.ask("GET", path, token=boss)
        person = ask("records/transcript/said-4-5")["person"]
        say(server, boss, person, "q", OTHERS, "It is on its way.")
        say(server, boss, person, "w", 12, "It comes when it comes.")
        rules = lambda: {row["name"]: row for row in ask("text-rules")["rows"]}
        equal({name: (row["state"], row["hits"], row["transcripts"]) for name, row in rules().items()},
              {"The consumer protection agency": ("live", 4, 62), "A wait without saying how long": ("shadow", 4, 62)}, "the rules of the sample")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Text rules")
            wait_for(lambda: desk.says("tried on 62 transcripts of the last 30 days"), 30, "the rules")
            picture("text-rules")

            # A rule that would hit nearly everything is refused with what it would hit.
            desk.press("alt+n")
            wait_for(lambda: desk.frame.get_name().startswith("Texts of rules"), 10, "the page of their texts")
            desk.wait_for_field()
            desk.type("No day told")
            desk.tab_to("text", "Terms")
            desk.type("good morning|comes when")
            picture("text-rules-text")
            desk.press("ctrl+s")
            wait_for(lambda: "No day told" in rules(), 20, "the rule")
            equal((rules()["No day told"]["state"], rules()["No day told"]["hits"]), ("draft", 50), "what the draft would hit")
            desk.open_by_palette("Text rules")
            desk.tab_to("table row", "No day told")
            desk.press("Return")
            wait_for(lambda: desk.says("A hit: is it right?"), 20, "what it would hit")
            picture("text-rules-draft")
            desk.press("1")
            wait_for(lambda: desk.says("it would hit 50 of the last 62 transcripts"), 20, "why it is refused")
            picture("text-rules-refused")
            equal(rules()["No day told"]["state"], "draft", "where it stands")

            # Mended, it runs in the shadow, where it calls nobody.
            desk.press("alt+c")
            wait_for(lambda: desk.frame.get_name().startswith("Texts of rules"), 10, "the page of their texts")
            desk.tab_to("text", "Terms")
            desk.press("ctrl+a")
            desk.type("comes when")
            desk.press("ctrl+s")
            wait_for(lambda: (rules()["No day told"]["hits"], rules()["No day told"]["version"]) == (12, 2), 20, "the next version")
            desk.open_by_palette("Text rules")
            desk.tab_to("table row", "No day told")
            desk.press("1")
            wait_for(lambda: rules()["No day told"]["state"] == "shadow", 20, "the shadow")
            say(server, boss, person, "s", 1, "It comes when it comes.")
            wait_for(lambda: ask("records/transcript/s0")["state"] == "quiet", 20, "nobody is called")
            equal(ask("records/transcript/s0")["rule_hits"], 1, "what is noted of it")

            # Put in force by somebody who signs, it calls.
            wait_for(lambda: desk.says("Put in force"), 20, "the move")
            desk.press("1")
            desk.window("Put in force", 20)
            desk.type("Tried on a month")
            desk.press("Return")
            wait_for(lambda: rules()["No day told"]["state"] == "live", 20, "it is in force")
            say(server, boss, person, "l", 1, "It comes when it comes.")
            wait_for(lambda: ask("records/transcript/l0")["state"] == "waiting", 20, "somebody is called")

            # What is judged by keys says how right it is; of the rest what it missed.
            desk.tab_to("table row", "No day told")
            desk.press("Return")
            wait_for(lambda: desk.focused_name().startswith(("A hit", "No hit")), 20, "the keys at its transcripts")
            desk.press("Home")
            wait_for(lambda: desk.focused_name().startswith("A hit"), 20, "the keys at the first one")
            wait_for(lambda: desk.says("Y: right"), 20, "what is asked")
            picture("text-rules-judge")
            for judged in range(1, 11):
                desk.press("x" if judged > 2 else "y")
                wait_for(lambda n=judged: rules()["No day told"]["judged"] == n, 20, "what is judged")
            wait_for(lambda: rules()["No day told"]["state"] == "demoted", 20, "surely below its promise it is taken out of force")
            equal((rules()["No day told"]["right"], ask("records/text-rule/" + rules()["No day told"]["id"])["standing"]), (2, "below"), "by which figures")
            wait_for(lambda: desk.says("Taken out of force"), 20, "its state on the desk")
            picture("text-rules-demoted")
            desk.press("End")
            desk.press("x")
            wait_for(lambda: rules()["No day told"]["sampled"] == 1, 20, "one of the rest")
            equal(rules()["No day told"]["recall"], 1, "nothing is missed in what was drawn")
    finally:
        server.stop()


main(test_text_rules)
