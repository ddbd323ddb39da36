/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-detail.h"

#include "charts/fw-mark.h"
#include "console/competencies/fw-competency-words.h"
#include "console/fw-page.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WIDTH 300      /* px */
#define MOST_GAPS 6    /* that are told one by one */
#define MOST_PIECES 20 /* of evidence; the page of evidence has all */
#define PAUSE 120      /* ms: while the arrows run nothing is asked */

struct _FwCompetencyDetail
{
  AdwBin parent_instance;

  FwClient *client;
  FwCompetencyItem *item; /* (nullable) */
  guint competency;
  GCancellable *cancellable;
  guint ask_source;

  GtkLabel *title;
  GtkLabel *figure;
  GtkLabel *gaps;
  GtkLabel *place;
  GtkLabel *narrows;
  GtkWidget *missing_head;
  GtkBox *missing;
  GtkWidget *cell; /* what is about the competency */
  GtkLabel *standing;
  GtkBox *pieces;
  GtkWidget *form;
  GtkSpinButton *level;
  GtkEditable *reason;
  GtkWidget *sign;
  GtkLabel *error;
};

enum
{
  SIGNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FwCompetencyDetail, fw_competency_detail, ADW_TYPE_BIN)

static GtkLabel *
create_label (const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (label, 1); /* the pane is as wide as it is, not as its longest text */
  gtk_label_set_max_width_chars (label, 1);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  return label;
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* ---- what is missing ---- */

typedef struct
{
  guint competency;
  double weight; /* of what is missing */
} Gap;

static gint
compare_gaps (gconstpointer a, gconstpointer b)
{
  const Gap *one = a, *two = b;

  if (one->weight != two->weight)
    return one->weight < two->weight ? 1 : -1;
  return (one->competency > two->competency) - (one->competency < two->competency);
}

static GArray *
collect_gaps (FwCompetencyDetail *self)
{
  const FwCompetencyPerson *person = fw_competency_item_get (self->item);
  FwCompetencySet *set = fw_competency_item_get_set (self->item);
  const FwPositionFacts *position = fw_competency_set_get_position (set, person->position);
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (Gap));

  for (guint i = 0; position != NULL && i < set->competencies->len; i++)
    {
      const FwCompetencyState state = fw_competency_item_get_state (self->item, i);
      const double level = state == FW_COMPETENCY_UNKNOWN ? 0 : person->levels[i];
      Gap gap = { i, position->weights[i] * (position->levels[i] - level) };

      if (state == FW_COMPETENCY_UNKNOWN || state == FW_COMPETENCY_BELOW)
        g_array_append_val (gaps, gap);
    }
  g_array_sort (gaps, compare_gaps);
  return gaps;
}

static void
append_marked (GtkBox *box, FwMarkShape shape, FwChartColor color, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = fw_mark_new ();
  GtkLabel *label = create_label (NULL);

  fw_mark_set (FW_MARK (mark), shape, color);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_label_set_text (label, text);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (label));
  gtk_box_append (box, row);
}

static void
show_missing (FwCompetencyDetail *self)
{
  g_autoptr (GArray) gaps = collect_gaps (self);

  clear_box (self->missing);
  gtk_widget_set_visible (self->missing_head, gaps->len > 0);
  for (guint i = 0; i < MIN (gaps->len, MOST_GAPS); i++)
    {
      const guint competency = g_array_index (gaps, Gap, i).competency;
      const gboolean unknown =
          fw_competency_item_get_state (self->item, competency) == FW_COMPETENCY_UNKNOWN;
      g_autofree char *text = fw_competency_write_cell (self->item, competency);

      append_marked (self->missing, unknown ? FW_MARK_RING : FW_MARK_TRIANGLE,
                     unknown ? FW_CHART_COLOR_NO_DATA : FW_CHART_COLOR_LATE, text);
    }
  if (gaps->len > MOST_GAPS)
    {
      const guint more = gaps->len - MOST_GAPS;
      GtkLabel *label = create_label ("dim-label");
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      gtk_label_set_text (label, text);
      gtk_box_append (self->missing, GTK_WIDGET (label));
    }
}

/* ---- evidence ---- */

static void
append_piece (FwCompetencyDetail *self, JsonObject *record)
{
  const char *source = fw_json_find_text (record, "source");
  const char *by = fw_json_find_text (record, "signed");
  const char *reason = fw_json_find_text (record, "reason");
  const char *day = fw_json_find_text (record, "day");
  gboolean withdrawn = FALSE;
  double level = NAN;
  GtkLabel *head = create_label ("numeric"), *more = create_label ("dim-label");
  g_autofree char *text = NULL, *rest = NULL, *number = NULL;

  fw_json_get_number (record, "level", &level, NULL);
  fw_json_get_boolean (record, "withdrawn", &withdrawn, NULL);
  number = fw_competency_write_level (level);
  text = g_strdup_printf ("%s · %s · %s", number,
                          fw_competency_source_word (source != NULL ? source : ""),
                          day != NULL ? day : "");
  if (by != NULL && reason != NULL)
    /* Translators: the reason of an assessment; the account that signed it */
    rest = g_strdup_printf (_ ("%s; signed %s"), reason, by);
  else if (by != NULL)
    rest = g_strdup_printf (_ ("signed %s"), by);
  if (withdrawn)
    {
      g_autofree char *with = g_steal_pointer (&text);

      text = g_strdup_printf (_ ("%s (entered by mistake)"), with);
      gtk_widget_add_css_class (GTK_WIDGET (head), "dim-label");
    }
  gtk_label_set_text (head, text);
  set_text (more, rest != NULL ? rest : "");
  gtk_widget_add_css_class (GTK_WIDGET (more), "caption");
  gtk_widget_set_margin_bottom (GTK_WIDGET (more), 6);
  gtk_box_append (self->pieces, GTK_WIDGET (head));
  gtk_box_append (self->pieces, GTK_WIDGET (more));
}

static void
show_note (FwCompetencyDetail *self, const char *text)
{
  GtkLabel *label = create_label ("dim-label");

  clear_box (self->pieces);
  gtk_label_set_text (label, text);
  gtk_box_append (self->pieces, GTK_WIDGET (label));
}

static void
show_pieces (FwCompetencyDetail *self, JsonArray *records)
{
  clear_box (self->pieces);
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = fw_json_find_element (records, i);

      if (record != NULL)
        append_piece (self, record);
    }
  if (json_array_get_length (records) == 0)
    show_note (self, _ ("Nobody has recorded any evidence."));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwCompetencyDetail) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *records;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer != NULL && fw_json_get_array (answer, "records", &records, &error))
    show_pieces (self, records);
  else
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      show_note (self, sentence);
    }
}

static gboolean
ask_cb (gpointer data)
{
  FwCompetencyDetail *self = data;
  g_autofree char *person = NULL, *competency = NULL, *path = NULL;

  self->ask_source = 0;
  if (self->item == NULL || self->client == NULL || self->competency == FW_COMPETENCY_NOTHING)
    return G_SOURCE_REMOVE;
  person = g_uri_escape_string (fw_competency_item_get (self->item)->person, NULL, TRUE);
  competency = g_uri_escape_string (
      fw_competency_set_get (fw_competency_item_get_set (self->item), self->competency)->id, NULL,
      TRUE);
  path =
      g_strdup_printf ("records/evidence?where.person=%s&where.competency=%s&order=-day&limit=%d",
                       person, competency, MOST_PIECES);
  self->cancellable = g_cancellable_new ();
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
cancel (FwCompetencyDetail *self)
{
  g_clear_handle_id (&self->ask_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
fw_competency_detail_refresh (FwCompetencyDetail *self)
{
  g_return_if_fail (FW_IS_COMPETENCY_DETAIL (self));

  cancel (self);
  self->ask_source = g_timeout_add (PAUSE, ask_cb, self);
}

/* ---- showing ---- */

static gboolean
may_sign (FwCompetencyDetail *self)
{
  return self->client != NULL &&
         (fw_kind_find ("evidence")->write & fw_client_get_role (self->client)) != 0;
}

static void
show_person (FwCompetencyDetail *self, guint of)
{
  const FwCompetencyPerson *person = fw_competency_item_get (self->item);
  const FwPositionFacts *position =
      fw_competency_set_get_position (fw_competency_item_get_set (self->item), person->position);
  g_autofree char *figure = fw_competency_write_readiness (person);
  g_autofree char *gaps = fw_competency_write_gaps (person);
  g_autofree char *place = fw_competency_write_place (person, of);
  g_autofree char *narrows = fw_competency_write_narrows (self->item);
  g_autofree char *title = position != NULL
                               ? g_strdup_printf ("%s → %s", person->name, position->name)
                               : g_strdup (person->name);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->figure, figure);
  gtk_label_set_text (self->gaps, gaps);
  set_text (self->place, place);
  set_text (self->narrows, narrows);
  show_missing (self);
}

static void
show_competency (FwCompetencyDetail *self)
{
  const FwCompetencyFacts *facts;
  g_autofree char *standing = NULL;
  double level;

  gtk_widget_set_visible (self->cell, self->competency != FW_COMPETENCY_NOTHING);
  if (self->competency == FW_COMPETENCY_NOTHING)
    return;
  facts = fw_competency_set_get (fw_competency_item_get_set (self->item), self->competency);
  standing = fw_competency_write_cell (self->item, self->competency);
  gtk_label_set_text (self->standing, standing);
  level = fw_competency_item_get (self->item)->levels[self->competency];
  gtk_spin_button_set_range (self->level, 0, facts->scale);
  gtk_spin_button_set_value (self->level, isnan (level) ? 0 : level);
  clear_box (self->pieces);
  fw_competency_detail_show_error (self, NULL);
}

void
fw_competency_detail_show (FwCompetencyDetail *self,
                           FwCompetencyItem *item,
                           guint competency,
                           guint of)
{
  g_return_if_fail (FW_IS_COMPETENCY_DETAIL (self));

  cancel (self);
  g_set_object (&self->item, item);
  self->competency = competency;
  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self)), item != NULL);
  if (item == NULL)
    return;
  show_person (self, of);
  show_competency (self);
  gtk_widget_set_visible (self->form, may_sign (self));
  fw_competency_detail_refresh (self);
}

/* ---- the form ---- */

static void
sign_cb (FwCompetencyDetail *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));

  if (self->item == NULL || self->competency == FW_COMPETENCY_NOTHING)
    return;
  if (*reason == '\0')
    {
      fw_competency_detail_show_error (self,
                                       _ ("Say what was seen: an assessment needs a reason."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason));
      return;
    }
  gtk_spin_button_update (self->level);
  fw_competency_detail_show_error (self, NULL);
  g_signal_emit (self, signals[SIGNED], 0, gtk_spin_button_get_value (self->level), reason);
}

gboolean
fw_competency_detail_begin (FwCompetencyDetail *self, double level)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_DETAIL (self), FALSE);

  if (self->item == NULL || self->competency == FW_COMPETENCY_NOTHING || !may_sign (self))
    return FALSE;
  if (isnan (level))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->level));
      return TRUE;
    }
  gtk_spin_button_set_value (self->level, level);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  return TRUE;
}

void
fw_competency_detail_end (FwCompetencyDetail *self)
{
  g_return_if_fail (FW_IS_COMPETENCY_DETAIL (self));

  gtk_editable_set_text (self->reason, "");
}

void
fw_competency_detail_show_error (FwCompetencyDetail *self, const char *sentence)
{
  g_return_if_fail (FW_IS_COMPETENCY_DETAIL (self));

  set_text (self->error, sentence != NULL ? sentence : "");
}

void
fw_competency_detail_set_client (FwCompetencyDetail *self, FwClient *client)
{
  const char *account;
  g_autofree char *text = NULL;

  g_return_if_fail (FW_IS_COMPETENCY_DETAIL (self) && FW_IS_CLIENT (client));

  g_set_object (&self->client, client);
  account = fw_client_get_account (client);
  /* Translators: the name of the account that signs */
  text = g_strdup_printf (_ ("Sign as %s"), account != NULL ? account : "");
  gtk_button_set_label (GTK_BUTTON (self->sign), text);
}

/* ---- the widget ---- */

static void
fw_competency_detail_dispose (GObject *object)
{
  FwCompetencyDetail *self = FW_COMPETENCY_DETAIL (object);

  cancel (self);
  g_clear_object (&self->item);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_competency_detail_parent_class)->dispose (object);
}

static void
fw_competency_detail_class_init (FwCompetencyDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_competency_detail_dispose;
  signals[SIGNED] = g_signal_new ("signed", FW_TYPE_COMPETENCY_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_STRING);
}

static GtkWidget *
create_head (const char *text)
{
  GtkLabel *label = create_label ("heading");

  gtk_label_set_text (label, text);
  gtk_widget_set_margin_top (GTK_WIDGET (label), 12);
  return GTK_WIDGET (label);
}

static GtkWidget *
create_form (FwCompetencyDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->level = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 10, 1));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->level), _ ("The level that was shown"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->level), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Level"), -1);
  self->reason = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _ ("What was seen"));
  gtk_entry_set_max_length (GTK_ENTRY (self->reason), 1000);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  g_signal_connect_object (self->reason, "activate", G_CALLBACK (sign_cb), self, G_CONNECT_SWAPPED);
  self->sign = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->sign, "suggested-action");
  g_signal_connect_object (self->sign, "clicked", G_CALLBACK (sign_cb), self, G_CONNECT_SWAPPED);
  self->error = create_label ("error");
  gtk_widget_set_halign (GTK_WIDGET (self->level), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), create_head (_ ("New assessment")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->level));
  gtk_box_append (GTK_BOX (box), self->sign);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  return box;
}

static GtkWidget *
create_cell (FwCompetencyDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->standing = GTK_LABEL (create_head (""));
  self->pieces = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->form = create_form (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->standing));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pieces));
  gtk_box_append (GTK_BOX (box), self->form);
  return box;
}

static void
fw_competency_detail_init (FwCompetencyDetail *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->competency = FW_COMPETENCY_NOTHING;
  self->title = create_label ("heading");
  self->figure = create_label ("tile-figure");
  self->gaps = create_label ("dim-label");
  self->place = create_label ("dim-label");
  self->narrows = create_label (NULL);
  self->missing_head = create_head (_ ("What is missing"));
  self->missing = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->cell = create_cell (self);
  gtk_label_set_wrap (self->figure, FALSE);
  gtk_label_set_width_chars (self->figure, -1);
  gtk_label_set_max_width_chars (self->figure, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->gaps), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->figure));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->gaps));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->narrows));
  gtk_box_append (GTK_BOX (box), self->missing_head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->missing));
  gtk_box_append (GTK_BOX (box), self->cell);
  gtk_widget_add_css_class (box, "competency-detail");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_visible (scrolled, FALSE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE); /* whatever expands within */
}

GtkWidget *
fw_competency_detail_new (void)
{
  return g_object_new (FW_TYPE_COMPETENCY_DETAIL, NULL);
}
