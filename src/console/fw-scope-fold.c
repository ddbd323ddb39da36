/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-scope-fold.h"

#include <glib/gi18n-lib.h>

struct _FwScopeFold
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkBox *inside;
};

G_DEFINE_FINAL_TYPE (FwScopeFold, fw_scope_fold, ADW_TYPE_BIN)

static void
fw_scope_fold_class_init (FwScopeFoldClass *klass)
{
}

static void
fw_scope_fold_init (FwScopeFold *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->inside = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->inside));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (popover, "scope-fold");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "pill-choice");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
fw_scope_fold_holds (FwScopeFold *self, GtkWidget *group)
{
  g_return_val_if_fail (FW_IS_SCOPE_FOLD (self), FALSE);

  return gtk_widget_get_parent (group) == GTK_WIDGET (self->inside);
}

/* Takes a group and stands it on end behind the button, or gives it back behind @after. */
static void
hold (FwScopeFold *self, GtkBox *group, gboolean held, GtkWidget *after)
{
  GtkBox *home = GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self)));

  if (held == fw_scope_fold_holds (self, GTK_WIDGET (group)))
    return;
  gtk_menu_button_popdown (self->button);
  g_object_ref (group);
  gtk_box_remove (held ? home : self->inside, GTK_WIDGET (group));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (group),
                                  held ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (held)
    gtk_box_append (self->inside, GTK_WIDGET (group));
  else
    gtk_box_insert_child_after (home, GTK_WIDGET (group), after);
  g_object_unref (group);
}

/* What is shown of a group wants so much side by side, wherever it stands now. */
static int
measure (GtkBox *group)
{
  int room = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (group)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural = 0;

      if (!gtk_widget_get_visible (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      room += natural + (room > 0 ? gtk_box_get_spacing (group) : 0);
    }
  return room;
}

void
fw_scope_fold_arrange (FwScopeFold *self, GtkBox *who, GtkBox *when, GtkBox *own, int room)
{
  int wants_who = measure (who), wants_when = measure (when), wants_own = measure (own);
  GtkWidget *before = GTK_WIDGET (who);
  int gap, button;
  gboolean fold_who, fold_when;

  g_return_if_fail (FW_IS_SCOPE_FOLD (self));

  if (room <= 0)
    return;
  gap = gtk_box_get_spacing (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self))));
  gtk_widget_measure (GTK_WIDGET (self->button), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &button,
                      NULL, NULL);
  room -= wants_own > 0 ? wants_own + gap : 0;
  room -= wants_who > 0 && wants_when > 0 ? gap : 0;
  fold_who = wants_who > 0 && wants_who + wants_when > room;
  fold_when = wants_when > 0 && (fold_who ? button : 0) + wants_when > room;
  hold (self, who, fold_who, GTK_WIDGET (self));
  if (fold_who)
    before = GTK_WIDGET (self);
  hold (self, when, fold_when, before);
  gtk_widget_set_visible (GTK_WIDGET (self), fold_who || fold_when);
}

void
fw_scope_fold_describe (FwScopeFold *self, guint narrowing, const char *words)
{
  g_autofree char *label = NULL, *name = NULL;

  g_return_if_fail (FW_IS_SCOPE_FOLD (self));
  g_return_if_fail (words != NULL);

  /* Translators: whose and which contacts a page shows; how many filters narrow that */
  label = narrowing > 0 ? g_strdup_printf (_ ("Scope (%u)"), narrowing) : g_strdup (_ ("Scope"));
  name = g_strdup_printf ("%s: %s", label, words);
  gtk_menu_button_set_label (self->button, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (narrowing > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "narrowed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "narrowed");
}
