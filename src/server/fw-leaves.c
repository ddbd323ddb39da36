/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-leaves.h"

#include <string.h>

#include "server/fw-server-private.h"

/* ---- reading ---- */

static GPtrArray *
ask_of (
    const FwLeaves *self, const char *kind, const char *person, const char *order, GError **error)
{
  const char *const people[] = { person, NULL };
  const FwRecordCondition conditions[] = { { "person", FW_RECORD_IS, people } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.order = order;
  return fw_records_ask_all (self->records, self->whole, fw_kind_find (kind), &query, error);
}

gboolean
fw_leaves_init (FwLeaves *self, FwRecords *records, const char *person, GError **error)
{
  g_return_val_if_fail (self != NULL && records != NULL && person != NULL, FALSE);

  self->records = records;
  self->whole = fw_scope_new_administrator ();
  self->entitlements = ask_of (self, "leave-entitlement", person, "last", error);
  if (self->entitlements != NULL)
    self->requests = ask_of (self, "leave-request", person, "first", error);
  return self->requests != NULL;
}

void
fw_leaves_clear (FwLeaves *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->entitlements, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
}

gboolean
fw_leave_is_limited (const char *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  return g_str_equal (type, "annual") || g_str_equal (type, "compensatory");
}

gboolean
fw_leave_is_in (const FwRecord *request, const char *state)
{
  return g_strcmp0 (fw_record_text (request, FW_KIND_STATE), state) == 0;
}

const FwRecord *
fw_leaves_find_overlap (const FwLeaves *self, gint32 first, gint32 last)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->requests->len; i++)
    {
      const FwRecord *request = self->requests->pdata[i];

      if ((fw_leave_is_in (request, "asked") || fw_leave_is_in (request, "granted")) &&
          fw_record_integer (request, "first") <= last &&
          fw_record_integer (request, "last") >= first)
        return request;
    }
  return NULL;
}

/* ---- what is left ---- */

static gboolean
is_of (const FwRecord *record, const char *type)
{
  return g_strcmp0 (fw_record_text (record, "leave_type"), type) == 0;
}

/* Returns: (transfer full) (element-type FwLeaveRight): those of the type, as they stand. */
static GArray *
list_rights (const FwLeaves *self, const char *type)
{
  GArray *rights = g_array_new (FALSE, FALSE, sizeof (FwLeaveRight));

  for (guint i = 0; i < self->entitlements->len; i++)
    {
      const FwRecord *record = self->entitlements->pdata[i];
      const FwLeaveRight right = { (gint32) fw_record_integer (record, "first"),
                                   (gint32) fw_record_integer (record, "last"),
                                   (guint) fw_record_integer (record, "days") };

      if (is_of (record, type))
        g_array_append_val (rights, right);
    }
  return rights;
}

/* Returns: (transfer full) (element-type gint32): of what is granted, and maybe asked for. */
static GArray *
list_days (const FwLeaves *self, const char *type, gboolean asked, GArray *more)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; i < self->requests->len; i++)
    {
      const FwRecord *request = self->requests->pdata[i];
      g_autoptr (GArray) of_one = g_array_new (FALSE, FALSE, sizeof (gint32));

      if (!is_of (request, type) ||
          !(fw_leave_is_in (request, "granted") || (asked && fw_leave_is_in (request, "asked"))))
        continue;
      if (fw_leave_read_days (fw_record_text (request, "counted"), of_one))
        g_array_append_vals (days, of_one->data, of_one->len);
    }
  if (more != NULL)
    g_array_append_vals (days, more->data, more->len);
  return days;
}

/* @used: (out) (nullable): by right, in the order of list_rights(). Returns: days without one. */
static guint
charge (const FwLeaves *self, const char *type, gboolean asked, GArray *more, guint **used)
{
  g_autoptr (GArray) rights = list_rights (self, type);
  g_autoptr (GArray) days = list_days (self, type, asked, more);
  g_autofree guint *taken = g_new0 (guint, rights->len + 1);
  const guint lacking =
      fw_leave_charge ((const FwLeaveRight *) (void *) rights->data, rights->len, days, taken);

  if (used != NULL)
    *used = g_steal_pointer (&taken);
  return lacking;
}

guint
fw_leaves_count_lacking (const FwLeaves *self, const char *type, gboolean asked, GArray *days)
{
  g_return_val_if_fail (self != NULL && type != NULL && days != NULL, 0);

  return fw_leave_is_limited (type)
             ? charge (self, type, asked, days, NULL) - charge (self, type, asked, NULL, NULL)
             : 0;
}

static void
append_rights_of (FwJsonWriter *writer, const FwLeaves *self, const char *type, GArray *days)
{
  g_autofree guint *granted = NULL, *asked = NULL, *after = NULL;
  guint at = 0;

  charge (self, type, FALSE, NULL, &granted);
  charge (self, type, TRUE, NULL, &asked);
  charge (self, type, TRUE, days, &after);
  for (guint i = 0; i < self->entitlements->len; i++)
    {
      const FwRecord *record = self->entitlements->pdata[i];
      const guint n = (guint) fw_record_integer (record, "days");

      if (!is_of (record, type))
        continue;
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (record));
      fw_json_member_text (writer, "name", fw_record_text (record, "name"));
      fw_json_member_text (writer, "type", type);
      fw_own_append_date (writer, "first", (gint32) fw_record_integer (record, "first"));
      fw_own_append_date (writer, "last", (gint32) fw_record_integer (record, "last"));
      fw_json_member_integer (writer, "days", n);
      fw_json_member_integer (writer, "granted", granted[at]);
      fw_json_member_integer (writer, "asked", (gint64) asked[at] - granted[at]);
      fw_json_member_integer (writer, "left", n - asked[at]);
      if (days != NULL)
        fw_json_member_integer (writer, "after", n - after[at]);
      fw_json_writer_end_object (writer);
      at++;
    }
}

void
fw_leaves_append_rights (FwJsonWriter *writer, const FwLeaves *self, const char *type, GArray *days)
{
  static const char *const types[] = { "annual", "compensatory" };

  g_return_if_fail (writer != NULL && self != NULL);

  fw_json_writer_key (writer, "rights");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (type == NULL || g_str_equal (type, types[i]))
      append_rights_of (writer, self, types[i], days);
  fw_json_writer_end_array (writer);
}

/* ---- what follows in the roster ---- */

static void
clear_write (gpointer data)
{
  g_clear_pointer (&((FwRecordWrite *) data)->record, fw_record_unref);
}

static FwRecord *
find_shift (const FwRecordAnswer *shifts, gint32 day)
{
  for (guint i = 0; i < shifts->records->len; i++)
    if (fw_record_integer (shifts->records->pdata[i], "day") == day)
      return shifts->records->pdata[i];
  return NULL;
}

static void
put_shift (FwRecord *shift, const char *type, const char *template, const char *state)
{
  fw_record_put_text (shift, "type", type);
  fw_record_put_text (shift, "template", template);
  fw_record_put_text (shift, "breaks", NULL); /* they were of what stood there before */
  fw_record_put_text (shift, "state", state);
}

/* What was published stays told until the roster is published again. */
static void
add_leave (GArray *writes, const FwRecordAnswer *shifts, const char *person, gint32 day)
{
  const FwKind *kind = fw_kind_find ("shift");
  FwRecord *shown = find_shift (shifts, day);
  g_autofree char *id = shown == NULL ? g_uuid_string_random () : NULL;
  FwRecordWrite write = { NULL, FALSE };

  if (shown != NULL && g_strcmp0 (fw_record_text (shown, "type"), "leave") == 0)
    return;
  write.record = shown != NULL ? fw_record_copy (shown) : fw_record_new (kind, id);
  fw_record_put_text (write.record, "person", person);
  fw_record_set_integer (write.record, (guint) fw_kind_find_field (kind, "day"), day);
  put_shift (write.record, "leave", NULL,
             g_strcmp0 (fw_record_text (write.record, "told"), "leave") == 0 ? "published"
                                                                             : "draft");
  g_array_append_val (writes, write);
}

/* Back to what was published; leave that was published itself is off until that is, too. */
static void
add_end (GArray *writes, const FwRecordAnswer *shifts, gint32 day)
{
  FwRecord *shown = find_shift (shifts, day);
  FwRecordWrite write = { NULL, FALSE };
  const char *told;

  if (shown == NULL || g_strcmp0 (fw_record_text (shown, "type"), "leave") != 0)
    return;
  write.record = fw_record_copy (shown);
  told = fw_record_text (shown, "told");
  if (told == NULL)
    write.deletes = TRUE;
  else if (g_str_equal (told, "leave"))
    put_shift (write.record, "off", NULL, "draft");
  else if (g_str_equal (told, "training"))
    put_shift (write.record, "training", NULL, "published");
  else
    put_shift (write.record, "work", told, "published");
  g_array_append_val (writes, write);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT, message);
  return FALSE;
}

/* Held against all others: whether the store has it as granted already makes no difference. */
static void
leave_out (FwLeaves *self, const FwRecord *request)
{
  for (guint i = self->requests->len; i-- > 0;)
    if (strcmp (fw_record_get_id (self->requests->pdata[i]), fw_record_get_id (request)) == 0)
      g_ptr_array_remove_index (self->requests, i);
}

static gboolean
check_grant (FwRecords *records, const FwRecord *request, const char *person, GError **error)
{
  g_auto (FwLeaves) leaves = { NULL };
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (!fw_leaves_init (&leaves, records, person, error))
    return FALSE;
  leave_out (&leaves, request);
  fw_leave_read_days (fw_record_text (request, "counted"), days);
  return fw_leaves_count_lacking (&leaves, fw_record_text (request, "leave_type"), FALSE, days) ==
             0 ||
         refuse (error, "there are not as many days of leave left");
}

static gboolean
check_end (FwRecords *records, const FwRecord *request, gint64 now, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (records, error);

  if (directory == NULL)
    return FALSE;
  return fw_record_integer (request, "first") >
             fw_zone_get_day (fw_own_find_zone (directory, request), now) ||
         refuse (error, "leave that has begun is not cancelled");
}

GArray *
fw_leaves_have_effect (
    FwRecords *records, const char *name, const FwRecord *request, gint64 now, GError **error)
{
  const gint32 first = (gint32) fw_record_integer (request, "first");
  const gint32 last = (gint32) fw_record_integer (request, "last");
  const char *person = fw_record_text (request, "person");
  const gboolean grants = g_str_equal (name, "leave");
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecordAnswer) shifts = NULL;
  GArray *writes;

  if (grants ? !check_grant (records, request, person, error)
             : !check_end (records, request, now, error))
    return NULL;
  shifts = fw_own_ask_shifts (records, whole, person, first, last, error);
  if (shifts == NULL)
    return NULL;
  writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_array_set_clear_func (writes, clear_write);
  for (gint32 day = first; day <= last; day++)
    if (grants)
      add_leave (writes, shifts, person, day);
    else
      add_end (writes, shifts, day);
  return writes;
}
