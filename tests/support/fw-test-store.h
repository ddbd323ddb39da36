/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-database.h"

G_BEGIN_DECLS

/**
 * fw_test_store_new: Returns: (transfer full): a fresh, empty location: a new directory, or, with
 * FW_TEST_POSTGRES in the environment, a new schema of that cluster. The same test program so runs
 * on both engines.
 */
char *fw_test_store_new (void);
/** fw_test_store_free: removes what it held. */
void fw_test_store_free (char *location);
gboolean fw_test_store_is_postgres (void);
/** fw_test_remove_directory: with all that is in it. */
void fw_test_remove_directory (const char *path);

G_END_DECLS
