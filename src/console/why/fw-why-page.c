/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-page.h"

#include "console/why/fw-why-asker.h"
#include "console/why/fw-why-export.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-sentence.h"
#include "console/why/fw-why-watch.h"
#include "console/why/fw-why-words.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>

struct _FwWhyPage
{
  FwPage parent_instance;

  FwWhyBoard *board;
  FwWhyAsker *asker;
  FwWhySides *sides;
  GArray *parts; /* FwWhyPart: how deep one has gone */
  char *key;     /* of the question that was asked last */
  guint ask_source;
};

G_DEFINE_FINAL_TYPE (FwWhyPage, fw_why_page, FW_TYPE_PAGE)

static void
ask (FwWhyPage *self)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autofree char *path = fw_why_question_to_path (view, self->parts, g_get_real_time ());

  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_free (self->key);
  self->key = fw_why_question_to_path (view, self->parts, 0);
  fw_page_clear_error (FW_PAGE (self));
  fw_why_board_set_trail (self->board, fw_view_get (view, "metric"), self->parts, NULL);
  fw_why_asker_ask (self->asker, self->key, path);
}

/* A page that is not shown asks when it is. */
static void
ask_if_other (FwWhyPage *self)
{
  g_autofree char *key = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->asker == NULL)
    return;
  key = fw_why_question_to_path (fw_page_get_view (FW_PAGE (self)), self->parts, 0);
  if (g_strcmp0 (key, self->key) != 0)
    ask (self);
}

static gboolean
ask_cb (gpointer data)
{
  FwWhyPage *self = data;

  self->ask_source = 0;
  ask_if_other (self);
  return G_SOURCE_REMOVE;
}

/* Several properties of the view change one after the other: one question. */
static void
view_changed_cb (FwView *view, gpointer data)
{
  FwWhyPage *self = data;

  if (self->ask_source == 0)
    self->ask_source = g_idle_add (ask_cb, self);
}

static void
asking_cb (FwWhyAsker *asker, GParamSpec *pspec, gpointer data)
{
  fw_why_board_set_asking (FW_WHY_PAGE (data)->board, fw_why_asker_is_asking (asker));
}

/* What was asked may have changed since; the answer's own window and the trail have not. */
static void
ask_sides (FwWhyPage *self, FwWhyResult *result)
{
  g_autofree char *filters =
      fw_why_question_to_filters (fw_page_get_view (FW_PAGE (self)), self->parts);
  g_autofree char *title =
      self->parts->len > 0
          ? fw_why_words_part (&g_array_index (self->parts, FwWhyPart, self->parts->len - 1))
          : NULL;

  fw_why_sides_ask (self->sides, result, filters, title);
}

static void
answered_cb (FwWhyAsker *asker, FwWhyResult *result, gpointer data)
{
  FwWhyPage *self = data;
  const FwWhyAnswer *answer = fw_why_result_get (result);
  g_autofree char *subtitle = fw_why_words_subtitle (answer);

  fw_page_set_subtitle (FW_PAGE (self), subtitle);
  fw_page_set_as_of (FW_PAGE (self), fw_why_result_get_at (result));
  fw_why_board_show (self->board, result);
  fw_why_board_set_trail (self->board, answer->metric->name, self->parts, answer);
  ask_sides (self, result);
}

static void
failed_cb (FwWhyAsker *asker, const GError *error, gpointer data)
{
  FwWhyPage *self = data;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fw_why_board_show_nothing (self->board, _ ("The question was cancelled."));
      /* what is shown answers another question: the same one must be able to be asked again */
      g_clear_pointer (&self->key, g_free);
      return;
    }
  sentence = fw_error_to_sentence (error);
  fw_page_show_error (FW_PAGE (self), error);
  fw_why_board_show_nothing (self->board, sentence);
}

static void
client_state_cb (FwClient *client, GParamSpec *pspec, gpointer data)
{
  FwWhyPage *self = data;
  FwWhyResult *result = fw_why_board_get_result (self->board);

  if (fw_client_get_state (client) == FW_CLIENT_ONLINE &&
      gtk_widget_get_mapped (GTK_WIDGET (self)) && !fw_why_asker_is_asking (self->asker) &&
      (fw_page_get_problem (FW_PAGE (self)) != NULL ||
       (result != NULL && fw_why_result_is_kept (result))))
    ask (self);
}

static void
go_cb (FwWhyBoard *board, guint depth, gpointer data)
{
  FwWhyPage *self = data;

  if (depth < self->parts->len)
    g_array_set_size (self->parts, depth);
  ask (self);
}

static gboolean
go_up (FwWhyPage *self)
{
  if (self->parts->len == 0)
    return FALSE;
  go_cb (self->board, self->parts->len - 1, self);
  return TRUE;
}

static gboolean
has_part (FwWhyPage *self, const FwWhyPart *part)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const FwWhyPart *mine = &g_array_index (self->parts, FwWhyPart, i);

      if (g_str_equal (mine->attribute, part->attribute) && g_str_equal (mine->value, part->value))
        return TRUE;
    }
  return FALSE;
}

static void
drill (FwWhyPage *self, FwWhyRow *row)
{
  const FwWhyCell *cell = fw_why_row_get_cell (row);
  guint depth = self->parts->len;

  for (guint i = 0; cell != NULL && i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      if (*part->value != '\0' && !has_part (self, part))
        fw_why_parts_add (self->parts, part->attribute, part->value, part->title);
    }
  if (self->parts->len > depth)
    ask (self);
  else
    fw_page_toast (FW_PAGE (self), _ ("There is nothing below this to go into"));
}

static void
drill_cb (FwWhyBoard *board, FwWhyRow *row, gpointer data)
{
  drill (data, row);
}

static void
open_cb (FwWhyBoard *board, FwWhyRow *row, gboolean before, gpointer data)
{
  FwWhyPage *self = data;
  FwWhyResult *result = fw_why_board_get_result (board);
  const FwWhyAnswer *answer = fw_why_result_get (result);
  const FwWhyCell *cell = row != NULL ? fw_why_row_get_cell (row) : NULL;
  const char *reason;
  g_autofree char *query = fw_why_question_to_contacts (fw_page_get_view (FW_PAGE (self)),
                                                        self->parts, answer, cell, before, &reason);
  g_autofree char *title = cell != NULL ? fw_why_words_cell (cell)
                                        : g_strdup (fw_why_words_metric (answer->metric->name));

  if (query == NULL)
    fw_page_toast (FW_PAGE (self), reason);
  else
    fw_page_go (
        FW_PAGE (self), "contacts",
        g_variant_new ("(ssss)", query, fw_why_words_measure (answer->metric), title, "why"));
}

static void
side_drill_cb (FwWhySides *sides, const char *attribute, const char *value, gpointer data)
{
  FwWhyPage *self = data;

  fw_why_parts_add (self->parts, attribute, value, NULL);
  ask (self);
}

static void
side_open_cb (FwWhySides *sides, const char *measure, gpointer data)
{
  FwWhyPage *self = data;
  const FwWhyAnswer *answer = fw_why_result_get (fw_why_board_get_result (self->board));
  const char *reason;
  g_autofree char *query = fw_why_question_to_contacts (fw_page_get_view (FW_PAGE (self)),
                                                        self->parts, answer, NULL, FALSE, &reason);

  fw_page_go (FW_PAGE (self), "contacts",
              g_variant_new ("(ssss)", query, measure, _ ("Paths"), "why"));
}

static void
side_metric_cb (FwWhySides *sides, const char *metric, gpointer data)
{
  if (g_strv_contains (fw_why_words_metrics (), metric))
    fw_view_set (fw_page_get_view (data), "metric", metric);
  else
    fw_page_toast (data, _ ("Why this figure moved cannot be asked"));
}

static void
cancel_cb (FwWhyBoard *board, gpointer data)
{
  fw_why_asker_cancel (FW_WHY_PAGE (data)->asker);
}

static void
again_cb (FwWhyBoard *board, gpointer data)
{
  ask (data);
}

static gboolean
shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FwWhyPage *self = FW_WHY_PAGE (widget);

  /* the window keeps pages that are not shown */
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (g_str_equal (data, "export"))
    {
      gtk_widget_activate_action (widget, "why.export", NULL);
      return TRUE;
    }
  if (g_str_equal (data, "escape") && fw_why_asker_is_asking (self->asker))
    {
      fw_why_asker_cancel (self->asker);
      return TRUE;
    }
  return go_up (self);
}

static void
add_shortcut (GtkEventController *controller, const char *trigger, const char *what)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (shortcut_cb, (gpointer) what, NULL)));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWhyPage *self = FW_WHY_PAGE (widget);
  FwWhyResult *result = fw_why_board_get_result (self->board);
  FwChart *chart = fw_why_bridge_get_chart (fw_why_board_get_bridge (self->board));
  g_autofree char *text = NULL;

  if (result == NULL)
    return;
  if (g_str_equal (name, "why.copy-picture"))
    fw_chart_copy_picture (chart);
  else if (g_str_equal (name, "why.copy-table"))
    fw_chart_copy_table (chart);
  else
    {
      text = fw_why_sentence_report (fw_why_result_get (result));
      gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
    }
  fw_page_toast (FW_PAGE (self), _ ("Copied"));
}

static void
watch_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *watch = fw_page_get_header_end (FW_PAGE (widget));

  if (watch != NULL)
    fw_why_watch_open (FW_WHY_WATCH (watch));
}

static void
fw_why_page_setup (FwPage *page)
{
  FwWhyPage *self = FW_WHY_PAGE (page);
  FwClient *client = fw_page_get_client (page);

  self->asker = fw_why_asker_new (client);
  self->sides = fw_why_sides_new (client);
  fw_why_board_add_sides (self->board, self->sides);
  g_signal_connect_object (self->sides, "drill", G_CALLBACK (side_drill_cb), self, 0);
  g_signal_connect_object (self->sides, "open", G_CALLBACK (side_open_cb), self, 0);
  g_signal_connect_object (self->sides, "metric", G_CALLBACK (side_metric_cb), self, 0);
  g_signal_connect_object (self->asker, "notify::asking", G_CALLBACK (asking_cb), self, 0);
  g_signal_connect_object (self->asker, "answered", G_CALLBACK (answered_cb), self, 0);
  g_signal_connect_object (self->asker, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (view_changed_cb), self,
                           0);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (client_state_cb), self, 0);
  fw_why_board_set_trail (self->board, fw_view_get (fw_page_get_view (page), "metric"), self->parts,
                          NULL);
  if ((fw_client_get_role (client) & fw_kind_find ("watch")->write) != 0)
    fw_page_set_header_end (page, fw_why_watch_new (page, self->parts));
  ask_if_other (self);
}

static void
fw_why_page_refresh (FwPage *page)
{
  ask (FW_WHY_PAGE (page));
}

static void
fw_why_page_open (FwPage *page, GVariant *target)
{
  FwWhyPage *self = FW_WHY_PAGE (page);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE ("a{ss}")))
    return;
  fw_why_question_apply (target, fw_page_get_view (page), self->parts);
  ask (self);
}

static char *
fw_why_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_why_board_copy (FW_WHY_PAGE (page)->board, with_headers);
}

static char *
fw_why_page_list (FwPage *page)
{
  FwWhyResult *result = fw_why_board_get_result (FW_WHY_PAGE (page)->board);

  return result != NULL ? fw_why_export_text (fw_why_result_get (result)) : NULL;
}

/* On this page the key goes into what is selected. */
static GVariant *
fw_why_page_ask_why (FwPage *page)
{
  FwWhyPage *self = FW_WHY_PAGE (page);
  FwWhyRow *row = fw_why_board_find_selected (self->board);

  if (row != NULL)
    drill (self, row);
  return NULL;
}

static void
fw_why_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_why_page_parent_class)->map (widget);
  ask_if_other (FW_WHY_PAGE (widget));
}

static void
fw_why_page_unmap (GtkWidget *widget)
{
  FwWhyPage *self = FW_WHY_PAGE (widget);

  GTK_WIDGET_CLASS (fw_why_page_parent_class)->unmap (widget);
  if (self->asker != NULL)
    fw_why_asker_cancel (self->asker);
}

static void
fw_why_page_dispose (GObject *object)
{
  FwWhyPage *self = FW_WHY_PAGE (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  if (self->asker != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->asker, self);
      fw_why_asker_cancel (self->asker);
    }
  g_clear_object (&self->asker);
  g_clear_object (&self->sides);
  G_OBJECT_CLASS (fw_why_page_parent_class)->dispose (object);
}

static void
fw_why_page_finalize (GObject *object)
{
  FwWhyPage *self = FW_WHY_PAGE (object);

  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (fw_why_page_parent_class)->finalize (object);
}

static void
fw_why_page_class_init (FwWhyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_why_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_why_page_finalize;
  widget_class->map = fw_why_page_map;
  widget_class->unmap = fw_why_page_unmap;
  page_class->setup = fw_why_page_setup;
  page_class->refresh = fw_why_page_refresh;
  page_class->open = fw_why_page_open;
  page_class->copy = fw_why_page_copy;
  page_class->list = fw_why_page_list;
  page_class->ask_why = fw_why_page_ask_why;
  gtk_widget_class_install_action (widget_class, "why.copy-answer", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "why.copy-picture", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "why.copy-table", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "why.watch", NULL, watch_action);
}

static void
fw_why_page_init (FwWhyPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->parts = fw_why_parts_new ();
  self->board = FW_WHY_BOARD (fw_why_board_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->board));
  g_signal_connect (self->board, "go", G_CALLBACK (go_cb), self);
  g_signal_connect (self->board, "drill", G_CALLBACK (drill_cb), self);
  g_signal_connect (self->board, "open", G_CALLBACK (open_cb), self);
  g_signal_connect (self->board, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect (self->board, "again", G_CALLBACK (again_cb), self);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (shortcuts, "Escape", "escape");
  add_shortcut (shortcuts, "<Alt>Left", "up");
  add_shortcut (shortcuts, "BackSpace", "up");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  fw_page_add_key (FW_PAGE (self), "<Control>n", "why.watch", NULL);
}

FwWhyBoard *
fw_why_page_get_board (FwWhyPage *self)
{
  g_return_val_if_fail (FW_IS_WHY_PAGE (self), NULL);
  return self->board;
}

gboolean
fw_why_page_is_asking (FwWhyPage *self)
{
  g_return_val_if_fail (FW_IS_WHY_PAGE (self), FALSE);
  return fw_why_asker_is_asking (self->asker);
}

guint
fw_why_page_get_depth (FwWhyPage *self)
{
  g_return_val_if_fail (FW_IS_WHY_PAGE (self), 0);
  return self->parts->len;
}
