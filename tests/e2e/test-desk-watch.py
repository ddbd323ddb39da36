#!/usr/bin/python3
"""A question is kept as a watch at the desk, and what it finds comes back."""


from desk import Desk, picture, text_of
from support import PASSWORD, Server, ctl, equal, free_port, main, wait_for


def test_watch_a_question(folder):
    ctl("sample", "--data", folder / "centre")
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
            wait_for(lambda: text_of(name) == "Nights", 10, "the name as it was typed")
            desk.press("Return")
            # The desk says so for five seconds, which a busy machine may take to look; what is kept stays.
            token = server.sign_in("supervisor")
            watches = wait_for(lambda: server.ask("GET", "records/watch", token=token)["records"], 15, "the watch that is kept")
            desk.wait_for_no_field()
            equal([(watch["name"], watch["moment"], watch["direction"]) for watch in watches], [("Nights", "daily", "worse")], "watches")

            desk.go("Watches")
            wait_for(lambda: desk.find(None, "Nights"), 10, "the watch among the watches")
            picture("watches")
            desk.go("Findings")
    finally:
        server.stop()


main(test_watch_a_question)
