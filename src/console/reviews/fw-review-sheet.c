/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-sheet.h"

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_COMMENT 400 /* characters */

typedef struct
{
  GtkListBoxRow *row;
  GtkLabel *score;
  GtkEntry *comment;
} Line;

struct _FwReviewSheet
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkListBox *list;
  FwReviewForm *form; /* (nullable) */
  guint scale;
  int scores[FW_REVIEW_MOST_ITEMS];
  Line lines[FW_REVIEW_MOST_ITEMS];
  gboolean writes;
  gboolean showing; /* what changes meanwhile is nobody's doing */
};

G_DEFINE_FINAL_TYPE (FwReviewSheet, fw_review_sheet, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- one item ---- */

static char *
write_score (FwReviewSheet *self, guint i)
{
  const int score = self->scores[i];

  if (score == FW_REVIEW_OPEN)
    return g_strdup (FW_FORMAT_NONE);
  if (score == FW_REVIEW_NOT_APPLICABLE)
    return g_strdup (_ ("n/a"));
  /* Translators: a score and the best one. */
  return g_strdup_printf (_ ("%d of %u"), score, self->scale);
}

/* What may be said of it beside a score. */
static char *
describe_item (const FwReviewItem *item)
{
  g_autofree char *weight = fw_format_percent (item->weight / 100.0, 0);

  if (item->fatal)
    /* Translators: the weight of an item whose score of 0 fails the review. */
    return g_strdup_printf (_ ("%s, fatal"), weight);
  return g_steal_pointer (&weight);
}

static void
show_score (FwReviewSheet *self, guint i)
{
  const FwReviewItem *item = &self->form->items[i];
  Line *line = &self->lines[i];
  g_autofree char *score = write_score (self, i);
  g_autofree char *about = describe_item (item);
  g_autofree char *name = NULL;
  const gboolean bad = item->fatal && self->scores[i] == 0;

  gtk_label_set_text (line->score, score);
  if (self->scores[i] == FW_REVIEW_OPEN)
    gtk_widget_add_css_class (GTK_WIDGET (line->score), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (line->score), "dim-label");
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (line->score), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (line->score), "error");
  /* Translators: an item, its weight, its score. */
  name = g_strdup_printf (_ ("%s, %s: %s"), item->name, about, score);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
commented_cb (FwReviewSheet *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
focus_row (FwReviewSheet *self, guint i)
{
  gtk_list_box_select_row (self->list, self->lines[i].row);
  gtk_widget_grab_focus (GTK_WIDGET (self->lines[i].row));
}

static void
comment_done_cb (GtkEntry *entry, FwReviewSheet *self)
{
  for (guint i = 0; self->form != NULL && i < self->form->n; i++)
    if (self->lines[i].comment == entry)
      {
        gtk_widget_set_visible (GTK_WIDGET (entry), *gtk_editable_get_text (GTK_EDITABLE (entry)));
        focus_row (self, i);
      }
}

static gboolean
comment_key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (key != GDK_KEY_Escape)
    return FALSE;
  comment_done_cb (GTK_ENTRY (entry), data);
  return TRUE;
}

static GtkEntry *
create_comment (FwReviewSheet *self, const FwReviewItem *item, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  /* Translators: a comment on an item of a review. */
  g_autofree char *name = g_strdup_printf (_ ("Comment on “%s”"), item->name);

  gtk_entry_set_max_length (GTK_ENTRY (entry), MOST_COMMENT);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("What was good, what was missing"));
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_editable (GTK_EDITABLE (entry), self->writes);
  gtk_widget_set_can_focus (entry, self->writes);
  gtk_widget_set_visible (entry, text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (commented_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (comment_done_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (comment_key_cb), self, 0);
  gtk_widget_add_controller (entry, keys);
  return GTK_ENTRY (entry);
}

static void
add_line (FwReviewSheet *self, guint i, const char *comment)
{
  const FwReviewItem *item = &self->form->items[i];
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = create_label (item->name, NULL), *score = create_label ("", "heading");
  g_autofree char *about = describe_item (item);
  GtkWidget *weight = create_label (about, "dim-label");

  if (i == 0 || g_strcmp0 (item->dimension, self->form->items[i - 1].dimension) != 0)
    gtk_box_append (GTK_BOX (column), create_label (item->dimension, "caption-heading"));
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (weight, "figures");
  gtk_label_set_wrap (GTK_LABEL (weight), FALSE);
  gtk_label_set_wrap (GTK_LABEL (score), FALSE);
  gtk_label_set_xalign (GTK_LABEL (score), 1);
  gtk_label_set_width_chars (GTK_LABEL (score), 4);
  gtk_widget_add_css_class (score, "figures");
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), weight);
  gtk_box_append (GTK_BOX (line), score);
  gtk_box_append (GTK_BOX (column), line);
  self->lines[i].comment = create_comment (self, item, comment);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->lines[i].comment));
  gtk_widget_set_margin_top (column, 6);
  gtk_widget_set_margin_bottom (column, 6);
  gtk_widget_set_margin_start (column, 12);
  gtk_widget_set_margin_end (column, 12);
  self->lines[i].score = GTK_LABEL (score);
  self->lines[i].row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (self->lines[i].row, column);
  gtk_list_box_append (self->list, GTK_WIDGET (self->lines[i].row));
  show_score (self, i);
}

/* ---- keys ---- */

static void
score (FwReviewSheet *self, guint i, int value)
{
  self->scores[i] = value;
  show_score (self, i);
  g_signal_emit (self, signals[CHANGED], 0);
  if (value != FW_REVIEW_OPEN && i + 1 < self->form->n)
    focus_row (self, i + 1);
}

static int
read_digit (guint key)
{
  if (key >= GDK_KEY_0 && key <= GDK_KEY_9)
    return (int) (key - GDK_KEY_0);
  if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9)
    return (int) (key - GDK_KEY_KP_0);
  return -1;
}

static gboolean
press (FwReviewSheet *self, guint i, guint key)
{
  const int digit = read_digit (key);

  if (digit >= 0 && digit <= (int) self->scale)
    score (self, i, digit);
  else if (gdk_keyval_to_lower (key) == GDK_KEY_n && self->form->items[i].optional)
    score (self, i, FW_REVIEW_NOT_APPLICABLE);
  else if (key == GDK_KEY_BackSpace || key == GDK_KEY_Delete)
    score (self, i, FW_REVIEW_OPEN);
  else if (gdk_keyval_to_lower (key) == GDK_KEY_c)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->lines[i].comment), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->lines[i].comment));
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  FwReviewSheet *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (!self->writes || self->form == NULL || row == NULL || focus != GTK_WIDGET (row) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  return press (self, (guint) gtk_list_box_row_get_index (row), key);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, FwReviewSheet *self)
{
  const guint i = (guint) gtk_list_box_row_get_index (row);

  if (self->form != NULL && i + 1 < self->form->n)
    focus_row (self, i + 1);
}

/* ---- the whole ---- */

static void
clear (FwReviewSheet *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_clear_pointer (&self->form, fw_review_form_free);
}

void
fw_review_sheet_show (FwReviewSheet *self,
                      FwReviewForm *form,
                      guint scale,
                      const char *scores,
                      const char *comments,
                      gboolean writes)
{
  g_autoptr (JsonObject) said = NULL;

  g_return_if_fail (FW_IS_REVIEW_SHEET (self));

  self->showing = TRUE;
  clear (self);
  self->form = form;
  self->scale = scale;
  self->writes = writes;
  if (comments != NULL)
    said = fw_json_parse_object (comments, strlen (comments), NULL);
  if (form != NULL)
    fw_review_scores_read (form, scale, scores, self->scores, NULL);
  for (guint i = 0; form != NULL && i < form->n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i + 1);

      add_line (self, i, said != NULL ? fw_json_find_text (said, key) : NULL);
    }
  if (form != NULL)
    gtk_list_box_select_row (self->list, self->lines[0].row);
  self->showing = FALSE;
}

char *
fw_review_sheet_get_scores (FwReviewSheet *self)
{
  g_return_val_if_fail (FW_IS_REVIEW_SHEET (self) && self->form != NULL, NULL);

  return fw_review_scores_write (self->form, self->scores);
}

char *
fw_review_sheet_get_comments (FwReviewSheet *self)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;
  guint n = 0;

  g_return_val_if_fail (FW_IS_REVIEW_SHEET (self) && self->form != NULL, NULL);

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  for (guint i = 0; i < self->form->n; i++)
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->lines[i].comment));
      g_autofree char *key = g_strdup_printf ("%u", i + 1);

      if (*text == '\0')
        continue;
      fw_json_member_text (&writer, key, text);
      n++;
    }
  fw_json_writer_end_object (&writer);
  return n > 0 ? g_string_free (g_steal_pointer (&json), FALSE) : g_strdup ("");
}

guint
fw_review_sheet_count_open (FwReviewSheet *self)
{
  guint n = 0;

  g_return_val_if_fail (FW_IS_REVIEW_SHEET (self), 0);

  for (guint i = 0; self->form != NULL && i < self->form->n; i++)
    n += self->scores[i] == FW_REVIEW_OPEN;
  return n;
}

double
fw_review_sheet_get_sum (FwReviewSheet *self)
{
  g_return_val_if_fail (FW_IS_REVIEW_SHEET (self), NAN);

  return self->form != NULL ? fw_review_sum_given (self->form, self->scale, self->scores) : NAN;
}

gboolean
fw_review_sheet_is_failed (FwReviewSheet *self)
{
  g_return_val_if_fail (FW_IS_REVIEW_SHEET (self), FALSE);

  return self->form != NULL && fw_review_fails (self->form, self->scores);
}

void
fw_review_sheet_focus_open (FwReviewSheet *self)
{
  guint i = 0;

  g_return_if_fail (FW_IS_REVIEW_SHEET (self));

  if (self->form == NULL)
    return;
  while (i < self->form->n && self->scores[i] != FW_REVIEW_OPEN)
    i++;
  focus_row (self, i < self->form->n ? i : 0);
}

static void
fw_review_sheet_dispose (GObject *object)
{
  FwReviewSheet *self = FW_REVIEW_SHEET (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->form, fw_review_form_free);
  G_OBJECT_CLASS (fw_review_sheet_parent_class)->dispose (object);
}

static void
fw_review_sheet_class_init (FwReviewSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_review_sheet_dispose;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_REVIEW_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fw_review_sheet_init (FwReviewSheet *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Items of the form"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "review-sheet");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
fw_review_sheet_new (void)
{
  return g_object_new (FW_TYPE_REVIEW_SHEET, NULL);
}
