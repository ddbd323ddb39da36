/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-certificate-board.h"

G_BEGIN_DECLS

/**
 * fw_certificate_warnings_find:
 * What records of the kind certificate-warning are to be written as of @day: new ones for
 * certificates that are needed and lapse within the largest of @days, changed ones where a later
 * warning is due, and those that are over because the certificate was renewed, is gone or not
 * needed any more, or has lapsed. Each warning is told once (fw_warning_find()); nothing is found
 * twice once it is stored.
 * @answer: of the board as of @day, of everybody whose warnings are in @known
 * @known: (element-type FwRecord): the warnings that are stored
 * @days: (array length=n): days before the end, at most FW_WARNING_MOST of them
 * Returns: (transfer full) (element-type FwRecord): to be stored as they are
 */
GPtrArray *fw_certificate_warnings_find (
    const FwCertificateAnswer *answer, GPtrArray *known, gint32 day, const guint *days, guint n);

G_END_DECLS
