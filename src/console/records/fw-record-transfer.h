/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** Records of a kind out to a file, and in from one. */
void fw_record_transfer_export (FwPage *page, const FwKind *kind, const char *format);
/** fw_record_transfer_export_to: the same without the question where. */
void
fw_record_transfer_export_to (FwPage *page, const FwKind *kind, const char *format, GFile *file);
void fw_record_transfer_import (FwPage *page, const FwKind *kind);

G_END_DECLS
