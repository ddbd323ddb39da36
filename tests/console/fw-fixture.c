/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include <glib/gi18n-lib.h>

#include "console/fw-actions.h"
#include "console/fw-settings.h"
#include "console/records/fw-record-writer.h"

/* A message dialog of newer versions of libadwaita asks itself and its own labels how high they are
 * in less room than they need, of which newer versions of GTK warn: that says nothing of the
 * console. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (gtk_get_minor_version () > 8 && g_str_equal (fields[i].key, "MESSAGE") &&
        (g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel ") ||
         g_str_has_prefix (fields[i].value, "Trying to measure AdwMessageDialog ")))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

void
fw_fixture_init (int *argc, char ***argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_init (argc, argv, NULL);
  bindtextdomain (GETTEXT_PACKAGE, FW_TEST_LOCALE);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  fw_test_set_locale (); /* which GTK has set as well */
  g_settings_set_boolean (fw_settings (), "remember-session", FALSE);
}

/* One for the process: a second one could not take the first one's place on the bus. */
static GtkApplication *
get_application (void)
{
  static GtkApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = g_object_new (ADW_TYPE_APPLICATION, "application-id", FW_APP_ID ".Test",
                                  "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path",
                                  "/org/floorwalker/Floorwalker", NULL);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  return application;
}

void
fw_fixture_open (FwFixture *self, const char *role, int width, int height)
{
  g_settings_reset (fw_settings (), "tables"); /* what one test leaves is not the next one's */
  self->server = fw_test_server_new ();
  fw_test_server_furnish (self->server, role);
  self->application = get_application ();
  self->client = fw_client_new (self->server->address);
  self->shelf = fw_shelf_new (NULL);
  self->cache = fw_cache_new (self->shelf);
  self->outbox = fw_outbox_new (self->client, self->shelf);
  fw_outbox_set_realm (self->outbox, "test");
  fw_outbox_attach (self->client, self->outbox);
  fw_client_set_cache (self->client, self->cache, "test");
  self->window = fw_window_new (self->application, self->client, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  if (role != NULL)
    {
      fw_client_set_token (self->client, "token");
      fw_fixture_wait (fw_client_get_state (self->client) == FW_CLIENT_ONLINE);
    }
  fw_test_settle (60);
}

void
fw_fixture_close (FwFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  fw_test_settle (20);
  fw_outbox_attach (self->client, NULL);
  g_clear_object (&self->outbox);
  g_clear_object (&self->client);
  g_clear_object (&self->cache);
  g_clear_object (&self->shelf);
  g_clear_pointer (&self->server, fw_test_server_free);
}

void
fw_fixture_picture (FwFixture *self, const char *name)
{
  gboolean drawn = FALSE;

  /* A widget that is about to be laid out again draws nothing: wait for its next frame. */
  for (guint i = 0; i < 20 && !drawn; i++)
    {
      fw_test_settle (100);
      drawn = fw_test_picture (GTK_WIDGET (self->window), name);
    }
  g_assert_true (drawn);
}
