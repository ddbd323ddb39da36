/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-sums.h"

void
fw_sums_add (FwSums *self, const FwSums *other)
{
  self->offered += other->offered;
  self->answered += other->answered;
  self->abandoned += other->abandoned;
  self->left += other->left;
  self->answered_in_target += other->answered_in_target;
  self->abandoned_in_target += other->abandoned_in_target;
  self->short_abandoned += other->short_abandoned;
  self->handled += other->handled;
  self->transferred += other->transferred;
  self->wait_ms += other->wait_ms;
  self->wait_unknown += other->wait_unknown;
  self->handling_ms += other->handling_ms;
  self->handling_square_s += other->handling_square_s;
  self->wait_square_s += other->wait_square_s;
  self->rated += other->rated;
  self->satisfied += other->satisfied;
  self->rating_points += other->rating_points;
  self->nps_given += other->nps_given;
  self->promoters += other->promoters;
  self->detractors += other->detractors;
  self->resolution_known += other->resolution_known;
  self->resolved += other->resolved;
  self->mature += other->mature;
  self->first_contact += other->first_contact;
  self->immature += other->immature;
  self->reply_extra += other->reply_extra;
  self->reply_extra_in_time += other->reply_extra_in_time;
  self->reply_extra_ms += other->reply_extra_ms;
  self->reply_extra_square += other->reply_extra_square;
  self->closed += other->closed;
  self->closed_ms += other->closed_ms;
  self->closed_square += other->closed_square;
  self->complaints += other->complaints;
  self->complaints_of += other->complaints_of;
  self->service_errors += other->service_errors;
  self->service_errors_of += other->service_errors_of;
  self->unknown += other->unknown;
  self->busy_ms += other->busy_ms;
  self->ready_ms += other->ready_ms;
  self->paused_ms += other->paused_ms;
}
