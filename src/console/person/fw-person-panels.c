/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>

#define TRAINING (FW_ROLE_SUPERVISOR | FW_ROLE_TRAINER | FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)
#define DECIDING (FW_ROLE_SUPERVISOR | FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)

#define REVIEWING (FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY | FW_ROLE_ADMINISTRATOR)

static const FwPersonPanel panels[] = {
  { N_ ("Now"), FW_ROLE_EVERYONE, fw_person_now_new },
  { N_ ("Figures"), FW_ROLE_EVERYONE, fw_person_figures_new },
  { N_ ("Certificates"), TRAINING, fw_person_certificates_new },
  { N_ ("Competencies"), TRAINING, fw_person_competencies_new },
  { N_ ("Next steps"), DECIDING, fw_person_careers_new },
  { N_ ("Training"), TRAINING, fw_person_training_new },
  { N_ ("Quality"), REVIEWING, fw_person_reviews_new },
  { N_ ("Contacts"), FW_ROLE_EVERYONE, fw_person_contacts_new },
  { NULL },
};

const FwPersonPanel *
fw_person_panels (void)
{
  return panels;
}
