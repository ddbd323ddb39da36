/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-calibration-pair.h"

#include "charts/fw-format.h"
#include "console/reviews/fw-calibration-columns.h"
#include "core/quality/fw-review-form.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_SHEETS 2
/* Room that grows with the size of text. */
#define ITEM_CHARS 12
#define NAME_CHARS 7

struct _FwCalibrationPair
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *names[N_SHEETS], *totals[N_SHEETS];
  GtkListBox *list;
  GtkSizeGroup *widths; /* of the two columns of scores */
};

G_DEFINE_FINAL_TYPE (FwCalibrationPair, fw_calibration_pair, GTK_TYPE_WIDGET)

/* ---- what they hold ---- */

typedef struct
{
  const char *name;
  int scores[FW_REVIEW_MOST_ITEMS];
  JsonObject *comments; /* (nullable) */
} Sheet;

static void
clear_sheet (Sheet *sheet)
{
  g_clear_pointer (&sheet->comments, json_object_unref);
}

static void
read_sheet (Sheet *sheet, JsonObject *object, const FwReviewForm *form, guint scale)
{
  const char *comments = fw_json_find_text (object, "comments");

  sheet->name = fw_json_find_text (object, "grader_name");
  fw_review_scores_read (form, scale, fw_json_find_text (object, "scores"), sheet->scores, NULL);
  if (comments != NULL)
    sheet->comments = fw_json_parse_object (comments, strlen (comments), NULL);
}

static char *
write_score (int score)
{
  return score == FW_REVIEW_OPEN             ? g_strdup (FW_FORMAT_NONE)
         : score == FW_REVIEW_NOT_APPLICABLE ? g_strdup (_ ("n/a"))
                                             : g_strdup_printf ("%d", score);
}

/* ---- a row ---- */

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

static GtkWidget *
create_score (FwCalibrationPair *self, const char *text, gboolean differs)
{
  GtkWidget *label = create_label (text, differs ? "heading" : "dim-label");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "figures");
  gtk_size_group_add_widget (self->widths, label);
  return label;
}

static void
add_comments (GtkWidget *column, const Sheet *sheets, guint item)
{
  g_autofree char *key = g_strdup_printf ("%u", item + 1);

  for (guint i = 0; i < N_SHEETS; i++)
    {
      const char *comment =
          sheets[i].comments != NULL ? fw_json_find_text (sheets[i].comments, key) : NULL;
      /* Translators: who said it, and what she said of an item. */
      g_autofree char *text =
          comment != NULL ? g_strdup_printf (_ ("%s: %s"), sheets[i].name, comment) : NULL;

      if (text != NULL)
        gtk_box_append (GTK_BOX (column), create_label (text, "caption"));
    }
}

static void
add_row (FwCalibrationPair *self, const FwReviewForm *form, const Sheet *sheets, guint item)
{
  const gboolean differs = sheets[0].scores[item] != sheets[1].scores[item];
  GtkWidget *row = gtk_list_box_row_new (), *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = create_label (form->items[item].name, differs ? "heading" : NULL);
  g_autofree char *first = write_score (sheets[0].scores[item]),
                  *second = write_score (sheets[1].scores[item]);
  /* Translators: an item, then twice who scored it and what she gave. */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s %s, %s %s"), form->items[item].name,
                                            sheets[0].name, first, sheets[1].name, second);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_width_chars (GTK_LABEL (name), ITEM_CHARS);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), create_score (self, first, differs));
  gtk_box_append (GTK_BOX (line), create_score (self, second, differs));
  gtk_box_append (GTK_BOX (column), line);
  add_comments (column, sheets, item);
  gtk_widget_set_margin_top (column, 6);
  gtk_widget_set_margin_bottom (column, 6);
  gtk_widget_set_margin_start (column, 12);
  gtk_widget_set_margin_end (column, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (self->list, row);
}

/* ---- the whole ---- */

static void
show_head (FwCalibrationPair *self, guint i, JsonObject *object)
{
  g_autofree char *total =
      fw_format_value (FW_FORMAT_POINTS, fw_json_find_number (object, "total"));
  g_autofree char *whole =
      g_strdup_printf ("%s: %s", i == 0 ? _ ("First scoring") : _ ("Second scoring"),
                       fw_json_find_text (object, "grader_name"));

  gtk_label_set_text (self->names[i], fw_json_find_text (object, "grader_name"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->names[i]), whole);
  gtk_label_set_text (self->totals[i], total);
}

void
fw_calibration_pair_show (FwCalibrationPair *self, FwAnswerItem *row)
{
  static const char *const members[N_SHEETS] = { "first", "second" };
  Sheet sheets[N_SHEETS] = { { NULL }, { NULL } };
  GtkListBoxRow *old;
  g_autoptr (FwReviewForm) form =
      row != NULL ? fw_review_form_parse (fw_answer_item_get_text (row, "items"), NULL) : NULL;

  g_return_if_fail (FW_IS_CALIBRATION_PAIR (self));

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  gtk_widget_set_visible (self->box, form != NULL);
  if (form == NULL)
    return;
  for (guint i = 0; i < N_SHEETS; i++)
    {
      JsonObject *object = fw_answer_item_get_object (row, members[i]);

      read_sheet (&sheets[i], object, form, fw_answer_item_get_count (row, "scale"));
      show_head (self, i, object);
    }
  for (guint i = 0; i < form->n; i++)
    add_row (self, form, sheets, i);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  for (guint i = 0; i < N_SHEETS; i++)
    clear_sheet (&sheets[i]);
}

static gboolean
fw_calibration_pair_grab_focus (GtkWidget *widget)
{
  FwCalibrationPair *self = FW_CALIBRATION_PAIR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
fw_calibration_pair_dispose (GObject *object)
{
  FwCalibrationPair *self = FW_CALIBRATION_PAIR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->widths);
  G_OBJECT_CLASS (fw_calibration_pair_parent_class)->dispose (object);
}

static void
fw_calibration_pair_class_init (FwCalibrationPairClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_calibration_pair_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = fw_calibration_pair_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
create_head (FwCalibrationPair *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *room = gtk_label_new (NULL);

  gtk_widget_set_hexpand (room, TRUE);
  gtk_box_append (GTK_BOX (line), room);
  for (guint i = 0; i < N_SHEETS; i++)
    {
      GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      self->names[i] = GTK_LABEL (create_label ("", "heading"));
      self->totals[i] = GTK_LABEL (create_label ("", "dim-label"));
      gtk_label_set_xalign (self->names[i], 1);
      gtk_label_set_wrap (self->names[i], FALSE);
      gtk_label_set_ellipsize (self->names[i], PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (self->names[i], NAME_CHARS);
      gtk_label_set_max_width_chars (self->names[i], NAME_CHARS);
      gtk_label_set_xalign (self->totals[i], 1);
      gtk_widget_add_css_class (GTK_WIDGET (self->totals[i]), "figures");
      gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->names[i]));
      gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->totals[i]));
      gtk_size_group_add_widget (self->widths, column);
      gtk_box_append (GTK_BOX (line), column);
    }
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 12);
  return line;
}

static void
fw_calibration_pair_init (FwCalibrationPair *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "review-sheet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Both sheets, item by item"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), create_head (self));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (self->box, FALSE);
}
