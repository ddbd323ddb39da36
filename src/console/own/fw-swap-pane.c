/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-swap-pane.h"

#include "console/fw-drop-down.h"
#include "console/fw-swap-words.h"
#include "console/own/fw-swap-columns.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwSwapPane
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *state;
  GtkWidget *choice;
  GtkDropDown *backs;
  GtkLabel *faults;
  GtkWidget *take;
  GtkButton *give_up;

  FwAnswerItem *swap;        /* (nullable) */
  JsonArray *choices;        /* (nullable): of the answer for it */
  GCancellable *cancellable; /* (nullable): of the question on its way */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FwSwapPane, fw_swap_pane, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- what would break ---- */

static JsonObject *
get_choice (FwSwapPane *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->backs);

  return self->choices != NULL && chosen < json_array_get_length (self->choices)
             ? fw_json_find_element (self->choices, chosen)
             : NULL;
}

static gboolean
fits (JsonObject *choice)
{
  JsonArray *faults;

  return fw_json_get_array (choice, "faults", &faults, NULL) && json_array_get_length (faults) == 0;
}

static void
show_faults (FwSwapPane *self)
{
  JsonObject *choice = get_choice (self);
  g_autofree char *text = NULL;
  JsonArray *faults;

  if (choice != NULL && fw_json_get_array (choice, "faults", &faults, NULL))
    text = fw_swap_write_faults (faults, fw_answer_item_get_text (self->swap, "person"), NULL);
  gtk_label_set_text (self->faults, text != NULL ? text : "");
  gtk_widget_set_sensitive (self->take, choice != NULL && fits (choice));
}

static void
chosen_cb (FwSwapPane *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->backs);

  fw_drop_down_set_name (self->backs, _ ("Give for it"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
  if (!self->filling)
    show_faults (self);
}

static char *
write_choice (JsonObject *choice)
{
  g_autofree char *text = fw_json_has (choice, "day") ? fw_swap_write_shift (choice)
                                                      : g_strdup (_ ("Nothing: take it alone"));

  /* Translators: a shift of one's own that cannot be given back for another */
  return fits (choice) ? g_steal_pointer (&text) : g_strdup_printf (_ ("%s (does not fit)"), text);
}

/* The first that fits is chosen: it is what she came for. */
static void
fill_choices (FwSwapPane *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint first = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (self->choices); i++)
    {
      JsonObject *choice = fw_json_find_element (self->choices, i);
      g_autofree char *text = choice != NULL ? write_choice (choice) : g_strdup ("");

      gtk_string_list_append (list, text);
      if (!found && choice != NULL && fits (choice))
        {
          first = i;
          found = TRUE;
        }
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->backs, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->backs, first);
  self->filling = FALSE;
  chosen_cb (self);
}

static void
choices_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwSwapPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *choices;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer == NULL || !fw_json_get_array (answer, "choices", &choices, &error))
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      gtk_label_set_text (self->faults, sentence);
      return;
    }
  g_clear_pointer (&self->choices, json_array_unref);
  self->choices = json_array_ref (choices);
  fill_choices (self);
}

static void
ask_choices (FwSwapPane *self, FwPage *page)
{
  g_autofree char *escaped =
      g_uri_escape_string (fw_answer_item_get_text (self->swap, "id"), NULL, FALSE);
  g_autofree char *path = g_strconcat ("own/swaps/", escaped, NULL);

  self->cancellable = g_cancellable_new ();
  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL, self->cancellable,
                           choices_cb, g_object_ref (self));
}

/* ---- what it is ---- */

static char *
write_title (FwAnswerItem *swap)
{
  g_autofree char *shift = fw_swap_write_shift (fw_answer_item_get_whole (swap));

  if (fw_swap_is_mine (swap))
    /* Translators: which shift of her own she offers */
    return g_strdup_printf (_ ("You offer: %s"), shift);
  /* Translators: who offers, and which shift */
  return g_strdup_printf (_ ("%s offers: %s"), fw_answer_item_get_text (swap, "person"), shift);
}

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_claim (GString *text, FwAnswerItem *swap)
{
  JsonObject *back = fw_answer_item_get_object (swap, "back");
  const char *colleague = fw_answer_item_get_text (swap, "colleague");
  g_autofree char *shift = back != NULL ? fw_swap_write_shift (back) : NULL;
  g_autofree char *line = NULL;

  if (*colleague == '\0')
    return;
  line = shift != NULL
             /* Translators: who takes the shift, and which one is given for it */
             ? g_strdup_printf (_ ("Taken by %s, who gives for it: %s"), colleague, shift)
             /* Translators: who takes the shift */
             : g_strdup_printf (_ ("Taken by %s, who gives nothing for it"), colleague);
  append_line (text, line);
}

static char *
write_state (FwAnswerItem *swap)
{
  const char *note = fw_answer_item_get_text (swap, "note");
  const char *reason = fw_answer_item_get_text (swap, "reason");
  GString *text = g_string_new (fw_swap_write_state (swap));

  if (*reason != '\0')
    g_string_append_printf (text, ": %s", reason);
  append_claim (text, swap);
  if (*note != '\0')
    {
      g_autofree char *quoted = g_strdup_printf ("“%s”", note);

      append_line (text, quoted);
    }
  return g_string_free (text, FALSE);
}

void
fw_swap_pane_show (FwSwapPane *self, FwPage *page, FwAnswerItem *swap)
{
  g_autofree char *title = NULL, *state = NULL;
  gboolean takes, back;

  g_return_if_fail (FW_IS_SWAP_PANE (self) && FW_IS_PAGE (page));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->choices, json_array_unref);
  g_set_object (&self->swap, swap);
  gtk_widget_set_visible (GTK_WIDGET (self), swap != NULL);
  if (swap == NULL)
    return;
  title = write_title (swap);
  state = write_state (swap);
  takes = fw_swap_has_move (swap, "claimed");
  back = fw_swap_has_move (swap, "offered");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (self->choice, takes);
  gtk_widget_set_visible (GTK_WIDGET (self->faults), takes);
  gtk_widget_set_visible (self->take, takes);
  gtk_widget_set_sensitive (self->take, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->give_up), back || fw_swap_has_move (swap, "withdrawn"));
  gtk_button_set_label (self->give_up, back ? _ ("Give It Back") : _ ("Take the Offer Back"));
  gtk_label_set_text (self->faults, "");
  if (takes)
    ask_choices (self, page);
}

/* ---- what is done ---- */

static void
take_cb (FwSwapPane *self)
{
  JsonObject *choice = get_choice (self);

  if (choice != NULL && fits (choice))
    g_signal_emit (self, signals[CHOSEN], 0, "claimed", fw_json_find_text (choice, "day"));
}

static void
give_up_cb (FwSwapPane *self)
{
  g_signal_emit (self, signals[CHOSEN], 0,
                 fw_swap_has_move (self->swap, "offered") ? "offered" : "withdrawn", NULL);
}

gboolean
fw_swap_pane_take (FwSwapPane *self)
{
  g_return_val_if_fail (FW_IS_SWAP_PANE (self), FALSE);

  if (self->swap == NULL || !gtk_widget_is_visible (self->take) ||
      !gtk_widget_is_sensitive (self->take))
    return FALSE;
  take_cb (self);
  return TRUE;
}

gboolean
fw_swap_pane_give_up (FwSwapPane *self)
{
  g_return_val_if_fail (FW_IS_SWAP_PANE (self), FALSE);

  if (self->swap == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->give_up)))
    return FALSE;
  give_up_cb (self);
  return TRUE;
}

void
fw_swap_pane_focus (FwSwapPane *self)
{
  g_return_if_fail (FW_IS_SWAP_PANE (self));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* ---- the class ---- */

static void
fw_swap_pane_dispose (GObject *object)
{
  FwSwapPane *self = FW_SWAP_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->swap);
  g_clear_pointer (&self->choices, json_array_unref);
  G_OBJECT_CLASS (fw_swap_pane_parent_class)->dispose (object);
}

static void
fw_swap_pane_class_init (FwSwapPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_swap_pane_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FW_TYPE_SWAP_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-swap-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, title);
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, state);
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, choice);
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, backs);
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, faults);
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, take);
  gtk_widget_class_bind_template_child (widget_class, FwSwapPane, give_up);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_up_cb);
}

static void
fw_swap_pane_init (FwSwapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosen_cb (self);
}
