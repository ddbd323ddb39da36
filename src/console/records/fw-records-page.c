/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-records-page.h"

struct _FwRecordsPage
{
  FwPage parent_instance;

  char *kind;
};

enum
{
  PROP_0,
  PROP_KIND,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwRecordsPage, fw_records_page, FW_TYPE_PAGE)

static void
fw_records_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (object);

  self->kind = g_value_dup_string (value);
}

static void
fw_records_page_finalize (GObject *object)
{
  g_free (FW_RECORDS_PAGE (object)->kind);

  G_OBJECT_CLASS (fw_records_page_parent_class)->finalize (object);
}

static void
fw_records_page_class_init (FwRecordsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = fw_records_page_set_property;
  object_class->finalize = fw_records_page_finalize;
  g_object_class_install_property (
      object_class, PROP_KIND,
      g_param_spec_string ("kind", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
fw_records_page_init (FwRecordsPage *self)
{
}
