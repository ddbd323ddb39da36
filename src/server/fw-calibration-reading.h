/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-calibration.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwCalibrationPair: two reviews of a contact by graders who did not know of each other, by the
 * same form. */
typedef struct
{
  FwRecord *first, *second;
  guint form;       /* index in forms */
  guint graders[2]; /* indices in graders */
  double apart;     /* how far the totals are apart as they were given; NAN: one has none */
} FwCalibrationPair;

typedef struct
{
  char *id;
  FwReviewForm *items; /* as the reviews hold them */
  guint scale;
  guint pairs;
  char *name; /* (nullable): the form was taken away */
  gint64 version;
} FwCalibrationForm;

/** What became of items that were disputed. */
typedef enum
{
  FW_DISPUTE_OPEN,
  FW_DISPUTE_KEPT,
  FW_DISPUTE_PROPOSED,
  FW_DISPUTE_THIRD,
  FW_N_DISPUTES
} FwDispute;

extern const char *const fw_dispute_names[FW_N_DISPUTES]; /* "open", "kept", "proposed", "third" */

typedef struct
{
  char *id;
  char *name;    /* (nullable): there is no such account any more */
  guint reviews; /* handed in, second scorings left out */
  guint disputes[FW_N_DISPUTES];
} FwCalibrationGrader;

/** FwCalibrationReading: what is known of graders from a time, as one reader may know it. */
typedef struct
{
  GArray *pairs;   /* FwCalibrationPair */
  GArray *sheets;  /* FwSheet: of all forms */
  GArray *forms;   /* FwCalibrationForm */
  GArray *graders; /* FwCalibrationGrader: of all that is here, and who may grade */
} FwCalibrationReading;

/** FwCalibrationQuestion: borrowed. */
typedef struct
{
  gint32 from, to;          /* days of the contacts */
  const char *const *sites; /* (nullable) */
  const char *const *teams; /* (nullable) */
} FwCalibrationQuestion;

/** fw_calibration_read: Returns: (transfer full). */
FwCalibrationReading *fw_calibration_read (FwRecords *records,
                                           FwScope *scope,
                                           const FwCalibrationQuestion *question,
                                           GError **error);
void fw_calibration_reading_free (FwCalibrationReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCalibrationReading, fw_calibration_reading_free)

/** fw_calibration_get_total: of a review as its grader gave it, a fatal item and what was decided
 * later left aside. @scores: (out) (array) (optional): FW_REVIEW_MOST_ITEMS. Returns: NAN where it
 * cannot be read. */
double fw_calibration_get_total (const FwRecord *review, int *scores);

G_END_DECLS
