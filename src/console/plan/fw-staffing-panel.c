/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-staffing-panel.h"

#include "charts/fw-format.h"
#include "charts/fw-mark.h"
#include "console/plan/fw-plan-columns.h"
#include "core/staffing/fw-staffing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* One fewer, as chosen, one more. */
#define N_COLUMNS 3

typedef enum
{
  ROW_SERVICE,
  ROW_ASA,
  ROW_ABANDONED,
  ROW_OCCUPANCY,
  ROW_COST,
  N_ROWS
} Row;

static const char *const titles[N_ROWS] = {
  [ROW_SERVICE] = N_ ("Service level"),
  [ROW_ASA] = N_ ("Mean wait"),
  [ROW_ABANDONED] = N_ ("Hang up"),
  [ROW_OCCUPANCY] = N_ ("Occupancy"),
  [ROW_COST] = N_ ("Cost"),
};

struct _FwStaffingPanel
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *heading;
  GtkLabel *demand;
  GtkSpinButton *people;
  GtkScale *scale;
  GtkGrid *grid;
  GtkLabel *ground;
  GtkLabel *heads[N_COLUMNS];
  GtkLabel *names[N_ROWS];
  GtkLabel *figures[N_ROWS][N_COLUMNS];
  GtkWidget *marks[N_ROWS][N_COLUMNS];

  FwStaffingDemand work;
  FwStaffingTarget target;
  double cost_per_hour;
  double needed;
};

G_DEFINE_FINAL_TYPE (FwStaffingPanel, fw_staffing_panel, ADW_TYPE_BIN)

/* ---- figures ---- */

static double
get_figure (const FwStaffingPanel *self, Row row, const FwErlang *result, guint people)
{
  switch (row)
    {
    case ROW_SERVICE:
      return result->service_level;
    case ROW_ASA:
      return isinf (result->asa_s) ? NAN : result->asa_s;
    case ROW_ABANDONED:
      return result->abandoned;
    case ROW_OCCUPANCY:
      return people > 0 ? MIN (result->occupancy, 1) : NAN;
    case ROW_COST:
      return people * self->cost_per_hour / 2;
    case N_ROWS:
    default:
      g_assert_not_reached ();
    }
}

static FwFormat
get_format (Row row)
{
  return row == ROW_ASA ? FW_FORMAT_DURATION : row == ROW_COST ? FW_FORMAT_POINTS : FW_FORMAT_RATIO;
}

static gboolean
misses (const FwStaffingPanel *self, Row row, const FwErlang *result)
{
  if (row == ROW_SERVICE)
    return result->service_level < self->target.least_service_level;
  return row == ROW_OCCUPANCY && result->occupancy > self->target.most_occupancy;
}

static void
show_cell (FwStaffingPanel *self, Row row, guint column, const FwErlang *result, guint people)
{
  g_autofree char *text =
      fw_format_value (get_format (row), get_figure (self, row, result, people));
  const gboolean miss = misses (self, row, result);
  /* Translators: a figure, and that its target is missed */
  g_autofree char *name =
      miss ? g_strdup_printf (_ ("%s, misses its target"), text) : g_strdup (text);

  gtk_label_set_text (self->figures[row][column], text);
  gtk_widget_set_visible (self->marks[row][column], miss);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->figures[row][column]),
                               miss ? _ ("Misses its target") : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->figures[row][column]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_column (FwStaffingPanel *self, guint column, gint people)
{
  g_autofree char *head = people >= 0 ? fw_format_count (people) : g_strdup (FW_FORMAT_NONE);
  FwErlang result;

  gtk_label_set_text (self->heads[column], head);
  if (people < 0)
    {
      for (guint row = 0; row < N_ROWS; row++)
        {
          gtk_label_set_text (self->figures[row][column], FW_FORMAT_NONE);
          gtk_widget_set_visible (self->marks[row][column], FALSE);
        }
      return;
    }
  result = fw_staffing_evaluate (&self->work, (guint) people, self->target.target_s);
  for (guint row = 0; row < N_ROWS; row++)
    show_cell (self, row, column, &result, (guint) people);
}

static void
people_cb (FwStaffingPanel *self)
{
  const gint people = gtk_spin_button_get_value_as_int (self->people);

  for (guint column = 0; column < N_COLUMNS; column++)
    show_column (self, column, people + (gint) column - 1);
}

/* ---- words ---- */

static char *
write_demand (const FwPlanMoment *moment, gboolean shared)
{
  g_autofree char *contacts = fw_plan_write_contacts (moment->contacts);
  g_autofree char *aht = fw_format_duration (moment->aht_s);
  const gint needed = (gint) moment->together;

  if (shared && !isnan (moment->people))
    /* Translators: contacts, how long each takes, people, people */
    return g_strdup_printf (_ ("%s contacts of %s need %d people if everybody answers every queue, "
                               "%d if each queue has its own."),
                            contacts, aht, needed, (gint) moment->people);
  /* Translators: contacts, how long each takes, people */
  return g_strdup_printf (ngettext ("%s contacts of %s need %d person.",
                                    "%s contacts of %s need %d people.", (gulong) needed),
                          contacts, aht, needed);
}

/* What the figures rest on: the target, who is meant, and how long callers wait. */
static char *
write_ground (const FwPlanAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *level = fw_format_tick (FW_FORMAT_RATIO, answer->service_level, 0.01);
  g_autofree char *within = fw_format_tick (FW_FORMAT_DURATION, answer->seconds, 1);
  g_autofree char *occupancy = fw_format_tick (FW_FORMAT_RATIO, answer->occupancy, 0.01);

  /* Translators: a share, a time, a share */
  g_string_printf (text, _ ("Target: %s within %s, occupancy at most %s."), level, within,
                   occupancy);
  g_string_append_c (text, '\n');
  if (answer->n_queues > 1)
    g_string_append_printf (text,
                            ngettext ("As if everybody answered the %u queue.",
                                      "As if everybody answered all %u queues, under the strictest "
                                      "of their targets.",
                                      answer->n_queues),
                            answer->n_queues);
  g_string_append (text, answer->n_queues > 1 ? "\n" : "");
  if (isnan (answer->patience_s))
    g_string_append (text,
                     _ ("Too few hang up to tell how long callers wait: they are taken to wait "
                        "as long as it takes."));
  else
    {
      g_autofree char *patience = fw_format_duration (answer->patience_s);

      g_string_append_printf (text, _ ("Callers hang up after %s on average."), patience);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_heading (FwStaffingPanel *self, const FwPlanAnswer *answer, const FwPlanMoment *moment)
{
  g_autofree char *day = fw_format_weekday (moment->at, answer->zone);
  g_autofree char *clock = fw_format_clock (moment->at, answer->zone);
  /* Translators: the day, then the time */
  g_autofree char *heading = g_strdup_printf (_ ("%s, %s"), day, clock);
  g_autofree char *demand = write_demand (moment, answer->n_queues > 1);
  g_autofree char *ground = write_ground (answer);

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->demand, demand);
  gtk_label_set_text (self->ground, ground);
}

void
fw_staffing_panel_show (FwStaffingPanel *self,
                        const FwPlanAnswer *answer,
                        const FwPlanMoment *moment)
{
  GtkAdjustment *adjustment;
  const gboolean known = moment != NULL && !isnan (moment->together) && !isnan (moment->aht_s);

  g_return_if_fail (FW_IS_STAFFING_PANEL (self) && answer != NULL);

  gtk_stack_set_visible_child_name (self->stack, known ? "figures" : "nothing");
  if (!known)
    return;
  self->work =
      (FwStaffingDemand){ .contacts = moment->contacts,
                          .interval_s = 1800,
                          .aht_s = moment->aht_s,
                          .patience_s = isnan (answer->patience_s) ? INFINITY : answer->patience_s,
                          .concurrency = 1 };
  self->target = FW_STAFFING_ANY_TARGET;
  self->target.target_s = answer->seconds;
  self->target.least_service_level = answer->service_level;
  self->target.most_occupancy = answer->occupancy;
  self->cost_per_hour = answer->cost_per_hour;
  for (guint column = 0; column < N_COLUMNS; column++)
    gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->figures[ROW_COST][column])),
                            !isnan (answer->cost_per_hour));
  gtk_widget_set_visible (GTK_WIDGET (self->names[ROW_COST]), !isnan (answer->cost_per_hour));
  show_heading (self, answer, moment);
  adjustment = gtk_spin_button_get_adjustment (self->people);
  /* Twice as many, and at the least ten more: room for every question that is asked of a plan. */
  gtk_adjustment_configure (adjustment, moment->together, 0,
                            MAX (2 * moment->together, moment->together + 10), 1, 5, 0);
  people_cb (self);
}

void
fw_staffing_panel_focus (FwStaffingPanel *self)
{
  g_return_if_fail (FW_IS_STAFFING_PANEL (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->people));
}

/* ---- the class ---- */

static void
fw_staffing_panel_class_init (FwStaffingPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/plan/fw-staffing-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, demand);
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, people);
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, scale);
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, grid);
  gtk_widget_class_bind_template_child (widget_class, FwStaffingPanel, ground);
}

static GtkLabel *
create_label (const char *text, float xalign)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, xalign);
  if (xalign > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  return label;
}

static void
add_cell (FwStaffingPanel *self, Row row, guint column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  self->marks[row][column] = fw_mark_new ();
  fw_mark_set (FW_MARK (self->marks[row][column]), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE);
  gtk_widget_set_visible (self->marks[row][column], FALSE);
  self->figures[row][column] = create_label (FW_FORMAT_NONE, 1);
  gtk_box_append (GTK_BOX (box), self->marks[row][column]);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->figures[row][column]));
  if (column == 1)
    gtk_widget_add_css_class (GTK_WIDGET (self->figures[row][column]), "staffing-chosen");
  gtk_grid_attach (self->grid, box, (int) column + 1, (int) row + 1, 1, 1);
}

static void
fw_staffing_panel_init (FwStaffingPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      self->heads[column] = create_label (NULL, 1);
      gtk_widget_add_css_class (GTK_WIDGET (self->heads[column]),
                                column == 1 ? "staffing-chosen" : "soft");
      gtk_grid_attach (self->grid, GTK_WIDGET (self->heads[column]), (int) column + 1, 0, 1, 1);
    }
  for (guint row = 0; row < N_ROWS; row++)
    {
      self->names[row] = create_label (_ (titles[row]), 0);
      gtk_label_set_ellipsize (self->names[row], PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (GTK_WIDGET (self->names[row]), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->names[row]), "soft");
      gtk_grid_attach (self->grid, GTK_WIDGET (self->names[row]), 0, (int) row + 1, 1, 1);
      for (guint column = 0; column < N_COLUMNS; column++)
        add_cell (self, row, column);
    }
  gtk_range_set_adjustment (GTK_RANGE (self->scale), gtk_spin_button_get_adjustment (self->people));
  g_signal_connect_object (self->people, "value-changed", G_CALLBACK (people_cb), self,
                           G_CONNECT_SWAPPED);
}
