/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-sign-in.h"

#include "client/fw-keyring.h"
#include "console/fw-page.h"
#include "console/fw-settings.h"
#include "core/fw-error.h"

struct _FwSignIn
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwEntryRow *server;
  AdwEntryRow *user;
  AdwPasswordEntryRow *password;
  GtkSwitch *remember;
  GtkButton *button;
  GtkSpinner *spinner;
  GtkSpinner *opening_spinner;
  GtkLabel *opening;
  GtkProgressBar *making;
  GtkLabel *problem;
  GtkRevealer *problem_revealer;

  FwClient *client;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FwSignIn, fw_sign_in, ADW_TYPE_BIN)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_busy (FwSignIn *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->user), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !busy);
}

static void
update_button (FwSignIn *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button),
                            *get_text (self->server) != '\0' && *get_text (self->user) != '\0' &&
                                *get_text (ADW_ENTRY_ROW (self->password)) != '\0' &&
                                !gtk_spinner_get_spinning (self->spinner));
}

static char *
describe_refusal (const GError *error)
{
  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAUTHORISED))
    return g_strdup (_ ("User name and password do not match."));
  if (g_error_matches (error, FW_ERROR, FW_ERROR_BUSY))
    return g_strdup (_ ("Too many tries. Wait a moment, then try again."));
  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    return g_strdup (
        _ ("Nothing answers at this address. Is it right, and is the server running?"));
  if (g_error_matches (error, FW_ERROR, FW_ERROR_INVALID))
    return g_strdup (_ ("This is no address of a server. One looks like http://127.0.0.1:8780."));
  if (g_error_matches (error, FW_ERROR, FW_ERROR_FORBIDDEN))
    return g_strdup (_ ("Without TLS your password could be read on the way to this server. Use an "
                        "address that begins with https://."));
  return fw_error_to_sentence (error);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwSignIn) self = FW_SIGN_IN (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!fw_client_sign_in_finish (FW_CLIENT (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      set_busy (self, FALSE);
      sentence = describe_refusal (error);
      fw_sign_in_show_problem (self, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self->password));
      update_button (self);
      return;
    }

  set_busy (self, FALSE);
  fw_sign_in_show_problem (self, NULL);
  g_settings_set_string (fw_settings (), "server", get_text (self->server));
  g_settings_set_string (fw_settings (), "user", get_text (self->user));
  if (gtk_switch_get_active (self->remember))
    fw_keyring_store (get_text (self->server), get_text (self->user),
                      fw_client_get_token (self->client));
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
}

static void
submit_cb (FwSignIn *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->button)))
    return;

  set_busy (self, TRUE);
  update_button (self);
  fw_sign_in_show_problem (self, NULL);
  fw_client_set_server (self->client, get_text (self->server));
  fw_client_sign_in_async (self->client, get_text (self->user),
                           get_text (ADW_ENTRY_ROW (self->password)), self->cancellable,
                           signed_in_cb, g_object_ref (self));
}

static void
state_changed_cb (FwSignIn *self)
{
  gboolean waiting = fw_client_get_state (self->client) != FW_CLIENT_SIGNED_OUT;

  gtk_stack_set_visible_child_name (self->stack, waiting ? "starting" : "form");
}

static void
focus_first_empty (FwSignIn *self)
{
  if (*get_text (self->server) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->server));
  else if (*get_text (self->user) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->user));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
fw_sign_in_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_sign_in_parent_class)->map (widget);
  focus_first_empty (FW_SIGN_IN (widget));
}

static void
fw_sign_in_dispose (GObject *object)
{
  FwSignIn *self = FW_SIGN_IN (object);

  g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fw_sign_in_parent_class)->dispose (object);
}

static void
fw_sign_in_class_init (FwSignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_sign_in_dispose;
  widget_class->map = fw_sign_in_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, stack);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, server);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, user);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, password);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, remember);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, button);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, spinner);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, opening_spinner);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, opening);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, making);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, problem);
  gtk_widget_class_bind_template_child (widget_class, FwSignIn, problem_revealer);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
}

static void
fw_sign_in_init (FwSignIn *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (fw_settings (), "remember-session", self->remember, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

void
fw_sign_in_bind (FwSignIn *self, FwClient *client)
{
  g_autofree char *server = g_settings_get_string (fw_settings (), "server");
  g_autofree char *user = g_settings_get_string (fw_settings (), "user");

  g_return_if_fail (FW_IS_SIGN_IN (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  gtk_editable_set_text (GTK_EDITABLE (self->server),
                         *server != '\0' ? server : fw_client_get_server (client));
  gtk_editable_set_text (GTK_EDITABLE (self->user), user);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_changed_cb), self);
  state_changed_cb (self);
  update_button (self);
}

void
fw_sign_in_show_problem (FwSignIn *self, const char *sentence)
{
  g_return_if_fail (FW_IS_SIGN_IN (self));

  if (sentence != NULL)
    gtk_label_set_text (self->problem, sentence);
  gtk_revealer_set_reveal_child (self->problem_revealer, sentence != NULL);
}

void
fw_sign_in_show_making (FwSignIn *self, double fraction)
{
  gboolean making = fraction >= 0;
  g_autofree char *text = NULL;

  g_return_if_fail (FW_IS_SIGN_IN (self));

  gtk_widget_set_visible (GTK_WIDGET (self->opening_spinner), !making);
  gtk_widget_set_visible (GTK_WIDGET (self->making), making);
  if (making)
    {
      text = g_strdup_printf (_ ("Making the sample centre: %d %%"), (int) (fraction * 100 + 0.5));
      gtk_progress_bar_set_fraction (self->making, fraction);
    }
  else
    text = g_strdup (_ ("Opening the centre"));
  gtk_label_set_text (self->opening, text);
}
