/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-customer-keeper.h"

#include "server/fw-rounds.h"
#include "store/fw-record-query.h"

#define FIRST G_USEC_PER_SEC
#define STEP (60 * G_USEC_PER_SEC)

struct _FwCustomerKeeper
{
  FwCentre *centre;
  FwHub *hub;
  FwScope *scope;
  gint64 change;    /* of cards, the last one that was looked at; -1: all are to be */
  char *policies;   /* (nullable): those of tiers, as of the last look */
  FwRounds *rounds; /* (nullable): not started yet */
};

FwCustomerKeeper *
fw_customer_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwCustomerKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwCustomerKeeper, 1);
  self->centre = centre;
  self->hub = hub;
  self->scope = fw_scope_new (FW_CUSTOMER_RULE, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  self->change = -1;
  return self;
}

void
fw_customer_keeper_free (FwCustomerKeeper *self)
{
  if (self == NULL)
    return;

  fw_rounds_free (self->rounds);
  g_free (self->policies);
  fw_scope_unref (self->scope);
  g_free (self);
}

/* Written as it is: what follows from others is filled anew, and where that changes nothing,
 * nothing is written. Who was faster wrote it with the same in it. */
static void
write_again (FwCustomerKeeper *self, const FwRecord *record, gint64 now)
{
  g_autoptr (FwRecord) again = fw_record_copy ((FwRecord *) record);
  g_autoptr (GError) error = NULL;
  const guint revision = fw_record_get_revision (record);

  if (!fw_records_put (fw_centre_get_records (self->centre), self->scope, again, now, &error))
    g_message ("a tier waits: %s", error->message);
  else if (self->hub != NULL && fw_record_get_revision (again) != revision)
    fw_hub_tell_record (self->hub, again);
}

static gboolean
is_open (const FwRecord *record)
{
  const FwFlow *flow = fw_record_get_kind (record)->flow;
  const char *state = fw_record_text (record, FW_KIND_STATE);
  const FwFlowState *found = state != NULL ? fw_flow_find_state (flow, state) : NULL;

  return found != NULL && !found->ends;
}

static gboolean
mark_cases (FwCustomerKeeper *self, const FwRecord *customer, gint64 now, GError **error)
{
  const char *const id[] = { fw_record_get_id (customer), NULL };
  const char *const no[] = { "no", "", NULL }; /* also where nobody said anything */
  const FwRecordCondition conditions[] = { { "customer", FW_RECORD_IS, id },
                                           { "vip", FW_RECORD_IS, no } };
  g_autoptr (GPtrArray) cases = NULL;
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  cases = fw_records_ask_all (fw_centre_get_records (self->centre), self->scope,
                              fw_kind_find ("case"), &query, error);
  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    if (is_open (cases->pdata[i]))
      write_again (self, cases->pdata[i], now);
  return TRUE;
}

typedef struct
{
  FwCustomerKeeper *keeper;
  gint64 now;
} Look;

static gboolean
card_cb (FwRecord *card, gpointer user_data, GError **error)
{
  const Look *look = user_data;

  return fw_record_is_deleted (card) || g_strcmp0 (fw_record_text (card, "tier"), "vip") != 0 ||
         mark_cases (look->keeper, card, look->now, error);
}

static gboolean
look_at_changed (FwCustomerKeeper *self, gint64 now, GError **error)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  Look look = { self, now };

  return fw_records_ask_changed (fw_centre_get_records (self->centre), self->scope,
                                 fw_kind_find ("customer"), &query, &self->change, card_cb, &look,
                                 error);
}

/* Every card, as other policies hold. */
static gboolean
look_at_all (FwCustomerKeeper *self, gint64 now, GError **error)
{
  FwRecords *records = fw_centre_get_records (self->centre);
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) cards =
      fw_records_ask_all (records, self->scope, fw_kind_find ("customer"), &query, error);

  if (cards == NULL)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    write_again (self, cards->pdata[i], now);
  return TRUE;
}

/* The policies of tiers as they stand, and the day, as one begins on a day. Without any the
 * program's own hold on every day. */
static char *
describe_policies (FwCustomerKeeper *self, gint64 now, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self->centre);
  g_autoptr (GString) text = g_string_new (NULL);
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) policies = fw_records_ask_all (
      fw_centre_get_records (self->centre), self->scope, fw_kind_find ("policy"), &query, error);

  if (policies == NULL)
    return NULL;
  for (guint i = 0; i < policies->len; i++)
    {
      const FwRecord *policy = policies->pdata[i];
      const char *name = fw_record_text (policy, "subject");

      if (name != NULL && g_str_has_prefix (name, "customer-"))
        g_string_append_printf (text, "%s %u;", fw_record_get_id (policy),
                                fw_record_get_revision (policy));
    }
  if (text->len > 0)
    g_string_append_printf (text, "%d",
                            fw_zone_get_day (fw_directory_get_default_site (directory)->zone, now));
  return g_strdup (text->str);
}

static gboolean
look (FwCustomerKeeper *self, gint64 now, GError **error)
{
  g_autofree char *policies = describe_policies (self, now, error);

  if (policies == NULL)
    return FALSE;
  if (g_strcmp0 (policies, self->policies) != 0)
    {
      if (!look_at_all (self, now, error))
        return FALSE;
      g_free (self->policies);
      self->policies = g_steal_pointer (&policies);
    }
  return look_at_changed (self, now, error);
}

void
fw_customer_keeper_step (FwCustomerKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!look (self, now, &error))
    g_message ("tiers of customers wait: %s", error->message);
}

static void
step_cb (gpointer data)
{
  fw_customer_keeper_step (data, g_get_real_time ());
}

void
fw_customer_keeper_start (FwCustomerKeeper *self)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-customers", FIRST, STEP, step_cb, self);
}

void
fw_customer_keeper_wake (FwCustomerKeeper *self)
{
  g_return_if_fail (self != NULL);

  if (self->rounds != NULL)
    fw_rounds_wake (self->rounds);
}
