/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * FwEventType:
 * What can happen on a floor, free of any PBX's words. Intake translates into these; the floor
 * folds them.
 */
typedef enum
{
  FW_EVENT_NOTE,      /* kept and counted, changes nothing (unknown verbs, DID, INFO, CONFIGRELOAD);
                         text, reason = verb */
  FW_EVENT_OFFERED,   /* contact enters a queue; queue, customer, channel, product */
  FW_EVENT_ANSWERED,  /* a person answers; agent, wait_ms where the source states it */
  FW_EVENT_COMPLETED, /* conversation ended; agent, talk_ms, hold_ms; reason = who ended it:
 "agent" or "customer" */
  FW_EVENT_WRAPPED_UP,      /* after-contact work ended; agent, wrap_ms */
  FW_EVENT_ABANDONED,       /* hung up while waiting; wait_ms */
  FW_EVENT_LEFT,            /* went on unanswered; reason = "timeout", "empty", "key", "withdrawn"
                               (taken out of the queue, or could not be put through) or
                               "turned-away" (could not enter); wait_ms */
  FW_EVENT_TRANSFERRED,     /* sent on by the person, closes the contact; reason = "blind" or
                               "attended"; agent, talk_ms; text = where to */
  FW_EVENT_RING_NO_ANSWER,  /* agent was rung for wait_ms; reason = "timeout" or "cancelled" */
  FW_EVENT_SURVEY,          /* late fact; rating 1-5 and/or nps 0-10 and/or scores */
  FW_EVENT_RESOLUTION,      /* late fact; resolved */
  FW_EVENT_CONTACT,         /* one whole contact from a call list: reason = "answered", "abandoned",
                               "timeout", "empty", "key", "withdrawn", "turned-away", "unknown"; everything
                               above */
  FW_EVENT_SIGNED_IN,       /* agent; queue may be absent (all) */
  FW_EVENT_SIGNED_OUT,      /* agent; queue may be absent (all) */
  FW_EVENT_PAUSED,          /* agent; reason = break, lunch, coaching ... */
  FW_EVENT_UNPAUSED,        /* agent */
  FW_EVENT_SOURCE_STARTED,  /* the PBX restarted: contacts of this source that are still open are
                               closed, outcome unknown */
  FW_EVENT_SYSTEM_RESPONSE, /* a system that people work with was timed: reason = which system;
                               wait_ms = how long it took to answer; queue: at that queue's site,
                               absent: everywhere; product: for contacts about it alone */
  FW_EVENT_PAUSE_REASON,    /* agent; reason: of the pause that runs; told after its beginning */
  FW_EVENT_DIALLED,   /* the centre made this call itself: it is not offered; contact, queue */
  FW_EVENT_REPLIED,   /* a person's reply, of which the first ends the time of response; agent. Bots
                         and system messages are none. Who waits still is answered by it */
  FW_EVENT_CLOSED,    /* late fact: what the contact was about is closed; the latest one counts */
  FW_EVENT_COMPLAINT, /* late fact: the customer complained; reason = about what */
  FW_EVENT_SERVICE_ERROR, /* late fact: the person made a mistake; reason = which */
  FW_EVENT_STRUCK,        /* another event never counted (fw-struck.h); made by the centre alone and
                             refused from outside */
  FW_N_EVENT_TYPES
} FwEventType;

/** Absent numbers of an event. */
#define FW_EVENT_NO_TIME (-1)

/**
 * FwEvent:
 * One thing that happened. (source, id) names it for ever: the same pair of the same day again
 * changes nothing. (source, contact) names the contact. The texts are views; see who hands the
 * event out for how long they live.
 */
typedef struct
{
  FwEventType type;
  gint64 at;      /* µs UTC */
  FwText source;  /* which feed: "pbx", "calls" ...; required */
  FwText id;      /* unique within source; required */
  FwText contact; /* unique within source; required for everything about a contact */
  FwText queue;
  FwText agent;    /* login name at the source */
  FwText customer; /* a stable key of the customer (number, account): shown masked; whole only by an
                      act that is told to the audit trail */
  FwText channel;  /* absent: the queue's */
  FwText product;  /* absent: the queue's */
  FwText reason;
  FwText text;
  gint64 wait_ms; /* this and the next three: FW_EVENT_NO_TIME where the source does not say */
  gint64 talk_ms;
  gint64 hold_ms;
  gint64 wrap_ms;
  gint8 rating;   /* 1-5, 0 none */
  gint8 nps;      /* 0-10, -1 none */
  gint8 resolved; /* 1 yes, 0 no, -1 not said */
  guint32 scores; /* of single sides of service (fw-rated.h); 0 none */
} FwEvent;

#define FW_EVENT_INIT                                                                              \
  {                                                                                                \
    .wait_ms = FW_EVENT_NO_TIME, .talk_ms = FW_EVENT_NO_TIME, .hold_ms = FW_EVENT_NO_TIME,         \
    .wrap_ms = FW_EVENT_NO_TIME, .nps = -1, .resolved = -1                                         \
  }

/** fw_customer_read_token: whether a token stands in the place of a number that was forgotten
 * (fw_floor_make_token()); no number from outside looks so. @hash: (out): of that number. */
gboolean fw_customer_read_token (FwText customer, guint64 *hash);

/** fw_customer_mask: Returns: (transfer full): what of a customer's number may be shown: its last
 * @shown characters behind a mark that tells no length; of one not three times as long nothing. */
char *fw_customer_mask (FwText customer, guint shown);

/** Longest id, contact, agent, queue, source, customer, channel, product and reason in bytes; text
 * may have 1,000. */
#define FW_EVENT_MAX_NAME 200
#define FW_EVENT_MAX_TEXT 1000

/** fw_event_type_to_name: Returns: the name on the wire, such as "offered", "ring-no-answer",
 * "source-started". */
const char *fw_event_type_to_name (FwEventType type);
gboolean fw_event_type_from_name (FwText name, FwEventType *type);

/**
 * fw_event_check:
 * The one place that says whether an event is whole: required texts present and within length,
 * valid UTF-8 without control characters, time between 1990 and 2100, durations within 0 and 30
 * days, rating, nps and resolved in range. Returns: FALSE with FW_ERROR_INVALID naming the field
 * and what was expected.
 */
gboolean fw_event_check (const FwEvent *event, GError **error);

G_END_DECLS
