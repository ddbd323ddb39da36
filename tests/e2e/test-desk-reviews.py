#!/usr/bin/python3
"""An inspector opens the plan of the week, scores a contact from the keyboard and hands the review in; a leader acknowledges it
and disputes an item; another inspector settles it with a third value."""


from desk import Desk, picture
from support import BUILD, PASSWORD, Server, Skip, ctl, equal, free_port, main, near, put_sample, wait_for


def test_reviews(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        quality = server.sign_in("quality")
        plan = lambda part, token=boss: server.ask("GET", f"reviews?part={part}&limit=1000", token=token)
        # One that nobody has scored, so that hers is no second scoring.
        open_to_all = {row["id"] for row in plan("todo")["rows"]}
        place, first = next((place, row) for place, row in enumerate(plan("todo", quality)["rows"]) if row["id"] in open_to_all)
        before = plan("todo", quality)["todo"]
        record = lambda: server.ask("GET", f"records/review/{review['id']}", token=boss)

        def row_of(part, token=boss):
            """The contact's row in a part of the plan, with its place, or nothing."""
            rows = plan(part, token)["rows"]
            return next(((row, place) for place, row in enumerate(rows) if row["id"] == first["id"]), None)

        def come_to(desk, part, token=boss):
            """Opens the page on that contact, whose part is shown already."""
            place = row_of(part, token)[1]
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
            desk.press("Home", *["Down"] * place)
            wait_for(lambda: any(first["name"] == name for name in desk.names()), 20, "the contact")
            desk.press("Return")
            at = lambda name: wait_for(lambda: ((found := desk.focused()) is not None and found.name.startswith(name)), 20, name)
            at("Politeness")

            # Nothing is handed in that is not scored.
            desk.press("4")
            at("Emotion under control")
            desk.press("Down", "Down", "ctrl+Return")
            at("Emotion under control")
            equal(plan("todo", quality)["todo"], before, "what is to be scored")
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
            wait_for(lambda: any(first["name"] in row for row in desk.list_rows()), 20, "it on the page")
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
            mei = server.sign_in("grader-mei")
            # What is disputed is open to who settles it, whether or not it was to be scored twice.
            wait_for(lambda: any(row["id"] == first["id"] for row in plan("waiting", mei)["rows"]), 20, "the dispute for who settles it")
            waiting = plan("waiting", mei)
            desk.click("toggle button" if desk.find("toggle button") else "push button", f"Waiting {waiting['waiting']}")
            come_to(desk, "waiting", mei)
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


CHINESE = "zh_CN.UTF-8"


def new_centre(folder):
    secret = folder / "secret"
    secret.write_text(PASSWORD + "\n")
    secret.chmod(0o600)
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    return Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")


def forms(server):
    return {form["id"]: form for form in server.ask("GET", "records/review-form", token=server.sign_in("boss"))["records"]}


def test_a_new_centre_takes_the_forms_by_one_key(folder):
    server = new_centre(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Reviews")
            desk.wait("push button", "Take the forms that come along", 30)
            picture("reviews-no-form")
            desk.press("ctrl+t")
            wait_for(lambda: len(forms(server)) == 3, 20, "the three forms")
            wait_for(lambda: desk.find("push button", "Take the forms that come along") is None, 20, "nothing more to take")
            taken = forms(server)
            equal([taken[each]["items"].count(",") + taken[each]["items"].count(";") + 1 for each in ("three-dimensions-1", "five-points-1", "fifteen-norms-1")],
                  [6, 5, 15], "their items")
            equal({(form["scale"], form["version"], form["used"]) for form in taken.values()}, {(5, 1, True)}, "best score, version, in use")
    finally:
        server.stop()


def test_the_page_of_forms_offers_them_in_the_language(folder):
    if not (BUILD / "tests/locales" / CHINESE).exists():
        raise Skip(f"the locale {CHINESE} is not here")
    server = new_centre(folder)
    try:
        with Desk(folder, "--server", server.address, locale=CHINESE) as desk:
            desk.wait("text", None, 20)
            desk.press()
            desk.type("boss")
            desk.press("Tab")
            desk.type(PASSWORD)
            desk.press("Return")
            desk.wait("list item", "待办", 30)
            desk.press("ctrl+k")
            desk.wait_for_field()
            desk.type("zjb")  # by the initials of its pinyin
            desk.wait("list item", None, 20)
            wait_for(lambda: any(name.startswith("质检表") for name in desk.names()), 20, "the page of forms in the palette")
            desk.press("Return")
            desk.wait("push button", "采用自带的质检表", 30)
            picture("review-forms-empty")
            desk.press("ctrl+t")
            wait_for(lambda: len(forms(server)) == 3, 20, "the three forms")
            desk.wait(None, "服务三维度", 20)
            equal(sorted(form["name"] for form in forms(server).values()), ["服务三维度", "沟通五要点", "礼仪十五项"], "their names")
    finally:
        server.stop()


main(test_reviews, test_a_new_centre_takes_the_forms_by_one_key, test_the_page_of_forms_offers_them_in_the_language)
