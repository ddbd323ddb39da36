/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-contact-search.h"

#include <string.h>

#include "server/fw-asked.h"

const char *const fw_contact_asked_parameters[] = {
  "id",      "customer",      "rating",      "resolved", "wait_from",
  "wait_to", "handling_from", "handling_to", "order",    NULL
};

static gboolean
read_words (FwExchange *exchange,
            const char *name,
            const char *const *words,
            const char *expected,
            guint *bits)
{
  const char *text = fw_exchange_get_query (exchange, name);
  g_auto (GStrv) values = text != NULL ? fw_asked_split (text) : NULL;

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      guint bit = 0;

      while (words[bit] != NULL && strcmp (words[bit], values[i]) != 0)
        bit++;
      if (words[bit] == NULL)
        {
          fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: %s", name, expected);
          return FALSE;
        }
      *bits |= 1u << bit;
    }
  return TRUE;
}

/* Of whole seconds, in milliseconds; the last second counts to its end. */
static gboolean
read_length (FwExchange *exchange, const char *name, gboolean last, gint64 *length)
{
  guint64 seconds = 0;

  if (fw_exchange_get_query (exchange, name) == NULL)
    return TRUE;
  if (!fw_exchange_read_number (exchange, name, G_MAXUINT32, &seconds))
    return FALSE;
  *length = (gint64) seconds * 1000 + (last ? 999 : 0);
  return TRUE;
}

static gboolean
read_order (FwExchange *exchange, FwListing *listing)
{
  static const struct
  {
    const char *name;
    FwListingOrder order;
    FwDimension dimension;
  } orders[] = {
    { "at", FW_LISTING_ARRIVAL, 0 },
    { "team", FW_LISTING_DIMENSION, FW_DIMENSION_TEAM },
    { "shift", FW_LISTING_DIMENSION, FW_DIMENSION_SHIFT },
    { "queue", FW_LISTING_DIMENSION, FW_DIMENSION_QUEUE },
    { "channel", FW_LISTING_DIMENSION, FW_DIMENSION_CHANNEL },
    { "product", FW_LISTING_DIMENSION, FW_DIMENSION_PRODUCT },
    { "agent", FW_LISTING_DIMENSION, FW_DIMENSION_AGENT },
    { "outcome", FW_LISTING_OUTCOME, 0 },
    { "transfer", FW_LISTING_TRANSFER, 0 },
    { "wait_s", FW_LISTING_WAIT, 0 },
    { "handling_s", FW_LISTING_HANDLING, 0 },
    { "rating", FW_LISTING_RATING, 0 },
    { "resolved", FW_LISTING_RESOLUTION, 0 },
  };
  const char *text = fw_exchange_get_query (exchange, "order");

  if (text == NULL)
    return TRUE;
  listing->descending = *text == '-';
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (strcmp (orders[i].name, text + listing->descending) == 0)
      {
        listing->order = orders[i].order;
        listing->dimension = orders[i].dimension;
        return TRUE;
      }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "order", "order: no column of that name: %s", text);
  return FALSE;
}

gboolean
fw_contact_asked_read (FwContactAsked *asked, FwExchange *exchange)
{
  static const char *const ratings[] = { "none", "1", "2", "3", "4", "5", NULL };
  static const char *const resolutions[] = { [FW_RESOLUTION_UNKNOWN] = "none",
                                             [FW_RESOLUTION_NO] = "no",
                                             [FW_RESOLUTION_YES] = "yes",
                                             [FW_RESOLUTION_YES + 1] = NULL };
  const char *customers = fw_exchange_get_query (exchange, "customer");
  FwListing *listing = &asked->search.listing;

  *asked = (FwContactAsked){ .search.listing = FW_LISTING_INIT };
  asked->search.id = fw_exchange_get_query (exchange, "id");
  if (customers != NULL)
    asked->customers = fw_asked_split (customers);
  asked->search.customers = (const char *const *) asked->customers;

  return read_words (exchange, "rating", ratings, "1 to 5, or none", &listing->ratings) &&
         read_words (exchange, "resolved", resolutions, "yes, no or none", &listing->resolutions) &&
         read_length (exchange, "wait_from", FALSE, &listing->least_wait) &&
         read_length (exchange, "wait_to", TRUE, &listing->most_wait) &&
         read_length (exchange, "handling_from", FALSE, &listing->least_handling) &&
         read_length (exchange, "handling_to", TRUE, &listing->most_handling) &&
         read_order (exchange, listing);
}

void
fw_contact_asked_clear (FwContactAsked *asked)
{
  g_clear_pointer (&asked->customers, g_strfreev);
}
