/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-sidebar-row.h"

struct _FwSidebarRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *icon;
  GtkLabel *label;
  GtkLabel *count;

  FwSidebarRowPart part;
  FwRoom room;
  const FwPageEntry *entry;
  gboolean rail;
};

G_DEFINE_FINAL_TYPE (FwSidebarRow, fw_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
fw_sidebar_row_class_init (FwSidebarRowClass *klass)
{
}

static void
fw_sidebar_row_init (FwSidebarRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = gtk_image_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->count), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->count), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "count");
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static const char *
get_name (FwSidebarRow *self)
{
  return self->part == FW_SIDEBAR_ROW_ROOM ? fw_room_get_label (self->room)
                                           : _ (self->entry->label);
}

/* A page of the open room has no icon beside its name, so that rooms stand out. */
static void
update_parts (FwSidebarRow *self)
{
  gtk_widget_set_visible (self->icon, self->rail || self->part != FW_SIDEBAR_ROW_PAGE);
  gtk_widget_set_visible (GTK_WIDGET (self->label), !self->rail);
}

FwSidebarRow *
fw_sidebar_row_new (FwSidebarRowPart part, FwRoom room, const FwPageEntry *entry)
{
  static const char *const classes[] = { "room", "page", "pin" };
  FwSidebarRow *self;
  g_autofree char *tip = NULL;

  g_return_val_if_fail (room < FW_N_ROOMS, NULL);
  g_return_val_if_fail (part == FW_SIDEBAR_ROW_ROOM || entry != NULL, NULL);

  self = g_object_new (FW_TYPE_SIDEBAR_ROW, NULL);
  self->part = part;
  self->room = room;
  self->entry = entry;
  gtk_image_set_from_icon_name (
      GTK_IMAGE (self->icon), part == FW_SIDEBAR_ROW_ROOM ? fw_room_get_icon (room) : entry->icon);
  gtk_label_set_text (self->label, get_name (self));
  tip = part == FW_SIDEBAR_ROW_ROOM
            ? g_strdup_printf (_ ("%s (Alt+%u)"), get_name (self), fw_room_get_key (room))
            : g_strdup (get_name (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[part]);
  fw_sidebar_row_set_count (self, 0, "");
  update_parts (self);
  return self;
}

FwRoom
fw_sidebar_row_get_room (FwSidebarRow *self)
{
  g_return_val_if_fail (FW_IS_SIDEBAR_ROW (self), FW_ROOM_FLOOR);

  return self->room;
}

const FwPageEntry *
fw_sidebar_row_get_entry (FwSidebarRow *self)
{
  g_return_val_if_fail (FW_IS_SIDEBAR_ROW (self), NULL);

  return self->entry;
}

FwSidebarRowPart
fw_sidebar_row_get_part (FwSidebarRow *self)
{
  g_return_val_if_fail (FW_IS_SIDEBAR_ROW (self), FW_SIDEBAR_ROW_PAGE);

  return self->part;
}

void
fw_sidebar_row_set_count (FwSidebarRow *self, guint count, const char *words)
{
  g_autofree char *figure = g_strdup_printf ("%u", count);
  g_autofree char *spoken = NULL;

  g_return_if_fail (FW_IS_SIDEBAR_ROW (self));

  spoken = count > 0 ? g_strdup_printf ("%s, %u %s", get_name (self), count, words)
                     : g_strdup (get_name (self));
  gtk_label_set_text (self->count, figure);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
fw_sidebar_row_set_rail (FwSidebarRow *self, gboolean rail)
{
  g_return_if_fail (FW_IS_SIDEBAR_ROW (self));

  self->rail = rail;
  update_parts (self);
}
