/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-page-tabs.h"

struct _FwPageTabs
{
  AdwBin parent_instance;

  GtkBox *box;

  const FwPageEntry *row;   /* the page that the tabs belong to */
  const FwPageEntry *entry; /* the one that is shown */
  FwRole role;
};

G_DEFINE_FINAL_TYPE (FwPageTabs, fw_page_tabs, ADW_TYPE_BIN)

static const FwPageEntry *
get_entry (GtkWidget *tab)
{
  return g_object_get_data (G_OBJECT (tab), "entry");
}

static void
toggled_cb (FwPageTabs *self, GtkToggleButton *tab)
{
  if (gtk_toggle_button_get_active (tab) && get_entry (GTK_WIDGET (tab)) != self->entry)
    gtk_widget_activate_action (GTK_WIDGET (tab), "win.go", "(smv)",
                                get_entry (GTK_WIDGET (tab))->name, NULL);
}

static void
add_tab (FwPageTabs *self, const FwPageEntry *entry)
{
  GtkWidget *tab = gtk_toggle_button_new_with_label (_ (entry->label));
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), GTK_TOGGLE_BUTTON (first));
  g_object_set_data (G_OBJECT (tab), "entry", (gpointer) entry);
  g_signal_connect_object (tab, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, tab);
}

static void
build (FwPageTabs *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if (fw_pages_get_row (entry) == self->row && (entry->roles & self->role) != 0)
      add_tab (self, entry);
}

static void
fw_page_tabs_class_init (FwPageTabsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-page-tabs.ui");
  gtk_widget_class_bind_template_child (widget_class, FwPageTabs, box);
}

static void
fw_page_tabs_init (FwPageTabs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_page_tabs_show (FwPageTabs *self, const FwPageEntry *entry, FwRole role)
{
  guint n = 0;

  g_return_if_fail (FW_IS_PAGE_TABS (self));
  g_return_if_fail (entry != NULL);

  self->entry = entry;
  if (self->row != fw_pages_get_row (entry) || self->role != role)
    {
      self->row = fw_pages_get_row (entry);
      self->role = role;
      build (self);
    }
  for (GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self->box)); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    {
      n++;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), get_entry (tab) == entry);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
}
