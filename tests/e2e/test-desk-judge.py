#!/usr/bin/python3
"""What a watch found is judged at the desk."""

from desk import Desk
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_judge_a_finding(folder):
    """By keys alone: at once what needs no signature, with the reason what does."""
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")

    def state():
        return server.ask("GET", "records/finding/f1/moves", token=token)

    try:
        token = server.sign_in("administrator")
        server.ask("POST", "records/finding", {"id": "f1", "title": "CSAT of the nights fell", "watch": "nights", "day": "2026-03-02", "metric": "csat"},
                   token=token, status=201)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Findings")
            wait_for(lambda: desk.find(None, "CSAT of the nights fell"), 20, "the finding")
            desk.tab_to("table row", None, 60)
            desk.press("Return")
            desk.wait("push button", "It is real", 20)
            desk.tab_to("push button", "It is real", 60)
            desk.press("space")
            wait_for(lambda: state()["state"] == "real", 20, "the finding judged real")
            wait_for(lambda: not desk.find("push button", "It is real"), 20, "the moves that lead on")
            desk.wait("push button", "Close", 10)
            desk.tab_to("push button", "It is known", 60)
            desk.press("Tab")
            equal(desk.focused_name(), "Close", "the button after it")
            desk.press("space")
            desk.wait_for_field()
            desk.type("The router is mended")
            desk.press("Return")
            wait_for(lambda: state()["state"] == "closed", 20, "the finding closed")
            history = state()["history"]
            equal([(entry["from"], entry["to"], entry["account"], entry["reason"], entry["signed"]) for entry in history[:2]],
                  [("real", "closed", "supervisor", "The router is mended", True), ("new", "real", "supervisor", None, False)], "history")
            desk.wait("push button", "Reopen", 20)
    finally:
        server.stop()


main(test_judge_a_finding)
