/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-parts.h"

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

static const char *const names[FW_N_REVIEW_PARTS] = { "todo", "waiting", "done" };

struct _FwReviewParts
{
  GtkBox parent_instance;

  GtkToggleButton *buttons[FW_N_REVIEW_PARTS];
};

G_DEFINE_FINAL_TYPE (FwReviewParts, fw_review_parts, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_word (guint part)
{
  static const char *const words[FW_N_REVIEW_PARTS] = { N_ ("To score"), N_ ("Waiting"),
                                                        N_ ("Done") };

  return _ (words[part]);
}

FwReviewPart
fw_review_parts_get (FwReviewParts *self)
{
  g_return_val_if_fail (FW_IS_REVIEW_PARTS (self), FW_REVIEW_PART_TODO);

  for (guint i = 0; i < FW_N_REVIEW_PARTS; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      return (FwReviewPart) i;
  return FW_REVIEW_PART_TODO;
}

const char *
fw_review_parts_get_name (FwReviewParts *self)
{
  return names[fw_review_parts_get (self)];
}

void
fw_review_parts_choose (FwReviewParts *self, FwReviewPart part)
{
  g_return_if_fail (FW_IS_REVIEW_PARTS (self) && part < FW_N_REVIEW_PARTS);

  gtk_toggle_button_set_active (self->buttons[part], TRUE);
}

void
fw_review_parts_show_counts (FwReviewParts *self, JsonObject *answer)
{
  g_return_if_fail (FW_IS_REVIEW_PARTS (self) && answer != NULL);

  for (guint i = 0; i < FW_N_REVIEW_PARTS; i++)
    {
      g_autofree char *count = fw_format_count (fw_json_find_count (answer, names[i]));
      /* Translators: a part of the plan and how many contacts it has. */
      g_autofree char *text = g_strdup_printf (_ ("%s %s"), get_word (i), count);

      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), text);
    }
}

/* One goes out as another comes on: told once. */
static void
toggled_cb (GtkToggleButton *button, FwReviewParts *self)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
fw_review_parts_grab_focus (GtkWidget *widget)
{
  FwReviewParts *self = FW_REVIEW_PARTS (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->buttons[fw_review_parts_get (self)]));
}

static void
fw_review_parts_class_init (FwReviewPartsClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = fw_review_parts_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_REVIEW_PARTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_review_parts_init (FwReviewParts *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  for (guint i = 0; i < FW_N_REVIEW_PARTS; i++)
    {
      self->buttons[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (get_word (i)));
      if (i > 0)
        gtk_toggle_button_set_group (self->buttons[i], self->buttons[0]);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->buttons[i]));
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons[FW_REVIEW_PART_WAITING]),
                               _ ("Handed in, to be acknowledged or settled"));
  gtk_toggle_button_set_active (self->buttons[0], TRUE);
  for (guint i = 0; i < FW_N_REVIEW_PARTS; i++)
    g_signal_connect_object (self->buttons[i], "toggled", G_CALLBACK (toggled_cb), self, 0);
}
