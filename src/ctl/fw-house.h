/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-own-kind.h"
#include "core/kind/fw-record.h"
#include "ctl/fw-ctl.h"

G_BEGIN_DECLS

/** FwHouse: records of a store here or of a server, alike. */
typedef struct
{
  FwCentre *centre; /* either */
  FwRemote *remote; /* or */
  FwScope *scope;

  FwDatabase *copy; /* (nullable): that is thrown away, in place of a centre ... */
  FwRecords *tried; /* ... and its records */
} FwHouse;

gboolean fw_house_open (FwHouse *self, const FwTarget *target, FwCentreFlags flags, GError **error);
void fw_house_close (FwHouse *self);

/** FwHouseAct: @rehearsal: in a store that is thrown away; says nothing when all is well. */
typedef gboolean (*FwHouseAct) (FwHouse *house,
                                gboolean rehearsal,
                                gpointer user_data,
                                GError **error);
/**
 * fw_house_change: does @act in the house of @target. A store that is not there yet is made only
 * after the same went well in one that is thrown away: what is refused leaves no store behind.
 * @dry: @act keeps nothing: it is done in a copy of the records, so that no store is made for it,
 * and one that is there is only read, whoever serves it meanwhile
 */
gboolean fw_house_change (
    const FwTarget *target, gboolean dry, FwHouseAct act, gpointer user_data, GError **error);

/** fw_house_get_records: of a house that is here. */
FwRecords *fw_house_get_records (const FwHouse *self);

/** fw_house_list: Returns: (transfer full) (element-type FwRecord). */
GPtrArray *fw_house_list (FwHouse *self, const FwKind *kind, GError **error);
/** FwHouseQuestion: which records, as `GET records/{kind}` is asked. */
typedef struct
{
  const char *const *conditions; /* "where.FIELD=VALUE[;VALUE…]", "from.…", "to.…", "begins.…" */
  const char *order;             /* (nullable): "FIELD" or "-FIELD" */
  const char *after;             /* (nullable): `next` of the page before */
  guint limit;                   /* 0: all */
} FwHouseQuestion;

/** fw_house_ask: @next: (out) (transfer full) (nullable): where more begin. Returns: (transfer
 * full) (element-type FwRecord). */
GPtrArray *fw_house_ask (FwHouse *self,
                         const FwKind *kind,
                         const FwHouseQuestion *question,
                         char **next,
                         GError **error);
FwRecord *fw_house_get (FwHouse *self, const FwKind *kind, const char *id, GError **error);
/** fw_house_put: creates or changes; the record carries the revision it was based on. */
gboolean fw_house_put (FwHouse *self, FwRecord *record, GError **error);

/** fw_house_restore: what was deleted is there again. */
gboolean fw_house_restore (FwHouse *self, const FwKind *kind, const char *id, GError **error);

/** fw_house_move: moves a record along its flow from whatever it is now. @reason: (nullable): of a
 * signed move. Returns: FALSE with an error whose message says why not. */
gboolean fw_house_move (FwHouse *self,
                        const FwKind *kind,
                        const char *id,
                        const char *move,
                        const char *reason,
                        GError **error);

/** fw_house_list_own_kinds: Returns: (transfer full) (element-type FwOwnKind): what the centre
 * added, in order. */
GPtrArray *fw_house_list_own_kinds (FwHouse *self, GError **error);
/** fw_house_get_kinds: those of the program with what the centre added. */
const FwKind *const *fw_house_get_kinds (FwHouse *self, GError **error);
/** fw_house_find_kind: NULL with a usage error that names all there are. */
const FwKind *fw_house_find_kind (FwHouse *self, const char *name, GError **error);
/** fw_set_field: sets a field from its text; a wrong one is a usage error with the option's name.
 */
gboolean fw_set_field (
    FwRecord *record, const char *field, const char *text, const char *option, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwHouse, fw_house_close)

G_END_DECLS
