/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Many complaints alike within a short time: something has broken, and those who answer should
 * know of it before the next customer calls. */

/** FwCaseHeard: a complaint; borrowed. */
typedef struct
{
  const char *id;
  const char *site;    /* (nullable) */
  const char *cause;   /* (nullable) */
  const char *product; /* (nullable) */
  const char *device;  /* (nullable) */
  gint64 came;         /* µs UTC */
} FwCaseHeard;

/** fw_case_heard_compare: by when they came, then by id. Both are FwCaseHeard. */
gint fw_case_heard_compare (gconstpointer a, gconstpointer b);

/** FwCaseAlikeBy: what complaints have in common beside site and cause; by name "product",
 * "device", "cause" (nothing more). */
typedef enum
{
  FW_CASE_ALIKE_PRODUCT,
  FW_CASE_ALIKE_DEVICE,
  FW_CASE_ALIKE_CAUSE,
  FW_N_CASE_ALIKE
} FwCaseAlikeBy;

extern const char *const fw_case_alike_names[FW_N_CASE_ALIKE];

/** FwCaseAlikeTerms: */
typedef struct
{
  gint64 window; /* µs, positive: within which they come */
  guint least;   /* so many of them at least, 2 or more */
} FwCaseAlikeTerms;

/** FwCaseAlike: complaints that are alike. */
typedef struct
{
  FwCaseAlikeBy by;
  char *site;         /* (nullable) */
  char *cause;        /* (nullable) */
  char *key;          /* (nullable): product or device, as the first of them has it */
  gint64 first, last; /* when the first and the last of them came */
  GPtrArray *ids;     /* char*, by when they came */
  double usual;       /* of the group within a window, before it began; NAN: nobody knows yet */
} FwCaseAlike;

FwCaseAlike *fw_case_alike_new (FwCaseAlikeBy by,
                                const char *site,
                                const char *cause,
                                const char *key,
                                gint64 first,
                                gint64 last);
void fw_case_alike_free (FwCaseAlike *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCaseAlike, fw_case_alike_free)

/** fw_case_alike_days: how far back what is usual goes. */
#define FW_CASE_ALIKE_DAYS 28

/**
 * fw_case_alike_look:
 * @heard: (array length=n): in any order
 * @now: µs UTC: what came later is left alone
 * @alarms: (element-type FwCaseAlike): those raised so far, in any order; grows
 *
 * As of one moment. A complaint belongs to an alarm of its group whose last one came within the
 * window before it, and then to no other. Of the rest, groups of at least @least within the window
 * that ends at @now are raised, the most surprising first, and each complaint is in one alone.
 *
 * A group is surprising where as many come within a window by chance in less than one of 100,000.
 * How many come is taken as Poisson, its rate as what the group brought in the 28 days before,
 * in windows at this site in which anybody complained at all (so nights do not thin it), with
 * Jeffreys' prior; that is a negative binomial distribution. With less than 20 such windows nobody
 * knows what is usual, and the number decides alone.
 *
 * What came in the same microsecond as more than 50 others was brought in together, and is left
 * alone: an import is no storm.
 */
void fw_case_alike_look (const FwCaseHeard *heard,
                         guint n,
                         gint64 now,
                         const FwCaseAlikeTerms *terms,
                         GPtrArray *alarms);

/** fw_case_alike_chance: @n or more in one window, where @before came in @windows windows; 0 to 1.
 */
double fw_case_alike_chance (guint n, guint before, guint windows);

G_END_DECLS
