/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-range-chooser.h"

#include "console/records/fw-date-entry.h"

struct _FwRangeChooser
{
  GtkPopover parent_instance;

  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *problem;
  FwView *view;
  const char *property; /* of the view, which becomes @choice ... */
  const char *choice;
  const char *names[2]; /* ... and the two moments */
};

G_DEFINE_FINAL_TYPE (FwRangeChooser, fw_range_chooser, GTK_TYPE_POPOVER)

static GDateTime *
read_day (GtkWidget *entry)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *moment = g_strconcat (g_strstrip (text), "T00:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return g_date_time_new_from_iso8601 (moment, zone);
}

static char *
format_day (gint64 at)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return day != NULL ? g_date_time_format (day, "%Y-%m-%d") : g_strdup ("");
}

static void
get_moments (FwRangeChooser *self, gint64 *from, gint64 *to)
{
  g_object_get (self->view, self->names[0], from, self->names[1], to, NULL);
}

static char *
write_days (gint64 from, gint64 to)
{
  g_autofree char *first = NULL, *last = NULL;

  first = format_day (from);
  last = format_day (to - 1); /* the end is the midnight after the last day */
  return g_str_equal (first, last) ? g_steal_pointer (&first)
                                   : g_strdup_printf ("%s – %s", first, last);
}

char *
fw_range_chooser_describe (FwRangeChooser *self)
{
  gint64 from, to;

  g_return_val_if_fail (FW_IS_RANGE_CHOOSER (self), NULL);

  get_moments (self, &from, &to);
  return write_days (from, to);
}

void
fw_range_choices (const char *const **ranges, const char *const **titles)
{
  static const char *const ids[] = { "today", "yesterday", "7d", "28d", "30d", "custom", NULL };
  static const char *words[G_N_ELEMENTS (ids)];

  g_return_if_fail (ranges != NULL && titles != NULL);

  words[0] = _ ("Today");
  words[1] = _ ("Yesterday");
  words[2] = _ ("Last 7 days");
  words[3] = _ ("Last 28 days");
  words[4] = _ ("Last 30 days");
  words[5] = _ ("Custom range…");
  *ranges = ids;
  *titles = words;
}

char *
fw_range_describe (FwView *view)
{
  const char *const *ranges, *const *titles;
  gint64 from, to;

  g_return_val_if_fail (FW_IS_VIEW (view), NULL);

  fw_range_choices (&ranges, &titles);
  for (guint i = 0; ranges[i] != NULL; i++)
    if (g_str_equal (ranges[i], fw_view_get (view, "range")) && !g_str_equal (ranges[i], "custom"))
      return g_strdup (titles[i]);
  g_object_get (view, "from", &from, "to", &to, NULL);
  return write_days (from, to);
}

FwView *
fw_range_chooser_get_view (FwRangeChooser *self)
{
  g_return_val_if_fail (FW_IS_RANGE_CHOOSER (self), NULL);

  return self->view;
}

void
fw_range_chooser_add (FwRangeChooser *self, GtkWidget *widget)
{
  g_return_if_fail (FW_IS_RANGE_CHOOSER (self));

  gtk_grid_attach (GTK_GRID (gtk_popover_get_child (GTK_POPOVER (self))), widget, 0, 4, 2, 1);
}

char *
fw_range_chooser_get_day (FwRangeChooser *self, gboolean last)
{
  g_return_val_if_fail (FW_IS_RANGE_CHOOSER (self), NULL);

  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (last ? self->to : self->from)));
}

const char *
fw_range_chooser_get_choice (FwRangeChooser *self)
{
  g_return_val_if_fail (FW_IS_RANGE_CHOOSER (self), NULL);

  return self->choice;
}

gboolean
fw_range_chooser_check (FwRangeChooser *self)
{
  g_autoptr (GDateTime) from = NULL, to = NULL;
  gboolean good;

  g_return_val_if_fail (FW_IS_RANGE_CHOOSER (self), FALSE);

  from = read_day (self->from);
  to = read_day (self->to);
  good = from != NULL && to != NULL && g_date_time_to_unix (from) >= 0 &&
         g_date_time_compare (from, to) <= 0;
  gtk_widget_set_visible (self->problem, !good);
  if (!good)
    gtk_widget_grab_focus (from == NULL ? self->from : self->to);
  return good;
}

gboolean
fw_range_chooser_apply (FwRangeChooser *self)
{
  g_autoptr (GDateTime) from = NULL, to = NULL, end = NULL;

  g_return_val_if_fail (FW_IS_RANGE_CHOOSER (self), FALSE);

  if (!fw_range_chooser_check (self))
    return FALSE;
  from = read_day (self->from);
  to = read_day (self->to);
  end = g_date_time_add_days (to, 1);
  g_object_set (self->view, self->names[0], g_date_time_to_unix (from) * G_USEC_PER_SEC,
                self->names[1], g_date_time_to_unix (end) * G_USEC_PER_SEC, self->property,
                self->choice, NULL);
  gtk_popover_popdown (GTK_POPOVER (self));
  return TRUE;
}

static void
apply_cb (FwRangeChooser *self)
{
  fw_range_chooser_apply (self);
}

static void
shown_cb (FwRangeChooser *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *first = NULL, *last = NULL;
  gint64 from, to;

  get_moments (self, &from, &to);
  /* what is looked at may be what is to be kept */
  if (to <= from && g_str_equal (fw_view_get (self->view, "range"), "custom"))
    g_object_get (self->view, "from", &from, "to", &to, NULL);
  first = to > from ? format_day (from) : g_strdup (today);
  last = to > from ? format_day (to - 1) : g_strdup (today);
  fw_range_chooser_set (self, first, last);
  gtk_widget_grab_focus (self->from);
}

static GtkWidget *
add_day (FwRangeChooser *self, GtkGrid *grid, int row, const char *name)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);
  GtkWidget *entry = fw_date_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply_cb), self);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, entry, 1, row, 1, 1);
  return entry;
}

static void
fw_range_chooser_dispose (GObject *object)
{
  g_clear_object (&FW_RANGE_CHOOSER (object)->view);

  G_OBJECT_CLASS (fw_range_chooser_parent_class)->dispose (object);
}

static void
fw_range_chooser_class_init (FwRangeChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_range_chooser_dispose;
}

static void
fw_range_chooser_init (FwRangeChooser *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Show these days"));

  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 12);
  self->from = add_day (self, grid, 0, _ ("_First day"));
  self->to = add_day (self, grid, 1, _ ("_Last day"));
  self->problem =
      gtk_label_new (_ ("Expected two days such as 2026-11-21, the last not before the first."));
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 32);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "late");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_grid_attach (grid, self->problem, 0, 2, 2, 1);
  gtk_widget_add_css_class (apply, "suggested-action");
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), self);
  gtk_grid_attach (grid, apply, 0, 3, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (grid));
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  g_signal_connect_swapped (self, "show", G_CALLBACK (shown_cb), self);
}

GtkWidget *
fw_range_chooser_new (FwView *view)
{
  FwRangeChooser *self = g_object_new (FW_TYPE_RANGE_CHOOSER, NULL);

  self->view = g_object_ref (view);
  self->property = "range";
  self->choice = "custom";
  self->names[0] = "from";
  self->names[1] = "to";
  return GTK_WIDGET (self);
}

GtkWidget *
fw_range_chooser_new_for_baseline (FwView *view)
{
  FwRangeChooser *self = FW_RANGE_CHOOSER (fw_range_chooser_new (view));

  self->property = "against";
  self->choice = "period";
  self->names[0] = "baseline-from";
  self->names[1] = "baseline-to";
  return GTK_WIDGET (self);
}

void
fw_range_chooser_set (FwRangeChooser *self, const char *from, const char *to)
{
  g_return_if_fail (FW_IS_RANGE_CHOOSER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->from), from);
  gtk_editable_set_text (GTK_EDITABLE (self->to), to);
  gtk_widget_set_visible (self->problem, FALSE);
}
