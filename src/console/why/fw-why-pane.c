/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-pane.h"

#include "console/fw-page.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  FwClient *client;
  GCancellable *cancellable; /* of the question that is asked; NULL: none */
  char *path;
  gboolean due; /* the question was not asked yet: nobody looks */
  GtkBox *column;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkLabel *nothing;
  GtkLabel *problem;
  FwChart *chart;
} FwWhyPanePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FwWhyPane, fw_why_pane, ADW_TYPE_BIN)

static void
show_state (FwWhyPane *self, const char *state)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);
  gboolean asking = g_str_equal (state, "asking");

  gtk_stack_set_visible_child_name (priv->stack, state);
  gtk_spinner_set_spinning (priv->spinner, asking);
}

static void
show_problem (FwWhyPane *self, const GError *error)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);
  g_autofree char *sentence = fw_error_to_sentence (error);

  gtk_label_set_text (priv->problem, sentence);
  show_state (self, "problem");
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwWhyPane) self = data;
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;

  /* another question took its place, or the pane is gone */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || priv->stack == NULL)
    return;
  g_clear_object (&priv->cancellable);
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer != NULL && FW_WHY_PANE_GET_CLASS (self)->show (self, answer, &error))
    show_state (self, "picture");
  else if (error == NULL)
    show_state (self, "nothing");
  else
    show_problem (self, error);
}

static void
cancel (FwWhyPane *self)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
}

static void
ask_now (FwWhyPane *self)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  cancel (self);
  priv->due = FALSE;
  priv->cancellable = g_cancellable_new ();
  /* the picture of before stays until the new one is there */
  if (!g_str_equal (fw_why_pane_get_state (self), "picture"))
    show_state (self, "asking");
  fw_client_request_async (priv->client, "GET", priv->path, NULL, NULL, priv->cancellable,
                           answered_cb, g_object_ref (self));
}

static void
again_cb (GtkButton *button, gpointer data)
{
  ask_now (data);
}

static void
fw_why_pane_map (GtkWidget *widget)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (FW_WHY_PANE (widget));

  GTK_WIDGET_CLASS (fw_why_pane_parent_class)->map (widget);
  if (priv->due)
    ask_now (FW_WHY_PANE (widget));
}

static void
fw_why_pane_dispose (GObject *object)
{
  FwWhyPane *self = FW_WHY_PANE (object);
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  cancel (self);
  priv->stack = NULL; /* a child; it goes with the parent class */
  g_clear_object (&priv->client);
  G_OBJECT_CLASS (fw_why_pane_parent_class)->dispose (object);
}

static void
fw_why_pane_finalize (GObject *object)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (FW_WHY_PANE (object));

  g_clear_pointer (&priv->path, g_free);
  G_OBJECT_CLASS (fw_why_pane_parent_class)->finalize (object);
}

static void
fw_why_pane_class_init (FwWhyPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_why_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_why_pane_finalize;
  GTK_WIDGET_CLASS (klass)->map = fw_why_pane_map;
}

static GtkLabel *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_widget_add_css_class (label, "soft");
  return GTK_LABEL (label);
}

static void
fw_why_pane_init (FwWhyPane *self)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *button;

  priv->stack = GTK_STACK (gtk_stack_new ());
  priv->spinner = GTK_SPINNER (gtk_spinner_new ());
  priv->nothing = make_label (NULL);
  priv->problem = make_label (NULL);
  gtk_widget_set_halign (GTK_WIDGET (priv->spinner), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (priv->spinner), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (priv->spinner), 32, 32);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  button = gtk_button_new_with_mnemonic (_ ("_Ask again"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (again_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->problem));
  gtk_box_append (GTK_BOX (box), button);
  gtk_stack_add_named (priv->stack, GTK_WIDGET (priv->spinner), "asking");
  gtk_stack_add_named (priv->stack, GTK_WIDGET (priv->nothing), "nothing");
  gtk_stack_add_named (priv->stack, box, "problem");
  gtk_widget_set_vexpand (GTK_WIDGET (priv->stack), TRUE);
  priv->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (priv->column, GTK_WIDGET (priv->stack));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->column));
}

void
fw_why_pane_setup (
    FwWhyPane *self, FwClient *client, GtkWidget *body, FwChart *chart, const char *empty)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  g_return_if_fail (FW_IS_WHY_PANE (self));
  g_return_if_fail (FW_IS_CLIENT (client));

  priv->client = g_object_ref (client);
  priv->chart = chart;
  gtk_label_set_text (priv->nothing, empty);
  gtk_stack_add_named (priv->stack, body, "picture");
}

void
fw_why_pane_set_tools (FwWhyPane *self, GtkWidget *tools)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  g_return_if_fail (FW_IS_WHY_PANE (self));

  gtk_box_prepend (priv->column, tools);
}

void
fw_why_pane_ask (FwWhyPane *self, const char *path)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  g_return_if_fail (FW_IS_WHY_PANE (self));
  g_return_if_fail (priv->client != NULL && path != NULL);

  g_free (priv->path);
  priv->path = g_strdup (path);
  priv->due = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_now (self);
  else
    cancel (self);
}

char *
fw_why_pane_make_path (const char *route, const FwWhyPeriod *period, const char *more)
{
  g_autofree char *from = fw_time_format (period->from), *to = fw_time_format (period->to);
  gboolean filtered = period->filters != NULL && *period->filters != '\0';

  return g_strconcat (route, "?from=", from, "&to=", to, filtered ? "&" : "",
                      filtered ? period->filters : "", more != NULL ? "&" : "",
                      more != NULL ? more : "", NULL);
}

FwClient *
fw_why_pane_get_client (FwWhyPane *self)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  g_return_val_if_fail (FW_IS_WHY_PANE (self), NULL);
  return priv->client;
}

FwChart *
fw_why_pane_get_chart (FwWhyPane *self)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  g_return_val_if_fail (FW_IS_WHY_PANE (self), NULL);
  return priv->chart;
}

const char *
fw_why_pane_get_state (FwWhyPane *self)
{
  FwWhyPanePrivate *priv = fw_why_pane_get_instance_private (self);

  g_return_val_if_fail (FW_IS_WHY_PANE (self), NULL);
  return gtk_stack_get_visible_child_name (priv->stack);
}

gboolean
fw_why_pane_get_number (JsonObject *object, const char *member, double *value, GError **error)
{
  *value = NAN;
  if (json_object_has_member (object, member) && !fw_json_has (object, member))
    return TRUE;
  return fw_json_get_number (object, member, value, error);
}
