/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-certificate-board.h"

G_BEGIN_DECLS

/** One person's events under one scheme. */
typedef struct
{
  guint scheme; /* index */
  GArray *events;
  FwCertificateStep *steps;
} FwBoardPair;

typedef struct
{
  FwRecord *record;
  char *sort_key;
  GArray *pairs; /* FwBoardPair, by scheme */
} FwBoardPerson;

typedef struct
{
  FwRecord *record;  /* as it stands now: its name and who needs it */
  GArray *versions;  /* FwCertificateVersion */
  GHashTable *teams; /* of its queues: ids */
} FwBoardScheme;

struct _FwCertificateBoard
{
  gatomicrefcount references;
  FwDirectory *directory;
  GArray *people;  /* FwBoardPerson */
  GArray *schemes; /* FwBoardScheme */
};

G_END_DECLS
