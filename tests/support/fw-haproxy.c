/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-haproxy.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#define SOCKET_FD 3

/* Our own socket, which haproxy is given: its port is free, and nobody waits for it to begin. */
static int
listen_anywhere (guint16 *port)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_set_listen_backlog (socket, 4096);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (socket, &error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return dup (g_socket_get_fd (socket));
}

static void
replace (GString *text, const char *from, const char *to, guint times)
{
  guint n = g_string_replace (text, from, to, 0);

  if (n != times)
    g_error ("“%s” stands %u times in the example of haproxy, not %u times", from, n, times);
}

static char *
write_config (FwHaproxy *self, const char *example, const char *certificate, guint16 server_port)
{
  g_autofree char *server = g_strdup_printf ("127.0.0.1:%u ", server_port);
  g_autofree char *path = g_build_filename (self->folder, "haproxy.cfg", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (example, &contents, NULL, &error);
  g_assert_no_error (error);
  text = g_string_new (contents);
  replace (text, "bind :443 ", "bind fd@" G_STRINGIFY (SOCKET_FD) " ", 1);
  replace (text, "/etc/haproxy/floorwalker.pem", certificate, 1);
  replace (text, "127.0.0.1:8780 ", server, 2);
  replace (text, FW_HAPROXY_SOURCE " send-proxy-v2", FW_HAPROXY_SOURCE " send-proxy-v2", 2);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

/* A test that fails leaves nothing behind. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
fw_haproxy_start (FwHaproxy *self,
                  const char *program,
                  const char *example,
                  const char *certificate,
                  guint16 server_port)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  g_autofree char *config = NULL;

  self->folder = g_dir_make_tmp ("floorwalker-haproxy-XXXXXX", &error);
  g_assert_no_error (error);
  self->authority = g_tls_file_database_new (certificate, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_take_fd (launcher, listen_anywhere (&self->port), SOCKET_FD);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  config = write_config (self, example, certificate, server_port);
  self->process =
      g_subprocess_launcher_spawn (launcher, &error, program, "-db", "-f", config, NULL);
  if (self->process == NULL)
    g_error ("haproxy is needed (Debian: haproxy): %s", error->message);
}

void
fw_haproxy_stop (FwHaproxy *self)
{
  g_autofree char *config = g_build_filename (self->folder, "haproxy.cfg", NULL);

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->authority);
  g_remove (config);
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static void
event_cb (GSocketClient *client,
          GSocketClientEvent event,
          GSocketConnectable *connectable,
          GIOStream *stream,
          gpointer user_data)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_tls_connection_set_database (G_TLS_CONNECTION (stream), user_data);
}

GSocketConnection *
fw_haproxy_connect (FwHaproxy *self, const char *from, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) local = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_tls (client, TRUE);
  g_signal_connect (client, "event", G_CALLBACK (event_cb), self->authority);
  if (from != NULL)
    {
      local = g_inet_socket_address_new_from_string (from, 0);
      g_socket_client_set_local_address (client, local);
    }
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, error);
  if (connection != NULL)
    g_socket_set_timeout (g_socket_connection_get_socket (connection), 30);

  return connection;
}
