/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/access/fw-access.h"

G_BEGIN_DECLS

/** The type of a field decides its column, JSON, CSV text, check and editor row. */
typedef enum
{
  FW_FIELD_TEXT,    /* max: characters; 200 when 0 */
  FW_FIELD_INTEGER, /* minimum, maximum */
  FW_FIELD_NUMBER,  /* minimum, maximum; finite */
  FW_FIELD_BOOLEAN,
  FW_FIELD_DATE,        /* JSON "2026-11-21"; kept as days since 1970-01-01 */
  FW_FIELD_TIME_OF_DAY, /* JSON "22:00"; kept as minutes, 0-1439 */
  FW_FIELD_ENUM,        /* values; kept and sent by name */
  FW_FIELD_REF,         /* id of a record of kind to */
  FW_FIELD_REF_LIST,    /* ids of records of kind to; JSON array, CSV separated by ";" */
  FW_FIELD_SECRET       /* write only: stored hashed (Argon2id), never read, never logged */
} FwFieldType;

typedef struct
{
  const char *name; /* column and JSON member, lower case with "_" */
  FwFieldType type;
  const char *label; /* N_() */
  const char *hint;  /* N_(): (nullable): what to write here, with its unit */
  gboolean required;
  const char *to;            /* kind referred to */
  const char *const *values; /* names, NULL-terminated */
  const char *const *labels; /* N_(), one for each of values */
  guint max;
  double minimum, maximum; /* both 0: unbounded */
  const char *fallback;    /* (nullable): the value of a new record, as CSV text */
  FwRole read, write;      /* 0: the kind's */
  gboolean unique;         /* no two records of the kind that are there have the same */
} FwField;

struct _FwRecord;

/** How a record's scope is found. */
typedef enum
{
  FW_SCOPE_NONE,    /* seen by everyone who may read the kind */
  FW_SCOPE_IS_SITE, /* the record is a site */
  FW_SCOPE_IS_TEAM, /* the record is a team; its site is the field "site" */
  FW_SCOPE_BY_SITE, /* field "site" */
  FW_SCOPE_BY_TEAM, /* field "team" (and "site" where there is one) */
  FW_SCOPE_IS_WHOLE /* seen only by people whose scope has no limits: who sets scopes must not be
                       within one */
} FwKindScope;

/**
 * FwKind:
 * The one description of a record type. From it follow table, check, JSON, routes, revisions,
 * change log, import and export, and the plain editor. Every record also has: id (1-64 characters,
 * chosen by the user, for ever), revision (from 1), and deleted.
 */
typedef struct
{
  const char *name;   /* "team", "shift-template" */
  const char *label;  /* N_("Team") */
  const char *plural; /* N_("Teams") */
  const char *title;  /* the field to show a record by; usually "name" */
  const FwField *fields;
  guint n_fields;
  FwRole read, write;
  FwKindScope scope;
  /* past revisions keep their effect until the next one's "since" date; without one, until it was
   * written */
  gboolean dated;
  gboolean (*check) (const struct _FwRecord *record,
                     GError **error); /* (nullable): rules across fields */
} FwKind;

#define FW_FIELDS(array) .fields = (array), .n_fields = G_N_ELEMENTS (array)

/** fw_kinds: every kind, referred-to before referring; NULL-terminated. Adding a kind = one file
 * and one line here. */
const FwKind *const *fw_kinds (void);
const FwKind *fw_kind_find (const char *name);
/** fw_kind_find_field: Returns: the field's index, or -1. */
gint fw_kind_find_field (const FwKind *kind, const char *name);
FwRole fw_kind_get_read (const FwKind *kind, const FwField *field);
FwRole fw_kind_get_write (const FwKind *kind, const FwField *field);

extern const FwKind fw_kind_site;     /* name, time_zone, day_start */
extern const FwKind fw_kind_position; /* name, rank */
extern const FwKind fw_kind_team; /* name, site, leader (text id of a person, no ref: circular) */
extern const FwKind
    fw_kind_shift_template;        /* name, site, start, length_minutes, letter; "shift-template" */
extern const FwKind fw_kind_queue; /* name, site, team, channel (enum), product, short_abandon_s; id
                                      = the PBX's queue name */
extern const FwKind fw_kind_person; /* name, login (at the PBX; default the id), site, team,
                                       position, shift, hired, since; dated */
extern const FwKind
    fw_kind_policy; /* subject (enum of policy names), site, queue, value, since; dated */
extern const FwKind fw_kind_account; /* id = user name; name, role (enum), sites, teams, password
                                        (secret), disabled */
extern const FwKind fw_kind_period;  /* named days to hold others against: name, site, from, to,
                                        note */
extern const FwKind fw_kind_watch;   /* a question that is asked by itself: name, metric, baseline,
                                        period,   moment, direction, site, team, filters, resting */
extern const FwKind fw_kind_finding; /* what a watch found: title, watch, day, live, site, team,
                                        metric, before, now, n, effect, causes, judgement */

G_END_DECLS
