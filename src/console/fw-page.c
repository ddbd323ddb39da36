/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-page.h"

#include "console/fw-toasts.h"
#include "console/fw-undo.h"
#include "core/fw-error.h"

typedef struct
{
  char *name;
  char *title;
  char *subtitle;
  char *problem;
  GtkWidget *header_end;
  GVariant *filters; /* (nullable) */
  guint count;
  char *count_words;
  FwClient *client;
  FwView *view;
  GCancellable *cancellable;
  gint64 as_of; /* µs UTC */
} FwPagePrivate;

enum
{
  PROP_0,
  PROP_PAGE_NAME,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_PROBLEM,
  PROP_HEADER_END,
  PROP_AS_OF,
  PROP_FILTERS,
  PROP_COUNT,
  N_PROPS
};

enum
{
  UNDOABLE,
  STALE,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FwPage, fw_page, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

#define PRIVATE(page) ((FwPagePrivate *) fw_page_get_instance_private (page))

static void
free_undo (gpointer data, GClosure *closure)
{
  fw_undo_unref (data);
}

static void
undo_clicked_cb (AdwToast *toast, gpointer user_data)
{
  fw_undo_run (user_data);
}

static void
set_text (FwPage *self, char **place, const char *text, guint property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static AdwToastOverlay *
find_toasts (FwPage *self)
{
  return ADW_TOAST_OVERLAY (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY));
}

static void
fw_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwPagePrivate *page = PRIVATE (FW_PAGE (object));

  switch (id)
    {
    case PROP_PAGE_NAME:
      g_value_set_string (value, page->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, page->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, page->subtitle);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, page->problem);
      break;
    case PROP_HEADER_END:
      g_value_set_object (value, page->header_end);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, page->as_of);
      break;
    case PROP_FILTERS:
      g_value_set_variant (value, page->filters);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, page->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fw_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FwPage *self = FW_PAGE (object);

  switch (id)
    {
    case PROP_PAGE_NAME:
      PRIVATE (self)->name = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      fw_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      fw_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_HEADER_END:
      fw_page_set_header_end (self, g_value_get_object (value));
      break;
    case PROP_AS_OF:
      fw_page_set_as_of (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fw_page_dispose (GObject *object)
{
  FwPagePrivate *page = PRIVATE (FW_PAGE (object));

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->header_end);
  g_clear_object (&page->client);
  g_clear_object (&page->view);

  G_OBJECT_CLASS (fw_page_parent_class)->dispose (object);
}

static void
fw_page_finalize (GObject *object)
{
  FwPagePrivate *page = PRIVATE (FW_PAGE (object));

  g_clear_object (&page->cancellable);
  g_clear_pointer (&page->filters, g_variant_unref);
  g_free (page->count_words);
  g_free (page->name);
  g_free (page->title);
  g_free (page->subtitle);
  g_free (page->problem);

  G_OBJECT_CLASS (fw_page_parent_class)->finalize (object);
}

static void
fw_page_class_init (FwPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fw_page_get_property;
  object_class->set_property = fw_page_set_property;
  object_class->dispose = fw_page_dispose;
  object_class->finalize = fw_page_finalize;

  properties[PROP_PAGE_NAME] =
      g_param_spec_string ("page-name", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEADER_END] =
      g_param_spec_object ("header-end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FILTERS] = g_param_spec_variant ("filters", NULL, NULL, G_VARIANT_TYPE ("a(ss)"),
                                                   NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[UNDOABLE] = g_signal_new ("undoable", FW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STALE] =
      g_signal_new ("stale", FW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_page_init (FwPage *self)
{
  PRIVATE (self)->cancellable = g_cancellable_new ();
}

FwClient *
fw_page_get_client (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->client;
}

FwView *
fw_page_get_view (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->view;
}

GCancellable *
fw_page_get_cancellable (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->cancellable;
}

const char *
fw_page_get_name (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->name;
}

void
fw_page_set_title (FwPage *self, const char *title)
{
  g_return_if_fail (FW_IS_PAGE (self));

  set_text (self, &PRIVATE (self)->title, title, PROP_TITLE);
}

const char *
fw_page_get_title (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->title;
}

void
fw_page_set_subtitle (FwPage *self, const char *subtitle)
{
  g_return_if_fail (FW_IS_PAGE (self));

  set_text (self, &PRIVATE (self)->subtitle, subtitle, PROP_SUBTITLE);
}

const char *
fw_page_get_subtitle (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->subtitle;
}

void
fw_page_set_header_end (FwPage *self, GtkWidget *widget)
{
  FwPagePrivate *page;

  g_return_if_fail (FW_IS_PAGE (self));

  page = PRIVATE (self);
  if (widget == page->header_end)
    return;
  g_clear_object (&page->header_end);
  page->header_end = widget != NULL ? g_object_ref_sink (widget) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADER_END]);
}

GtkWidget *
fw_page_get_header_end (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->header_end;
}

void
fw_page_show_error (FwPage *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (FW_IS_PAGE (self));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = fw_error_to_sentence (error);
  set_text (self, &PRIVATE (self)->problem, sentence, PROP_PROBLEM);
}

void
fw_page_clear_error (FwPage *self)
{
  g_return_if_fail (FW_IS_PAGE (self));

  set_text (self, &PRIVATE (self)->problem, NULL, PROP_PROBLEM);
}

const char *
fw_page_get_problem (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->problem;
}

void
fw_page_toast (FwPage *self, const char *text)
{
  AdwToastOverlay *toasts;
  g_autofree char *escaped = NULL;

  g_return_if_fail (FW_IS_PAGE (self));

  /* A toast's title is markup; names in it come from outside. */
  escaped = g_markup_escape_text (text, -1);
  toasts = find_toasts (self);
  if (toasts != NULL)
    fw_toasts_show (toasts, adw_toast_new (escaped));
}

void
fw_page_toast_waiting (FwPage *self)
{
  fw_page_toast (self, _ ("Kept on this desk; it is sent when the server is back"));
}

void
fw_page_toast_undo (FwPage *self,
                    const char *text,
                    void (*undo) (FwPage *self, gpointer data),
                    gpointer data,
                    GDestroyNotify free_data)
{
  g_autofree char *escaped = NULL;
  g_autoptr (FwUndo) what = NULL;
  AdwToastOverlay *toasts;
  AdwToast *toast;

  g_return_if_fail (FW_IS_PAGE (self));

  what = fw_undo_new (G_OBJECT (self), (void (*) (gpointer, gpointer)) undo, data, free_data);
  g_signal_emit (self, signals[UNDOABLE], 0, what);
  toasts = find_toasts (self);
  if (toasts == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), fw_undo_ref (what),
                         free_undo, 0);
  fw_toasts_show (toasts, toast);
}

void
fw_page_go (FwPage *self, const char *page, GVariant *target)
{
  g_return_if_fail (FW_IS_PAGE (self));
  g_return_if_fail (page != NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "(smv)", page, target);
}

/* A key that works anywhere in the window would be for hidden pages too. */
static gboolean
activate_shown (GtkWidget *widget, GVariant *target, gpointer user_data)
{
  const char *action = user_data;

  return gtk_widget_get_mapped (widget) &&
         gtk_widget_activate_action_variant (widget, action, target);
}

void
fw_page_add_key (FwPage *self, const char *key, const char *action, GVariant *target)
{
  GtkEventController *controller;
  GtkShortcut *shortcut;

  g_return_if_fail (FW_IS_PAGE (self));
  g_return_if_fail (key != NULL && action != NULL);

  controller = gtk_shortcut_controller_new ();
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key),
                               gtk_callback_action_new (activate_shown, g_strdup (action), g_free));
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
fw_page_set_as_of (FwPage *self, gint64 as_of)
{
  g_return_if_fail (FW_IS_PAGE (self));

  if (PRIVATE (self)->as_of == as_of)
    return;
  PRIVATE (self)->as_of = as_of;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
}

gint64
fw_page_get_as_of (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), 0);

  return PRIVATE (self)->as_of;
}

void
fw_page_attach (FwPage *self, FwClient *client, FwView *view)
{
  g_return_if_fail (FW_IS_PAGE (self));
  g_return_if_fail (PRIVATE (self)->client == NULL);

  PRIVATE (self)->client = g_object_ref (client);
  PRIVATE (self)->view = g_object_ref (view);
  if (FW_PAGE_GET_CLASS (self)->setup != NULL)
    FW_PAGE_GET_CLASS (self)->setup (self);
}

void
fw_page_focus (FwPage *self)
{
  g_return_if_fail (FW_IS_PAGE (self));

  if (FW_PAGE_GET_CLASS (self)->focus != NULL)
    FW_PAGE_GET_CLASS (self)->focus (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
fw_page_refresh (FwPage *self)
{
  g_return_if_fail (FW_IS_PAGE (self));

  if (FW_PAGE_GET_CLASS (self)->refresh != NULL)
    FW_PAGE_GET_CLASS (self)->refresh (self);
}

void
fw_page_open (FwPage *self, GVariant *target)
{
  g_return_if_fail (FW_IS_PAGE (self));

  if (FW_PAGE_GET_CLASS (self)->open != NULL)
    FW_PAGE_GET_CLASS (self)->open (self, target);
}

gboolean
fw_page_copy (FwPage *self, gboolean with_headers)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (FW_IS_PAGE (self), FALSE);

  if (FW_PAGE_GET_CLASS (self)->copy != NULL)
    text = FW_PAGE_GET_CLASS (self)->copy (self, with_headers);
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  return text != NULL;
}

GVariant *
fw_page_ask_why (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return FW_PAGE_GET_CLASS (self)->ask_why != NULL ? FW_PAGE_GET_CLASS (self)->ask_why (self)
                                                   : NULL;
}

char *
fw_page_list (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return FW_PAGE_GET_CLASS (self)->list != NULL ? FW_PAGE_GET_CLASS (self)->list (self) : NULL;
}

gboolean
fw_page_export (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), FALSE);

  return FW_PAGE_GET_CLASS (self)->export != NULL && FW_PAGE_GET_CLASS (self)->export(self);
}

gboolean
fw_page_is_table (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), FALSE);

  return FW_PAGE_GET_CLASS (self)->is_table;
}

void
fw_page_set_filters (FwPage *self, GVariant *filters)
{
  FwPagePrivate *page;
  g_autoptr (GVariant) held = filters != NULL ? g_variant_ref_sink (filters) : NULL;

  g_return_if_fail (FW_IS_PAGE (self));

  page = PRIVATE (self);
  if (held == page->filters ||
      (held != NULL && page->filters != NULL && g_variant_equal (held, page->filters)))
    return;
  g_clear_pointer (&page->filters, g_variant_unref);
  page->filters = g_steal_pointer (&held);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTERS]);
}

GVariant *
fw_page_get_filters (FwPage *self)
{
  g_return_val_if_fail (FW_IS_PAGE (self), NULL);

  return PRIVATE (self)->filters;
}

void
fw_page_remove_filter (FwPage *self, const char *id)
{
  g_return_if_fail (FW_IS_PAGE (self));

  if (FW_PAGE_GET_CLASS (self)->remove_filter != NULL)
    FW_PAGE_GET_CLASS (self)->remove_filter (self, id);
}

void
fw_page_set_count (FwPage *self, guint count, const char *words)
{
  FwPagePrivate *page;

  g_return_if_fail (FW_IS_PAGE (self));
  g_return_if_fail (words != NULL);

  page = PRIVATE (self);
  if (page->count == count && g_strcmp0 (page->count_words, words) == 0)
    return;
  page->count = count;
  g_free (page->count_words);
  page->count_words = g_strdup (words);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

guint
fw_page_get_count (FwPage *self, const char **words)
{
  g_return_val_if_fail (FW_IS_PAGE (self), 0);
  g_return_val_if_fail (words != NULL, 0);

  *words = PRIVATE (self)->count_words != NULL ? PRIVATE (self)->count_words : "";
  return PRIVATE (self)->count;
}
