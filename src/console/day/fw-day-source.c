/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row is what was planned, and thin below it what really was. Both are in one colour, planned
 * pale, real full, as in the chart below; where somebody was to work and did not stands a line of
 * another. */
#include "console/day/fw-day-source.h"

#include "charts/fw-chart.h"
#include "console/day/fw-day-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EDGE 3   /* above and below */
#define REAL 5   /* height of what was */
#define APART 1  /* between the two */
#define LETTER 7 /* before a text on a span */
#define HEAD 6   /* half hours between two times above */

void
fw_day_get_column (const FwDayRows *rows, guint column, gint64 *from, gint64 *to)
{
  g_return_if_fail (rows != NULL);

  *from = rows->first + column * FW_DAY_STEP;
  *to = *from + FW_DAY_STEP;
}

/* ---- texts ---- */

static const char *
keep (FwDayShown *shown, char *text)
{
  g_free (shown->text);
  shown->text = text;
  return text;
}

static void
get_cell (gpointer data, guint row, guint column, FwGridCell *cell)
{
  FwDayShown *shown = data;
  const FwDayRow *person = fw_day_rows_get (shown->rows, row);
  gint64 from, to;
  const FwDayPart *part;

  fw_day_get_column (shown->rows, column, &from, &to);
  part = fw_day_rows_find_part (person->plan, from);
  cell->text = part != NULL ? fw_day_write_kind (part->kind) : NULL;
}

static void
get_head (gpointer data, guint column, FwGridHead *head)
{
  FwDayShown *shown = data;
  gint64 from, to;

  fw_day_get_column (shown->rows, column, &from, &to);
  head->top = "";
  head->text = column % HEAD == 0 ? keep (shown, fw_format_clock (from, shown->rows->clock)) : "";
  head->span = HEAD;
  head->now = shown->rows->runs && shown->rows->now >= from &&
              shown->rows->now < from + HEAD * FW_DAY_STEP && column % HEAD == 0;
}

static void
get_row (gpointer data, guint row, FwGridRow *name)
{
  FwDayShown *shown = data;
  const FwDayRow *person = fw_day_rows_get (shown->rows, row);

  name->name = person->name;
  name->note = keep (shown, fw_day_write_standing (shown->rows, person));
  name->shape = fw_day_get_shape (person);
  name->late = fw_day_is_pressing (shown->rows, person);
}

static const char *
get_sum (gpointer data, guint row, guint sum)
{
  FwDayShown *shown = data;
  const FwDayRow *person = fw_day_rows_get (shown->rows, row);

  return keep (
      shown, fw_format_value (FW_FORMAT_RATIO, sum == 0 ? person->adherence : person->conformance));
}

static const char *
get_sum_head (gpointer data, guint sum)
{
  return sum == 0 ? _ ("Adherence") : _ ("Conformance");
}

static const char *
get_foot_name (gpointer data, guint foot)
{
  return "";
}

static const char *
get_foot (gpointer data, guint foot, guint column, gboolean *is_short)
{
  return "";
}

static char *
describe (gpointer data, guint row, guint column)
{
  FwDayShown *shown = data;
  const FwDayRow *person = fw_day_rows_get (shown->rows, row);
  g_autofree char *standing = fw_day_write_standing (shown->rows, person);
  g_autofree char *figures = fw_day_write_figures (person);
  g_autofree char *time = NULL, *moment = NULL;
  gint64 from, to;

  fw_day_get_column (shown->rows, column, &from, &to);
  time = fw_day_write_time (shown->rows, from, to);
  moment = fw_day_write_moment (shown->rows, person, from, to);
  /* Translators: who, how the day stands, its figures; a half hour, and what was in it */
  return g_strdup_printf (_ ("%s, %s, %s. %s: %s"), person->name, standing, figures, time, moment);
}

/* ---- drawing ---- */

typedef struct
{
  const FwDayRows *rows;
  GtkWidget *grid;
  GtkSnapshot *snapshot;
  graphene_rect_t all, plan, real;
  GdkRGBA main, late, label, training, text;
} Drawing;

static double
find_x (const Drawing *drawing, gint64 at)
{
  const double length = (double) drawing->rows->n_columns * FW_DAY_STEP;
  const double share = (double) (at - drawing->rows->first) / length;

  return drawing->all.origin.x + drawing->all.size.width * CLAMP (share, 0, 1);
}

static graphene_rect_t
find_lane (const Drawing *drawing, const graphene_rect_t *band, gint64 from, gint64 to)
{
  const double x = round (find_x (drawing, from)), right = round (find_x (drawing, to));

  return GRAPHENE_RECT_INIT ((float) x, band->origin.y, (float) MAX (right - x, 0),
                             band->size.height);
}

static void
fill (Drawing *drawing, const GdkRGBA *color, float alpha, const graphene_rect_t *at)
{
  GdkRGBA rgba = *color;

  rgba.alpha = alpha;
  gtk_snapshot_append_color (drawing->snapshot, &rgba, at);
}

static void
outline (Drawing *drawing, const GdkRGBA *color, const graphene_rect_t *at)
{
  const float widths[] = { 1, 1, 1, 1 };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, at, 0);
  gtk_snapshot_append_border (drawing->snapshot, &rect, widths, colors);
}

static void
stripe (Drawing *drawing, const GdkRGBA *color, const graphene_rect_t *at)
{
  GdkRGBA clear = *color, full = *color;
  GskColorStop stops[4];

  clear.alpha = 0.06f;
  full.alpha = 0.32f;
  stops[0] = (GskColorStop){ 0, clear };
  stops[1] = (GskColorStop){ 0.5f, clear };
  stops[2] = (GskColorStop){ 0.5f, full };
  stops[3] = (GskColorStop){ 1, full };
  gtk_snapshot_append_repeating_linear_gradient (
      drawing->snapshot, at, &at->origin, &GRAPHENE_POINT_INIT (at->origin.x + 6, at->origin.y + 6),
      stops, G_N_ELEMENTS (stops));
}

/* A word on a span that has room for it. */
static void
write_on (Drawing *drawing, const char *word, const graphene_rect_t *at)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width, height;

  layout = gtk_widget_create_pango_layout (drawing->grid, word);
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  if ((float) width + LETTER > at->size.width)
    return;
  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (
      drawing->snapshot,
      &GRAPHENE_POINT_INIT (at->origin.x + 4,
                            at->origin.y + roundf ((at->size.height - (float) height) / 2)));
  gtk_snapshot_append_layout (drawing->snapshot, layout, &drawing->text);
  gtk_snapshot_restore (drawing->snapshot);
}

static void
draw_part (Drawing *drawing, const FwDayPart *part, const char *letter)
{
  const graphene_rect_t lane = find_lane (drawing, &drawing->plan, part->from, part->to);
  graphene_rect_t line = lane;

  switch (part->kind)
    {
    case FW_DAY_WORK:
      fill (drawing, &drawing->main, 0.38f, &lane);
      if (letter != NULL)
        write_on (drawing, letter, &lane);
      break;
    case FW_DAY_BREAK:
      line.origin.y += roundf (line.size.height / 2) - 1;
      line.size.height = 1;
      fill (drawing, &drawing->label, 0.7f, &line);
      break;
    case FW_DAY_TRAINING:
      fill (drawing, &drawing->training, 0.4f, &lane);
      outline (drawing, &drawing->training, &lane);
      write_on (drawing, fw_day_write_kind (part->kind), &lane);
      break;
    case FW_DAY_EXCUSED:
      stripe (drawing, &drawing->label, &lane);
      write_on (drawing, fw_day_write_kind (part->kind), &lane);
      break;
    case FW_DAY_PRESENT:
      stripe (drawing, &drawing->main, &lane);
      outline (drawing, &drawing->main, &lane);
      break;
    case FW_DAY_ABSENT:
      stripe (drawing, &drawing->late, &lane);
      outline (drawing, &drawing->late, &lane);
      break;
    case FW_DAY_N_KINDS:
    default:
      break;
    }
}

/* Where somebody was to work, until now, and was not. */
static void
draw_exception (Drawing *drawing, gint64 from, gint64 to)
{
  graphene_rect_t lane = find_lane (drawing, &drawing->real, from, MIN (to, drawing->rows->now));

  lane.origin.y += 1;
  lane.size.height = 2;
  if (to > from && lane.size.width >= 1)
    fill (drawing, &drawing->late, 1, &lane);
}

static void
draw_exceptions (Drawing *drawing, const FwDayRow *row, const FwDayPart *plan)
{
  gint64 at = plan->from;

  for (guint i = 0; i < row->states->len && plan->kind == FW_DAY_WORK; i++)
    {
      const FwDayPart *state = &g_array_index (row->states, FwDayPart, i);

      if (!state->works || state->to <= at || state->from >= plan->to)
        continue;
      draw_exception (drawing, at, state->from);
      at = MAX (at, state->to);
    }
  if (plan->kind == FW_DAY_ABSENT || (plan->kind == FW_DAY_WORK && at < plan->to))
    draw_exception (drawing, at, plan->to);
}

static void
draw_states (Drawing *drawing, const FwDayRow *row)
{
  for (guint i = 0; i < row->states->len; i++)
    {
      const FwDayPart *part = &g_array_index (row->states, FwDayPart, i);
      graphene_rect_t lane = find_lane (drawing, &drawing->real, part->from, part->to);

      if (part->works)
        fill (drawing, &drawing->main, 1, &lane);
    }
}

static void
draw_now (Drawing *drawing)
{
  const gint64 now = drawing->rows->now;
  const gint64 end = drawing->rows->first + drawing->rows->n_columns * FW_DAY_STEP;

  if (now > drawing->rows->first && now < end)
    fill (drawing, &drawing->text, 1,
          &GRAPHENE_RECT_INIT ((float) round (find_x (drawing, now)), drawing->all.origin.y, 1,
                               drawing->all.size.height + 1));
}

static void
draw_row (
    gpointer data, guint row, GtkWidget *grid, GtkSnapshot *snapshot, const graphene_rect_t *all)
{
  FwDayShown *shown = data;
  const FwDayRow *person = fw_day_rows_get (shown->rows, row);
  Drawing drawing = { .rows = shown->rows, .grid = grid, .snapshot = snapshot, .all = *all };
  gboolean first = TRUE;

  fw_chart_lookup_color (grid, FW_CHART_COLOR_MAIN, &drawing.main);
  fw_chart_lookup_color (grid, FW_CHART_COLOR_LATE, &drawing.late);
  fw_chart_lookup_color (grid, FW_CHART_COLOR_LABEL, &drawing.label);
  fw_chart_lookup_color (grid, FW_CHART_COLOR_THIRD, &drawing.training);
  fw_chart_lookup_color (grid, FW_CHART_COLOR_TEXT, &drawing.text);
  drawing.plan = drawing.real = *all;
  drawing.plan.origin.y += EDGE;
  drawing.plan.size.height = MAX (all->size.height - 2 * EDGE - REAL - APART, 4);
  drawing.real.origin.y = drawing.plan.origin.y + drawing.plan.size.height + APART;
  drawing.real.size.height = REAL;
  for (guint i = 0; i < person->plan->len; i++)
    {
      const FwDayPart *part = &g_array_index (person->plan, FwDayPart, i);

      draw_part (&drawing, part, first && part->kind == FW_DAY_WORK ? person->letter : NULL);
      first = first && part->kind != FW_DAY_WORK;
      if (person->standing != FW_DAY_STANDS_UNKNOWN)
        draw_exceptions (&drawing, person, part);
    }
  draw_states (&drawing, person);
  draw_now (&drawing);
}

const FwGridSource fw_day_source = {
  .get_cell = get_cell,
  .get_head = get_head,
  .get_row = get_row,
  .get_sum = get_sum,
  .get_sum_head = get_sum_head,
  .get_foot_name = get_foot_name,
  .get_foot = get_foot,
  .describe = describe,
  .draw_row = draw_row,
  .name_digits = 30,
  .sum_digits = 11,
  .cell_digits = 1,
};
