/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-outbox.h"
#include "console/fw-window.h"
#include "fw-picture.h"
#include "fw-test-server.h"

G_BEGIN_DECLS

/** A window of the console on a small centre of a real server in the same process. */
typedef struct
{
  FwTestServer *server;
  FwShelf *shelf;
  FwCache *cache;
  FwClient *client;
  FwOutbox *outbox;
  GtkApplication *application;
  FwWindow *window;
} FwFixture;

/** fw_fixture_init: once, from main(). */
void fw_fixture_init (int *argc, char ***argv);
void fw_fixture_open (FwFixture *self, const char *role, int width, int height);
void fw_fixture_close (FwFixture *self);
/** fw_fixture_picture: settles, then fw_test_picture() of the window. */
void fw_fixture_picture (FwFixture *self, const char *name);
/** fw_fixture_wait: runs the loop until @condition holds; fails the test after two seconds. */
#define fw_fixture_wait(condition)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                 \
    while (!(condition) && g_get_monotonic_time () < until_)                                       \
      fw_test_settle (5);                                                                          \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
