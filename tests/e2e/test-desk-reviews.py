#!/usr/bin/python3
"""An inspector opens the plan of the week, scores a contact from the keyboard and hands the review in; a leader acknowledges it
and disputes an item; another inspector settles it with a third value."""


from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, near, put_sample, wait_for


def test_reviews(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        plan = lambda part: server.ask("GET", f"reviews?part={part}&limit=1000", token=boss)
        first = plan("todo")["rows"][0]
        before = plan("todo")["todo"]
        record = lambda: server.ask("GET", f"records/review/{review['id']}", token=boss)

        def row_of(part):
            """The contact's row in a part of the plan, with its place, or nothing."""
            rows = plan(part)["rows"]
            return next(((row, place) for place, row in enumerate(rows) if row["id"] == first["id"]), None)

        def come_to(desk, part):
            """Opens the page on that contact, whose part is shown already."""
            place = row_of(part)[1]
            desk.tab_to("table row")
            desk.press("Home", *["Down"] * place)
            wait_for(lambda: any(first["name"] == name for name in desk.names()), 20, "the contact")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Reviews")
            desk.wait("push button", f"To score {before}", 30)
            desk.wait("push button", "Hand in", 20)
            picture("reviews")
            desk.tab_to("table row")
            desk.press("Home", "Return")
            at = lambda name: wait_for(lambda: ((found := desk.focused()) is not None and (found.get_name() or "").startswith(name)), 20, name)
            at("Politeness")

            # Nothing is handed in that is not scored.
            desk.press("4")
            at("Emotion under control")
            desk.press("Down", "Down", "ctrl+Return")
            at("Emotion under control")
            equal(plan("todo")["todo"], before, "what is to be scored")
            desk.press("3", "5", "2", "n", "c")
            desk.wait_for_field()
            desk.type("Asked for the number twice")
            desk.press("Return")
            at("Information security")
            desk.press("5")
            desk.wait("label", "Total 78.9", 20)
            picture("reviews-scored")
            desk.press("ctrl+Return")
            wait_for(lambda: row_of("waiting") is not None, 30, "the review handed in")
            review = row_of("waiting")[0]["review"]
            near(record()["total"], 100 * (80 + 45 + 125 + 30 + 75) / 450, 0.01, "its total")
            equal(record()["scores"], "4 3 5 2 n 5", "its scores")
            equal(record()["comments"], '{"6":"Asked for the number twice"}', "its comment")
            equal((record()["grader"], record()["sampled"]), ("quality", first["sampled"]), "by whom and why")
            desk.wait("push button", f"To score {before - 1}", 30)
            picture("reviews-handed-in")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Reviews")
            desk.wait("push button", "Waiting 4", 30)
            come_to(desk, "waiting")
            desk.wait("push button", "Acknowledge", 20)
            picture("reviews-leader")
            desk.press("1")
            wait_for(lambda: record()["state"] == "acknowledged", 20, "the review acknowledged")
            desk.click("toggle button" if desk.find("toggle button") else "push button", f"Done {plan('done')['done']}")
            wait_for(lambda: row_of("done") is not None, 20, "it among what is done")
            come_to(desk, "done")
            desk.wait("push button", "Dispute an item", 20)
            desk.press("1")
            desk.wait("dialog", "Dispute an item", 20)
            picture("reviews-dispute")
            desk.type("4")
            desk.press("Tab")
            desk.type("5")
            desk.press("Tab")
            desk.type("The system was down")
            desk.press("Return")
            wait_for(lambda: record()["state"] == "disputed", 20, "the item disputed")
            equal((record()["disputed_item"], record()["proposed"]), (4, 5), "what is disputed")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("grader-mei", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Reviews")
            desk.wait("push button", "Hand in", 30)
            desk.click("toggle button" if desk.find("toggle button") else "push button", "Waiting 4")
            come_to(desk, "waiting")
            desk.wait("push button", "Settle", 20)
            desk.press("1")
            desk.wait("dialog", "Settle", 20)
            desk.type("4")
            desk.press("Return")
            wait_for(lambda: record()["state"] == "settled", 20, "the dispute settled")
            equal(record()["outcome"], "third", "how it ended")
            near(record()["total"], 100 * (80 + 45 + 125 + 60 + 75) / 450, 0.01, "the total with the decided score")
    finally:
        server.stop()


main(test_reviews)
