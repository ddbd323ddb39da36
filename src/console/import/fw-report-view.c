/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-report-view.h"

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

struct _FwReportView
{
  AdwBin parent_instance;

  GtkBox *figures;
  GtkLabel *period;
  GtkWidget *mapping_box;
  GtkGrid *mapping;
  GtkWidget *reasons_box;
  GtkGrid *reasons;
  GtkWidget *examples_box;
  GtkListBox *examples;

  gint64 accepted;
};

G_DEFINE_FINAL_TYPE (FwReportView, fw_report_view, ADW_TYPE_BIN)

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    if (GTK_IS_BOX (box))
      gtk_box_remove (GTK_BOX (box), child);
    else if (GTK_IS_GRID (box))
      gtk_grid_remove (GTK_GRID (box), child);
    else
      gtk_list_box_remove (GTK_LIST_BOX (box), child);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_figure (FwReportView *self, const char *name, gint64 value, gboolean alarming)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text = fw_format_count (value);
  GtkWidget *figure = create_label (text, "report-figure");

  if (alarming && value > 0)
    gtk_widget_add_css_class (figure, "late");
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), create_label (name, "dim-label"));
  gtk_box_append (self->figures, box);
}

static void
add_optional_figure (FwReportView *self, JsonObject *report, const char *member, const char *name)
{
  gint64 value;

  if (fw_json_has (report, member) && fw_json_get_integer (report, member, &value, NULL))
    add_figure (self, name, value, FALSE);
}

static char *
describe_moment (JsonObject *report, const char *member)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  const char *text;

  if (!fw_json_has (report, member) || !fw_json_get_text (report, member, &text, NULL))
    return NULL;
  utc = g_date_time_new_from_iso8601 (text, NULL);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, _ ("%-d %b %Y, %H:%M")) : NULL;
}

static void
show_period (FwReportView *self, JsonObject *report)
{
  g_autofree char *first = describe_moment (report, "first");
  g_autofree char *last = describe_moment (report, "last");
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->period), first != NULL && last != NULL);
  if (first == NULL || last == NULL)
    return;
  text = g_strdup_printf (_ ("from %s to %s"), first, last);
  gtk_label_set_text (self->period, text);
}

/* Two columns: what we need, and where it was found. */
static void
show_pairs (GtkGrid *grid, GtkWidget *box, JsonObject *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;
  int line = 0;

  clear (GTK_WIDGET (grid));
  if (object != NULL)
    {
      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, &member, &node))
        {
          g_autofree char *text = NULL;

          if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
            text = json_node_dup_string (node);
          else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
            text = fw_format_count (json_node_get_int (node));
          else
            text = json_to_string (node, FALSE);
          gtk_grid_attach (grid, create_label (member, "dim-label"), 0, line, 1, 1);
          gtk_grid_attach (grid, create_label (text, "figures"), 1, line++, 1, 1);
        }
    }
  gtk_widget_set_visible (box, line > 0);
}

static JsonObject *
get_object (JsonObject *report, const char *member)
{
  JsonObject *object = NULL;

  if (fw_json_has (report, member))
    fw_json_get_object (report, member, &object, NULL);
  return object;
}

static void
add_example (FwReportView *self, JsonObject *example)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *reason = "", *detail = "", *text = "";
  g_autofree char *head = NULL;
  g_autofree char *number = NULL;
  gint64 line = 0;

  fw_json_get_integer (example, "line", &line, NULL);
  fw_json_get_text (example, "reason", &reason, NULL);
  if (fw_json_has (example, "detail"))
    fw_json_get_text (example, "detail", &detail, NULL);
  if (fw_json_has (example, "text"))
    fw_json_get_text (example, "text", &text, NULL);
  number = fw_format_count (line);
  head = *detail != '\0' ? g_strdup_printf (_ ("Line %s · %s: %s"), number, reason, detail)
                         : g_strdup_printf (_ ("Line %s · %s"), number, reason);
  gtk_box_append (GTK_BOX (box), create_label (head, NULL));
  if (*text != '\0')
    {
      GtkWidget *label = create_label (text, "dim-label");

      gtk_label_set_wrap (GTK_LABEL (label), FALSE);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "monospace");
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_append (self->examples, box);
}

static void
show_examples (FwReportView *self, JsonObject *report)
{
  JsonArray *examples = NULL;
  guint n = 0;

  clear (GTK_WIDGET (self->examples));
  if (fw_json_has (report, "examples") && fw_json_get_array (report, "examples", &examples, NULL))
    n = json_array_get_length (examples);
  for (guint i = 0; i < n; i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (examples, i)))
      add_example (self, json_array_get_object_element (examples, i));
  gtk_widget_set_visible (self->examples_box, n > 0);
}

static void
fw_report_view_class_init (FwReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-report-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FwReportView, figures);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, period);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, mapping_box);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, mapping);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, reasons_box);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, reasons);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, examples_box);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, examples);
}

static void
fw_report_view_init (FwReportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
fw_report_view_show (FwReportView *self, JsonObject *report, GError **error)
{
  gint64 rows, accepted, rejected;

  g_return_val_if_fail (FW_IS_REPORT_VIEW (self), FALSE);

  if (!fw_json_get_integer (report, "rows", &rows, error) ||
      !fw_json_get_integer (report, "accepted", &accepted, error) ||
      !fw_json_get_integer (report, "rejected", &rejected, error))
    return FALSE;

  self->accepted = accepted;
  clear (GTK_WIDGET (self->figures));
  add_figure (self, _ ("rows read"), rows, FALSE);
  add_figure (self, _ ("accepted"), accepted, FALSE);
  add_figure (self, _ ("rejected"), rejected, TRUE);
  add_optional_figure (self, report, "created", _ ("new"));
  add_optional_figure (self, report, "changed", _ ("changed"));
  add_optional_figure (self, report, "unchanged", _ ("unchanged"));
  show_period (self, report);
  show_pairs (self->mapping, self->mapping_box, get_object (report, "mapping"));
  show_pairs (self->reasons, self->reasons_box, get_object (report, "reasons"));
  show_examples (self, report);
  return TRUE;
}

gint64
fw_report_view_get_accepted (FwReportView *self)
{
  g_return_val_if_fail (FW_IS_REPORT_VIEW (self), 0);

  return self->accepted;
}
