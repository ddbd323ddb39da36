/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-sidebar.h"

struct _FwSidebar
{
  AdwBin parent_instance;

  AdwHeaderBar *header;
  GtkWidget *brand;
  GtkListBox *list;
  GtkMenuButton *account;
  GtkWidget *account_texts;
  GtkLabel *account_name;
  GtkLabel *account_role;
  AdwAvatar *avatar;

  FwClient *client;
  FwRole shown_for;
  const FwPageEntry *page; /* the one shown */
  gboolean rail;
};

enum
{
  PROP_0,
  PROP_RAIL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwSidebar, fw_sidebar, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

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
    default:
      return "";
    }
}

static const FwPageEntry *
get_entry (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "entry");
}

static GtkWidget *
create_row (FwSidebar *self, const FwPageEntry *entry, guint nth)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (entry->icon);
  GtkWidget *label = gtk_label_new (_ (entry->label));
  g_autofree char *tip = nth < 9 ? g_strdup_printf (_ ("%s (Alt+%u)"), _ (entry->label), nth + 1)
                                 : g_strdup (_ (entry->label));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  g_object_bind_property (self, "rail", label, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (entry->label), -1);
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  return row;
}

static void
fill (FwSidebar *self)
{
  FwRole role = fw_client_get_role (self->client);
  GtkWidget *child;
  guint nth = 0;

  if (role == self->shown_for && gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL)
    return;
  self->shown_for = role;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if ((entry->roles & role) != 0)
      gtk_list_box_append (self->list, create_row (self, entry, nth++));
}

/* A section's name above its first row; in the rail a line does. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  FwSidebar *self = FW_SIDEBAR (user_data);
  GtkWidget *header = NULL;

  if (before == NULL || get_entry (before)->section != get_entry (row)->section)
    {
      if (!self->rail)
        {
          header = gtk_label_new (fw_section_get_label (get_entry (row)->section));
          gtk_label_set_xalign (GTK_LABEL (header), 0);
          gtk_widget_add_css_class (header, "section-label");
        }
      else if (before != NULL)
        header = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    }
  gtk_list_box_row_set_header (row, header);
}

static void
row_activated_cb (FwSidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "(smv)", get_entry (row)->name, NULL);
}

static void
mark_page (FwSidebar *self)
{
  GtkListBoxRow *row;

  for (gint i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (get_entry (row) == self->page)
      gtk_list_box_select_row (self->list, row);
}

/* Tab selects each row that it passes; the mark stays at the page that is shown. */
static void
row_selected_cb (FwSidebar *self, GtkListBoxRow *row)
{
  if (row != NULL && self->page != NULL && get_entry (row) != self->page)
    mark_page (self);
}

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
  fill (self);
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

  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

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
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account_texts);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account_name);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, account_role);
  gtk_widget_class_bind_template_child (widget_class, FwSidebar, avatar);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
fw_sidebar_init (FwSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

void
fw_sidebar_bind (FwSidebar *self, FwClient *client)
{
  g_return_if_fail (FW_IS_SIDEBAR (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_swapped (client, "notify::account-role", G_CALLBACK (account_changed_cb), self);
  g_signal_connect_swapped (client, "notify::account-name", G_CALLBACK (account_changed_cb), self);
  g_signal_connect_swapped (client, "notify::account-teams", G_CALLBACK (account_changed_cb), self);
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
  gtk_list_box_invalidate_headers (self->list);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RAIL]);
}

void
fw_sidebar_select (FwSidebar *self, const char *page)
{
  g_return_if_fail (FW_IS_SIDEBAR (self));

  self->page = fw_pages_find (page);
  gtk_list_box_unselect_all (self->list);
  mark_page (self);
}

const FwPageEntry *
fw_sidebar_get_nth (FwSidebar *self, guint nth)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (FW_IS_SIDEBAR (self), NULL);

  row = gtk_list_box_get_row_at_index (self->list, (gint) nth);
  return row != NULL ? get_entry (row) : NULL;
}
