/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-checklist-row.h"

#include "charts/fw-format.h"
#include "charts/fw-mark.h"
#include "console/fw-cut-text.h"

#include <glib/gi18n-lib.h>

static char *
describe_check (const FwChecklistCheck *check)
{
  g_autofree char *day = fw_format_day (check->at, NULL),
                  *clock = fw_format_clock (check->at, NULL);

  return g_strdup_printf ("%s · %s %s", check->by != NULL ? check->by : FW_FORMAT_NONE, day, clock);
}

static char *
describe_state (const FwChecklistJudged *judged)
{
  g_autofree char *first = judged->first != NULL ? describe_check (judged->first) : NULL;
  g_autofree char *second = judged->second != NULL ? describe_check (judged->second) : NULL;

  switch (judged->state)
    {
    case FW_CHECKLIST_SECOND:
      /* Translators: who ticked a step, and that another person is still to do so. */
      return g_strdup_printf (_ ("%s · needs a second person"), first);
    case FW_CHECKLIST_APART:
      return g_strdup_printf (_ ("does not apply · %s"), first);
    case FW_CHECKLIST_DONE:
      if (second != NULL)
        return g_strdup_printf ("%s · %s", first, second);
      return g_steal_pointer (&first);
    case FW_CHECKLIST_OPEN:
    default:
      return g_strdup (judged->late ? _ ("overdue") : _ ("open"));
    }
}

static void
set_mark (FwMark *mark, const FwChecklistJudged *judged)
{
  const gboolean silent =
      judged->state == FW_CHECKLIST_APART || (judged->state == FW_CHECKLIST_OPEN && !judged->late);

  if (judged->state == FW_CHECKLIST_DONE)
    fw_mark_set (mark, judged->late ? FW_MARK_TRIANGLE : FW_MARK_DISC,
                 judged->late ? FW_CHART_COLOR_WATCH : FW_CHART_COLOR_IN_ORDER);
  else if (judged->late)
    fw_mark_set (mark, FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE);
  else
    fw_mark_set (mark, FW_MARK_HALF, FW_CHART_COLOR_WATCH);
  gtk_widget_set_opacity (GTK_WIDGET (mark), silent ? 0 : 1); /* it keeps its place */
}

static GtkWidget *
add_label (GtkBox *box, const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  fw_cut_text_watch (label);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (box, label);
  return label;
}

void
fw_checklist_row_set_margins (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_set_margin_top (widget, 4);
  gtk_widget_set_margin_bottom (widget, 4);
  gtk_widget_set_margin_start (widget, 9);
  gtk_widget_set_margin_end (widget, 9);
}

static char *
name_step (const FwRecord *step)
{
  const char *stage = fw_record_text (step, "stage"), *duty = fw_record_text (step, "duty");
  GString *name = g_string_new (NULL);

  if (stage != NULL)
    g_string_append_printf (name, "%s · ", stage);
  g_string_append (name, fw_record_text (step, "name"));
  if (duty != NULL)
    g_string_append_printf (name, " (%s)", duty);
  return g_string_free (name, FALSE);
}

GtkWidget *
fw_checklist_row_new (const FwRecord *step, const FwChecklistJudged *judged)
{
  GtkWidget *row = gtk_list_box_row_new (), *mark = fw_mark_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9));
  g_autofree char *name = NULL, *said = NULL, *whole = NULL;

  g_return_val_if_fail (step != NULL && judged != NULL, row);

  name = name_step (step);
  said = describe_state (judged);
  whole = g_strdup_printf ("%s · %s", name, said);
  set_mark (FW_MARK (mark), judged);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (box, mark);
  gtk_widget_set_hexpand (add_label (box, name, FALSE), TRUE);
  add_label (box, said, TRUE);
  fw_checklist_row_set_margins (GTK_WIDGET (box));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  g_object_set_data_full (G_OBJECT (row), FW_CHECKLIST_ROW_STEP, g_strdup (fw_record_get_id (step)),
                          g_free);
  return row;
}
