#!/usr/bin/python3
"""A handler's day from the keyboard: the queue of clocks is opened, a case taken, acknowledged, planned, handed to a
department, kept waiting for the customer, solved and called back; and a new one is written down."""


from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


LABELS = ("Acknowledge", "Escalate", "Set the plan", "Hand to a department", "The department answered", "Wait for the customer",
          "The customer answered", "Review a return", "Solved", "Called back", "Soothe the customer", "Call the special team", "Tell the truth and an estimate",
          "Repair under warranty", "Repair, paid by the customer", "Decline the demand", "Evaluate", "Close without an answer", "Open again")


def test_cases(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda method, path, body=None, status=200: server.ask(method, path, body, token=boss, status=status)
        moves = lambda name: ask("GET", f"records/case/{name}/moves")
        record = lambda name: ask("GET", f"records/case/{name}")
        here = {"site": "harbour", "team": "sales-a"}
        for row in ask("GET", "records/team")["records"][:1]:
            here = {"site": row["site"], "team": row["id"]}
        ask("POST", "records/department", {"id": "x-parts", "name": "Zebra parts", "answer_hours": 12}, 201)
        ask("POST", "records/case", {"id": "x-fire", "title": "Xylophone caught fire", "class": "fault", "impact": "high", "urgency": "high", "threat": True, "source": "social", "refund": 0, **here}, 201)
        ask("POST", "records/case", {"id": "x-slow", "title": "Xylophone came late", "class": "complaint", "impact": "low", "urgency": "low", "source": "survey", "refund": 0, **here}, 201)
        found = ask("GET", "cases?words=xylophone")
        equal([row["id"] for row in found["rows"]], ["x-fire", "x-slow"], "the queue by what is due first")
        equal([row["grade"] for row in found["rows"]], ["1", "3"], "their grades")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.press("alt+4")
            wait_for(lambda: desk.frame.get_name().startswith("Cases"), 20, "the queue")
            desk.wait("push button", "Take", 20)
            picture("cases")
            desk.press("ctrl+f")
            desk.type("xylophone")
            desk.wait("label", "2 cases, 0 overdue", 20)
            desk.press("Tab", "Tab", "Tab", "Home")
            desk.wait("push button", "Acknowledge", 20)
            picture("cases-found")

            def row(title):
                """What stands in the row of that matter."""
                return next((names for names in desk.list_rows() if title in names), [])

            def list_allowed():
                return [row["label"] for row in moves("x-fire")["moves"] if row["allowed"]]

            def list_shown():
                return [name for name in desk.names_of("push button") if name in LABELS]

            def press(label):
                """By the figure of the button of that name, as soon as the desk shows what the server says."""
                wait_for(lambda: label in list_allowed() and list_shown() == list_allowed(), 30, label)
                desk.press(str(list_allowed().index(label) + 1))

            def move(label, state, *keys, text=None):
                """@keys answer what it asks for."""
                press(label)
                if text is not None:
                    desk.wait("dialog", label, 20)
                    desk.type(text)
                desk.press(*keys)
                wait_for(lambda: moves("x-fire")["state"] == state, 20, state)

            # Taken and moved along by the figures of the moves.
            desk.press("t")
            wait_for(lambda: record("x-fire")["owner"] == "administrator", 20, "the case taken")
            desk.wait("push button", "Give back", 20)
            wait_for(lambda: "Administrator" in row("Xylophone caught fire"), 20, "its handler by name")
            move("Acknowledge", "acknowledged")
            press("Set the plan")
            desk.wait("dialog", "Set the plan", 20)
            desk.type("A new one, and the old one fetched")
            picture("cases-plan")
            desk.press("Return")
            wait_for(lambda: moves("x-fire")["state"] == "planned", 20, "the case planned")
            equal(record("x-fire")["plan"], "A new one, and the old one fetched", "the plan")

            # To a department, whose own limit holds.
            press("Hand to a department")
            desk.wait("dialog", "Hand to a department", 20)
            picture("cases-department")
            desk.press("Return")
            desk.wait_for_field()
            desk.type("zebra")
            desk.press("Return")
            desk.wait_for_no_field()
            desk.press("Return")
            wait_for(lambda: moves("x-fire")["state"] == "department", 20, "the case with the department")
            equal(record("x-fire")["department"], "x-parts", "the department")
            clock = next(row for row in moves("x-fire")["clocks"] if row["clock"] == "department")
            equal(clock["limit_s"], 12 * 3600, "the limit of the department")
            desk.wait("label", "(12h 00m, counted from", 20)  # why then
            picture("cases-why-then")
            move("The department answered", "planned")
            move("Wait for the customer", "waiting")
            desk.wait("label", "Solution: the time stands still", 20)
            picture("cases-waiting")
            move("The customer answered", "planned")
            move("Solved", "solved", "Return", text="Replaced")
            move("Called back", "reopened", "Return", text="60")  # below 80 % it opens by itself
            picture("cases-reopened")
            move("Solved", "solved", "Return", text="Replaced, and paid for the carpet")
            move("Called back", "closed", "Return", text="95")
            wait_for(lambda: not row("Xylophone caught fire"), 20, "its row to go")
            states = [entry["to"] for entry in reversed(moves("x-fire")["history"])]
            equal(states, ["new", "acknowledged", "planned", "department", "planned", "waiting", "planned", "solved", "verified", "reopened", "solved", "verified", "closed"], "the story")

            # A new one is registered without leaving the queue: two keys beside the words, what is usual stands there.
            keys = ["ctrl+n", "Return"]
            desk.press(keys[0])
            desk.wait("dialog", "New Case", 20)
            picture("cases-register")
            desk.type("Xylophone without mallets")
            desk.press(keys[1])
            new = wait_for(lambda: ask("GET", "cases?words=mallets")["rows"], 20, "the new case in the queue")
            equal([(row["class"], row["grade"]) for row in new], [("complaint", "2")], "what is usual")
            equal(len(keys), 2, "keys beside the words")
            wait_for(lambda: row("Xylophone without mallets"), 20, "its row")
            picture("cases-new")
    finally:
        server.stop()


main(test_cases)
