/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-palette.h"

#include "console/fw-one-stop.h"

#include <glib/gi18n-lib.h>

struct _FwRosterPalette
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkAdjustment *room; /* px across, and what the buttons need of it */
  guint arranging;     /* source */
  char *shown;         /* what it was filled with */
};

G_DEFINE_FINAL_TYPE (FwRosterPalette, fw_roster_palette, ADW_TYPE_BIN)

static const char *const tones[FW_GRID_N_TONES] = {
  [FW_GRID_FIRST] = "tone-first", [FW_GRID_SECOND] = "tone-second",
  [FW_GRID_THIRD] = "tone-third", [FW_GRID_FOURTH] = "tone-fourth",
  [FW_GRID_FIFTH] = "tone-fifth",
};

static GtkWidget *
get_name (GtkWidget *button)
{
  return gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));
}

static void
show_names (FwRosterPalette *self, gboolean shown)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->box)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (get_name (button), shown);
}

/* Where there is no room for all names the letters stand alone; tooltips have the names. */
static gboolean
arrange_cb (gpointer data)
{
  FwRosterPalette *self = data;
  int natural;

  self->arranging = 0;
  show_names (self, TRUE);
  gtk_widget_measure (GTK_WIDGET (self->box), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  show_names (self, natural <= gtk_adjustment_get_page_size (self->room));
  return G_SOURCE_REMOVE;
}

static void
arrange_soon (FwRosterPalette *self)
{
  if (self->arranging == 0)
    self->arranging = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
}

static void
add_button (FwRosterPalette *self, const char *key, const char *name, FwGridTone tone)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *letter = gtk_label_new (*key != '\0' ? key : _ ("Del"));

  gtk_widget_add_css_class (letter, "roster-letter");
  if (tones[tone] != NULL)
    gtk_widget_add_css_class (letter, tones[tone]);
  gtk_box_append (GTK_BOX (box), letter);
  gtk_box_append (GTK_BOX (box), gtk_label_new (name));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "roster-paint");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "roster.paint");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (self->box, button);
}

void
fw_roster_palette_fill (FwRosterPalette *self, FwRosterPlan *plan)
{
  g_autoptr (GHashTable) letters = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);
  GtkWidget *child;

  g_return_if_fail (FW_IS_ROSTER_PALETTE (self) && plan != NULL);

  for (guint i = 0; i < plan->templates->len; i++)
    {
      const FwRosterTemplate *template = plan->templates->pdata[i];

      g_string_append_printf (shown, "%s\t%s\n", template->letter, template->name);
    }
  if (g_strcmp0 (self->shown, shown->str) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (shown->str);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  letters = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < plan->templates->len; i++)
    {
      const FwRosterTemplate *template = plan->templates->pdata[i];

      if (g_hash_table_add (letters, template->letter))
        add_button (self, template->letter, template->name, template->tone);
    }
  add_button (self, FW_ROSTER_TRAINING_KEY, _ ("Training"), FW_GRID_FIFTH);
  add_button (self, FW_ROSTER_LEAVE_KEY, _ ("Leave"), FW_GRID_PLAIN);
  add_button (self, "", _ ("Free"), FW_GRID_PLAIN);
  arrange_soon (self);
}

static void
fw_roster_palette_dispose (GObject *object)
{
  g_clear_handle_id (&FW_ROSTER_PALETTE (object)->arranging, g_source_remove);
  G_OBJECT_CLASS (fw_roster_palette_parent_class)->dispose (object);
}

static void
fw_roster_palette_finalize (GObject *object)
{
  g_free (FW_ROSTER_PALETTE (object)->shown);
  G_OBJECT_CLASS (fw_roster_palette_parent_class)->finalize (object);
}

static void
fw_roster_palette_class_init (FwRosterPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_roster_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_roster_palette_finalize;
}

static void
fw_roster_palette_init (FwRosterPalette *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  /* a centre with many shifts has more of them than a narrow window can hold */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the selected cells become"), -1);
  self->room = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (self->room, "notify::page-size", G_CALLBACK (arrange_soon), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), g_object_new (FW_TYPE_ONE_STOP, "child", scrolled, NULL));
}
