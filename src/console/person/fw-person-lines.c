/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/person/fw-person-lines.h"

#include <glib/gi18n-lib.h>

struct _FwPersonLines
{
  AdwBin parent_instance;

  FwPersonShown *shown;
  const FwPersonQuestion *question;
  GtkStack *stack;
  GtkListBox *list;
  GtkSizeGroup *titles, *states;
  GCancellable *cancellable; /* (nullable): of the question on its way */
  guint ask_source;
};

G_DEFINE_FINAL_TYPE (FwPersonLines, fw_person_lines, ADW_TYPE_BIN)

/* ---- lines ---- */

static void
clear (FwPersonLines *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static GtkWidget *
add_label (GtkBox *box, const char *text, GtkSizeGroup *group)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  if (group != NULL)
    gtk_size_group_add_widget (group, label);
  gtk_box_append (box, label);
  return label;
}

void
fw_person_lines_add (FwPersonLines *self, const FwPersonLine *line)
{
  GtkWidget *row = gtk_list_box_row_new (), *mark = fw_mark_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  g_autofree char *name = g_strdup_printf ("%s: %s, %s", line->title, line->state, line->detail);
  GtkWidget *detail;

  fw_mark_set (FW_MARK (mark), line->shape, line->color);
  add_label (box, line->title, self->titles);
  gtk_box_append (box, mark);
  add_label (box, line->state, self->states);
  detail = add_label (box, line->detail, NULL);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_widget_set_margin_top (GTK_WIDGET (box), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (box), 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "fw-page", g_strdup (line->page), g_free);
  g_object_set_data_full (G_OBJECT (row), "fw-target", g_strdup (line->target), g_free);
  gtk_list_box_append (self->list, row);
}

static void
activated_cb (FwPersonLines *self, GtkListBoxRow *row)
{
  FwPage *page = fw_person_shown_get_page (self->shown);
  const char *target = g_object_get_data (G_OBJECT (row), "fw-target");

  if (page != NULL)
    fw_page_go (page, g_object_get_data (G_OBJECT (row), "fw-page"),
                target != NULL ? g_variant_new_string (target) : NULL);
}

/* ---- asking ---- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwPersonLines) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shown == NULL)
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer == NULL)
    {
      if (fw_person_shown_get_page (self->shown) != NULL)
        fw_page_show_error (fw_person_shown_get_page (self->shown), error);
      return;
    }
  clear (self);
  self->question->fill (self, answer);
  gtk_stack_set_visible_child_name (
      self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "empty");
}

static void
give_up (FwPersonLines *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
ask_cb (gpointer data)
{
  FwPersonLines *self = data;
  FwPage *page = fw_person_shown_get_page (self->shown);
  const char *id = fw_person_shown_get_id (self->shown);
  g_autofree char *escaped = NULL, *path = NULL;

  self->ask_source = 0;
  if (page == NULL || *id == '\0' || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  give_up (self);
  self->cancellable = g_cancellable_new ();
  escaped = g_uri_escape_string (id, NULL, FALSE);
  path = g_strconcat (self->question->path, escaped, NULL);
  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL, self->cancellable,
                           answered_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
ask_soon (FwPersonLines *self)
{
  if (self->ask_source == 0)
    self->ask_source = g_idle_add (ask_cb, self);
}

static void
record_changed_cb (FwPersonLines *self, const char *kind)
{
  if (g_strv_contains (self->question->kinds, kind))
    ask_soon (self);
}

/* ---- the class ---- */

static void
fw_person_lines_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_person_lines_parent_class)->map (widget);
  ask_soon (FW_PERSON_LINES (widget));
}

static void
fw_person_lines_dispose (GObject *object)
{
  FwPersonLines *self = FW_PERSON_LINES (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  give_up (self);
  g_clear_object (&self->shown);
  g_clear_object (&self->titles);
  g_clear_object (&self->states);
  G_OBJECT_CLASS (fw_person_lines_parent_class)->dispose (object);
}

static void
fw_person_lines_class_init (FwPersonLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_person_lines_dispose;
  GTK_WIDGET_CLASS (klass)->map = fw_person_lines_map;
}

static void
fw_person_lines_init (FwPersonLines *self)
{
  self->titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->states = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

GtkWidget *
fw_person_lines_new (FwPersonShown *shown, const FwPersonQuestion *question)
{
  FwPersonLines *self = g_object_new (FW_TYPE_PERSON_LINES, NULL);
  FwPage *page = fw_person_shown_get_page (shown);
  GtkWidget *empty = gtk_label_new (_ (question->empty)), *none = gtk_label_new (NULL);

  self->shown = g_object_ref (shown);
  self->question = question;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "background");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (question->label), -1);
  gtk_label_set_xalign (GTK_LABEL (empty), 0);
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_stack_add_named (self->stack, none, "asked");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_page_get_client (page), "record-changed",
                           G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
