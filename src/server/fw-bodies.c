/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-bodies.h"

#include "server/fw-exchange-private.h"

#define MIB ((gsize) 1024 * 1024)

/* What is allocated before a byte has come. */
#define FIRST_BYTES ((guint64) 64 * 1024)

struct _FwBodies
{
  FwShares *shares[FW_N_BODIES];
};

/* Of sign-in the bodies of all connections that there can be have room together: nobody can take it
 * all. Of a share the largest body of the class has room. */
static const struct
{
  gsize total;
  gsize each;
} sizes[FW_N_BODIES] = {
  [FW_BODY_RECORD] = { 32 * MIB, 8 * MIB },   [FW_BODY_SIGN_IN] = { 64 * MIB, 64 * MIB },
  [FW_BODY_EVENTS] = { 128 * MIB, 64 * MIB }, [FW_BODY_TABLE] = { 64 * MIB, 16 * MIB },
  [FW_BODY_FILE] = { 512 * MIB, 256 * MIB },
};

FwBodies *
fw_bodies_new (void)
{
  FwBodies *self = g_new0 (FwBodies, 1);

  for (guint i = 0; i < FW_N_BODIES; i++)
    self->shares[i] = fw_shares_new (sizes[i].total, sizes[i].each);
  return self;
}

void
fw_bodies_free (FwBodies *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < FW_N_BODIES; i++)
    fw_shares_unref (self->shares[i]);
  g_free (self);
}

gsize
fw_bodies_get_taken (FwBodies *self)
{
  gsize taken = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < FW_N_BODIES; i++)
    taken += fw_shares_get_taken (self->shares[i]);
  return taken;
}

static FwShares *
get_shares (FwExchange *exchange)
{
  return fw_http_get_bodies (exchange->http)->shares[exchange->route->body];
}

gboolean
fw_body_begin (FwExchange *exchange)
{
  const char *header = fw_exchange_get_header (exchange, MHD_HTTP_HEADER_CONTENT_LENGTH);
  guint64 length = header != NULL ? g_ascii_strtoull (header, NULL, 10) : 0;

  if (length > exchange->route->body_max)
    {
      if (exchange->route->body_max == 0)
        fw_exchange_fail (exchange, FW_ERROR_INVALID, NULL, "this request has no body");
      else
        fw_exchange_fail (exchange, FW_ERROR_TOO_LARGE, NULL,
                          "a body of at most %" G_GSIZE_FORMAT " bytes", exchange->route->body_max);
      return FALSE;
    }

  if (length == 0)
    return TRUE;
  exchange->body_owner = g_strdup (fw_exchange_get_account (exchange));
  exchange->body = g_byte_array_sized_new ((guint) MIN (length, FIRST_BYTES));
  return TRUE;
}

void
fw_body_take (FwExchange *exchange, const char *bytes, gsize length)
{
  if (exchange->body == NULL)
    return;
  if (!fw_shares_take (get_shares (exchange), exchange->body_owner, length))
    {
      fw_body_drop (exchange);
      exchange->body_refused = TRUE;
      return;
    }

  exchange->body_taken += length;
  g_byte_array_append (exchange->body, (const guint8 *) bytes, (guint) length);
}

gboolean
fw_body_end (FwExchange *exchange)
{
  if (!exchange->body_refused)
    return TRUE;

  fw_exchange_add_header (exchange, MHD_HTTP_HEADER_RETRY_AFTER, "1");
  fw_exchange_fail (exchange, FW_ERROR_BUSY, NULL,
                    "too many uploads at once: send this again when others are done");
  return FALSE;
}

void
fw_body_drop (FwExchange *exchange)
{
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_clear_pointer (&exchange->body_bytes, g_bytes_unref);
  if (exchange->body_taken > 0)
    fw_shares_give_back (get_shares (exchange), exchange->body_owner, exchange->body_taken);
  exchange->body_taken = 0;
}
