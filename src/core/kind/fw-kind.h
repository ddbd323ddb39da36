/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/access/fw-access.h"
#include "core/flow/fw-flow.h"

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
  const char *format;        /* TEXT (nullable): one of fw_field_format_names() */
  guint max;
  double minimum, maximum; /* both 0: unbounded */
  const char *fallback;    /* (nullable): the value of a new record, as CSV text */
  FwRole read, write;      /* 0: the kind's */
  gboolean unique;         /* no two records of the kind that are there have the same */
  gboolean account;        /* holds whose account it is: of a new record the writer's; only who has
                              no limits names another */
  gboolean taken;          /* with account: empty until somebody takes it */
  gboolean derived;    /* follows from other fields by the kind's derive, whatever comes in it */
  gboolean moment;     /* TEXT: when the record was first written; who is limited says nothing of
                          it */
  gboolean fixed;      /* stays as it was first written */
  gboolean same_site;  /* REF: to a record of the site that the field "site" names */
  const char *unit_of; /* NUMBER (nullable): the field with the policy whose unit it has */
  const char *within;  /* NUMBER, INTEGER (nullable): "reference.field": no more than that field
                          of the record that the reference names holds */
  const char *copy_of; /* (nullable): "reference.field": holds, as the record is first written,
                          what that field of the record that the reference names holds, and keeps
                          it */
  const char *const *open_in; /* (nullable): states of the kind's flow, NULL-terminated: in any
                                 other it stays as it is */
  gboolean indexed;           /* can be asked for; has an index */
  gboolean moved; /* says where the record stands: written by the moves of the kind's flow
                     alone, whatever the role */
  gboolean own;   /* a centre gave it to a kind that came without it */
} FwField;

struct _FwRecord;

/** FwKindLook: what else is so as a record is written: other records, and the centre's policies. */
typedef struct
{
  gpointer data;
  /* Returns: (transfer full) (nullable): a record that is there */
  struct _FwRecord *(*find) (gpointer data, const char *kind, const char *id);
  /* Returns: (transfer none) (element-type FwRecord): all of a kind of which there are few */
  const GPtrArray *(*list) (gpointer data, const char *kind);
  /* at a site (nullable) now; NAN: it is not set */
  double (*policy) (gpointer data, const char *name, const char *site);
} FwKindLook;

/** FwKindArrange: fills fields of @record, which is to stand where @stored (nullable) does, by what
 * @look tells. */
typedef void (*FwKindArrange) (const struct _FwRecord *stored,
                               struct _FwRecord *record,
                               const FwKindLook *look);

/** How a record's scope is found. */
typedef enum
{
  FW_SCOPE_NONE,    /* seen by everyone who may read the kind */
  FW_SCOPE_IS_SITE, /* the record is a site */
  FW_SCOPE_IS_TEAM, /* the record is a team; its site is the field "site" */
  FW_SCOPE_BY_SITE, /* field "site" */
  FW_SCOPE_BY_TEAM, /* field "team" (and "site" where there is one) */
  FW_SCOPE_BY_TOLD, /* the same, and each of the fields "told_sites" and "told_teams", which say
                       whose figures it tells; empty: everybody's */
  FW_SCOPE_IS_WHOLE /* seen only by people whose scope has no limits: who sets scopes must not be
                       within one */
} FwKindScope;

/** FwKindBefore: how the records of an older store said where they stand, before there was a flow.
 */
typedef struct
{
  const char *field;         /* (nullable): none did */
  const char *const *values; /* NULL-terminated */
  const char *const *states; /* one for each of values */
} FwKindBefore;

/** The field that a kind with a flow has beside those of its description. */
#define FW_KIND_STATE "state"

/** Fields of a kind at most. */
#define FW_KIND_MAX_FIELDS 48

/**
 * FwKind:
 * The one description of a record type, read from data/kinds/NAME.xml. From it follow table, check,
 * JSON, routes, revisions, change log, import and export, and the plain editor. Every record also
 * has: id (1-64 characters, chosen by the user, for ever), revision (from 1), and deleted.
 */
typedef struct
{
  const char *name;   /* "team", "shift-template" */
  const char *label;  /* msgid: "Team" */
  const char *plural; /* msgid: "Teams" */
  const char *title;  /* the field to show a record by; usually "name" */
  const FwField *fields;
  guint n_fields;
  FwRole read, write;
  FwKindScope scope;
  /* past revisions keep their effect until the next one's "since" date; without one, until it was
   * written */
  gboolean dated;
  /* the floor reads it: it is part of the directory, and figures may follow from it */
  gboolean counts;
  gboolean accounts;  /* its records are who may sign in; one kind alone */
  gboolean audited;   /* whoever reads its records is told of in the audit trail */
  gboolean kept;      /* its records are corrected or superseded, never deleted */
  gboolean takes_own; /* a centre may give it fields of its own */
  /* (nullable): references and dates that no two of its records that are there have all alike */
  const char *const *once;
  /* (nullable): a date of it, or "reference.date" of what a reference names: the day on which what
   * it tells happens; before it none of these fields is filled, and it is in none of these states
   */
  const char *happens;
  const char *const *happened;
  /* (nullable): another kind, of which no record of the type “work” is written of a person and a
   * day while a record of this one bars it: it says “gates”, is not “stopped”, began by that day
   * (“since”), and what it waits for had not come by then (“passed”) */
  const char *bars;
  /* (nullable): the reference to whom a record belongs: it lies where she does as it is written,
   * whatever comes in its fields "site" and "team" */
  const char *belongs;
  /* (nullable): a yes or no: while it is yes, of those who write the kind only whose account it
   * names, and administrators, know that the record is there */
  const char *closed;
  /* (nullable): the references to those about whom a record is, "id" where it is a person: an agent
   * who may read the kind reads her own */
  const char *const *whose;
  /* (nullable): the field that holds the name at the source, "id" for the id itself; of a person
   * without one the id as well. What came under a name that nobody had is everybody's, so who is
   * limited takes none of the past */
  const char *source_name;
  const char *const *columns; /* fields that a list shows; NULL-terminated */
  const char *const *orders;  /* fields that a list may be ordered by, the usual one first; each has
                                 an index; NULL-terminated */
  gboolean latest_first;      /* people read a list from the end of its usual order */
  gboolean (*check) (const struct _FwRecord *record,
                     GError **error); /* (nullable): rules across fields */
  /* (nullable): fills the derived fields of @record, which is to stand where @stored (nullable)
   * does
   */
  void (*derive) (const struct _FwRecord *stored, struct _FwRecord *record);
  /* (nullable): fills fields by other records and policies, before derive and checks */
  FwKindArrange arrange;
  FwFlow *flow;        /* (nullable): how its records are moved along; then FW_KIND_STATE is one of
                          the fields */
  FwKindBefore before; /* of a kind with a flow */
} FwKind;

/** fw_kinds: every kind that comes with the program, referred-to before referring; NULL-terminated.
 * Any thread. */
const FwKind *const *fw_kinds (void);
/** fw_kind_find: one that comes with the program, without what a centre added. @name: (nullable).
 * Returns: (transfer none) (nullable): for ever. */
const FwKind *fw_kind_find (const char *name);

/** What a kind of a centre's own is called begins with this, so that no later version comes with
 * one of that name; and a field that a centre gave to a kind of the program with the other. */
#define FW_KIND_OWN "own-"
#define FW_FIELD_OWN "own_"
/** Kinds of a centre's own at most. */
#define FW_KINDS_MAX_OWN 100

/**
 * fw_kinds_add:
 * @kinds: (array zero-terminated=1): fw_kinds(), or what this returned before
 * @file: what to call the description in messages
 * @text: @length bytes of XML: a kind of a centre's own, or fields of its own for one of @kinds, as
 * docs/kinds.md describes it
 *
 * Nothing changes in @kinds: whoever reads it, or a record of its kinds, goes on. A kind with more
 * fields is another in the same place, whose first fields are those that it had.
 *
 * Returns: (array zero-terminated=1): @kinds with it, for ever and for the same text the same; NULL
 * with FW_ERROR_INVALID, "FILE:LINE: what was expected". Any thread.
 */
const FwKind *const *fw_kinds_add (
    const FwKind *const *kinds, const char *file, const char *text, gsize length, GError **error);
/** fw_kinds_check: what fw_kinds_add() would say. */
gboolean fw_kinds_check (
    const FwKind *const *kinds, const char *file, const char *text, gsize length, GError **error);
/** fw_kinds_find: @name: (nullable). Returns: (transfer none) (nullable): that of @kinds. */
const FwKind *fw_kinds_find (const FwKind *const *kinds, const char *name);
/** fw_kind_is_same: whether both are the same kind, whatever a centre added to one of them. */
gboolean fw_kind_is_same (const FwKind *self, const FwKind *other);
/** fw_kind_is_own: whether a centre made it. */
gboolean fw_kind_is_own (const FwKind *kind);
/** fw_field_type_from_name, _to_name: as descriptions name a type: "text", "time-of-day". */
gboolean fw_field_type_from_name (const char *name, FwFieldType *type);
const char *fw_field_type_to_name (FwFieldType type);
/** fw_field_can_be_asked: whether a query can compare its values: not lists and secrets. */
gboolean fw_field_can_be_asked (const FwField *field);
/** fw_field_is_indexed: whether a query may compare its values: those described so, and all
 * references. */
gboolean fw_field_is_indexed (const FwField *field);
/** fw_kind_has_lists: whether any field is a list of references. */
gboolean fw_kind_has_lists (const FwKind *kind);
/** fw_kind_get_level: what a record of the kind is a part of. */
FwPlaceLevel fw_kind_get_level (const FwKind *kind);
/** fw_kind_scope_to_name: as descriptions name it: "by-team". */
const char *fw_kind_scope_to_name (FwKindScope scope);
/** fw_kind_get_state: Returns: the index of FW_KIND_STATE; -1 of a kind without a flow. */
gint fw_kind_get_state (const FwKind *kind);
/** fw_kind_find_field: Returns: the field's index, or -1. */
gint fw_kind_find_field (const FwKind *kind, const char *name);
FwRole fw_kind_get_read (const FwKind *kind, const FwField *field);
FwRole fw_kind_get_write (const FwKind *kind, const FwField *field);
/** fw_kind_get_closed_roles: to whom its records may be closed. */
FwRole fw_kind_get_closed_roles (const FwKind *kind);

G_END_DECLS
