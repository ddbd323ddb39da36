/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-outbox-button.h"

#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-record-writer.h"
#include "protocol/fw-record-json.h"
#include "protocol/fw-said.h"

struct _FwOutboxButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkLabel *failure;
  GtkListBox *list;

  FwClient *client;
  FwOutbox *outbox;
  guint update_source;
};

#define MOST_ROWS 100

G_DEFINE_FINAL_TYPE (FwOutboxButton, fw_outbox_button, ADW_TYPE_BIN)

static FwRecord *
read_record (FwOutboxButton *self, FwOutboxItem *item, const char *text)
{
  const FwKind *kind = fw_client_find_kind (self->client, item->kind);
  g_autoptr (JsonObject) object =
      text != NULL ? fw_json_parse_object (text, strlen (text), NULL) : NULL;

  return kind != NULL && object != NULL ? fw_record_json_take (kind, object, NULL) : NULL;
}

static void
decided_cb (FwOutboxButton *self, FwRecord *merged, GtkWidget *dialog)
{
  FwOutboxItem *item = g_object_get_data (G_OBJECT (dialog), "item");
  g_autofree char *body = NULL;

  if (merged == NULL)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (items, g_object_ref (item));
      fw_outbox_discard (self->outbox, items);
      return;
    }
  body = fw_record_to_body (merged);
  fw_outbox_resend (self->outbox, item, fw_record_get_revision (merged), body);
}

static void
show_both_cb (GtkButton *button, gpointer user_data)
{
  FwOutboxButton *self = FW_OUTBOX_BUTTON (user_data);
  GPtrArray *items = g_object_get_data (G_OBJECT (button), "items");
  FwOutboxItem *item = items->pdata[0];
  g_autoptr (FwRecord) mine = read_record (self, item, item->body);
  g_autoptr (FwRecord) theirs = read_record (self, item, item->stored);
  GtkWidget *dialog;

  gtk_popover_popdown (self->popover);
  if (mine == NULL || theirs == NULL)
    return;
  dialog = fw_conflict_dialog_new (self->client, NULL, mine, theirs);
  g_object_set_data_full (G_OBJECT (dialog), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (dialog, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
discard_cb (GtkButton *button, gpointer user_data)
{
  fw_outbox_discard (FW_OUTBOX_BUTTON (user_data)->outbox,
                     g_object_get_data (G_OBJECT (button), "items"));
}

static void
add_button (
    FwOutboxButton *self, GtkWidget *box, GPtrArray *items, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "items", g_ptr_array_ref (items),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static char *
describe_state (FwOutboxItem *item)
{
  g_autofree char *said = NULL;

  switch (item->state)
    {
    case FW_OUTBOX_CONFLICT:
      return g_strdup (_ ("Somebody changed this in the meantime"));
    case FW_OUTBOX_REFUSED:
      said = fw_said_translate (item->message != NULL ? item->message : "");
      return g_strdup_printf (_ ("Not accepted: %s"), said);
    case FW_OUTBOX_WAITING:
    default:
      return g_strdup (_ ("Waits for the server"));
    }
}

static char *
describe_items (FwOutboxButton *self, GPtrArray *items)
{
  const FwOutboxItem *first = items->pdata[0];
  const FwKind *kind = fw_client_find_kind (self->client, first->kind);

  if (items->len > 1)
    return g_strdup_printf (ngettext ("%s · %u edit", "%s · %u edits", items->len),
                            kind != NULL ? _ (kind->plural) : first->kind, items->len);
  return g_strdup_printf ("%s · %s", kind != NULL ? _ (kind->label) : first->kind, first->title);
}

static GtkWidget *
add_label (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
create_row (FwOutboxButton *self, GPtrArray *items)
{
  FwOutboxItem *first = items->pdata[0];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *title = describe_items (self, items);
  g_autofree char *state = describe_state (first);
  GtkWidget *second;

  add_label (box, title);
  second = add_label (box, state);
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, first->state == FW_OUTBOX_WAITING ? "dim-label" : "late");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_margin_top (buttons, 6);
  if (first->state == FW_OUTBOX_CONFLICT && first->stored != NULL)
    add_button (self, buttons, items, _ ("Look at both"), G_CALLBACK (show_both_cb));
  add_button (self, buttons, items, _ ("Discard"), G_CALLBACK (discard_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

/* What waits of one batch is one row; what a person has to decide is a row each. */
static GPtrArray *
group_items (GListModel *items)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) batches = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwOutboxItem) item = g_list_model_get_item (items, i);
      const gboolean joins = item->batch != 0 && item->state == FW_OUTBOX_WAITING;
      GPtrArray *group = joins ? g_hash_table_lookup (batches, &item->batch) : NULL;

      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group, g_object_ref (item));
      if (joins && group->len == 1)
        g_hash_table_insert (batches, &item->batch, group);
    }
  return groups;
}

static void
show_rows (FwOutboxButton *self, GListModel *items)
{
  g_autoptr (GPtrArray) groups = group_items (items);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < MIN (groups->len, MOST_ROWS); i++)
    gtk_list_box_append (self->list, create_row (self, groups->pdata[i]));
  if (groups->len > MOST_ROWS)
    {
      const guint more = groups->len - MOST_ROWS;
      g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", more), more);

      gtk_list_box_append (self->list, gtk_label_new (text));
    }
}

static void
show_failure (FwOutboxButton *self, const GError *failure)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (failure, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL))
    sentence = g_strdup (_ ("This desk’s disk is full: what becomes of edits that wait cannot be "
                            "written down. Make room; nothing of them is lost."));
  else if (failure != NULL)
    {
      g_autofree char *said = fw_said_translate (failure->message);

      sentence = g_strdup_printf (_ ("The file of edits that wait cannot be read or written on "
                                     "this desk: %s"),
                                  said);
    }
  gtk_label_set_text (self->failure, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), sentence != NULL);
}

static void
update (FwOutboxButton *self)
{
  GListModel *items = fw_outbox_get_items (self->outbox);
  const GError *failure = fw_outbox_get_failure (self->outbox);
  guint n = g_list_model_get_n_items (items);
  g_autofree char *label = n > 0
                               ? g_strdup_printf (ngettext ("%u edit waits", "%u edits wait", n), n)
                               : g_strdup (_ ("Waiting edits"));
  gboolean decide = failure != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0 || failure != NULL);
  show_failure (self, failure);
  gtk_menu_button_set_label (self->button, label);
  show_rows (self, items);
  for (guint i = 0; i < n && !decide; i++)
    {
      g_autoptr (FwOutboxItem) item = g_list_model_get_item (items, i);

      decide = item->state != FW_OUTBOX_WAITING;
    }
  if (decide)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "late");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "late");
}

static gboolean
update_cb (gpointer data)
{
  FwOutboxButton *self = data;

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Once for all that happens in one go: a batch has hundreds of edits. */
static void
update_soon (FwOutboxButton *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (update_cb, self);
}

static void
fw_outbox_button_dispose (GObject *object)
{
  FwOutboxButton *self = FW_OUTBOX_BUTTON (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (fw_outbox_button_parent_class)->dispose (object);
}

static void
fw_outbox_button_class_init (FwOutboxButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_outbox_button_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/fw-outbox-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FwOutboxButton, button);
  gtk_widget_class_bind_template_child (widget_class, FwOutboxButton, popover);
  gtk_widget_class_bind_template_child (widget_class, FwOutboxButton, failure);
  gtk_widget_class_bind_template_child (widget_class, FwOutboxButton, list);
}

static void
fw_outbox_button_init (FwOutboxButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_outbox_button_bind (FwOutboxButton *self, FwClient *client, FwOutbox *outbox)
{
  g_return_if_fail (FW_IS_OUTBOX_BUTTON (self));
  g_return_if_fail (self->outbox == NULL);

  if (outbox == NULL)
    return;
  self->client = g_object_ref (client);
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (fw_outbox_get_items (outbox), "items-changed", G_CALLBACK (update_soon),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "settled", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify::failure", G_CALLBACK (update_soon), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
