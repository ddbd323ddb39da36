/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-digits.h"
#include "core/quality/fw-mask.h"
#include "core/quality/fw-terms.h"

G_BEGIN_DECLS

/* What a word says of the number behind it. */
typedef enum
{
  FW_CUE_NONE,
  FW_CUE_ID,
  FW_CUE_CARD,
  FW_CUE_SSN,
  FW_CUE_PHONE,   /* of ten digits, or with its area code */
  FW_CUE_CONTACT, /* a phone that may lack the area code */
  FW_CUE_PASSPORT,
  FW_CUE_PERMIT,
  FW_CUE_QQ,
  FW_CUE_WECHAT,
  FW_CUE_CVV,
  FW_CUE_SECRET,
  FW_CUE_CODE,    /* a secret if digits stand there */
  FW_CUE_THING,   /* an order, a parcel, a company: no person's */
  FW_CUE_DEVICE,  /* what passes the check of a card and is none */
  FW_CUE_VERSION, /* four numbers with dots that are no address */
  FW_CUE_TIMES,   /* "double": the next digit so often */
  FW_CUE_DIGIT    /* + its value, "zero" to "nine" */
} FwCue;

/* What stands between a group of digits and the one before it. */
typedef enum
{
  FW_JOIN_NONE, /* something else */
  FW_JOIN_SPACE,
  FW_JOIN_DASH,
  FW_JOIN_DOT,
  FW_JOIN_BRACKET,
  FW_JOIN_COMMA /* between spoken digits */
} FwJoin;

/* Digits with nothing between them. */
typedef struct
{
  guint from, to; /* code points */
  guint first, n; /* in digits and places */
  FwJoin join;
  gboolean spoken, taken;
  FwCue cue; /* the word nearest before it that counts */
  guint cue_to;
} FwGroup;

struct _FwMask
{
  gint32 today;
  FwTerms *words;
  GArray *runes, *starts; /* of the text; gunichar, guint */
  GArray *cues;           /* FwTermHit, id = FwCue */
  GArray *groups;         /* FwGroup */
  GByteArray *digits;     /* values */
  GArray *places;         /* guint: the code point of each digit */
  GArray *found;          /* FwPersonal */
  guint8 *classes;        /* of the code points below FW_MASK_CLASSES: 0, or what to look at */
};

/** What stands in @classes: FW_CLASS_DIGIT + value, FW_CLASS_SPOKEN + value, FW_CLASS_SIGN. */
#define FW_MASK_CLASSES 0x10000
#define FW_CLASS_SIGN 1
#define FW_CLASS_DIGIT 10
#define FW_CLASS_SPOKEN 20

/** fw_mask_classes: Returns: (transfer full): the classes. */
guint8 *fw_mask_classes (void);
/** fw_mask_cues: Returns: (transfer full): the words, compiled, by FwCue. */
FwTerms *fw_mask_cues (void);
/** fw_mask_read_groups: of the text in @runes, with its cues. */
void fw_mask_read_groups (FwMask *self);
/** fw_mask_find_accounts: what is not, or not only, told by its digits. */
void fw_mask_find_accounts (FwMask *self);
/** fw_mask_find_numbers: among the groups that are not taken. */
void fw_mask_find_numbers (FwMask *self);

/** fw_mask_digit: Returns: the value of a decimal digit of any script; -1: none. */
gint fw_mask_digit (gunichar c);
/** fw_mask_is_letter: of a script in which a letter next to a number makes it part of a name. */
gboolean fw_mask_is_letter (gunichar c);

G_END_DECLS
