/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-trail.h"

#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>

struct _FwWhyTrail
{
  AdwBin parent_instance;

  GtkBox *box;
};

enum
{
  GO,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyTrail, fw_why_trail, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
clicked_cb (GtkButton *button, gpointer data)
{
  guint depth = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "depth"));

  g_signal_emit (data, signals[GO], 0, depth);
}

static void
add_pill (FwWhyTrail *self, guint depth, gboolean last, const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  if (depth > 0)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");

      gtk_widget_add_css_class (arrow, "soft");
      gtk_box_append (self->box, arrow);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "trail");
  if (last)
    gtk_widget_add_css_class (button, "here");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "depth", GUINT_TO_POINTER (depth));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_box_append (self->box, button);
}

static void
fw_why_trail_class_init (FwWhyTrailClass *klass)
{
  signals[GO] = g_signal_new ("go", FW_TYPE_WHY_TRAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fw_why_trail_init (FwWhyTrail *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
fw_why_trail_set (FwWhyTrail *self,
                  const char *metric,
                  const GArray *parts,
                  const FwWhyAnswer *answer)
{
  GtkWidget *child;
  g_autofree char *before = NULL, *now = NULL, *figures = NULL;

  g_return_if_fail (FW_IS_WHY_TRAIL (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (answer != NULL && answer->now.has_value && answer->before.has_value)
    {
      before = fw_why_words_figure (answer->metric, &answer->before);
      now = fw_why_words_figure (answer->metric, &answer->now);
      figures = g_strdup_printf (" %s → %s", before, now);
    }
  for (guint depth = 0; depth <= parts->len; depth++)
    {
      gboolean last = depth == parts->len;
      g_autofree char *name =
          depth == 0 ? g_strdup (fw_why_words_metric (metric))
                     : fw_why_words_part (&g_array_index (parts, FwWhyPart, depth - 1));
      g_autofree char *text = g_strconcat (name, last ? figures : NULL, NULL);

      add_pill (self, depth, last, text);
    }
}
