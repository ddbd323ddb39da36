/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody falls out: which days, who takes what of them, and why, before it is written as one
 * step. */
#include "console/roster/fw-roster-page-private.h"

#include "console/fw-drop-down.h"
#include "console/fw-form-dialog.h"
#include "console/records/fw-date-entry.h"
#include "console/roster/fw-repair-words.h"
#include "console/roster/fw-roster-words.h"
#include "protocol/fw-json.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define NOTE_MAX 200
#define SAYS_WIDTH 440 /* pixels */
#define SAYS_HEIGHT 190

typedef struct
{
  FwRosterPage *page;
  char *person;
  GtkEditable *first, *last, *note;
  GtkDropDown *ways;
  GtkWidget *ways_label;
  GtkLabel *says;
  JsonObject *answer;        /* (nullable): to the days as they stand */
  GCancellable *cancellable; /* of the question on its way */
} Repair;

static void
repair_free (gpointer data)
{
  Repair *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->answer, json_object_unref);
  g_object_unref (self->page);
  g_free (self->person);
  g_free (self);
}

static JsonArray *
get_proposals (const Repair *self)
{
  JsonArray *proposals = NULL;

  return self->answer != NULL && fw_json_get_array (self->answer, "proposals", &proposals, NULL)
             ? proposals
             : NULL;
}

/* Returns: (nullable): the way that is chosen. */
static JsonObject *
get_chosen (const Repair *self)
{
  JsonArray *proposals = get_proposals (self);
  const guint chosen = gtk_drop_down_get_selected (self->ways);

  if (proposals == NULL || json_array_get_length (proposals) == 0)
    return NULL;
  return fw_json_find_element (proposals, chosen < json_array_get_length (proposals) ? chosen : 0);
}

/* ---- what it would be ---- */

static void
permit (const Repair *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->says));

  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), "answer",
                                             self->answer != NULL);
}

static void
say (const Repair *self, const char *text)
{
  gtk_label_set_text (self->says, text);
  permit (self);
}

static void
chosen_cb (Repair *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->ways);
  g_autofree char *text = NULL;

  fw_drop_down_set_name (self->ways, _ ("Who takes over"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
  if (self->answer == NULL)
    return;
  text = fw_repair_write (self->answer, get_chosen (self));
  say (self, text);
}

/* Of one way there is nothing to choose. */
static void
show_ways (Repair *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  JsonArray *proposals = get_proposals (self);
  const guint n = proposals != NULL ? json_array_get_length (proposals) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *who = fw_repair_write_names (fw_json_find_element (proposals, i));

      gtk_string_list_append (names, *who != '\0' ? who : _ ("Nobody"));
    }
  gtk_drop_down_set_model (self->ways, G_LIST_MODEL (names));
  gtk_widget_set_sensitive (GTK_WIDGET (self->ways), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->ways), n > 0);
  gtk_widget_set_visible (self->ways_label, n > 0);
  chosen_cb (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  Repair *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another question is on its way, or the dialog is gone */
  if (bytes != NULL)
    self->answer = fw_json_parse_bytes (bytes, &error);
  if (self->answer == NULL)
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      say (self, sentence);
      return;
    }
  show_ways (self);
}

/* Returns: FALSE with @text set to what they must be. */
static gboolean
read_days (const Repair *self, gint32 *first, gint32 *last, const char **text)
{
  const FwRosterPlan *plan = self->page->plan;

  if (!fw_date_parse (fw_text (gtk_editable_get_text (self->first)), first) ||
      !fw_date_parse (fw_text (gtk_editable_get_text (self->last)), last))
    *text = _ ("Expected dates such as 2026-11-21.");
  else if (plan == NULL || *first < plan->first || *last < *first ||
           *last >= plan->first + (gint32) plan->n_days)
    *text = _ ("Expected days of the two weeks that are shown, the last not before the first.");
  else
    return TRUE;
  return FALSE;
}

static void
ask (Repair *self)
{
  GString *path;
  const char *text;
  gint32 first, last;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->answer, json_object_unref);
  if (!read_days (self, &first, &last, &text))
    {
      say (self, text);
      return;
    }
  permit (self);
  path = g_string_new ("roster/repair");
  fw_asking_page_append (path, "person", self->person);
  fw_asking_page_append (path, "first", gtk_editable_get_text (self->first));
  fw_asking_page_append (path, "last", gtk_editable_get_text (self->last));
  fw_client_request_async (fw_page_get_client (FW_PAGE (self->page)), "GET", path->str, NULL, NULL,
                           self->cancellable, answered_cb, self);
  g_string_free (path, TRUE);
}

/* ---- to write it ---- */

/* Days off fall out as well, so that nobody gives her one of them. */
static void
add_ill (const Repair *self, FwRosterStep *step, gint32 first, gint32 last)
{
  FwRosterPlan *plan = self->page->plan;
  FwRosterRow *row = fw_roster_plan_find_row (plan, self->person);
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));

  for (gint32 day = first; row != NULL && day <= last; day++)
    {
      FwRecord *leave;

      if (fw_roster_shift_is (fw_roster_plan_get (plan, row, day), "leave"))
        continue;
      leave = fw_roster_plan_make_shift (plan, row, day, "leave", NULL);
      if (leave != NULL && *note != '\0')
        fw_record_put_text (leave, "note", note);
      fw_roster_step_add (step, plan, row, day, leave);
    }
}

/* Returns: FALSE where it is not shown. */
static gboolean
add_change (const Repair *self, FwRosterStep *step, JsonObject *change)
{
  FwRosterPlan *plan = self->page->plan;
  FwRosterRow *row = fw_roster_plan_find_row (plan, fw_json_find_text (change, "person"));
  JsonObject *to = fw_json_find_object (change, "to");
  const FwRosterTemplate *template =
      to != NULL ? fw_roster_plan_find_template (plan, fw_json_find_text (to, "template")) : NULL;
  gint32 day;

  if (row == NULL || !fw_date_parse (fw_text (fw_json_find_text (change, "day")), &day) ||
      !fw_roster_plan_knows (plan, day) || (to != NULL && template == NULL))
    return FALSE;
  fw_roster_step_add (step, plan, row, day,
                      template != NULL
                          ? fw_roster_plan_make_shift (plan, row, day, "work", template)
                          : fw_roster_plan_make_free (plan, row, day));
  return TRUE;
}

static gboolean
add_changes (const Repair *self, FwRosterStep *step)
{
  JsonObject *chosen = get_chosen (self);
  JsonArray *changes = NULL;

  if (chosen == NULL || !fw_json_get_array (chosen, "changes", &changes, NULL))
    return TRUE;
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = fw_json_find_element (changes, i);

      if (change == NULL || !add_change (self, step, change))
        return FALSE;
    }
  return TRUE;
}

static void
write_all (gpointer data)
{
  const Repair *self = data;
  g_autoptr (FwRosterStep) step = fw_roster_step_new ();
  g_autofree char *text = NULL;
  const char *wrong;
  gint32 first, last;

  if (self->answer == NULL || !read_days (self, &first, &last, &wrong))
    return;
  add_ill (self, step, first, last);
  if (!add_changes (self, step))
    {
      fw_page_toast (FW_PAGE (self->page),
                     _ ("Nothing was written: choose the whole team of those who change first."));
      return;
    }
  text = g_strdup_printf (ngettext ("%u cell changed; Ctrl+Z takes it back.",
                                    "%u cells changed; Ctrl+Z takes all of it back.",
                                    fw_roster_step_count (step)),
                          fw_roster_step_count (step));
  if (fw_roster_page_run (self->page, g_steal_pointer (&step)))
    fw_page_toast (FW_PAGE (self->page), text);
}

/* ---- the form ---- */

static GtkEditable *
add_date (GtkWidget *grid, const char *name, gint32 day, int row)
{
  GtkWidget *entry = fw_date_entry_new ();
  g_autofree char *text = fw_date_format (day);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  fw_form_grid_add (grid, name, entry, row);
  return GTK_EDITABLE (entry);
}

/* It is scrolled by the keys, and the dialog stays as large while it changes. */
static GtkWidget *
create_says (Repair *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *says = gtk_label_new (NULL);

  self->says = GTK_LABEL (says);
  gtk_label_set_xalign (self->says, 0);
  gtk_label_set_yalign (self->says, 0);
  gtk_label_set_wrap (self->says, TRUE);
  gtk_label_set_wrap_mode (self->says, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (says, "numeric");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), says);
  gtk_widget_set_size_request (scrolled, SAYS_WIDTH, SAYS_HEIGHT);
  gtk_widget_set_focusable (scrolled, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What changes"), -1);
  return scrolled;
}

static GtkWidget *
create_form (Repair *self, gint32 first, gint32 last)
{
  GtkWidget *grid = fw_form_grid_new (), *note = gtk_entry_new ();

  self->first = add_date (grid, _ ("First day"), first, 0);
  self->last = add_date (grid, _ ("Last day"), last, 1);
  self->note = GTK_EDITABLE (note);
  gtk_editable_set_text (self->note, C_ ("roster", "Ill"));
  gtk_entry_set_max_length (GTK_ENTRY (note), NOTE_MAX);
  fw_form_grid_add (grid, _ ("Note"), note, 2);
  self->ways = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->ways_label = fw_form_grid_add (grid, _ ("Who takes over"), GTK_WIDGET (self->ways), 3);
  gtk_widget_set_visible (GTK_WIDGET (self->ways), FALSE);
  gtk_widget_set_visible (self->ways_label, FALSE);
  gtk_grid_attach (GTK_GRID (grid), create_says (self), 0, 4, 2, 1);
  return grid;
}

/* The days of the cells that are selected in her row, from today on. */
static gboolean
find_days (FwRosterPage *page, FwRosterRow **row, gint32 *first, gint32 *last)
{
  guint at, column;
  FwGridBlock block;

  if (page->plan == NULL || !fw_grid_get_cursor (page->grid, &at, &column) ||
      at >= page->plan->rows->len)
    return FALSE;
  *row = fw_roster_plan_get_row (page->plan, at);
  *first = *last = page->plan->first + (gint32) column;
  if (fw_grid_get_block (page->grid, &block))
    {
      *first = page->plan->first + (gint32) block.first_column;
      *last = page->plan->first + (gint32) block.last_column;
    }
  *first = MAX (*first, page->shown.today);
  return *first <= *last;
}

void
fw_roster_page_ask_repair (
    FwRosterPage *page, const char *person, const char *name, gint32 first, gint32 last)
{
  Repair *self = g_new0 (Repair, 1);
  g_autofree char *heading = NULL;
  GtkWidget *form;

  self->page = g_object_ref (page);
  self->person = g_strdup (person);
  self->cancellable = g_cancellable_new ();
  form = create_form (self, first, last);
  g_signal_connect_swapped (self->first, "changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->last, "changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->ways, "notify::selected", G_CALLBACK (chosen_cb), self);
  /* Translators: the name of a person */
  heading = g_strdup_printf (_ ("%s Is Absent"), name);
  fw_form_dialog_present (
      GTK_WIDGET (page),
      &(const FwFormDialog){ .heading = heading,
                             .body = _ ("The days become leave, and whoever takes over gets the "
                                        "shifts as drafts, in one step."),
                             .answer = C_ ("roster", "Repair"),
                             .form = form,
                             .focus = GTK_WIDGET (self->last) },
      write_all, self, repair_free);
  ask (self);
}

void
fw_roster_page_repair (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwRosterPage *self = FW_ROSTER_PAGE (widget);
  FwRosterRow *row;
  gint32 first, last;

  if (!fw_roster_page_may_write (self))
    return;
  /* what is asked is asked of the roster that the server has */
  if (self->saving != NULL)
    fw_page_toast (FW_PAGE (self), _ ("A change is on its way still: press it again."));
  else if (!find_days (self, &row, &first, &last))
    fw_page_toast (FW_PAGE (self), _ ("Choose days of somebody from today on first."));
  else
    fw_roster_page_ask_repair (self, row->person, row->name, first, last);
}
