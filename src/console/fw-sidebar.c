/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-sidebar.h"

#include "console/fw-settings.h"
#include "console/fw-sidebar-row.h"
#include "console/inbox/fw-inbox.h"
#include "console/records/fw-record-list.h"

#define FINDINGS_AFTER_S 2

struct _FwSidebar
{
  AdwBin parent_instance;

  AdwHeaderBar *header;
  GtkWidget *brand;
  GtkMenuButton *menu_button;
  GtkListBox *list;
  GtkMenuButton *account;
  GtkWidget *account_texts;
  GtkLabel *account_name;
  GtkLabel *account_role;
  AdwAvatar *avatar;

  FwClient *client;
  FwRole shown_for;
  const FwPageEntry *page; /* the one shown */
  FwRecordList *findings;  /* of the client */
  FwInbox *inbox;          /* of the client */
  GHashTable *counts;      /* page name → Count */
  guint later;
  gboolean rail;
};

typedef struct
{
  guint n;
  char *words;
} Count;

enum
{
  PROP_0,
  PROP_RAIL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwSidebar, fw_sidebar, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void
free_count (gpointer data)
{
  Count *count = data;

  g_free (count->words);
  g_free (count);
}

static const char *
get_role_label (FwRole role)
{
  switch ((guint) role)
    {
    case FW_ROLE_SUPERVISOR:
      return _ ("Supervisor");
    case FW_ROLE_TRAINER:
      return _ ("Trainer");
    case FW_ROLE_HR:
      return _ ("Human resources");
    case FW_ROLE_QUALITY:
      return _ ("Quality");
    case FW_ROLE_ADMINISTRATOR:
      return _ ("Administrator");
    case FW_ROLE_AGENT:
      return _ ("Agent");
    default:
      return "";
    }
}

/* ---- rows ---- */

static gboolean
is_pin (GtkListBoxRow *row)
{
  return fw_sidebar_row_get_part (FW_SIDEBAR_ROW (row)) == FW_SIDEBAR_ROW_PIN;
}

/* Returns: (nullable): the row, other than a pin, that stands for the page that is shown. */
static GtkListBoxRow *
find_marked (FwSidebar *self)
{
  const FwPageEntry *entry = self->page != NULL ? fw_pages_get_row (self->page) : NULL;
  GtkListBoxRow *row;

  if (entry == NULL)
    return NULL;
  for (gint i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (fw_sidebar_row_get_entry (FW_SIDEBAR_ROW (row)) == entry && !is_pin (row))
      return row;
  return NULL;
}

/* A room that is not open says what waits in it. */
static void
show_room_count (FwSidebar *self, FwSidebarRow *row)
{
  FwRoom room = fw_sidebar_row_get_room (row);
  gboolean open = self->page != NULL && self->page->room == room;
  const char *words = "";
  guint n = 0, kinds = 0;

  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL && !open; entry++)
    {
      const Count *count = g_hash_table_lookup (self->counts, entry->name);

      if (entry->room != room || count == NULL || count->n == 0)
        continue;
      n += count->n;
      words = count->words;
      kinds++;
    }
  /* Translators: after a number: how many things wait in a room */
  fw_sidebar_row_set_count (row, n, kinds > 1 ? _ ("waiting") : words);
}

static void
show_count (FwSidebar *self, FwSidebarRow *row)
{
  const FwPageEntry *entry = fw_sidebar_row_get_entry (row);
  const Count *count = entry != NULL ? g_hash_table_lookup (self->counts, entry->name) : NULL;

  if (entry == NULL)
    show_room_count (self, row);
  else if (count != NULL)
    fw_sidebar_row_set_count (row, count->n, count->words);
}

static void
add_row (FwSidebar *self, FwSidebarRow *row)
{
  fw_sidebar_row_set_rail (row, self->rail);
  show_count (self, row);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static void
add_pins (FwSidebar *self, FwRole role)
{
  g_auto (GStrv) pins = g_settings_get_strv (fw_settings (), "pins");

  for (guint i = 0; pins[i] != NULL; i++)
    {
      const FwPageEntry *entry = fw_pages_find (pins[i]);

      if (entry != NULL && (entry->roles & role) != 0)
        add_row (self, fw_sidebar_row_new (FW_SIDEBAR_ROW_PIN, entry->room, entry));
    }
}

/* A room of one page is that page. */
static void
add_room (FwSidebar *self, FwRoom room, FwRole role)
{
  guint n = fw_pages_count_rows (room, role);

  if (n == 0)
    return;
  add_row (self, fw_sidebar_row_new (FW_SIDEBAR_ROW_ROOM, room,
                                     n == 1 ? fw_pages_find_in_room (room, role) : NULL));
  if (n == 1 || self->page == NULL || self->page->room != room)
    return;
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if (entry->room == room && entry->tab_of == NULL && (entry->roles & role) != 0)
      add_row (self, fw_sidebar_row_new (FW_SIDEBAR_ROW_PAGE, room, entry));
}

static void
mark_page (FwSidebar *self)
{
  gtk_list_box_select_row (self->list, find_marked (self));
}

static void
fill (FwSidebar *self)
{
  FwRole role = fw_client_get_role (self->client);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  add_room (self, FW_ROOM_INBOX, role);
  add_pins (self, role);
  for (FwRoom room = 0; room < FW_ROOM_INBOX; room++)
    add_room (self, room, role);
  mark_page (self);
}

static const char *
get_group (GtkListBoxRow *row)
{
  FwSidebarRow *self = FW_SIDEBAR_ROW (row);

  switch (fw_sidebar_row_get_part (self))
    {
    case FW_SIDEBAR_ROW_PIN:
      return N_ ("Pinned");
    case FW_SIDEBAR_ROW_PAGE:
      return fw_sidebar_row_get_entry (self)->group;
    case FW_SIDEBAR_ROW_ROOM:
    default:
      return NULL;
    }
}

/* The name of a group above its first row; in the rail a line does, and only between pins and
 * rooms. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  FwSidebar *self = FW_SIDEBAR (user_data);
  const char *group = get_group (row);
  const char *last = before != NULL ? get_group (before) : NULL;
  GtkWidget *header = NULL;

  if (before != NULL && is_pin (before) && !is_pin (row))
    header = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  else if (!self->rail && group != NULL && g_strcmp0 (group, last) != 0)
    {
      header = gtk_label_new (_ (group));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "section-label");
      if (!is_pin (row))
        gtk_widget_add_css_class (header, "inner");
    }
  gtk_list_box_row_set_header (row, header);
}

static void
row_activated_cb (FwSidebar *self, FwSidebarRow *row)
{
  const FwPageEntry *entry = fw_sidebar_row_get_entry (row);

  if (entry != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "(smv)", entry->name, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.room", "i",
                                (gint) fw_sidebar_row_get_room (row));
}

/* Arrows select each row that they pass; the mark stays at the page that is shown. */
static void
row_selected_cb (FwSidebar *self, GtkListBoxRow *row)
{
  if (row != NULL && row != find_marked (self))
    mark_page (self);
}

/* One stop of Tab: the list box itself would stop at each row. */
static gboolean
key_pressed_cb (FwSidebar *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab)
    return gtk_widget_grab_focus (GTK_WIDGET (self->account));
  if (key == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
  return FALSE;
}

/* ---- counts ---- */

static void
count_findings (FwSidebar *self)
{
  GListModel *items = fw_record_list_get_items (self->findings);
  const FwKind *kind = fw_kind_find ("finding");
  gint field = fw_kind_get_state (kind);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);

      n += g_strcmp0 (fw_record_get_text (fw_record_item_get_record (item), (guint) field),
                      kind->flow->start) == 0;
    }
  fw_sidebar_set_count (self, "findings", n, _ ("findings that nobody has judged"));
}

static void
count_inbox (FwSidebar *self)
{
  fw_sidebar_set_count (self, "inbox", fw_inbox_count_waiting (self->inbox),
                        _ ("things that wait for you"));
}

/* After the first frames, which the list of findings must not delay. */
static gboolean
watch_findings_cb (gpointer user_data)
{
  FwSidebar *self = FW_SIDEBAR (user_data);

  self->later = 0;
  if (fw_client_get_role (self->client) == FW_ROLE_NONE || self->findings != NULL)
    return G_SOURCE_REMOVE;
  self->findings = fw_record_list_get (self->client, fw_kind_find ("finding"));
  g_signal_connect_object (self->findings, "changed", G_CALLBACK (count_findings), self,
                           G_CONNECT_SWAPPED);
  count_findings (self);
  self->inbox = fw_inbox_get (self->client);
  g_signal_connect_object (self->inbox, "changed", G_CALLBACK (count_inbox), self,
                           G_CONNECT_SWAPPED);
  count_inbox (self);
  return G_SOURCE_REMOVE;
}

/* ---- who is signed in ---- */

static void
update_account (FwSidebar *self)
{
  const char *name = fw_client_get_account (self->client);
  const char *teams = fw_client_get_account_teams (self->client);
  const char *role = get_role_label (fw_client_get_role (self->client));
  g_autofree char *second =
      *teams != '\0' ? g_strdup_printf ("%s · %s", role, teams) : g_strdup (role);
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->account), name != NULL);
  if (name == NULL)
    return;
  gtk_label_set_text (self->account_name, name);
  gtk_label_set_text (self->account_role, second);
  adw_avatar_set_text (self->avatar, name);
  spoken = g_strdup_printf (_ ("Account: %s, %s"), name, role);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->account), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->account), second);
}

static void
account_changed_cb (FwSidebar *self)
{
  FwRole role = fw_client_get_role (self->client);

  if (role != self->shown_for)
    {
      self->shown_for = role;
      fill (self);
    }
  if (self->later == 0)
    self->later = g_timeout_add_seconds (FINDINGS_AFTER_S, watch_findings_cb, self);
  update_account (self);
}

static void
fw_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, FW_SIDEBAR (object)->rail);
}

static void
fw_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  fw_sidebar_set_rail (FW_SIDEBAR (object), g_value_get_boolean (value));
}

static void
fw_sidebar_dispose (GObject *object)
{
  FwSidebar *self = FW_SIDEBAR (object);

  g_clear_handle_id (&self->later, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->counts, g_hash_table_unref);

  G_OBJECT_CLASS (fw_sidebar_parent_class)->dispose (object);
}

static void
fw_sidebar_class_init (FwSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fw_sidebar_get_property;
  object_class->set_property = fw_sidebar_set_property;
  object_class->dispose = fw_sidebar_dispose;

  properties[PROP_RAIL] =
      g_param_spec_boolean ("rail", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, brand);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account_texts);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account_name);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account_role);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, avatar);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
fw_sidebar_init (FwSidebar *self)
{
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_count);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

/* Before anybody asks for their pages: the sidebar is bound first. */
static void
kinds_changed_cb (FwSidebar *self)
{
  fw_pages_set_kinds (fw_client_get_kinds (self->client));
  fill (self);
}

void
fw_sidebar_bind (FwSidebar *self, FwClient *client)
{
  g_return_if_fail (FW_IS_SIDEBAR (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  fw_pages_set_kinds (fw_client_get_kinds (client));
  g_signal_connect_object (client, "kinds-changed", G_CALLBACK (kinds_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (client, "notify::account-role", G_CALLBACK (account_changed_cb), self);
  g_signal_connect_swapped (client, "notify::account-name", G_CALLBACK (account_changed_cb), self);
  g_signal_connect_swapped (client, "notify::account-teams", G_CALLBACK (account_changed_cb), self);
  g_signal_connect_object (fw_settings (), "changed::pins", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  account_changed_cb (self);
}

void
fw_sidebar_set_rail (FwSidebar *self, gboolean rail)
{
  g_return_if_fail (FW_IS_SIDEBAR (self));

  if (rail == self->rail)
    return;
  self->rail = rail;
  gtk_widget_set_visible (self->brand, !rail);
  gtk_widget_set_visible (self->account_texts, !rail);
  if (rail)
    gtk_widget_add_css_class (GTK_WIDGET (self), "rail");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "rail");
  for (gint i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    fw_sidebar_row_set_rail (FW_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->list, i)), rail);
  gtk_list_box_invalidate_headers (self->list);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RAIL]);
}

void
fw_sidebar_select (FwSidebar *self, const char *page)
{
  const FwPageEntry *before;

  g_return_if_fail (FW_IS_SIDEBAR (self));

  before = self->page;
  self->page = page != NULL ? fw_pages_find (page) : NULL;
  if (before == NULL || self->page == NULL || before->room != self->page->room)
    fill (self);
  else
    mark_page (self);
}

void
fw_sidebar_set_count (FwSidebar *self, const char *page, guint count, const char *words)
{
  const FwPageEntry *entry = fw_pages_find (page);
  Count *kept;

  g_return_if_fail (FW_IS_SIDEBAR (self));
  g_return_if_fail (entry != NULL && words != NULL);

  kept = g_new0 (Count, 1);
  kept->n = count;
  kept->words = g_strdup (words);
  entry = fw_pages_get_row (entry);
  g_hash_table_replace (self->counts, (gpointer) entry->name, kept);
  for (gint i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    {
      FwSidebarRow *row = FW_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->list, i));

      if (fw_sidebar_row_get_entry (row) == entry || fw_sidebar_row_get_entry (row) == NULL)
        show_count (self, row);
    }
}

static void
page_count_cb (FwPage *page, GParamSpec *pspec, gpointer data)
{
  const char *words;
  guint count = fw_page_get_count (page, &words);

  fw_sidebar_set_count (data, fw_page_get_name (page), count, words);
}

void
fw_sidebar_watch (FwSidebar *self, FwPage *page)
{
  g_return_if_fail (FW_IS_SIDEBAR (self));
  g_return_if_fail (FW_IS_PAGE (page));

  g_signal_connect_object (page, "notify::count", G_CALLBACK (page_count_cb), self, 0);
}
