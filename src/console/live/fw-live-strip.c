/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-strip.h"

#include "charts/fw-state-bar.h"
#include "console/live/fw-live-people.h"
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

struct _FwLiveStrip
{
  GtkWidget parent_instance;

  FwLive *live;
  GtkWidget *box;
  GtkLabel *heading;
  GtkWidget *all_button;
  FwStateBar *bar;
  GtkLabel *pauses; /* what pauses are for: their parts of the bar are often too narrow to say */
};

enum
{
  SHOW_STATE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveStrip, fw_live_strip, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

#define MAX_REASONS 7 /* with the four states, and all other pauses, as many as the bar has */

typedef struct
{
  guint states[FW_N_AGENT_STATES]; /* who is late is counted there alone */
  guint late;
  guint n_reasons;
  struct
  {
    const char *name; /* interned: FW_LIVE_PAUSED and the reason */
    const char *reason;
    guint count;
  } reasons[MAX_REASONS];
} Tally;

/* Coaching is no break: each pause that has a reason is a part of its own. */
static void
count_pause (Tally *tally, const char *reason)
{
  g_autofree char *name = NULL;

  for (guint i = 0; i < tally->n_reasons; i++)
    if (g_str_equal (tally->reasons[i].reason, reason))
      {
        tally->reasons[i].count++;
        return;
      }
  if (*reason == '\0' || tally->n_reasons == MAX_REASONS)
    {
      tally->states[FW_AGENT_PAUSED]++;
      return;
    }
  name = g_strconcat (FW_LIVE_PAUSED, reason, NULL);
  tally->reasons[tally->n_reasons].name = g_intern_string (name);
  tally->reasons[tally->n_reasons].reason = g_intern_string (reason);
  tally->reasons[tally->n_reasons++].count = 1;
}

/* From the rows, so that a part has as many people as a click on it shows; from the counts while
   rows are not there (figures of before). */
static Tally
count_people (FwLive *live)
{
  const FwLiveCounts *counts = fw_live_get_counts (live);
  GListModel *people = fw_live_get_people (live);
  guint n = g_list_model_get_n_items (people);
  Tally tally = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwPersonRow) row = g_list_model_get_item (people, i);

      if (fw_person_row_is_late (row))
        tally.late++;
      else if (fw_person_row_get_state (row) == FW_AGENT_PAUSED)
        count_pause (&tally, fw_person_row_get_reason (row));
      else
        tally.states[fw_person_row_get_state (row)]++;
    }
  if (n == 0)
    {
      tally.late = MIN (counts->late, counts->paused);
      tally.states[FW_AGENT_TALKING] = counts->talking;
      tally.states[FW_AGENT_WRAP_UP] = counts->wrap_up;
      tally.states[FW_AGENT_READY] = counts->ready;
      tally.states[FW_AGENT_PAUSED] = counts->paused - tally.late;
    }
  return tally;
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  return strcmp (((const FwStateBarPart *) a)->name, ((const FwStateBarPart *) b)->name);
}

static void
show_pauses (FwLiveStrip *self, const FwStateBarPart *parts, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? " · " : "", parts[i].label, parts[i].count);
  if (g_strcmp0 (gtk_label_get_text (self->pauses), text->str) != 0)
    gtk_label_set_text (self->pauses, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->pauses), n > 0);
}

static void
show_counts (FwLiveStrip *self)
{
  Tally tally = count_people (self->live);
  FwStateBarPart parts[FW_STATE_BAR_MAX_PARTS] = {
    { "talking", fw_live_words_state (FW_AGENT_TALKING), tally.states[FW_AGENT_TALKING],
      FW_CHART_COLOR_FIRST },
    { "wrap-up", fw_live_words_state (FW_AGENT_WRAP_UP), tally.states[FW_AGENT_WRAP_UP],
      FW_CHART_COLOR_SECOND },
    /* a phone that rings is in the hands of somebody who was ready */
    { "ready", fw_live_words_state (FW_AGENT_READY),
      tally.states[FW_AGENT_READY] + tally.states[FW_AGENT_RINGING], FW_CHART_COLOR_THIRD },
  };
  guint n = 3;
  g_autofree char *number = fw_format_count (fw_live_get_counts (self->live)->signed_in);
  g_autofree char *text = g_strdup_printf (_ ("On the floor: %s"), number);

  G_STATIC_ASSERT (3 + MAX_REASONS + 2 <= FW_STATE_BAR_MAX_PARTS);
  for (guint i = 0; i < tally.n_reasons; i++)
    parts[n++] =
        (FwStateBarPart){ tally.reasons[i].name, fw_live_words_reason (tally.reasons[i].reason),
                          tally.reasons[i].count, FW_CHART_COLOR_REST };
  /* by name, so that parts do not change places as people come and go */
  qsort (parts + 3, tally.n_reasons, sizeof *parts, compare_reasons);
  parts[n++] = (FwStateBarPart){ "paused", fw_live_words_state (FW_AGENT_PAUSED),
                                 tally.states[FW_AGENT_PAUSED], FW_CHART_COLOR_REST };
  parts[n++] = (FwStateBarPart){ "late", fw_live_words_verdict (FW_VERDICT_LATE), tally.late,
                                 FW_CHART_COLOR_LATE };

  fw_state_bar_set (self->bar, parts, n);
  show_pauses (self, parts + 3, tally.n_reasons);
  if (g_strcmp0 (gtk_label_get_text (self->heading), text) != 0)
    gtk_label_set_text (self->heading, text);
}

static void
updated_cb (FwLive *live, gpointer data)
{
  show_counts (data);
}

static void
show_all_cb (FwLiveStrip *self)
{
  g_signal_emit (self, signals[SHOW_STATE], 0, "");
}

static void
activated_cb (FwLiveStrip *self, const char *name)
{
  g_signal_emit (self, signals[SHOW_STATE], 0, name);
}

static void
fw_live_strip_dispose (GObject *object)
{
  FwLiveStrip *self = FW_LIVE_STRIP (object);

  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_strip_parent_class)->dispose (object);
}

static void
fw_live_strip_class_init (FwLiveStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_strip_dispose;
  g_type_ensure (FW_TYPE_STATE_BAR);
  signals[SHOW_STATE] = g_signal_new ("show-state", FW_TYPE_LIVE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLiveStrip, box);
  gtk_widget_class_bind_template_child (widget_class, FwLiveStrip, heading);
  gtk_widget_class_bind_template_child (widget_class, FwLiveStrip, all_button);
  gtk_widget_class_bind_template_child (widget_class, FwLiveStrip, bar);
  gtk_widget_class_bind_template_child (widget_class, FwLiveStrip, pauses);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
fw_live_strip_init (FwLiveStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_chart_set_title (FW_CHART (self->bar), _ ("People on the floor by state"));
}

void
fw_live_strip_set_live (FwLiveStrip *self, FwLive *live)
{
  g_return_if_fail (FW_IS_LIVE_STRIP (self));

  g_set_object (&self->live, live);
  g_signal_connect (live, "updated", G_CALLBACK (updated_cb), self);
  show_counts (self);
}

void
fw_live_strip_set_bare (FwLiveStrip *self, gboolean bare)
{
  g_return_if_fail (FW_IS_LIVE_STRIP (self));
  gtk_widget_set_visible (self->all_button, !bare);
}
