/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/fw-sample-plan.h"

G_BEGIN_DECLS

/** FwSamplePerson: somebody of the sample centre; the first of each team leads it and takes no
 * contacts. */
typedef struct
{
  char id[8];     /* staff number */
  char login[16]; /* at the PBX */
  char *name;
  char *chinese_name;
  guint8 team;
  guint8 shift;    /* FwSampleShiftIndex */
  guint8 position; /* 0 leader, 1 senior, 2 agent, 3 new agent */
  gint32 hired;    /* days since 1970-01-01 */
  gint32 live;     /* first day on contacts */
  double pace;     /* factor on handling */
  double skill;    /* difference on resolution */
  double warmth;   /* difference on satisfaction */
} FwSamplePerson;

/** The new-hire wave: twenty-four people, hired and first on contacts this many days before the
 * sample's day. */
#define FW_SAMPLE_WAVE_SIZE 24
#define FW_SAMPLE_WAVE_HIRED 44
#define FW_SAMPLE_WAVE_LIVE 30

/** fw_sample_people_new: Returns: (transfer full): FW_SAMPLE_N_PEOPLE people of a centre made on
 * @day. */
FwSamplePerson *fw_sample_people_new (guint64 seed, gint32 day);
/** fw_sample_people_write_chinese: their names as they are written in Chinese, from now on. */
void fw_sample_people_write_chinese (FwSamplePerson *people);
void fw_sample_people_free (FwSamplePerson *people);

/** fw_sample_is_rostered: should the person work on this day? */
gboolean
fw_sample_is_rostered (guint64 seed, const FwSamplePerson *person, guint index, gint32 day);
/** fw_sample_is_on_leave: a week off that whoever plans knows of. */
#define FW_SAMPLE_LEAVE 0.13 /* of all weeks */
gboolean fw_sample_is_on_leave (guint64 seed, guint index, gint32 day);
/** fw_sample_is_present: rostered, and neither ill nor away. */
gboolean fw_sample_is_present (guint64 seed, const FwSamplePerson *person, guint index, gint32 day);
/** fw_sample_count_nights: days in a row that the person has worked, @day included. */
guint fw_sample_count_nights (guint64 seed, const FwSamplePerson *person, guint index, gint32 day);

G_END_DECLS
