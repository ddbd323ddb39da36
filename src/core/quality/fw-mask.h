/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a personal number is. */
typedef enum
{
  FW_PERSONAL_ID,   /* of 18 characters, of a resident of China */
  FW_PERSONAL_ID15, /* its form until 1999 */
  FW_PERSONAL_PASSPORT,
  FW_PERSONAL_PERMIT, /* to travel to or from Hong Kong, Macao or Taiwan */
  FW_PERSONAL_MOBILE, /* of China */
  FW_PERSONAL_LANDLINE,
  FW_PERSONAL_PHONE, /* of North America, or of any country by its code */
  FW_PERSONAL_CARD,
  FW_PERSONAL_CVV,
  FW_PERSONAL_SSN,
  FW_PERSONAL_EMAIL,
  FW_PERSONAL_IP,
  FW_PERSONAL_QQ,
  FW_PERSONAL_WECHAT,
  FW_PERSONAL_SECRET, /* a password, a code to sign in with */
  FW_N_PERSONAL_KINDS
} FwPersonalKind;

/** FwPersonal: code points [from, to), bytes [start, end) of a text. */
typedef struct
{
  guint from, to;
  guint start, end;
  FwPersonalKind kind;
  gboolean sure;       /* form and check agree, or a word says so and the form is right */
  gboolean spoken;     /* its digits are words */
  guint body, body_to; /* code points that the mask is laid on */
} FwPersonal;

/**
 * FwMask:
 * Finds the numbers in a text by which a person is known, and masks them. What is found and what is
 * not is told in docs/text.md. Masks keep the length in code points and what separates digits, and
 * what is masked is never found again. Keeps its room between texts: one thread only.
 */
typedef struct _FwMask FwMask;

/** fw_mask_new: @today: as fw_date_from_civil() counts; nobody is born after it. */
FwMask *fw_mask_new (gint32 today);
void fw_mask_free (FwMask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwMask, fw_mask_free)

/** fw_mask_find: @text: UTF-8 that is valid, less than 2 GB. Returns: (transfer none): @n of them,
 * in order, until the next call. */
const FwPersonal *fw_mask_find (FwMask *self, const char *text, gsize length, guint *n);

/** fw_mask_append: adds the text of the last fw_mask_find(), masked, to @out. */
void fw_mask_append (const FwMask *self, const char *text, gsize length, GString *out);

/** fw_mask_write: finds and masks at once. Returns: (transfer full): @text, masked. */
char *fw_mask_write (FwMask *self, const char *text);

/** fw_personal_name: Returns: "mobile", "mobile-spoken", ... as it is printed; interned. */
const char *fw_personal_name (const FwPersonal *personal);

G_END_DECLS
