/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-palette.h"

#include "console/fw-pages.h"
#include "console/fw-palette-item.h"
#include "console/records/fw-record-list.h"

#define SHOWN_MOST 60

struct _FwPalette
{
  AdwWindow parent_instance;

  GtkSearchEntry *search;
  GtkListView *view;
  GtkSingleSelection *selection;
  GtkLabel *nothing;

  FwClient *client;
  GPtrArray *all; /* FwPaletteItem */
  GListStore *found;
};

G_DEFINE_FINAL_TYPE (FwPalette, fw_palette, ADW_TYPE_WINDOW)

static void
add (FwPalette *self,
     const char *title,
     const char *detail,
     const char *icon,
     const char *action,
     GVariant *target)
{
  g_ptr_array_add (self->all, fw_palette_item_new (title, detail, icon, action, target));
}

static void
add_pages (FwPalette *self)
{
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if ((entry->roles & fw_client_get_role (self->client)) != 0)
      add (self, _ (entry->label), _ ("Page"), entry->icon, "win.go",
           g_variant_new ("(smv)", entry->name, NULL));
}

static void
add_actions (FwPalette *self)
{
  add (self, _ ("Open the page in a window of its own"), _ ("Action"), "window-new-symbolic",
       "win.detach", NULL);
  add (self, _ ("Wallboard"), _ ("Action"), "view-fullscreen-symbolic", "win.wallboard", NULL);
  add (self, _ ("Pin or unpin this page"), _ ("Action"), "view-pin-symbolic", "win.pin", NULL);
  add (self, _ ("Ask why about the selected figure"), _ ("Action"), "fw-why-symbolic", "win.why",
       NULL);
  add (self, _ ("Show or hide the pages"), _ ("Action"), "sidebar-show-symbolic",
       "win.toggle-sidebar", NULL);
  add (self, _ ("Print this page"), _ ("Action"), "document-print-symbolic", "app.print", NULL);
  add (self, _ ("Export the table of this page"), _ ("Action"), "document-save-symbolic",
       "app.export", NULL);
  add (self, _ ("Help"), _ ("Action"), "help-browser-symbolic", "app.help", NULL);
  add (self, _ ("Refresh"), _ ("Action"), "view-refresh-symbolic", "win.refresh", NULL);
  add (self, _ ("Preferences"), _ ("Action"), "preferences-system-symbolic", "app.preferences",
       NULL);
  add (self, _ ("Keyboard shortcuts"), _ ("Action"), "input-keyboard-symbolic",
       "win.show-help-overlay", NULL);
  add (self, _ ("About Floorwalker"), _ ("Action"), "help-about-symbolic", "app.about", NULL);
  add (self, _ ("Sign out"), _ ("Action"), "system-log-out-symbolic", "app.sign-out", NULL);
}

/* What can be made, by the name of its kind. */
static void
add_new (FwPalette *self)
{
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      const FwKind *kind = fw_client_find_kind (self->client, entry->kind);
      g_autofree char *title = NULL;

      if (kind == NULL || !fw_page_entry_may_add (entry, fw_client_get_role (self->client)))
        continue;
      /* Translators: %s is a kind of record, such as Team or Person */
      title = g_strdup_printf (_ ("New: %s"), _ (kind->label));
      add (self, title, _ ("Action"), "list-add-symbolic", "win.go",
           g_variant_new ("(smv)", entry->name, g_variant_new_boolean (TRUE)));
    }
}

/* Nobody looks for a shift or a piece of evidence by its name: it has none. */
static gboolean
is_found_by_name (FwPalette *self, const FwPageEntry *entry)
{
  const FwKind *kind = fw_client_find_kind (self->client, entry->kind);
  const gint title = kind != NULL ? fw_kind_find_field (kind, kind->title) : -1;

  return title >= 0 && kind->fields[title].type == FW_FIELD_TEXT &&
         (entry->roles & fw_client_get_role (self->client)) != 0;
}

/* The records that a page of the table shows: people, teams, queues and the rest. */
static void
add_records (FwPalette *self, const FwPageEntry *entry)
{
  const FwKind *kind = fw_client_find_kind (self->client, entry->kind);
  GListModel *items = fw_record_list_get_items (fw_record_list_get (self->client, kind));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);
      const char *id = fw_record_item_get_id (item);
      g_autofree char *detail = g_strdup_printf ("%s · %s", _ (kind->label), id);

      add (self, fw_record_item_get_title (item), detail, entry->icon, "win.go",
           g_variant_new ("(smv)", entry->opens != NULL ? entry->opens : entry->name,
                          g_variant_new_string (id)));
    }
}

static gboolean
is_of_floor (FwPalette *self, const FwPageEntry *entry)
{
  return fw_client_find_kind (self->client, entry->kind)->counts;
}

/* Returns: whether all of them have come. */
static gboolean
add_floor (FwPalette *self)
{
  gboolean all = TRUE;

  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      if (!is_found_by_name (self, entry) || !is_of_floor (self, entry))
        continue;
      add_records (self, entry);
      all = all && fw_record_list_get_as_of (fw_record_list_get (
                       self->client, fw_client_find_kind (self->client, entry->kind))) != 0;
    }
  return all;
}

/* Teams, people and what else the floor is made of come first, and before anything else: a rule may
 * be called as its team, and Enter is pressed as soon as a name stands there. */
static void
collect (FwPalette *self)
{
  g_ptr_array_set_size (self->all, 0);
  add_pages (self);
  add_actions (self);
  add_new (self);
  if (!add_floor (self))
    return;
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if (is_found_by_name (self, entry) && !is_of_floor (self, entry))
      add_records (self, entry);
}

typedef struct
{
  FwPaletteItem *item;
  guint score;
  guint order;
} Match;

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *left = a;
  const Match *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return left->order < right->order ? -1 : 1;
}

guint
fw_palette_search (FwPalette *self, const char *text)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);

  g_return_val_if_fail (FW_IS_PALETTE (self), 0);

  for (guint i = 0; i < self->all->len; i++)
    {
      Match match = { g_ptr_array_index (self->all, i),
                      fw_palette_item_score (g_ptr_array_index (self->all, i), folded), i };

      if (match.score > 0)
        g_array_append_val (matches, match);
    }
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < MIN (matches->len, SHOWN_MOST); i++)
    g_ptr_array_add (shown, g_array_index (matches, Match, i).item);
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       shown->pdata, shown->len);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), shown->len == 0);
  if (shown->len > 0)
    gtk_single_selection_set_selected (self->selection, 0);
  return matches->len;
}

static void
search_changed_cb (FwPalette *self)
{
  fw_palette_search (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
open_selected (FwPalette *self)
{
  FwPaletteItem *item = gtk_single_selection_get_selected_item (self->selection);
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autoptr (FwPaletteItem) held = NULL;

  if (item == NULL || parent == NULL)
    return;
  held = g_object_ref (item);
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action_variant (parent, held->action, held->target);
}

static void
close_palette (FwPalette *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Up and down move through what was found while the letters stay where they are. */
static gboolean
key_pressed_cb (FwPalette *self, guint key, guint code, GdkModifierType modifiers)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return FALSE;
  if (key == GDK_KEY_Down)
    selected = MIN (selected + 1, n - 1);
  else
    selected = selected > 0 ? selected - 1 : 0;
  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", selected);
  return TRUE;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (cell, box);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *cell)
{
  FwPaletteItem *item = gtk_list_item_get_item (cell);
  GtkWidget *image = gtk_widget_get_first_child (gtk_list_item_get_child (cell));
  GtkWidget *title = gtk_widget_get_next_sibling (image);
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (cell));

  gtk_image_set_from_icon_name (GTK_IMAGE (image), item->icon);
  gtk_label_set_text (GTK_LABEL (title), item->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), item->detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title,
                                  -1);
}

static void
fw_palette_finalize (GObject *object)
{
  FwPalette *self = FW_PALETTE (object);

  g_clear_object (&self->client);
  g_clear_object (&self->found);
  g_ptr_array_unref (self->all);

  G_OBJECT_CLASS (fw_palette_parent_class)->finalize (object);
}

static void
fw_palette_class_init (FwPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_palette_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, FwPalette, search);
  gtk_widget_class_bind_template_child (widget_class, FwPalette, view);
  gtk_widget_class_bind_template_child (widget_class, FwPalette, selection);
  gtk_widget_class_bind_template_child (widget_class, FwPalette, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_selected);
  gtk_widget_class_bind_template_callback (widget_class, close_palette);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fw_palette_init (FwPalette *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->found = g_list_store_new (FW_TYPE_PALETTE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->found));
}

/* A kind whose page was not open yet is loaded on its first use, while the palette is there. */
static void
records_changed_cb (FwPalette *self)
{
  collect (self);
  search_changed_cb (self);
}

static void
follow_records (FwPalette *self)
{
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if (is_found_by_name (self, entry))
      g_signal_connect_object (
          fw_record_list_get (self->client, fw_client_find_kind (self->client, entry->kind)),
          "changed", G_CALLBACK (records_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fw_palette_new (FwClient *client, GtkWindow *parent)
{
  FwPalette *self = g_object_new (FW_TYPE_PALETTE, "transient-for", parent, NULL);

  self->client = g_object_ref (client);
  collect (self);
  follow_records (self);
  fw_palette_search (self, "");
  return GTK_WIDGET (self);
}
