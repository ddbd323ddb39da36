/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-other-names.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** What a column of a call list may hold. */
typedef enum
{
  FW_CALL_ID,
  FW_CALL_DATE,
  FW_CALL_TIME,
  FW_CALL_DATE_TIME,
  FW_CALL_DIRECTION, /* only what came in is offered */
  FW_CALL_AGENT,
  FW_CALL_AGENT_FAMILY, /* the family name, where the agent column has the given name alone */
  FW_CALL_QUEUE,
  FW_CALL_PRODUCT, /* or topic */
  FW_CALL_CHANNEL,
  FW_CALL_CUSTOMER,
  FW_CALL_ANSWERED,
  FW_CALL_OUTCOME,
  FW_CALL_RESOLVED,
  FW_CALL_WAIT,
  FW_CALL_TALK,
  FW_CALL_HOLD,
  FW_CALL_WRAP,
  FW_CALL_RATING,
  FW_CALL_NPS,
  FW_CALL_N_COLUMNS
} FwCallColumn;

typedef enum
{
  FW_DATE_ORDER_UNKNOWN,
  FW_DATE_ORDER_YMD,
  FW_DATE_ORDER_DMY,
  FW_DATE_ORDER_MDY
} FwDateOrder;

/** FW_CALL_NOTATION: a unit that is a way of writing: how digits of a duration are parted. */
#define FW_CALL_NOTATION 0x80000000u
#define FW_CALL_UNIT_M_SS (FW_CALL_NOTATION | 1)   /* 4.05: four minutes and five seconds */
#define FW_CALL_UNIT_H_MM (FW_CALL_NOTATION | 2)   /* 1:20: an hour and twenty minutes */
#define FW_CALL_UNIT_HHMMSS (FW_CALL_NOTATION | 3) /* 000320 */
#define FW_CALL_UNIT_DAY                                                                           \
  (FW_CALL_NOTATION | 4) /* 0.0023148: parts of a day, as spreadsheets keep it */

/** What rows of one id are. */
typedef enum
{
  FW_SAME_ID_UNSTATED,
  FW_SAME_ID_PARTS, /* one call told in parts: the answered one wins */
  FW_SAME_ID_CALLS  /* each a call */
} FwSameId;

/** FwCallName: a column of the file as a mapping names it. */
typedef struct
{
  char *name;    /* (nullable): its header */
  guint number;  /* from 1, where the header is blank or there twice; 0: by name */
  gboolean none; /* our column is in no column of the file */
} FwCallName;

/** FwCallIgnore: rows to leave out: those whose cell in @column is one of @words. */
typedef struct
{
  char *column; /* a header of the file, or a name of ours */
  char **words; /* "": the empty cell */
} FwCallIgnore;

/**
 * FwCallStated:
 * What a mapping says, before any header was seen. docs/intake.md has its form.
 */
typedef struct
{
  FwCallName columns[FW_CALL_N_COLUMNS];
  guint unit_ms[FW_CALL_N_COLUMNS];     /* 0: not stated */
  GHashTable *words[FW_CALL_N_COLUMNS]; /* (nullable): char* their word -> char* ours; "": the empty
                                           cell, "*": every other word; a meaning of "" is "nobody",
                                           "nothing" */
  GPtrArray *ignore;                    /* FwCallIgnore */
  JsonObject *people_said;              /* (nullable): the member people as it was stated */
  JsonObject *queues_said;              /* (nullable) */
  FwOtherNames *people;                 /* (nullable): what it says */
  FwOtherNames *queues;                 /* (nullable) */
  FwSameId same_id;
  guint header_row;  /* line of the header, from 1; 0: found by what stands in it */
  FwDateOrder order; /* UNKNOWN: not stated */
  gboolean zero_rating_is_none;
} FwCallStated;

/** fw_call_stated_read: @json: (nullable): as --map takes it. FALSE: FW_ERROR_INVALID with what
 * there is to say. Clear it in either case. */
gboolean fw_call_stated_read (FwCallStated *self, const char *json, GError **error);
void fw_call_stated_clear (FwCallStated *self);

/** fw_call_stated_append: the members that name no column of ours, as fw_call_stated_read() takes
 * them, without the braces; units and the order of dates are the reader's to tell. */
void fw_call_stated_append (FwJsonWriter *writer, const FwCallStated *self);

const char *fw_call_column_to_name (FwCallColumn column);
/** fw_call_column_from_name: -1: none of ours. */
gint fw_call_column_from_name (const char *name);
/** fw_call_column_get_meanings: Returns: (nullable): what words of a closed column can be said to
 * mean, NULL-terminated; of customers and agents there is none but "nobody". */
const char *const *fw_call_column_get_meanings (FwCallColumn column);
/** fw_call_column_is_duration: whether it has a unit. */
gboolean fw_call_column_is_duration (FwCallColumn column);
/** fw_call_unit_to_name: "ms", "s", "min", "h", or a notation such as "m.ss"; NULL: no unit of
 * ours. */
const char *fw_call_unit_to_name (guint unit_ms);
const char *fw_date_order_to_name (FwDateOrder order);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwCallStated, fw_call_stated_clear)

G_END_DECLS
