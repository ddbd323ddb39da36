/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** A floorwalkerd in a process of its own over an empty store, for benchmarks; and what they all
 * need. */
typedef struct
{
  GSubprocess *process;
  char *folder;
  guint16 port;
  char *token;
} FwBenchServer;

/** fw_bench_server_start: @trusted: (nullable): the proxy that says whose connection it is. */
void fw_bench_server_start (FwBenchServer *self, const char *program, const char *trusted);
void fw_bench_server_stop (FwBenchServer *self);

/** fw_bench_server_get_cpu: seconds of user and system time of the process, or of its threads of
 * that name. */
double fw_bench_server_get_cpu (FwBenchServer *self, const char *thread);

int fw_bench_connect (guint16 port);
/** fw_bench_send: all of it, or the program ends. */
void fw_bench_send (int fd, const char *bytes, gsize length);
/** fw_bench_read_answer: one answer with Content-Length. Returns: its status; 0: closed. */
guint fw_bench_read_answer (int fd);

double fw_bench_get_time (void); /* s, monotonic */
/** fw_bench_get_quantile: sorts @values. */
double fw_bench_get_quantile (double *values, guint n, double quantile);

/** fw_bench_append_calls: @n whole answered calls, three events each, today; contacts are numbered
 * from @first. */
void fw_bench_append_calls (GString *lines, const char *prefix, guint first, guint n);

G_END_DECLS
