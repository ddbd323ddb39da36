/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/cube/fw-pass.h"

void
fw_pass_add_rest (const guint32 *rest, gboolean mature, FwSums *sums)
{
  sums->abandoned += rest[FW_REST_ABANDONED];
  sums->abandoned_in_target += rest[FW_REST_ABANDONED_IN_TARGET];
  sums->short_abandoned += rest[FW_REST_SHORT];
  sums->transferred += rest[FW_REST_TRANSFERRED];
  sums->rating_points += rest[FW_REST_POINTS];
  sums->unknown += rest[FW_REST_UNKNOWN];
  if (mature)
    {
      sums->mature += rest[FW_REST_REPEAT_KNOWN];
      sums->first_contact += rest[FW_REST_FIRST];
    }
  else
    sums->immature += rest[FW_REST_REPEAT_KNOWN];
}

void
fw_pass_fold_wide (FwWide *wide, gboolean mature, FwSums *sums)
{
  if (wide->core[0] + wide->rest[FW_REST_UNKNOWN] == 0)
    return;

  fw_pass_add_core (wide->core, wide->handling_ms, sums);
  fw_pass_add_rest (wide->rest, mature, sums);
  sums->wait_ms += wide->wait_ms;
  sums->handling_square_s += (double) wide->handling_square / 256;
  sums->wait_square_s += (double) wide->wait_square / 256;

  memset (wide, 0, sizeof *wide);
}

/* Both together hold no more rows than one may. */
void
fw_pass_merge_narrow (FwNarrow *narrow, FwNarrow *other)
{
  narrow->core += other->core;
  narrow->rest += other->rest;
  narrow->handling_ms += other->handling_ms;
  narrow->wait_ms += other->wait_ms;
  narrow->handling_square += other->handling_square;
  narrow->wait_square += other->wait_square;
  memset (other, 0, sizeof *other);
}

void
fw_pass_fold_narrow (FwNarrow *narrow, gboolean mature, FwSums *sums)
{
  FwWide wide;

  for (guint i = 0; i < 8; i++)
    {
      wide.core[i] = narrow->core[i];
      wide.rest[i] = narrow->rest[i];
    }
  wide.handling_ms = narrow->handling_ms;
  wide.wait_ms = narrow->wait_ms;
  wide.handling_square = narrow->handling_square;
  wide.wait_square = narrow->wait_square;

  fw_pass_fold_wide (&wide, mature, sums);
  memset (narrow, 0, sizeof *narrow);
}

void
fw_pass_add_aside (const FwAside *aside, FwSums *sums)
{
  sums->nps_given += aside->given;
  sums->promoters += aside->promoters;
  sums->detractors += aside->detractors;
  sums->complaints += aside->complaints;
  sums->service_errors += aside->errors;
  sums->reply_extra += (gint32) aside->replies;
  sums->reply_extra_in_time += (gint32) aside->replies_in_time;
  sums->reply_extra_ms += (gint64) aside->reply_ms;
  sums->reply_extra_square += (gint64) aside->reply_square;
  sums->closed += aside->closed;
  sums->closed_ms += aside->closed_ms;
  sums->closed_square += aside->closed_square;
}

void
fw_pass_fold_aside (FwAside *aside, FwSums *sums)
{
  fw_pass_add_aside (aside, sums);
  sums->wait_unknown += aside->wait_unknown;
  memset (aside, 0, sizeof *aside);
}
