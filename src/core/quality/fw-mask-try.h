/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-mask-private.h"

G_BEGIN_DECLS

#define FW_TRY_MOST_GROUPS 19
#define FW_JOIN_BIT(join) (1u << (join))
#define FW_JOIN_SPACE_OR_DASH                                                                      \
  (FW_JOIN_BIT (FW_JOIN_SPACE) | FW_JOIN_BIT (FW_JOIN_DASH) | FW_JOIN_BIT (FW_JOIN_COMMA))
#define FW_JOIN_ANY (FW_JOIN_SPACE_OR_DASH | FW_JOIN_BIT (FW_JOIN_DOT))

/* What is tried at one place: groups [group, group + n_groups) of @self. */
typedef struct
{
  FwMask *self;
  FwGroup *group;
  guint left; /* groups from this one to the last */
  guint n_groups;
  const guint8 *digits; /* of the groups, one after the other */
  FwCue cue;
  FwPersonal found;
} FwTry;

/** fw_mask_get_rune, fw_mask_get_before: in half width; 0 beyond the text. The latter steps back
 * over what is hidden. */
gunichar fw_mask_get_rune (const FwMask *self, guint at);
gunichar fw_mask_get_before (const FwMask *self, guint at);

/** fw_try_is_left_free, fw_try_is_right_free, fw_try_is_free: whether what stands next to the
 * groups makes them no part of something else. */
gboolean fw_try_is_left_free (const FwTry *try);
gboolean fw_try_is_right_free (const FwTry *try, guint to);
gboolean fw_try_stands_alone (const FwTry *try);
gboolean fw_try_is_free (const FwTry *try);

/** fw_try_gather: whether @total digits are whole groups with @joins between them, which are then
 * the try's. */
gboolean fw_try_gather (FwTry *try, guint total, guint joins);
/** fw_try_count_chain: digits of all that could be gathered. */
guint fw_try_count_chain (const FwTry *try, guint joins);
/** fw_try_has_form: @form: a digit for each group, its length. */
gboolean fw_try_has_form (const FwTry *try, const char *form);
gboolean fw_try_is_digit_by_digit (const FwTry *try);

/** fw_try_accept: Returns: TRUE. */
gboolean fw_try_accept (FwTry *try, FwPersonalKind kind, gboolean sure);
gboolean fw_try_accept_if_free (FwTry *try, FwPersonalKind kind, gboolean sure);

/** fw_try_mobile, fw_try_landline, fw_try_phone: whether a phone begins here. */
gboolean fw_try_mobile (FwTry *try);
gboolean fw_try_landline (FwTry *try);
gboolean fw_try_phone (FwTry *try);

G_END_DECLS
