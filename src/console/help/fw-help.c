/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/help/fw-help.h"

#include "console/fw-pages.h"
#include "console/help/fw-help-picture.h"

#define N_PARAGRAPHS 8

typedef struct
{
  const char *name; /* of the page; "records" for every kind */
  const char *also; /* (nullable): another page that it speaks of */
  const char *title;
  GtkWidget *(*picture) (void);
  const char *paragraphs[N_PARAGRAPHS];
} Topic;

static const Topic topics[] = {
  { "live",
    NULL,
    N_ ("Live"),
    fw_help_picture_live,
    { N_ ("A mark says whether a figure is in order, to be watched, or late. Each has a shape, a "
          "colour and a word of its own, so that none depends on colour alone."),
      N_ ("n is the number of cases behind a figure, and ± how exactly they let it be known. When "
          "the target lies within that, the page says that it cannot tell yet."),
      N_ ("Enter opens the contacts that a cell counts. F11 shows the wallboard; Esc or F11 leaves "
          "it.") } },
  { "inbox",
    NULL,
    N_ ("Inbox"),
    fw_help_picture_inbox,
    { N_ ("Here stands what waits for you: alerts, and findings and other things that are yours to "
          "move along. What is overdue or due first stands at the top."),
      N_ ("1 to 9 on a row make the moves that the buttons below name; Enter opens it where it "
          "belongs. Alt+0 comes here from everywhere."),
      N_ ("S puts it off for you alone, G hands it on to somebody who may move it along, R takes "
          "that back. Ctrl+H also shows what is set aside."),
      N_ ("A row that begins with for whom it is waits for you as a deputy, as long as that person "
          "is away. Who holds which function stands on the page Functions.") } },
  { "figures",
    NULL,
    N_ ("Figures"),
    fw_help_picture_figures,
    { N_ ("Offered is answered plus abandoned plus left. A contact counts at the time it arrived, "
          "once its outcome is known."),
      N_ ("Connection rate is answered divided by offered."),
      N_ ("CSAT is the share of ratings 4 and 5 among the contacts that were rated; a contact "
          "without "
          "rating is left out."),
      N_ ("Resolution rate is resolved divided by the answered contacts for which it is known."),
      N_ ("Handling time is talk, hold and wrap-up of the handled contacts, on average.") } },
  { "why",
    NULL,
    N_ ("Why"),
    fw_help_picture_why,
    { N_ ("Ctrl+Y on any figure asks why it is not what it was. The bar above chooses the figure, "
          "the time and what it is compared with."),
      N_ ("A cause is a group of contacts whose change chance does not explain, with all that was "
          "looked at taken into account. What is possible, what chance explains and what has too "
          "few contacts is said as well."),
      N_ ("Mix means that who called has changed, not how well each was served. Mix, causes and "
          "rest add up to the change exactly."),
      N_ ("Enter on a name goes into it; Alt+Left, Backspace or Esc go back. Enter on a number "
          "opens the contacts that it counts; under “Before” those of then."),
      N_ ("Factors go along with the change while the rest is held alike. That is an association, "
          "not proof."),
      N_ ("Esc cancels a question that takes too long; the answer of before stays.") } },
  { "findings",
    "watches",
    N_ ("Watches and findings"),
    fw_help_picture_findings,
    { N_ ("A watch is a question of Why that is asked again by itself, day after day or week after "
          "week, with your eyes: it sees what you may see."),
      N_ ("When the figure has moved by more than chance explains, the watch leaves a finding and "
          "tells whose it is. A finding is judged: it is real, it was chance after all, or it was "
          "known before."),
      N_ ("Ctrl+Y on a watch or a finding goes back to its question, on the days it is about.") } },
  { "contacts",
    NULL,
    N_ ("Contacts"),
    fw_help_picture_contacts,
    { N_ ("One row is one contact: who waited, who answered, how long it took and how it ended."),
      N_ ("The bar above chooses site, team, queue and time. Custom range… takes a first and a "
          "last "
          "day, both included.") } },
  { "quality",
    NULL,
    N_ ("Key quality"),
    fw_help_picture_quality,
    { N_ ("Response time ends at a person's first reply. Who is spoken to has it with the "
          "connection; "
          "where people write, only what the source tells as a reply counts, and each channel is "
          "held "
          "against a limit of its own."),
      N_ ("Handling time is what people spend on a contact. Time to close is how long the "
          "customer's "
          "matter stays open, from the first access on. They are two figures."),
      N_ ("First-contact resolution is the share of contacts after which the same customer did not "
          "come again about the same product. Resolution rate, on the live page, is what was said "
          "to "
          "be resolved; it has a target only where the centre sets one."),
      N_ ("Complaints and errors are counted where a source tells them. Where none ever did, there "
          "is "
          "no data rather than nothing wrong."),
      N_ ("Enter or Ctrl+Y asks why a figure moved.") } },
  { "forecast",
    NULL,
    N_ ("Forecast"),
    fw_help_picture_forecast,
    { N_ ("What will come is learnt from the centre's own half hours: how much a weekday brings, "
          "how "
          "it runs off, and how that has changed of late. Today is corrected by what has come so "
          "far."),
      N_ ("The band holds four in five half hours. The sentence at the top says how far off such "
          "forecasts were, beside what counting alone is off by: nobody foretells better than "
          "that."),
      N_ ("People are the fewest at work for whom the targets of service level and occupancy hold; "
          "they and shrinkage are policies. Of several queues it is said for people of their own, "
          "and as if everybody answered all of them: most floors are in between."),
      N_ ("Enter on a day shows its half hours, Esc goes back. Ctrl+G goes to the number of "
          "people: "
          "one more or fewer shows at once what it does."),
      N_ ("Publish (Ctrl+Enter) keeps what is shown, all days or the one that is open, as it is: "
          "the "
          "roster is held against it, and later it is told how wrong it was. A newer one takes its "
          "place, and both stay under Published forecasts.") } },
  { "cases",
    NULL,
    N_ ("Cases"),
    fw_help_picture_cases,
    { N_ ("A case is what a customer wants settled. The queue shows the open ones by the promise "
          "that breaks first: ● has time, ◐ was warned of, ▲ is overdue."),
      N_ ("Ctrl+N registers a case: what is usual stands there already, so that the matter and "
          "Enter are enough. On a contact it takes over team, channel, product and customer."),
      N_ ("T takes a case or gives it back, 1 to 9 make the moves that stand below the queue, "
          "Enter opens it with all its fields. Below the moves stands what is due when, and why "
          "then; while the customer is waited for the time stands still."),
      N_ ("Beside them stand its contacts, and the other cases of the same customer; each opens "
          "by a press, and Esc comes back."),
      N_ ("The grade follows from impact and urgency. A threat with a regulator, a court or the "
          "press makes it grade 1, what was raised before grade 2 at least."),
      N_ ("Solved cases are called back. Below the satisfaction of the policy a case opens again "
          "by itself, else it closes.") } },
  { "reviews",
    NULL,
    N_ ("Reviews"),
    fw_help_picture_reviews,
    { N_ ("The plan of a week draws from the contacts that were answered: a part at random, with "
          "somebody of everybody, and a part where something went wrong. The average rests on "
          "those at random alone, each person weighing as many contacts as she had."),
      N_ ("Enter goes to the sheet, Esc back. A digit scores an item and goes on to the next, N "
          "says that it does not apply, C comments on it, Backspace opens it again."),
      N_ ("Ctrl+Enter hands in: from then on the scores stay as they are. What you leave before "
          "stays as a draft. Ctrl+M takes another form."),
      N_ ("Whoever leads the person acknowledges the review, or disputes an item and proposes a "
          "score. Somebody else than who gave it settles that: as it was, as proposed, or with a "
          "third value, by the clock of the dispute."),
      N_ ("Alt+Page Up and Alt+Page Down show other weeks.") } },
  { "calibration",
    NULL,
    N_ ("Calibration"),
    fw_help_picture_calibration,
    { N_ ("A share of the plan is scored by two graders, neither of whom knows of the other: the "
          "first review stays closed to other graders until theirs is handed in. From these "
          "contacts alone it is told how severe each grader is."),
      N_ ("Each is held against the middle grader. Named severe or lenient is who differs by more "
          "than chance explains and by 3 points of 100; of fewer than ten contacts, and of two "
          "graders alone, nobody can tell."),
      N_ ("Krippendorff's α says how far graders agree in an item beyond chance: 1 is always, 0 is "
          "no better than dice. Below 0.67 talk about what the item means."),
      N_ ("1, 2 and 3 show graders, items and pairs. A pair is two sheets side by side, those "
          "farthest apart first: Enter goes to its items, Esc back. Ctrl+M takes the items of "
          "another form.") } },
  { "certificates",
    NULL,
    N_ ("Certificates"),
    fw_help_picture_certificates,
    { N_ ("The board says who holds which certificate until when, and what is missing for the next "
          "one. How long one holds, and when it may be renewed, is the rule of its scheme."),
      N_ ("Renewal opens some days before the last day. In the days of grace after it a pass still "
          "renews the certificate; later it has to be won anew."),
      N_ ("Before one lapses a warning comes into the inbox, 60, 30 and 7 days ahead, each once. "
          "It "
          "waits until the renewal is arranged, and is settled by a pass."),
      N_ ("Nothing is overwritten: results, suspensions and withdrawals are kept side by side, and "
          "the state of any day is found from them. A change of a rule takes no certificate "
          "away.") } },
  { "roster",
    NULL,
    N_ ("Roster"),
    fw_help_picture_roster,
    { N_ ("Each cell is a day of a person. The letter of a shift writes it, / is leave, + is "
          "training, Delete frees the day. Shift and the arrows select several cells at once."),
      N_ ("A dashed outline is a draft. Publish settles all drafts of the two weeks; what changes "
          "afterwards is a draft again and says what was published."),
      N_ ("A red corner is a rule that is not kept; beside the roster stands which. The rules of a "
          "team or a person stand under Roster rules."),
      N_ ("A night belongs to the day on which it starts. Hours are those that pass, also where "
          "the clocks change."),
      N_ ("Where a forecast is published, the lines below the people say how many hours each day "
          "wants "
          "and has, and with ▲ how many people its worst half hour lacks; breaks are taken out. It "
          "is "
          "said where all teams of one site are shown."),
      N_ ("Ctrl+C and Ctrl+V copy cells, also from and to a spreadsheet. Ctrl+Z takes back, "
          "Ctrl+Shift+Z does again, one step after the other."),
      N_ ("Fill (Ctrl+G) gives empty cells of the days that several selected cells lie in, else of "
          "all that are shown, to people for what is published of a day, else as the two weeks "
          "before were, and breaks no rule by it. What stands there stays. Ctrl+Page Up and "
          "Ctrl+Page Down go a week back and on. Enter opens the person."),
      N_ ("Absence (Ctrl+I) asks who takes the shifts of somebody who is ill on the selected days: "
          "as few people as can be, each with the reason, and what stays open with what stands in "
          "the way. What you choose is written as drafts in one step.") } },
  { "day",
    NULL,
    N_ ("The day"),
    fw_help_picture_day,
    { N_ ("Each row is a person: pale what was published for the day, with gaps for breaks, and "
          "thin "
          "below it, in full colour, when somebody was at work. A red line is time that was to be "
          "worked and was not. Drafts count for nothing."),
      N_ ("▲ is missing or away now, ◐ came late or left early, by more than a policy says; who "
          "can "
          "still be helped stands first. Of whom no source told anything for four weeks nothing is "
          "said."),
      N_ ("Adherence is the share of what was to be worked that was worked when it was planned, "
          "conformance all work against what was planned: half an hour late and half an hour "
          "longer "
          "is 100 % of the second alone. A pause for coaching or other work is work."),
      N_ ("Ctrl+Enter signs an exception for the half hours that are selected with Shift, else for "
          "what is late or missing: excused or ill is not scheduled, other work or a failure of a "
          "system counts as at work. Ctrl+Z says that it was entered by mistake."),
      N_ ("A night belongs to the day on which it starts. Below stand people by half hour: wanted, "
          "planned, at work. Today follows by itself; Enter opens the person.") } },
  { "my-shifts",
    NULL,
    N_ ("My shifts"),
    fw_help_picture_own,
    { N_ ("Four weeks of your own days stand here as they were published, with the hours that are "
          "paid. What is planned and not published yet is not shown."),
      N_ ("A day that has changed since you looked is marked, and says what it was. Ctrl+Enter "
          "takes the marks away."),
      N_ ("Enter on a day to come offers its shift to your team or to one colleague. Under My "
          "requests stands what became of it, and what you may take: choose a day to give for it, "
          "or none. Which rules would break is said before; Ctrl+Enter takes it, Delete takes back "
          "what is not decided. A supervisor decides, and both rosters change at once."),
      N_ ("Under Open shifts stand those that nobody has yet and your site or team offers, each "
          "with what stands against it. Ctrl+Enter claims a place, which is then held until a "
          "supervisor decides; Delete takes the claim back."),
      N_ ("Alt+Page Up and Alt+Page Down go four weeks back and on, Alt+Home comes back to this "
          "week. A night belongs to the day on which it starts.") } },
  { "training",
    NULL,
    N_ ("Training"),
    fw_help_picture_training,
    { N_ ("A session is a course at a place and a time. The last two weeks and the next eight "
          "stand here; Enter shows who is in one, Esc goes back."),
      N_ ("A letter on a person notes attendance and result and goes on to the next one. B takes a "
          "note back, W gives the seat back, Ctrl+Z undoes the last step."),
      N_ ("E enrols people, a team, or those of a team whose position asks for more of what the "
          "course teaches than they have shown. What would become of them is said before."),
      N_ ("When all seats are taken, whoever is enrolled waits. A seat that comes free goes to "
          "whom you name (S), to nobody by itself."),
      N_ ("R enters an exam result. A pass renews or wins the certificate by itself, and a "
          "completed course is evidence of what it teaches; what is corrected later is corrected "
          "there as well.") } },
  { "competencies",
    NULL,
    N_ ("Competencies"),
    fw_help_picture_competencies,
    { N_ ("People stand below each other, competencies beside each other. A filled cell is what "
          "somebody has; dashes say that it is below what the position asks, ○ that nobody has "
          "evidence. A small arrow says that it has faded since it was shown."),
      N_ ("Readiness lies between what is proved and what it would be if all that is not known "
          "were met. Whose intervals overlap cannot be put in an order: a place is said as far as "
          "it can be."),
      N_ ("The arrows go from cell to cell. Enter opens the evidence; a digit begins an assessment "
          "with that level. It needs a reason and is signed by your account; Ctrl+Z takes it back, "
          "and it stays as entered by mistake.") } },
  { "appraisals",
    "my-appraisal",
    N_ ("Appraisals"),
    fw_help_picture_appraisals,
    { N_ ("Each row is what somebody's work of the period comes to by the weight set of the post. "
          "Where a part has too little data there is no total, but bounds. Surely higher or lower "
          "is only whose whole interval is; among all others there is no order."),
      N_ ("Enter opens the sheet: of each part the figure with its interval and n, its points, "
          "what "
          "it counts to the total, and beneath it the rule. A side of the view from all sides that "
          "fewer than three people gave stays closed."),
      N_ ("Ctrl+N begins a draft for what figures do not say; Ctrl+Enter hands it in with the "
          "figures as they stand then, signed by your account. The person takes note or objects; "
          "an objection is settled by somebody else.") } },
  { "careers",
    "my-steps",
    N_ ("Tracks"),
    fw_help_picture_careers,
    { N_ ("Each station is a post, with how many hold it. Beside the marks stand how many of those "
          "before it are ready, nearly, or cannot be told; the sentence beneath the map says how "
          "the post is covered by all who might come to it."),
      N_ ("Ready: everything that the step asks for is there. Nearly: little lacks. Cannot be "
          "told: what nobody has looked at decides. By when rests on the pace of the last months, "
          "and is left out where nothing came in them."),
      N_ ("Enter on a candidate opens the file: each thing that is asked for with the records that "
          "show it; Enter opens the record. Of those who stand alike an award with priority goes "
          "first. Nothing is decided here: somebody signs.") } },
  { "competitions",
    "my-competitions",
    N_ ("Competitions"),
    fw_help_picture_careers,
    { N_ ("A post is called for a quarter, with places, a last day to apply and a panel. Agents "
          "apply on their own page; HR screens, hands to the panel, decides and gives feedback, "
          "each move with its figure beside it and what is signed with a reason."),
      N_ ("Of the panel each gives every applicant a mark from 0 to 100, from here or from the "
          "inbox. It stays as it was handed in, and nobody is told of any before all have scored "
          "everybody."),
      N_ ("The fair mark takes from the raw one how lenient each of the panel is. Where intervals "
          "overlap there is no order, and where the panels of applicants do not hang together it "
          "says that it cannot be told. An appeal is decided by somebody else than who "
          "signed.") } },
  { "records",
    NULL,
    N_ ("Records"),
    fw_help_picture_records,
    { N_ ("Sites, teams, people, queues, shifts, policies and accounts are records. Changes are "
          "kept with who made them and when."),
      N_ ("If somebody else has changed a record meanwhile, nothing is overwritten: both versions "
          "are shown and you choose for each field.") } },
  { "import",
    NULL,
    N_ ("Import"),
    fw_help_picture_import,
    { N_ ("The file is read first and the report says what would be taken and what would not. "
          "Nothing is written before you import."),
      N_ ("An event that is already known changes nothing, so importing a file twice is safe.") } },
  { "data",
    NULL,
    N_ ("State of the data"),
    fw_help_picture_data,
    { N_ ("What is damaged or gone is said here, with from when until when, and what to do."),
      N_ ("An event that is more than five minutes ahead of the server's clock is held apart and "
          "counts when its time has come."),
      N_ ("What is struck out never counted: figures are as if it had never come. Who struck it "
          "out, when and why is signed and kept.") } },
  { "keys",
    NULL,
    N_ ("Keys"),
    fw_help_picture_keys,
    { N_ (
        "Ctrl+K finds pages, teams, people and actions. Alt+1 to Alt+6 go to the rooms, F6 to the "
        "next pane. Ctrl+D pins the page above the rooms. Ctrl+? lists every key.") } },
};

static const Topic *
find_topic (const char *page)
{
  for (guint i = 0; page != NULL && i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].name, page) || g_strcmp0 (topics[i].also, page) == 0)
      return &topics[i];
  return NULL;
}

static const char *
get_parent (const char *page)
{
  const FwPageEntry *entry = fw_pages_find (page);

  return entry != NULL ? entry->tab_of : NULL;
}

static GtkWidget *
make_topic (const Topic *topic)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *picture = topic->picture ();

  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  for (guint i = 0; i < N_PARAGRAPHS && topic->paragraphs[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (_ (topic->paragraphs[i]));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 64);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (box), label);
      if (i == 0)
        gtk_box_append (GTK_BOX (box), picture);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_hexpand (scroller, TRUE);
  return scroller;
}

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

/* The keys begin at the topics: a text that has them is selected as a whole. */
static void
map_cb (GtkWidget *window, gpointer sidebar)
{
  gtk_widget_child_focus (sidebar, GTK_DIR_TAB_FORWARD);
}

GtkWidget *
fw_help_new (const char *page)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *sidebar = gtk_stack_sidebar_new ();
  GtkWidget *stack = gtk_stack_new ();
  const Topic *topic = find_topic (page);

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    gtk_stack_add_titled (GTK_STACK (stack), make_topic (&topics[i]), topics[i].name,
                          _ (topics[i].title));
  if (topic == NULL && page != NULL)
    topic = find_topic (get_parent (page));
  if (topic == NULL && page != NULL)
    topic =
        find_topic ("records"); /* every other page without a topic of its own is one of records */
  if (topic != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (stack), topic->name);

  gtk_stack_sidebar_set_stack (GTK_STACK_SIDEBAR (sidebar), GTK_STACK (stack));
  gtk_box_append (GTK_BOX (box), sidebar);
  gtk_box_append (GTK_BOX (box), stack);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_default_size (GTK_WINDOW (window), 820, 560);
  gtk_window_set_child (GTK_WINDOW (window), box);
  g_object_set_data (G_OBJECT (window), "topics", stack);
  add_escape (window);
  g_signal_connect_after (window, "map", G_CALLBACK (map_cb), sidebar);
  return window;
}

const char *
fw_help_get_topic (GtkWidget *help)
{
  return gtk_stack_get_visible_child_name (g_object_get_data (G_OBJECT (help), "topics"));
}
