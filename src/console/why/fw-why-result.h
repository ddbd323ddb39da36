/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwWhyResult: an answer, what was asked, and when it came; shared by all views of it. */
#define FW_TYPE_WHY_RESULT (fw_why_result_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyResult, fw_why_result, FW, WHY_RESULT, GObject)

/** fw_why_result_new: takes @answer. @at: µs UTC. @kept: of before, as the server is away. */
FwWhyResult *fw_why_result_new (FwWhyAnswer *answer, gint64 at, gboolean kept);
const FwWhyAnswer *fw_why_result_get (FwWhyResult *self);
gint64 fw_why_result_get_at (FwWhyResult *self);
gboolean fw_why_result_is_kept (FwWhyResult *self);

G_END_DECLS
