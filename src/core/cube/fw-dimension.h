/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** FwDimension: along what a figure can be broken down and filtered. */
typedef enum
{
  FW_DIMENSION_SITE,
  FW_DIMENSION_TEAM, /* the agent's team at that moment; of an unanswered contact, the queue's */
  FW_DIMENSION_SHIFT,
  FW_DIMENSION_QUEUE,
  FW_DIMENSION_CHANNEL,
  FW_DIMENSION_PRODUCT,
  FW_DIMENSION_AGENT,
  FW_DIMENSION_TENURE,    /* band of the agent's days since hire; see fw_tenure_band() */
  FW_DIMENSION_HALF_HOUR, /* of the site's day, counted in elapsed half hours from its start: 0-47,
                             45 or 49 on clock changes */
  FW_DIMENSION_OUTCOME,   /* FwOutcome */
  FW_DIMENSION_TRANSFER,  /* FwTransfer */
  FW_N_DIMENSIONS
} FwDimension;

typedef enum
{
  FW_OUTCOME_UNKNOWN, /* how it ended was never told: offered and not answered */
  FW_OUTCOME_ANSWERED,
  FW_OUTCOME_ABANDONED,
  FW_OUTCOME_LEFT_TIMEOUT,
  FW_OUTCOME_LEFT_EMPTY,
  FW_OUTCOME_LEFT_KEY,
  FW_OUTCOME_LEFT_WITHDRAWN, /* taken out of the queue, or could not be put through */
  FW_OUTCOME_TURNED_AWAY,    /* could not enter: the queue was full, closed, or nobody was there */
  FW_N_OUTCOMES
} FwOutcome;

typedef enum
{
  FW_TRANSFER_NONE,
  FW_TRANSFER_BLIND,
  FW_TRANSFER_ATTENDED,
  FW_N_TRANSFERS
} FwTransfer;

/** Names on the wire: "site", "team", "half_hour" ...; "answered", "abandoned", "timeout", "empty",
 * "key", "withdrawn", "turned-away", "unknown"; "none", "blind", "attended". */
const char *fw_dimension_to_name (FwDimension dimension);
gboolean fw_dimension_from_name (FwText name, FwDimension *dimension);
const char *fw_outcome_to_name (FwOutcome outcome);
gboolean fw_outcome_from_name (FwText name, FwOutcome *outcome);
const char *fw_transfer_to_name (FwTransfer transfer);
gboolean fw_transfer_from_name (FwText name, FwTransfer *transfer);

/** Tenure bands: codes 1-5 = under 30, 90, 180, 365 days, and longer; 0 = not known. */
#define FW_N_TENURE_BANDS 6
guint8 fw_tenure_band (gint days_since_hire);
gboolean fw_tenure_band_from_name (FwText name, guint8 *band);
const char *
fw_tenure_band_to_name (guint8 band); /* "", "0-29", "30-89", "90-179", "180-364", "365+" */

/**
 * FwDictionary:
 * Codes of one dimension: text <-> small number, both for ever. Code 0 is "" (not known). Grows,
 * never forgets. Codes are stored with the cube; they mean the record of the same id (team, queue,
 * person's login ...). Threads: guarded by the lock of the cube that owns it; texts live as long as
 * the dictionary.
 */
typedef struct _FwDictionary FwDictionary;

/** Longest text of a code in bytes; longer ones are interned as 0. */
#define FW_DICTIONARY_MAX_TEXT 1000

FwDictionary *fw_dictionary_new (void);
void fw_dictionary_free (FwDictionary *self);
guint16 fw_dictionary_intern (FwDictionary *self,
                              FwText text); /* 0 when 65,535 codes are used up */
gboolean fw_dictionary_find (FwDictionary *self, FwText text, guint16 *code);
const char *fw_dictionary_get (FwDictionary *self,
                               guint16 code);        /* (transfer none), "" for unknown codes */
guint fw_dictionary_get_length (FwDictionary *self); /* codes in use, the 0 included */

/** fw_dictionary_encode: Returns: (transfer full): the stored form, with a checksum. */
GBytes *fw_dictionary_encode (FwDictionary *self);
/** fw_dictionary_decode: Returns: (transfer full): NULL with FW_ERROR_CORRUPT when form or checksum
 * is wrong. */
FwDictionary *fw_dictionary_decode (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDictionary, fw_dictionary_free)

G_END_DECLS
