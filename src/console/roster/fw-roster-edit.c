/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every edit is a step that is shown at once and sent as one batch; what comes while a batch is on
 * its way is the next. */
#include "console/roster/fw-roster-page-private.h"

#include "console/roster/fw-roster-filling.h"
#include "console/roster/fw-roster-words.h"
#include "core/fw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_WRITES 20000 /* of one batch */

gboolean
fw_roster_page_may_write (FwRosterPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "shift");
}

static gint32
get_day (FwRosterPage *self, guint column)
{
  return self->plan->first + (gint32) column;
}

/* ---- sending ---- */

/* @reason: (nullable) */
static void
refuse (FwRosterPage *self, const char *reason, const GError *error)
{
  g_autofree char *sentence = reason != NULL ? NULL : fw_error_to_sentence (error);
  g_autofree char *text =
      g_strdup_printf (_ ("Nothing was written. %s"), reason != NULL ? reason : sentence);

  if (self->plan != NULL)
    fw_roster_save_revert (self->saving, self->plan);
  /* steps that lead on from what is not there */
  fw_roster_history_clear (self->history);
  self->change = -1;
  fw_page_toast (FW_PAGE (self), text);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwRosterPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  const FwWriteOutcome outcome = fw_record_write_all_finish (result, &reason, &error);

  if (outcome == FW_WRITE_FAILED)
    refuse (self, reason, error);
  else if (self->plan != NULL)
    fw_roster_save_settle (self->saving, self->plan);
  if (outcome == FW_WRITE_WAITING)
    fw_page_toast_waiting (FW_PAGE (self));
  g_clear_pointer (&self->saving, fw_roster_save_free);
  if (self->plan == NULL)
    return;
  fw_roster_page_show (self);
  if (outcome != FW_WRITE_FAILED)
    fw_roster_page_save (self);
  if (self->saving == NULL && self->passed_over)
    {
      self->passed_over = FALSE;
      fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
    }
}

void
fw_roster_page_save (FwRosterPage *self)
{
  g_autoptr (GArray) changes = NULL;

  if (self->saving != NULL || self->plan == NULL)
    return;
  self->saving = fw_roster_save_new (self->plan);
  if (self->saving == NULL)
    return;
  changes = fw_roster_save_make_changes (self->saving);
  fw_record_write_all_async (fw_page_get_client (FW_PAGE (self)), changes, saved_cb,
                             g_object_ref (self));
}

/* ---- a step ---- */

gboolean
fw_roster_page_run (FwRosterPage *self, FwRosterStep *step)
{
  const guint n = fw_roster_step_count (step);

  if (n == 0 || n > MOST_WRITES)
    {
      if (n > 0)
        fw_page_toast (FW_PAGE (self), _ ("That is too much at once: choose a team first."));
      fw_roster_step_free (step);
      return FALSE;
    }
  fw_roster_history_do (self->history, self->plan, step);
  fw_roster_page_show (self);
  fw_roster_page_save (self);
  return TRUE;
}

/* What is written in a cell. @after: (out) (transfer full) (nullable). Returns: FALSE where
 * nothing is called so. */
static gboolean
make_written (
    FwRosterPage *self, const FwRosterRow *row, gint32 day, const char *text, FwRecord **after)
{
  const FwRosterTemplate *template = fw_roster_plan_find_written (self->plan, row->site, text);
  FwRecord *shown = fw_roster_plan_get (self->plan, row, day);

  if (template != NULL)
    *after = fw_roster_plan_make_shift (self->plan, row, day, "work", template);
  else if (g_str_equal (text, FW_ROSTER_LEAVE_KEY) || strcmp (text, C_ ("roster", "leave")) == 0)
    *after = fw_roster_plan_make_shift (self->plan, row, day, "leave", NULL);
  else if (g_str_equal (text, FW_ROSTER_TRAINING_KEY) || strcmp (text, C_ ("roster", "Trn")) == 0)
    /* in the hours that the day has already */
    *after = fw_roster_plan_make_shift (
        self->plan, row, day, "training",
        shown != NULL
            ? fw_roster_plan_find_template (self->plan, fw_record_text (shown, "template"))
            : NULL);
  else if (*text == '\0')
    *after = fw_roster_plan_make_free (self->plan, row, day);
  else
    return FALSE;
  return TRUE;
}

gboolean
fw_roster_page_paint (FwRosterPage *self, const char *text)
{
  g_autoptr (FwRosterStep) step = NULL;
  FwGridBlock block;

  if (self->plan == NULL || !fw_roster_page_may_write (self) ||
      !fw_grid_get_block (self->grid, &block))
    return TRUE;
  step = fw_roster_step_new ();
  for (guint i = block.first_row; i <= block.last_row; i++)
    for (guint column = block.first_column; column <= block.last_column; column++)
      {
        FwRosterRow *row = fw_roster_plan_get_row (self->plan, i);
        const gint32 day = get_day (self, column);
        FwRecord *after;

        if (!make_written (self, row, day, text, &after))
          return FALSE;
        fw_roster_step_add (step, self->plan, row, day, after);
      }
  fw_roster_page_run (self, g_steal_pointer (&step));
  return TRUE;
}

static gboolean
begins_letter (FwRosterPage *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < self->plan->templates->len; i++)
    {
      const FwRosterTemplate *template = self->plan->templates->pdata[i];
      g_autofree char *letter = g_utf8_casefold (template->letter, -1);

      if (strlen (letter) > strlen (folded) && g_str_has_prefix (letter, folded))
        return TRUE;
    }
  return FALSE;
}

/* A letter may be two: the first waits for the second where it is nothing by itself. */
void
fw_roster_page_type (FwRosterPage *self, const char *letter)
{
  g_autofree char *before = g_steal_pointer (&self->typed);
  g_autofree char *both = g_strconcat (before != NULL ? before : "", letter, NULL);

  if (self->plan == NULL || !fw_roster_page_may_write (self))
    return;
  if (before != NULL && fw_roster_page_paint (self, both))
    return;
  if (fw_roster_page_paint (self, letter))
    return;
  if (begins_letter (self, letter))
    self->typed = g_strdup (letter);
  else
    {
      g_autofree char *text = g_strdup_printf (_ ("No shift has the letter “%s”."), letter);

      fw_page_toast (FW_PAGE (self), text);
    }
}

/* ---- a block ---- */

static guint
count_width (GPtrArray *lines)
{
  guint width = 0;

  for (guint i = 0; i < lines->len; i++)
    width = MAX (width, g_strv_length (lines->pdata[i]));
  return width;
}

/* Returns: FALSE with @text set to what no shift is called. */
static gboolean
add_pasted (FwRosterPage *self,
            FwRosterStep *step,
            GPtrArray *lines,
            const FwGridBlock *block,
            const char **text)
{
  for (guint i = 0; i <= block->last_row - block->first_row; i++)
    {
      char **cells = lines->pdata[i % lines->len];
      const guint n = g_strv_length (cells);

      for (guint j = 0; j <= block->last_column - block->first_column; j++)
        {
          FwRosterRow *row = fw_roster_plan_get_row (self->plan, block->first_row + i);
          const gint32 day = get_day (self, block->first_column + j);
          FwRecord *after;

          *text =
              j % MAX (count_width (lines), 1) < n ? cells[j % MAX (count_width (lines), 1)] : "";
          if (!make_written (self, row, day, *text, &after))
            return FALSE;
          fw_roster_step_add (step, self->plan, row, day, after);
        }
    }
  return TRUE;
}

/* What is pasted fills a selected block that it fits into a whole number of times, else it lies
 * where the block begins. Returns: FALSE where it would go beyond the end. */
static gboolean
place_pasted (FwRosterPage *self, GPtrArray *lines, FwGridBlock *block)
{
  const guint height = lines->len, width = count_width (lines);
  const guint rows = block->last_row - block->first_row + 1;
  const guint columns = block->last_column - block->first_column + 1;

  if (rows % height != 0 || columns % width != 0)
    {
      block->last_row = block->first_row + height - 1;
      block->last_column = block->first_column + width - 1;
    }
  return block->last_row < self->plan->rows->len && block->last_column < self->plan->n_days;
}

void
fw_roster_page_paste (FwRosterPage *self, const char *text)
{
  g_autoptr (GPtrArray) lines = fw_grid_split (text);
  g_autoptr (FwRosterStep) step = NULL;
  const char *unknown = NULL;
  FwGridBlock block;

  if (self->plan == NULL || !fw_roster_page_may_write (self) || lines->len == 0 ||
      count_width (lines) == 0 || !fw_grid_get_block (self->grid, &block))
    return;
  if (!place_pasted (self, lines, &block))
    {
      fw_page_toast (FW_PAGE (self),
                     _ ("Nothing was pasted: it is larger than what lies below and to the right."));
      return;
    }
  step = fw_roster_step_new ();
  if (!add_pasted (self, step, lines, &block, &unknown))
    {
      g_autofree char *short_text =
          g_utf8_substring (unknown, 0, MIN (20, g_utf8_strlen (unknown, -1)));
      g_autofree char *sentence =
          g_strdup_printf (_ ("Nothing was pasted: no shift is called “%s”."), short_text);

      fw_page_toast (FW_PAGE (self), sentence);
      return;
    }
  fw_grid_set_block (self->grid, &block);
  fw_roster_page_run (self, g_steal_pointer (&step));
}

/* ---- publishing, back and forth ---- */

void
fw_roster_page_publish (FwRosterPage *self)
{
  g_autoptr (FwRosterStep) step = NULL;
  guint n;

  if (self->plan == NULL || !fw_roster_page_may_write (self))
    return;
  step = fw_roster_step_new ();
  for (guint i = 0; i < self->plan->rows->len; i++)
    for (guint column = 0; column < self->plan->n_days; column++)
      {
        FwRosterRow *row = fw_roster_plan_get_row (self->plan, i);
        const gint32 day = get_day (self, column);

        if (fw_roster_shift_is_draft (fw_roster_plan_get (self->plan, row, day)))
          fw_roster_step_add (step, self->plan, row, day,
                              fw_roster_plan_make_published (self->plan, row, day));
      }
  n = fw_roster_step_count (step);
  if (fw_roster_page_run (self, g_steal_pointer (&step)))
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("%u draft published.", "%u drafts published.", n), n);

      fw_page_toast (FW_PAGE (self), text);
    }
}

/* ---- filling what is empty ---- */

/* Whatever was written meanwhile stays. */
static FwRosterStep *
make_filled (FwRosterPage *self, const FwRosterFilling *filling)
{
  FwRosterStep *step = fw_roster_step_new ();

  for (guint i = 0; i < filling->cells->len; i++)
    {
      const FwRosterFillingCell *cell = &g_array_index (filling->cells, FwRosterFillingCell, i);
      FwRosterRow *row = fw_roster_plan_find_row (self->plan, cell->person);
      const FwRosterTemplate *template = fw_roster_plan_find_template (self->plan, cell->template);

      if (row != NULL && template != NULL && fw_roster_plan_knows (self->plan, cell->day) &&
          fw_roster_plan_get (self->plan, row, cell->day) == NULL)
        fw_roster_step_add (
            step, self->plan, row, cell->day,
            fw_roster_plan_make_shift (self->plan, row, cell->day, "work", template));
    }
  return step;
}

/* For what it was filled. */
static char *
describe_measure (const FwRosterFilling *filling, guint n)
{
  if (filling->n_published == 0)
    return g_strdup_printf (ngettext ("%u shift filled, as the weeks before were.",
                                      "%u shifts filled, as the weeks before were.", n),
                            n);
  if (filling->n_published == filling->n_days)
    return g_strdup_printf (ngettext ("%u shift filled for what is published.",
                                      "%u shifts filled for what is published.", n),
                            n);
  return g_strdup_printf (
      ngettext (
          "%u shift filled for what is published, and as the weeks before were where nothing is.",
          "%u shifts filled for what is published, and as the weeks before were where nothing is.",
          n),
      n);
}

static char *
describe_result (const FwRosterFilling *filling, guint n)
{
  g_autofree char *filled = describe_measure (filling, n);
  g_autofree char *missing = g_strdup_printf (
      ngettext ("%u of %u is still nobody’s.", "%u of %u are still nobody’s.", filling->n_short),
      filling->n_short, filling->n_wanted);

  if (n == 0)
    return g_strdup (
        filling->n_short > 0 ? missing
        : filling->n_published > 0
            ? _ ("Nothing is to be filled: every shift that is wanted has somebody.")
            : _ ("Nothing is to be filled: every shift of the weeks before has somebody."));
  return filling->n_short == 0 ? g_steal_pointer (&filled)
                               : g_strconcat (filled, " ", missing, NULL);
}

/* Which days, and what came of it. */
static char *
describe_filled (const FwRosterFilling *filling, guint n)
{
  g_autofree char *from = fw_roster_write_day (filling->from);
  g_autofree char *to = fw_roster_write_day (filling->to);
  g_autofree char *result = describe_result (filling, n);

  if (filling->from >= filling->to)
    /* Translators: the day that was filled, and what came of it */
    return g_strdup_printf (C_ ("filled", "%s: %s"), to, result);
  /* Translators: the first and the last day that were filled, and what came of it */
  return g_strdup_printf (C_ ("filled", "%s – %s: %s"), from, to, result);
}

/* The days of a block of several cells, else all that are shown; of either those from today on.
 * Returns: FALSE where none is left. */
static gboolean
find_days_to_fill (FwRosterPage *self, gint32 *from, gint32 *to)
{
  FwGridBlock block;

  *from = self->plan->first;
  *to = self->plan->first + (gint32) self->plan->n_days - 1;
  if (fw_grid_get_block (self->grid, &block) &&
      (block.last_row > block.first_row || block.last_column > block.first_column))
    {
      *from = get_day (self, block.first_column);
      *to = get_day (self, block.last_column);
    }
  *from = MAX (*from, self->shown.today);
  return *from <= *to;
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwRosterPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRosterFilling) filling = fw_roster_filling_find_finish (result, &error);
  g_autoptr (FwRosterStep) step = NULL;
  g_autofree char *text = NULL;

  g_clear_object (&self->filling);
  if (self->plan == NULL)
    return;
  if (filling == NULL)
    text = fw_error_to_sentence (error);
  else
    {
      step = make_filled (self, filling);
      text = describe_filled (filling, fw_roster_step_count (step));
      fw_roster_page_run (self, g_steal_pointer (&step));
    }
  fw_roster_page_show (self);
  fw_page_toast (FW_PAGE (self), text);
}

void
fw_roster_page_fill (FwRosterPage *self)
{
  gint32 from, to;

  if (self->plan == NULL || !fw_roster_page_may_write (self))
    return;
  if (self->filling != NULL)
    {
      g_cancellable_cancel (self->filling);
      return;
    }
  if (!find_days_to_fill (self, &from, &to))
    {
      fw_page_toast (FW_PAGE (self), _ ("The selected days are over: nothing is filled."));
      return;
    }
  self->filling = g_cancellable_new ();
  fw_roster_filling_find_async (self->plan, from, to, self->cover, self->filling, filled_cb,
                                g_object_ref (self));
  fw_roster_page_show (self);
}

static void
stepped (FwRosterPage *self, guint left)
{
  if (left > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u cell stays: it has changed since, or is not shown.",
                    "%u cells stay: they have changed since, or are not shown.", left),
          left);

      fw_page_toast (FW_PAGE (self), text);
    }
  fw_roster_page_show (self);
  fw_roster_page_save (self);
}

void
fw_roster_page_undo (FwRosterPage *self)
{
  guint left;

  if (self->plan != NULL && fw_roster_history_undo (self->history, self->plan, &left))
    stepped (self, left);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

void
fw_roster_page_redo (FwRosterPage *self)
{
  guint left;

  if (self->plan != NULL && fw_roster_history_redo (self->history, self->plan, &left))
    stepped (self, left);
}
