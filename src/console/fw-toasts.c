/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-toasts.h"

/* libadwaita 1.2 lets go of a toast once too often where it is dismissed while it still appears,
 * and the program ends. It appears within 400 ms of the clock of frames. */
#define APPEARS_US (500 * 1000)

#define KEY "fw-toasts"

typedef struct
{
  AdwToastOverlay *overlay; /* which owns this */
  AdwToast *shown;          /* (nullable) */
  AdwToast *next;           /* (nullable): waits until the other has appeared */
  guint tick;               /* 0: what is shown has appeared */
  gint64 since;             /* µs of the clock of frames; 0: there was no frame yet */
} Toasts;

static void turn (Toasts *self);

static void
dismissed_cb (AdwToast *toast, gpointer data)
{
  Toasts *self = data;

  if (toast == self->shown)
    g_clear_object (&self->shown);
}

static void
free_toasts (gpointer data)
{
  Toasts *self = data;

  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
  g_clear_object (&self->next);
  g_free (self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Toasts *self = data;
  const gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->since == 0)
    self->since = now;
  if (now - self->since < APPEARS_US)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  turn (self);
  return G_SOURCE_REMOVE;
}

static void
turn (Toasts *self)
{
  if (self->next == NULL || self->tick != 0)
    return;
  if (self->shown != NULL)
    adw_toast_dismiss (self->shown);
  self->shown = g_steal_pointer (&self->next);
  self->since = 0;
  g_signal_connect (self->shown, "dismissed", G_CALLBACK (dismissed_cb), self);
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (self->shown));
  /* what nobody sees appears at once */
  if (gtk_widget_get_mapped (GTK_WIDGET (self->overlay)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->overlay), tick_cb, self, NULL);
}

void
fw_toasts_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  self = g_object_get_data (G_OBJECT (overlay), KEY);
  if (self == NULL)
    {
      self = g_new0 (Toasts, 1);
      self->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), KEY, self, free_toasts);
    }
  g_clear_object (&self->next);
  self->next = toast;
  turn (self);
}
