/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-stated.h"

G_BEGIN_DECLS

/** Rows that are looked at before a column's name is believed: all of a list of usual size. */
#define FW_SURVEY_MOST_ROWS 20000
/** First rows whose cells are kept to be shown. */
#define FW_SURVEY_SAMPLE_ROWS 5

/** FwSurveyColumn: what the values of a column are. */
typedef struct
{
  guint n;                  /* cells that hold something */
  guint whole;              /* whole numbers */
  guint above_one;          /* whole numbers above 1 */
  guint long_numbers;       /* of five digits and more */
  guint short_numbers;      /* of three and fewer: few times of day are written so */
  guint tiny_numbers;       /* of two and fewer */
  guint hours_minutes;      /* can be a time without a sign, 900 or 1730 ... */
  guint full_hours_minutes; /* ... of them, those of four digits */
  guint working_hours;      /* ... and those of three from 6:00 on */
  guint hms_numbers;        /* can be one with seconds, 93015 or 173000 ... */
  guint full_hms_numbers;   /* ... of them, those of six digits */
  guint ratings;            /* 0 to 5, with nothing behind the point, or written as grades are */
  guint grades;             /* words that are grades of five, or of fewer ... */
  guint ends;               /* ... and those that are of five alone */
  guint scores;             /* 0 to 10 */
  guint durations;          /* what can be read as a duration, numbers among them */
  guint clocks;             /* with a colon, what can be read as a time of day or a duration */
  guint long_clocks;        /* of them, from an hour to a day: times of day, mostly */
  guint days;               /* dates without a time */
  guint either;             /* of them, those that can be a time of day too: 09.05.26 */
  guint moments;            /* dates with a time */
  guint midnights;          /* of them, at 0:00 */
  guint serials;            /* can be moments as a spreadsheet keeps them; numbers as well */
  guint epochs;       /* can be seconds since 1970, and numbers of telephones or calls as well */
  guint day_numbers;  /* eight digits that can be a date */
  guint percents;     /* with a percent sign */
  guint decimals;     /* with a point or comma */
  guint two_parts;    /* of them, those that can be minutes and seconds: 4.05 */
  guint short_parts;  /* ... of one digit behind the sign, which has lost a nought: 4.1 */
  guint with_seconds; /* ... of two, and other than whole ones: not 12.00 */
  guint parts_of_day; /* of them, those that only a spreadsheet writes: 0.00231481481 */
  char parted[12];    /* the first that can be minutes and seconds ... */
  guint64 parted_line;
  char example[60];  /* the first cell that holds something ... */
  guint64 line;      /* ... and where */
  GHashTable *words; /* char* -> count of rows; NULL once there are too many to be words */
} FwSurveyColumn;

/** FwSurvey: the first rows of a list, looked at before any is taken. */
typedef struct
{
  guint n_columns;
  guint n_rows;
  FwSurveyColumn *columns;
  GPtrArray *sample; /* char** */
} FwSurvey;

void fw_survey_init (FwSurvey *self, guint n_columns);
void fw_survey_clear (FwSurvey *self);
void fw_survey_add (FwSurvey *self, guint64 line, const FwText *cells, guint n_cells);

/** fw_call_word_is_stated: whether a mapping's @stated: (nullable) says what @word means. */
gboolean fw_call_word_is_stated (GHashTable *stated, const char *word);

/** fw_survey_count_words: how many of a column's rows hold a word of @column that is known, or
 * @stated: (nullable) by the mapping. @known: of them. Returns: FALSE where the column has too many
 * words. */
gboolean fw_survey_count_words (const FwSurveyColumn *self,
                                FwCallColumn column,
                                GHashTable *stated,
                                guint *known);

/** fw_survey_find_clock_digits: whether a column of times holds numbers such as 900 and 1730, of
 * which a spreadsheet took the first nought off. Returns: 4 for hours and minutes, 6 with seconds,
 * 0 for neither. */
guint fw_survey_find_clock_digits (const FwSurveyColumn *self);

/** fw_survey_count_clocks: cells that can be times of day; @by_name: in a column that is named so,
 * where numbers can be. */
guint fw_survey_count_clocks (const FwSurveyColumn *self, gboolean by_name);

/** fw_survey_contradicts: whether the values of a column speak against it being @column. Returns:
 * (nullable): what it holds instead, such as "durations"; NULL: nothing speaks against it. */
const char *fw_survey_contradicts (const FwSurveyColumn *self, FwCallColumn column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwSurvey, fw_survey_clear)

G_END_DECLS
