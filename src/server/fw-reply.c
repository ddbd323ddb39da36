/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-reply.h"

/* What libmicrohttpd sends from; it ends when the last connection has done with it. */
typedef struct
{
  GBytes *bytes;
  FwShares *shares; /* (nullable) */
  char *who;
} Body;

static void
free_body_cb (void *data)
{
  Body *body = data;

  if (body->shares != NULL)
    {
      fw_shares_give_back (body->shares, body->who, g_bytes_get_size (body->bytes));
      fw_shares_unref (body->shares);
    }
  g_bytes_unref (body->bytes);
  g_free (body->who);
  g_free (body);
}

static Body *
make_body (GBytes *bytes, FwShares *shares, const char *who)
{
  gsize size = g_bytes_get_size (bytes);
  Body *body;

  if (shares != NULL && size <= FW_REPLY_SMALL)
    fw_shares_force (shares, who, size);
  else if (shares != NULL && !fw_shares_take (shares, who, size))
    return NULL;

  body = g_new (Body, 1);
  *body =
      (Body){ g_bytes_ref (bytes), shares != NULL ? fw_shares_ref (shares) : NULL, g_strdup (who) };
  return body;
}

FwReply *
fw_reply_new (
    guint status, GBytes *body, const char *content_type, FwShares *shares, const char *who)
{
  Body *kept;
  FwReply *self;

  g_return_val_if_fail (body != NULL && (shares == NULL || who != NULL), NULL);

  kept = make_body (body, shares, who);
  if (kept == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (FwReply);
  self->status = status;
  self->size = g_bytes_get_size (body);
  self->response = MHD_create_response_from_buffer_with_free_callback_cls (
      self->size, (void *) g_bytes_get_data (body, NULL), free_body_cb, kept);
  MHD_add_response_header (self->response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  MHD_add_response_header (self->response, "X-Content-Type-Options", "nosniff");
  if (content_type != NULL)
    MHD_add_response_header (self->response, MHD_HTTP_HEADER_CONTENT_TYPE, content_type);

  return self;
}

FwReply *
fw_reply_ref (FwReply *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_reply (FwReply *self)
{
  MHD_destroy_response (self->response);
}

void
fw_reply_unref (FwReply *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_reply);
}
