/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/fw-bench-server.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void
fw_bench_server_start (FwBenchServer *self, const char *program, const char *trusted)
{
  const char *parent =
      g_getenv ("FW_BENCH_DIR") != NULL ? g_getenv ("FW_BENCH_DIR") : g_get_tmp_dir ();
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  char token[128];
  unsigned port;

  self->folder = g_build_filename (parent, "floorwalker-bench-XXXXXX", NULL);
  if (g_mkdtemp (self->folder) == NULL)
    g_error ("cannot make a folder in %s", parent);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                    &error, program, "--embedded", "--data", self->folder,
                                    trusted != NULL ? "--trusted-proxy" : NULL, trusted, NULL);
  if (self->process == NULL)
    g_error ("%s", error->message);

  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  if (line == NULL || sscanf (line, "{\"port\":%u,\"token\":\"%127[^\"]\"}", &port, token) != 2)
    g_error ("the server does not start");
  self->port = (guint16) port;
  self->token = g_strdup (token);
}

void
fw_bench_server_stop (FwBenchServer *self)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  if (system (command) != 0)
    g_warning ("cannot remove %s", self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->token, g_free);
}

static double
read_cpu (const char *path)
{
  g_autofree char *text = NULL;
  const char *after;
  unsigned long user = 0, kernel = 0;

  /* utime and stime are the 14th and 15th field; the second one, the name, may hold anything up to
   * its ")". */
  if (!g_file_get_contents (path, &text, NULL, NULL) || (after = strrchr (text, ')')) == NULL)
    return 0;
  sscanf (after + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);

  return (double) (user + kernel) / (double) sysconf (_SC_CLK_TCK);
}

double
fw_bench_server_get_cpu (FwBenchServer *self, const char *thread)
{
  const char *pid = g_subprocess_get_identifier (self->process);
  g_autofree char *tasks = g_strdup_printf ("/proc/%s/task", pid);
  g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
  double sum = 0;
  const char *name;

  if (thread == NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%s/stat", pid);

      return read_cpu (path);
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *comm_path = g_build_filename (tasks, name, "comm", NULL);
      g_autofree char *stat_path = g_build_filename (tasks, name, "stat", NULL);
      g_autofree char *comm = NULL;

      if (g_file_get_contents (comm_path, &comm, NULL, NULL) &&
          strcmp (g_strchomp (comm), thread) == 0)
        sum += read_cpu (stat_path);
    }

  return sum;
}

int
fw_bench_connect (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port),
                                 .sin_addr = { htonl (INADDR_LOOPBACK) } };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int on = 1;

  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) < 0)
    g_error ("cannot connect: %s", g_strerror (errno));
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

  return fd;
}

void
fw_bench_send (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = send (fd, bytes, length, MSG_NOSIGNAL);

      if (n < 0)
        g_error ("cannot send: %s", g_strerror (errno));
      bytes += n;
      length -= (gsize) n;
    }
}

guint
fw_bench_read_answer (int fd)
{
  char buffer[65536];
  gsize have = 0, wanted = 0;

  while (wanted == 0 || have < wanted)
    {
      gssize n = recv (fd, buffer + have, sizeof buffer - 1 - have, 0);
      const char *end, *field;

      if (n <= 0)
        return 0;
      have += (gsize) n;
      buffer[have] = '\0';
      end = wanted == 0 ? strstr (buffer, "\r\n\r\n") : NULL;
      field = end != NULL ? strstr (buffer, "Content-Length: ") : NULL;
      if (field != NULL)
        wanted = (gsize) (end - buffer) + 4 + strtoul (field + 16, NULL, 10);
    }

  return (guint) strtoul (buffer + strlen ("HTTP/1.1 "), NULL, 10);
}

double
fw_bench_get_time (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
fw_bench_get_quantile (double *values, guint n, double quantile)
{
  if (n == 0)
    return 0;

  qsort (values, n, sizeof (double), compare_numbers);
  return values[MIN ((guint) (quantile * n), n - 1)];
}

void
fw_bench_append_calls (GString *lines, const char *prefix, guint first, guint n)
{
  static const char *const queues[] = { "sales", "support", "billing", "loans" };
  gint64 start = g_get_real_time () / 1000000 - 600;

  for (guint i = first; i < first + n; i++)
    {
      const char *queue = queues[i % G_N_ELEMENTS (queues)];
      gint64 at = (start + i % 300) * 1000000;
      guint agent = i % 200;

#define COMMON                                                                                     \
  "{\"source\":\"pbx\",\"id\":\"%s%u-%c\",\"at\":%" G_GINT64_FORMAT                                \
  ",\"contact\":\"%s%u\",\"queue\":\"%s\","
      g_string_append_printf (lines, COMMON "\"type\":\"offered\"}\n", prefix, i, 'o', at, prefix,
                              i, queue);
      g_string_append_printf (lines, COMMON "\"type\":\"answered\",\"agent\":\"Agent/%u\"}\n",
                              prefix, i, 'a', at + 9000000, prefix, i, queue, agent);
      g_string_append_printf (
          lines, COMMON "\"type\":\"completed\",\"agent\":\"Agent/%u\",\"talk_ms\":180000}\n",
          prefix, i, 'c', at + 189000000, prefix, i, queue, agent);
#undef COMMON
    }
}
