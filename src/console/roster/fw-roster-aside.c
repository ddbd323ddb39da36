/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-aside.h"

#include "charts/fw-format.h"
#include "console/fw-duty-words.h"
#include "console/roster/fw-roster-words.h"

#include <glib/gi18n-lib.h>

#define WIDTH 26 /* characters */

struct _FwRosterAside
{
  AdwBin parent_instance;

  GtkLabel *title, *what, *state, *broken_title, *broken, *cover_title, *cover, *span_title, *span;
};

G_DEFINE_FINAL_TYPE (FwRosterAside, fw_roster_aside, ADW_TYPE_BIN)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static char *
join_breaches (FwRosterPlan *plan, FwRosterRow *row, gint32 day)
{
  GString *text = g_string_new (NULL);
  const FwDutyBreach *breach;

  for (guint i = 0; (breach = fw_roster_plan_find_breach (plan, row, day, i)) != NULL; i++)
    {
      g_autofree char *sentence = fw_duty_write_breach (breach);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (text, FALSE);
}

static char *
write_span (FwRosterPlan *plan, FwRosterRow *row)
{
  g_autofree char *hours = NULL, *nights = NULL;

  fw_roster_plan_refresh (plan, row);
  hours = fw_roster_write_hours (row->worked);
  nights = fw_format_count (row->nights);
  /* Translators: hours and nights of one person */
  return g_strdup_printf (_ ("Hours: %s\nNights: %s\nRules broken: %u"), hours, nights,
                          row->breaches->len);
}

static void
show_cover (FwRosterAside *self, const FwRosterWantsDay *cover)
{
  g_autofree char *text = cover != NULL ? fw_roster_write_cover (cover) : NULL;

  show_text (self->cover_title, text != NULL ? _ ("This day") : NULL);
  show_text (self->cover, text);
}

void
fw_roster_aside_show (FwRosterAside *self,
                      FwRosterPlan *plan,
                      FwRosterRow *row,
                      gint32 day,
                      const FwRosterWantsDay *cover,
                      guint cells)
{
  const FwRecord *shift;
  const char *note;
  g_autofree char *date = NULL, *title = NULL, *what = NULL, *state = NULL, *broken = NULL,
                  *span = NULL, *all = NULL;

  g_return_if_fail (FW_IS_ROSTER_ASIDE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->title), row != NULL);
  show_cover (self, row != NULL ? cover : NULL);
  if (row == NULL)
    {
      show_text (self->what, NULL);
      show_text (self->state, NULL);
      show_text (self->broken, NULL);
      show_text (self->broken_title, NULL);
      show_text (self->span_title, NULL);
      show_text (self->span, NULL);
      return;
    }
  shift = fw_roster_plan_get (plan, row, day);
  date = fw_roster_write_day (day);
  title = g_strdup_printf ("%s · %s", row->name, date);
  what = fw_roster_write_what (plan, shift);
  state = fw_roster_write_state (plan, shift);
  broken = join_breaches (plan, row, day);
  span = write_span (plan, row);
  note = shift != NULL ? fw_record_text (shift, "note") : NULL;
  all = note != NULL ? g_strdup_printf ("%s\n%s", what, note) : g_strdup (what);
  show_text (self->title, title);
  show_text (self->what, all);
  show_text (self->state, state);
  show_text (self->broken_title, *broken != '\0' ? _ ("Rules broken") : NULL);
  show_text (self->broken, broken);
  show_text (self->span_title, _ ("These two weeks"));
  if (cells > 1)
    {
      g_autofree char *selected =
          g_strdup_printf (ngettext ("%u cell selected", "%u cells selected", cells), cells);
      g_autofree char *both = g_strdup_printf ("%s\n%s", span, selected);

      show_text (self->span, both);
    }
  else
    show_text (self->span, span);
}

static GtkLabel *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
fw_roster_aside_class_init (FwRosterAsideClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fw_roster_aside_init (FwRosterAside *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "roster-aside");
  self->title = add_label (box, "heading");
  self->what = add_label (box, "numeric");
  self->state = add_label (box, "dim-label");
  self->broken_title = add_label (box, "roster-broken");
  self->broken = add_label (box, "numeric");
  self->cover_title = add_label (box, "heading");
  self->cover = add_label (box, "numeric");
  self->span_title = add_label (box, "heading");
  self->span = add_label (box, "numeric");
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The cell under the cursor"), -1);
  adw_bin_set_child (ADW_BIN (self), box);
}
