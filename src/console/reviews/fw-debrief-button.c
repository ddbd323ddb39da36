/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-debrief-button.h"

#include "console/cases/fw-case-dialog.h"
#include "console/records/fw-record-list.h"

#include <glib/gi18n-lib.h>

struct _FwDebriefButton
{
  AdwBin parent_instance;

  FwRecord *record; /* (nullable): what the form begins with */
};

G_DEFINE_FINAL_TYPE (FwDebriefButton, fw_debrief_button, ADW_TYPE_BIN)

/* Returns: (transfer none) (nullable): the id of who has that login, where persons are known here.
 */
static const char *
find_person (FwClient *client, const char *login)
{
  GListModel *items = fw_record_list_get_items (
      fw_record_list_get (client, fw_client_find_kind (client, "person")));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);
      FwRecord *person = fw_record_item_get_record (item);

      if (person != NULL && g_strcmp0 (fw_record_text (person, "login"), login) == 0)
        return fw_record_get_id (person);
    }
  return NULL;
}

static void
put (FwRecord *record, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    fw_record_parse (record, fw_record_find (record, field), fw_text (text), NULL);
}

static FwRecord *
make_record (FwClient *client, const FwDebriefOrigin *origin)
{
  FwRecord *record = fw_record_new (fw_client_find_kind (client, "debrief"), "");

  fw_record_set_fallbacks (record);
  put (record, "contact", origin->contact);
  put (record, "day", origin->day);
  put (record, "person",
       origin->person != NULL  ? origin->person
       : origin->login != NULL ? find_person (client, origin->login)
                               : NULL);
  if (origin->from != NULL)
    put (record, origin->from, origin->id);
  return record;
}

/* Asks what is to be gone over. Returns: FALSE where no contact is shown, or nobody may write it.
 */
static gboolean
begin (FwDebriefButton *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);

  if (page == NULL || self->record == NULL)
    return FALSE;
  fw_case_dialog_present (FW_PAGE (page), self->record, NULL, NULL);
  return TRUE;
}

static void
clicked_cb (FwDebriefButton *self)
{
  begin (self);
}

/* Of several in a window the one that is shown takes it. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return gtk_widget_get_mapped (widget) && begin (FW_DEBRIEF_BUTTON (widget));
}

/* Wherever in the window the focus is, as of fw_page_add_key(). */
static void
add_key (FwDebriefButton *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_b, GDK_CONTROL_MASK),
                        gtk_callback_action_new (key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
fw_debrief_button_dispose (GObject *object)
{
  g_clear_pointer (&FW_DEBRIEF_BUTTON (object)->record, fw_record_unref);
  G_OBJECT_CLASS (fw_debrief_button_parent_class)->dispose (object);
}

static void
fw_debrief_button_class_init (FwDebriefButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_debrief_button_dispose;
}

static void
fw_debrief_button_init (FwDebriefButton *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Begin a Debrief…"));

  gtk_widget_set_tooltip_text (
      button, _ ("Have the person, her leader and the quality group go over it (Ctrl+B)"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), button);
  add_key (self);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fw_debrief_button_set (FwDebriefButton *self, FwClient *client, const FwDebriefOrigin *origin)
{
  const FwKind *kind;

  g_return_if_fail (FW_IS_DEBRIEF_BUTTON (self) && FW_IS_CLIENT (client));

  kind = fw_client_find_kind (client, "debrief");
  g_clear_pointer (&self->record, fw_record_unref);
  if (origin != NULL && (kind->write & fw_client_get_role (client)) != 0)
    self->record = make_record (client, origin);
  gtk_widget_set_visible (GTK_WIDGET (self), self->record != NULL);
}
