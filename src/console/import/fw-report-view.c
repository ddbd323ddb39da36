/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-report-view.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "protocol/fw-list-report.h"
#include "protocol/fw-report-json.h"
#include "protocol/fw-said.h"
#include "protocol/fw-text-form.h"

struct _FwReportView
{
  AdwBin parent_instance;

  GtkBox *figures;
  GtkLabel *period;
  GtkLabel *left_out;
  GtkBox *slot;
  GtkWidget *mapping_box;
  GtkGrid *mapping;
  GtkWidget *reasons_box;
  GtkGrid *reasons;
  GtkWidget *examples_box;
  GtkListBox *examples;

  gint64 accepted;
  gint64 first, last; /* µs UTC; both 0: none */
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

static gboolean
has_no_time (JsonObject *report)
{
  g_auto (FwTextForm) form = { 0 };

  fw_text_form_json_read (&form, report);
  return form.no_time;
}

static void
show_period (FwReportView *self, JsonObject *report)
{
  g_autofree char *first = NULL, *last = NULL, *text = NULL;

  self->first = fw_json_find_moment (report, "first");
  self->last = fw_json_find_moment (report, "last");
  gtk_widget_set_visible (GTK_WIDGET (self->period), self->last != 0);
  if (self->last == 0)
    return;
  first = fw_moment_format (self->first, NULL);
  last = fw_moment_format (self->last, NULL);
  text = g_strdup_printf (
      has_no_time (report) ? _ ("from %s to %s, days without a time: all contacts stand at noon, "
                                "half hours and shifts say nothing of them")
                           : _ ("from %s to %s"),
      first, last);
  gtk_label_set_text (self->period, text);
}

static char *
describe_left_out (FwLeftOut reason, guint64 rows)
{
  g_autofree char *count = fw_format_count ((gint64) rows);

  switch (reason)
    {
    case FW_LEFT_OUT_DIRECTION:
      return g_strdup_printf (_ ("%s outgoing or internal"), count);
    case FW_LEFT_OUT_IGNORED:
      return g_strdup_printf (_ ("%s left out by the mapping"), count);
    case FW_LEFT_OUT_TOTAL:
      return g_strdup_printf (_ ("%s of totals or notes"), count);
    case FW_LEFT_OUT_JOINED:
      return g_strdup_printf (_ ("%s that are part of a call counted already"), count);
    case FW_LEFT_OUT_REPEATED:
      return g_strdup_printf (_ ("%s that stand there twice"), count);
    case FW_LEFT_OUT_HEAD:
      return g_strdup_printf (_ ("%s that say something of the rows below them"), count);
    case FW_N_LEFT_OUT:
    default:
      return g_steal_pointer (&count);
    }
}

/* Returns: (transfer full) (nullable): what is said of a log whose last line has no end. */
static char *
describe_unfinished (JsonObject *report)
{
  gint64 line = 0;
  g_autofree char *number = NULL;

  if (!fw_json_has (report, "unfinished") ||
      !fw_json_get_integer (report, "unfinished", &line, NULL) || line <= 0)
    return NULL;
  number = fw_format_count (line);
  /* Translators: %s is the number of a line. */
  return g_strdup_printf (_ ("Line %s, the last, has no line end, as if it were still being "
                             "written, and was left for later: import the log again when it is. "
                             "If it is whole, end it with a line end first."),
                          number);
}

/* @sentence: (transfer full) (nullable). Returns: (transfer full) (nullable): with the rows that
 * name no queue though the list names queues. */
static char *
add_without_queue (char *sentence, guint64 rows)
{
  g_autofree char *count = fw_format_count ((gint64) rows), *before = sentence, *more = NULL;

  if (rows == 0)
    return g_steal_pointer (&before);
  /* Translators: %s is a number of rows. */
  more = g_strdup_printf (
      ngettext ("%s row names no queue and is counted under the name of its source",
                "%s rows name no queue and are counted under the name of their source",
                (gulong) rows),
      count);

  return before != NULL ? g_strjoin ("\n", before, more, NULL) : g_steal_pointer (&more);
}

/* @sentence: (transfer full) (nullable). Returns: (transfer full) (nullable): with names that
 * differ only in case. */
static char *
add_alike (char *sentence, JsonObject *report)
{
  g_autoptr (GPtrArray) alike = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GString) text = g_string_new (sentence != NULL ? sentence : "");

  fw_alike_json_read (alike, report);
  for (guint i = 0; i < alike->len; i++)
    {
      char **names = alike->pdata[i];
      g_autofree char *joined = g_strjoinv (_ (", "), names + 1);

      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append_printf (
          text,
          g_str_equal (names[0], "agent")
              /* Translators: %s is a list of names such as “ANN LEE, Ann Lee”. */
              ? _ ("Names that differ only in capitals are counted as several people: %s. If they "
                   "are one, “people” in a mapping file says so.")
              : _ ("Names that differ only in capitals are counted as several queues: %s. If they "
                   "are one, “queues” in a mapping file says so."),
          joined);
    }
  g_free (sentence);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Rows that are no contacts, and why: neither taken nor wrong. A log has a line left for later
 * instead. */
static void
show_left_out (FwReportView *self, JsonObject *report)
{
  FwListReport list;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sentence = NULL;
  guint64 n;

  fw_list_report_init (&list);
  fw_list_report_json_read (&list, report);
  n = fw_list_report_count_left_out (&list);
  if (n > 0)
    add_figure (self, _ ("left out"), (gint64) n, FALSE);
  for (guint i = 0; i < FW_N_LEFT_OUT; i++)
    if (list.left_out[i] > 0)
      {
        g_autofree char *part = describe_left_out ((FwLeftOut) i, list.left_out[i]);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
      }
  /* Translators: %s is a list such as “3 outgoing or internal · 1 of totals or notes”. */
  sentence = n > 0 ? g_strdup_printf (_ ("left out: %s"), text->str) : describe_unfinished (report);
  sentence = add_alike (add_without_queue (sentence, list.without_queue), report);
  fw_list_report_clear (&list);
  gtk_label_set_text (self->left_out, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), sentence != NULL);
}

/* Two columns: what was said of rows and how many, or what we need and where it was found. */
static void
show_pairs (GtkGrid *grid, GtkWidget *box, JsonObject *object, char *(*translate) (const char *) )
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
          g_autofree char *name = translate (member);

          if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
            text = json_node_dup_string (node);
          else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
            text = fw_format_count (json_node_get_int (node));
          else
            text = json_to_string (node, FALSE);
          gtk_grid_attach (grid, create_label (name, "dim-label"), 0, line, 1, 1);
          gtk_grid_attach (grid, create_label (text, "figures"), 1, line++, 1, 1);
        }
    }
  gtk_widget_set_visible (box, line > 0);
}

static char *
dup_label (const char *field)
{
  return g_strdup (fw_said_label (field));
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
  g_autofree char *head = NULL, *number = NULL;
  g_autofree char *said_reason = NULL, *said_detail = NULL;
  gint64 line = 0;

  fw_json_get_integer (example, "line", &line, NULL);
  fw_json_get_text (example, "reason", &reason, NULL);
  if (fw_json_has (example, "detail"))
    fw_json_get_text (example, "detail", &detail, NULL);
  if (fw_json_has (example, "text"))
    fw_json_get_text (example, "text", &text, NULL);
  number = fw_format_count (line);
  said_reason = fw_said_translate (reason);
  said_detail = fw_said_translate (detail);
  head = *detail != '\0'
             ? g_strdup_printf (_ ("Line %s · %s: %s"), number, said_reason, said_detail)
             : g_strdup_printf (_ ("Line %s · %s"), number, said_reason);
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
  gtk_widget_class_bind_template_child (widget_class, FwReportView, left_out);
  gtk_widget_class_bind_template_child (widget_class, FwReportView, slot);
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
  show_left_out (self, report);
  add_optional_figure (self, report, "created", _ ("new"));
  add_optional_figure (self, report, "changed", _ ("changed"));
  add_optional_figure (self, report, "unchanged", _ ("unchanged"));
  show_period (self, report);
  /* Of a table of records; how a call list was understood is told by the view in the slot. */
  show_pairs (self->mapping, self->mapping_box,
              fw_json_has (report, "created") ? get_object (report, "mapping") : NULL, dup_label);
  if (gtk_widget_get_visible (GTK_WIDGET (self->slot)))
    gtk_widget_set_visible (self->mapping_box, FALSE);
  show_pairs (self->reasons, self->reasons_box, get_object (report, "reasons"), fw_said_translate);
  show_examples (self, report);
  return TRUE;
}

gint64
fw_report_view_get_accepted (FwReportView *self)
{
  g_return_val_if_fail (FW_IS_REPORT_VIEW (self), 0);

  return self->accepted;
}

void
fw_report_view_get_period (FwReportView *self, gint64 *first, gint64 *last)
{
  g_return_if_fail (FW_IS_REPORT_VIEW (self) && first != NULL && last != NULL);

  *first = self->first;
  *last = self->last;
}

static void
slot_changed_cb (GtkWidget *widget, GParamSpec *pspec, FwReportView *self)
{
  gboolean shown = gtk_widget_get_visible (widget);

  gtk_widget_set_visible (GTK_WIDGET (self->slot), shown);
  gtk_widget_set_visible (
      self->mapping_box, !shown && gtk_widget_get_first_child (GTK_WIDGET (self->mapping)) != NULL);
}

void
fw_report_view_put (FwReportView *self, GtkWidget *widget)
{
  g_return_if_fail (FW_IS_REPORT_VIEW (self) && GTK_IS_WIDGET (widget));

  gtk_box_append (self->slot, widget);
  g_signal_connect_object (widget, "notify::visible", G_CALLBACK (slot_changed_cb), self, 0);
  slot_changed_cb (widget, NULL, self);
}
