/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-conflict-dialog.h"

#include "charts/fw-moment.h"
#include "console/records/fw-record-log.h"
#include "console/records/fw-record-merge.h"
#include "protocol/fw-json.h"

struct _FwConflictDialog
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkGrid *grid;
  GtkButton *apply;

  FwClient *client;
  FwRecord *mine;
  FwRecord *theirs;
  FwRecord *merged; /* with theirs where a choice is open */
  GCancellable *cancellable;
  GArray *fields;    /* guint: those that are open */
  GPtrArray *checks; /* GtkCheckButton: "mine", one a field */
};

enum
{
  DECIDED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwConflictDialog, fw_conflict_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_choice (FwConflictDialog *self,
               const FwRecord *record,
               guint field,
               const char *whose,
               GtkCheckButton *group)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autofree char *text =
      fw_record_format_field (record, (gint) field, fw_record_list_title, self->client);
  g_autofree char *spoken = NULL;
  GtkWidget *check = gtk_check_button_new_with_label (*text != '\0' ? text : "—");

  gtk_widget_set_hexpand (check, TRUE);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  spoken = g_strdup_printf ("%s, %s: %s", _ (kind->fields[field].label), whose, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return check;
}

static void
build (FwConflictDialog *self)
{
  const FwKind *kind = fw_record_get_kind (self->mine);

  gtk_grid_attach (self->grid, create_label (_ ("Yours"), "heading"), 1, 0, 1, 1);
  gtk_grid_attach (self->grid, create_label (_ ("Stored now"), "heading"), 2, 0, 1, 1);
  for (guint i = 0; i < self->fields->len; i++)
    {
      guint field = g_array_index (self->fields, guint, i);
      GtkWidget *mine = create_choice (self, self->mine, field, _ ("Yours"), NULL);
      GtkWidget *theirs =
          create_choice (self, self->theirs, field, _ ("Stored now"), GTK_CHECK_BUTTON (mine));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (mine), TRUE);
      gtk_grid_attach (self->grid, create_label (_ (kind->fields[field].label), "dim-label"), 0,
                       (int) i + 1, 1, 1);
      gtk_grid_attach (self->grid, mine, 1, (int) i + 1, 1, 1);
      gtk_grid_attach (self->grid, theirs, 2, (int) i + 1, 1, 1);
      g_ptr_array_add (self->checks, mine);
    }
}

static FwRecord *
merge (FwConflictDialog *self)
{
  FwRecord *merged = fw_record_copy (self->merged);

  for (guint i = 0; i < self->fields->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      fw_record_take_field (merged, self->mine, g_array_index (self->fields, guint, i));
  return merged;
}

/* ---- who and when ---- */

/* Returns: (nullable): the change that made the version that is stored. */
static JsonObject *
find_change (FwConflictDialog *self, JsonArray *changes)
{
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonNode *node = json_array_get_element (changes, i);
      gint64 revision;

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          fw_json_get_integer (json_node_get_object (node), "revision", &revision, NULL) &&
          revision == (gint64) fw_record_get_revision (self->theirs))
        return json_node_get_object (node);
    }
  return NULL;
}

static void
tell_who (FwConflictDialog *self, JsonObject *change)
{
  g_autoptr (FwRecordItem) item = fw_record_item_new (self->theirs);
  const char *at, *account, *name;
  g_autofree char *moment = NULL, *heading = NULL;

  if (!fw_json_get_text (change, "at", &at, NULL) ||
      !fw_json_get_text (change, "account", &account, NULL))
    return;
  name = fw_record_list_title ("account", account, self->client);
  moment = fw_moment_describe (at);
  /* Translators: who changed which record, and when: day, year and clock */
  heading = g_strdup_printf (_ ("%s changed “%s” meanwhile (%s)"), name != NULL ? name : account,
                             fw_record_item_get_title (item), moment);
  gtk_label_set_text (self->heading, heading);
}

static void
log_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwConflictDialog) self = FW_CONFLICT_DIALOG (user_data);
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, NULL);
  g_autoptr (JsonObject) object = NULL;
  JsonObject *change = NULL;
  JsonArray *changes;

  /* Without an answer the heading says "somebody". */
  if (answer == NULL || self->heading == NULL)
    return;
  object = fw_json_parse_bytes (answer, NULL);
  if (object != NULL && fw_json_get_array (object, "changes", &changes, NULL))
    change = find_change (self, changes);
  if (change != NULL)
    tell_who (self, change);
}

static void
ask_who (FwConflictDialog *self)
{
  g_autofree char *path = fw_record_log_make_path (self->theirs);

  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, log_cb,
                           g_object_ref (self));
}

static void
apply_clicked_cb (FwConflictDialog *self)
{
  g_autoptr (FwRecord) merged = merge (self);

  g_signal_emit (self, signals[DECIDED], 0, merged);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
theirs_clicked_cb (FwConflictDialog *self)
{
  g_signal_emit (self, signals[DECIDED], 0, NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* The key that saves a form saves here too. */
static gboolean
save_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  apply_clicked_cb (FW_CONFLICT_DIALOG (widget));
  return TRUE;
}

static void
cancel_clicked_cb (FwConflictDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fw_conflict_dialog_dispose (GObject *object)
{
  FwConflictDialog *self = FW_CONFLICT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  self->heading = NULL;

  G_OBJECT_CLASS (fw_conflict_dialog_parent_class)->dispose (object);
}

static void
fw_conflict_dialog_finalize (GObject *object)
{
  FwConflictDialog *self = FW_CONFLICT_DIALOG (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->mine, fw_record_unref);
  g_clear_pointer (&self->theirs, fw_record_unref);
  g_clear_pointer (&self->merged, fw_record_unref);
  g_clear_object (&self->cancellable);
  g_array_unref (self->fields);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (fw_conflict_dialog_parent_class)->finalize (object);
}

/* The choice comes before the heading. A window that is given its focus before it is shown has no
 * role for assistive technologies. */
static void
fw_conflict_dialog_map (GtkWidget *widget)
{
  FwConflictDialog *self = FW_CONFLICT_DIALOG (widget);

  GTK_WIDGET_CLASS (fw_conflict_dialog_parent_class)->map (widget);
  if (self->checks->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->checks, 0));
}

static void
fw_conflict_dialog_class_init (FwConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_conflict_dialog_finalize;
  G_OBJECT_CLASS (klass)->dispose = fw_conflict_dialog_dispose;
  widget_class->map = fw_conflict_dialog_map;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, save_key_cb, NULL);
  signals[DECIDED] = g_signal_new ("decided", FW_TYPE_CONFLICT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/records/fw-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FwConflictDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, FwConflictDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, FwConflictDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, theirs_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
fw_conflict_dialog_init (FwConflictDialog *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  self->checks = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fw_conflict_dialog_new (FwClient *client, FwRecord *base, FwRecord *mine, FwRecord *theirs)
{
  FwConflictDialog *self = g_object_new (FW_TYPE_CONFLICT_DIALOG, NULL);
  g_autoptr (FwRecordItem) item = fw_record_item_new (theirs);
  g_autofree char *heading = NULL;

  self->client = g_object_ref (client);
  self->mine = fw_record_ref (mine);
  self->theirs = fw_record_ref (theirs);
  self->merged = fw_record_merge (base, mine, theirs, self->fields);
  heading = g_strdup_printf (_ ("Somebody changed “%s” in the meantime"),
                             fw_record_item_get_title (item));
  gtk_label_set_text (self->heading, heading);
  build (self);
  ask_who (self);
  return GTK_WIDGET (self);
}

void
fw_conflict_dialog_keep (FwConflictDialog *self, gboolean mine)
{
  g_return_if_fail (FW_IS_CONFLICT_DIALOG (self));

  if (mine)
    apply_clicked_cb (self);
  else
    theirs_clicked_cb (self);
}
