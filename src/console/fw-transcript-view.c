/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-transcript-view.h"

#include "charts/fw-format.h"
#include "core/quality/fw-transcript.h"

#include <glib/gi18n-lib.h>

#define TIME_CHARS 6
#define SPEAKER_CHARS 9

struct _FwTranscriptView
{
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled;
  GtkListBox *list;
  gboolean narrow;
  char *id; /* (nullable): of the record that is shown */
  guint revision;
};

G_DEFINE_FINAL_TYPE (FwTranscriptView, fw_transcript_view, ADW_TYPE_BIN)

/* ---- words ---- */

const char *
fw_text_risk_word (const char *name)
{
  const FwKind *kind = fw_kind_find ("transcript");
  const FwField *field = &kind->fields[fw_kind_find_field (kind, "risk")];

  for (guint i = 0; name != NULL && field->values[i] != NULL; i++)
    if (g_str_equal (field->values[i], name))
      return _ (field->labels[i]);
  return "";
}

static const char *
get_speaker (FwSpeaker by)
{
  return by == FW_SPEAKER_AGENT      ? C_ ("transcript", "Agent")
         : by == FW_SPEAKER_CUSTOMER ? C_ ("transcript", "Customer")
                                     : C_ ("transcript", "Somebody");
}

/* Minutes and seconds from the beginning; "" where they are not known. */
static char *
write_time (gint64 ms)
{
  return ms < 0 ? g_strdup ("")
                : g_strdup_printf ("%d:%02d", (int) (ms / 60000), (int) (ms / 1000 % 60));
}

/* What was found in a turn, in words; a silence with its length. */
static char *
write_found (const GArray *found, guint turn)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const FwFound *one = &g_array_index (found, FwFound, i);
      g_autofree char *length = NULL;

      if (one->turn != turn)
        continue;
      if (text->len > 0)
        g_string_append (text, " · ");
      if (one->risk != FW_TEXT_RISK_SILENCE)
        {
          g_string_append (text, fw_text_risk_word (fw_text_risk_name (one->risk)));
          continue;
        }
      length = fw_format_duration ((double) (one->to - one->from) / 1000);
      /* Translators: %s is a length of time */
      g_string_append_printf (text, _ ("then %s of silence"), length);
    }
  return g_string_free (text, FALSE);
}

/* ---- rows ---- */

static void
mark_words (PangoAttrList *attributes, const char *text, const FwFound *found)
{
  const glong length = g_utf8_strlen (text, -1);
  const guint start =
      (guint) (g_utf8_offset_to_pointer (text, CLAMP (found->from, 0, length)) - text);
  const guint end = (guint) (g_utf8_offset_to_pointer (text, CLAMP (found->to, 0, length)) - text);
  PangoAttribute *const both[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD),
                                   pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      both[i]->start_index = start;
      both[i]->end_index = end;
      pango_attr_list_insert (attributes, both[i]);
    }
}

static GtkWidget *
create_text (const FwTurn *turn, const GArray *found, guint place)
{
  GtkWidget *label = gtk_label_new (turn->text);
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < found->len; i++)
    {
      const FwFound *one = &g_array_index (found, FwFound, i);

      if (one->turn == place && one->risk < FW_TEXT_RISK_SILENCE)
        mark_words (attributes, turn->text, one);
    }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static GtkWidget *
create_side (const char *text, int chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "figures");
  return label;
}

/* @ranged: turns of one width below each other. */
static void
add_sides (GtkBox *box, const FwTurn *turn, gboolean timed, gboolean ranged)
{
  g_autofree char *time = write_time (turn->from_ms);

  if (timed)
    gtk_box_append (box, create_side (time, ranged ? TIME_CHARS : -1));
  gtk_box_append (box, create_side (get_speaker (turn->by), ranged ? SPEAKER_CHARS : -1));
}

static void
add_turn (
    FwTranscriptView *self, const FwTurn *turn, guint place, const GArray *found, gboolean timed)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *text;
  g_autofree char *what = write_found (found, place), *said = NULL;

  text = create_text (turn, found, place);
  gtk_box_append (GTK_BOX (texts), text);
  gtk_widget_set_hexpand (texts, TRUE);
  if (*what != '\0')
    {
      GtkWidget *label = gtk_label_new (what);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_add_css_class (label, "error");
      gtk_box_append (GTK_BOX (texts), label);
    }
  if (self->narrow)
    {
      GtkWidget *side = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
      gtk_box_set_spacing (GTK_BOX (box), 0);
      add_sides (GTK_BOX (side), turn, timed, FALSE);
      gtk_box_append (GTK_BOX (box), side);
    }
  else
    add_sides (GTK_BOX (box), turn, timed, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (row), "found", GINT_TO_POINTER (*what != '\0'));
  said = *what != '\0'
             /* Translators: who spoke, what was said, what was found in it */
             ? g_strdup_printf (_ ("%s: %s – %s"), get_speaker (turn->by), turn->text, what)
             /* Translators: who spoke, what was said */
             : g_strdup_printf (_ ("%s: %s"), get_speaker (turn->by), turn->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_list_box_append (self->list, row);
}

static void
clear (FwTranscriptView *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* What stands there stays, with its keys, while only something else of the record changes. */
static gboolean
is_shown (FwTranscriptView *self, FwRecord *record)
{
  return record != NULL && self->revision == fw_record_get_revision (record) &&
         g_strcmp0 (self->id, fw_record_get_id (record)) == 0;
}

void
fw_transcript_view_set_narrow (FwTranscriptView *self)
{
  g_return_if_fail (FW_IS_TRANSCRIPT_VIEW (self));

  self->narrow = TRUE;
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_NEVER);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scrolled), FALSE);
}

void
fw_transcript_view_show (FwTranscriptView *self, FwRecord *record)
{
  const char *said = record != NULL ? fw_record_text (record, "said") : NULL;
  g_autoptr (FwDialogue) dialogue = NULL;
  g_autoptr (GArray) found = NULL;

  g_return_if_fail (FW_IS_TRANSCRIPT_VIEW (self));

  if (is_shown (self, record))
    return;
  clear (self);
  g_clear_pointer (&self->id, g_free);
  dialogue = said != NULL ? fw_transcript_read (said, NULL) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), dialogue != NULL);
  if (dialogue == NULL)
    return;
  self->id = g_strdup (fw_record_get_id (record));
  self->revision = fw_record_get_revision (record);
  found = fw_transcript_read_found (fw_record_text (record, "found"));
  for (guint i = 0; i < dialogue->turns->len; i++)
    add_turn (self, &g_array_index (dialogue->turns, FwTurn, i), i, found, dialogue->timed);
}

static int
get_place (FwTranscriptView *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return GTK_IS_LIST_BOX_ROW (focus) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
}

gboolean
fw_transcript_view_go_to_found (FwTranscriptView *self)
{
  GtkListBoxRow *first = NULL, *row;
  int place;

  g_return_val_if_fail (FW_IS_TRANSCRIPT_VIEW (self), FALSE);

  place = get_place (self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_object_get_data (G_OBJECT (row), "found") == NULL)
        continue;
      if (first == NULL)
        first = row;
      if (i > place)
        return gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  return first != NULL && gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
fw_transcript_view_finalize (GObject *object)
{
  g_free (FW_TRANSCRIPT_VIEW (object)->id);
  G_OBJECT_CLASS (fw_transcript_view_parent_class)->finalize (object);
}

static void
fw_transcript_view_class_init (FwTranscriptViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_transcript_view_finalize;
}

static void
fw_transcript_view_init (FwTranscriptView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *list = gtk_list_box_new ();

  self->scrolled = GTK_SCROLLED_WINDOW (scrolled);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What was said"), -1);
  gtk_widget_add_css_class (list, "background");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
