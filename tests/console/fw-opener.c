/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-opener.h"

#include "charts/fw-chart.h"

static GHashTable *opened; /* stems of files, and the places of what opens */
static guint n_missing;

gboolean
fw_opener_tick (const char *stem)
{
  if (opened == NULL)
    opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return g_hash_table_add (opened, g_strdup (stem));
}

gboolean
fw_opener_has_opened (const char *stem)
{
  return opened != NULL && g_hash_table_contains (opened, stem);
}

guint
fw_opener_take_missing (void)
{
  guint n = n_missing;

  n_missing = 0;
  return n;
}

void
fw_opener_forget (void)
{
  g_clear_pointer (&opened, g_hash_table_unref);
}

/* FwLivePage is made in fw-live-page. */
static char *
get_stem (const char *type)
{
  GString *stem = g_string_new (NULL);

  for (const char *at = type; *at != '\0'; at++)
    {
      if (g_ascii_isupper (*at) && at > type)
        g_string_append_c (stem, '-');
      g_string_append_c (stem, g_ascii_tolower (*at));
    }
  return g_string_free (stem, FALSE);
}

void
fw_opener_note (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      fw_opener_tick (gtk_widget_get_name (widget));
      for (GType type = G_OBJECT_TYPE (widget); type != 0; type = g_type_parent (type))
        {
          g_autofree char *stem = get_stem (g_type_name (type));

          fw_opener_tick (stem);
        }
    }
}

void
fw_opener_count (GtkWidget *root, const char *where)
{
  guint missing = fw_test_audit (root);

  if (missing > 0)
    g_test_message ("%u without a name in %s", missing, where);
  n_missing += missing;
}

static void open_all (GtkWidget *root, const char *where);

/* Of those that hang at the same place of the same things one is opened: a page has a menu on each
 * of its rows, and every page has the same sidebar. */
static gboolean
is_first_of_its_place (GtkWidget *widget)
{
  g_autoptr (GString) place = g_string_new ("place of ");

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

      g_string_append_printf (place, "%s %s<", gtk_widget_get_name (widget), id != NULL ? id : "");
      if (FW_IS_PAGE (widget))
        g_string_append (place, fw_page_get_name (FW_PAGE (widget)));
    }
  return fw_opener_tick (place->str);
}

/* What a scrolled list holds out of sight could not be opened by anybody before it is scrolled to.
 */
static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, root, &bounds) && bounds.origin.x >= 0 &&
         bounds.origin.y >= 0 && bounds.origin.x < gtk_widget_get_width (root) &&
         bounds.origin.y < gtk_widget_get_height (root);
}

static void
open_popover (GtkPopover *popover, const char *where)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (popover));
  g_autofree char *here = g_strdup_printf ("%s, %s", where, gtk_widget_get_name (parent));

  if (!is_in_sight (parent) || !is_first_of_its_place (GTK_WIDGET (popover)))
    return;
  if (GTK_IS_MENU_BUTTON (parent))
    gtk_menu_button_popup (GTK_MENU_BUTTON (parent));
  else
    gtk_popover_popup (popover);
  fw_test_settle (5);
  fw_opener_note (GTK_WIDGET (popover));
  fw_opener_count (GTK_WIDGET (popover), here);
  open_all (gtk_widget_get_first_child (GTK_WIDGET (popover)), here);
  gtk_popover_popdown (popover);
}

/* What makes its popover when it is asked for it. */
static void
ask_for_popover (GtkWidget *widget)
{
  if (FW_IS_CHART (widget) && is_first_of_its_place (widget))
    {
      gtk_widget_activate_action (widget, "chart.menu", NULL);
    }
  else if (GTK_IS_ENTRY (widget) &&
           gtk_entry_get_icon_name (GTK_ENTRY (widget), GTK_ENTRY_ICON_SECONDARY) != NULL &&
           is_first_of_its_place (widget))
    {
      /* It is scrolled to, as for whoever presses it: a popover that lay below the screen would
       * have no monitor. */
      gtk_widget_grab_focus (widget);
      fw_test_settle (60);
      g_signal_emit_by_name (widget, "icon-press", GTK_ENTRY_ICON_SECONDARY);
    }
}

static void
open_all (GtkWidget *root, const char *where)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  if (root == NULL || !gtk_widget_get_mapped (root))
    return;
  ask_for_popover (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_ptr_array_add (children, g_object_ref (child));
  for (guint i = 0; i < children->len; i++)
    {
      GtkWidget *child = g_ptr_array_index (children, i);

      if (GTK_IS_POPOVER (child))
        open_popover (GTK_POPOVER (child), where);
      else
        open_all (child, where);
    }
}

void
fw_opener_look_at (GtkWidget *root, const char *where)
{
  fw_test_settle (60);
  fw_opener_note (root);
  fw_opener_count (root, where);
  open_all (root, where);
}

GtkWindow *
fw_opener_find_window (FwFixture *f)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (f->window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

void
fw_opener_look_at_window (GtkWidget *window, const char *where)
{
  gtk_window_present (GTK_WINDOW (window));
  fw_opener_look_at (window, where);
  gtk_window_destroy (GTK_WINDOW (window));
  fw_test_settle (20);
}
