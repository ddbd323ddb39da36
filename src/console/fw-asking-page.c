/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-asking-page.h"

#include "core/kind/fw-kind.h"

typedef struct
{
  GCancellable *cancellable; /* (nullable): of the question on its way */
  guint source;
  gboolean focus_later; /* the keys go to what the answer brings */
  GtkWidget *meanwhile; /* (nullable): where they were put until then; weak */
} FwAskingPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FwAskingPage, fw_asking_page, FW_TYPE_PAGE)

static FwAskingPagePrivate *
get_private (FwAskingPage *self)
{
  return fw_asking_page_get_instance_private (self);
}

static void
give_up (FwAskingPage *self)
{
  FwAskingPagePrivate *private = get_private (self);

  g_clear_handle_id (&private->source, g_source_remove);
  if (private->cancellable != NULL)
    g_cancellable_cancel (private->cancellable);
  g_clear_object (&private->cancellable);
}

static gboolean
ask_cb (gpointer data)
{
  FwAskingPage *self = data;

  get_private (self)->source = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || fw_page_get_client (FW_PAGE (self)) == NULL)
    return G_SOURCE_REMOVE;
  give_up (self);
  get_private (self)->cancellable = g_cancellable_new ();
  fw_page_clear_error (FW_PAGE (self));
  FW_ASKING_PAGE_GET_CLASS (self)->ask (self);
  return G_SOURCE_REMOVE;
}

void
fw_asking_page_ask_soon (FwAskingPage *self)
{
  FwAskingPagePrivate *private = get_private (self);

  g_return_if_fail (FW_IS_ASKING_PAGE (self));

  if (private->source == 0)
  private->source = g_idle_add (ask_cb, self);
}

typedef struct
{
  FwAskingPage *page;
  FwAskingTake take;
} Question;

static GtkWidget *
find_focus (FwAskingPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static void
give_focus (FwAskingPage *self)
{
  FwAskingPagePrivate *private = get_private (self);
  GtkWidget *focus = find_focus (self);

  if (!private->focus_later)
    return;
  /* A page that still has nothing to give them to asks for this again. */
  private->focus_later = FALSE;
  /* Who went on to another page meanwhile is not called back. On what the page lies in the keys
   * came as the page before went away, and nobody put them there. */
  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      gtk_widget_is_ancestor (GTK_WIDGET (self), focus))
    fw_page_focus (FW_PAGE (self));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (FwAskingPage) self = question->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (body == NULL || !question->take (self, body, &error))
    fw_page_show_error (FW_PAGE (self), error);
  else
    give_focus (self);
}

void
fw_asking_page_focus_later (FwAskingPage *self)
{
  g_return_if_fail (FW_IS_ASKING_PAGE (self));

  get_private (self)->focus_later = TRUE;
}

void
fw_asking_page_focus_or_wait (FwAskingPage *self, GtkWidget *content, GtkWidget *meanwhile)
{
  FwAskingPagePrivate *private;
  GtkWidget *focus;
  gboolean inside;

  g_return_if_fail (FW_IS_ASKING_PAGE (self) && GTK_IS_WIDGET (content));
  g_return_if_fail (meanwhile == NULL || GTK_IS_WIDGET (meanwhile));

  private = get_private (self);

  if (gtk_widget_get_mapped (content) && gtk_widget_grab_focus (content))
    return;
  private->focus_later = TRUE;
  focus = find_focus (self);
  inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  /* Who went on within the page stays where she is. */
  if (inside && focus != private->meanwhile)
    return;
  if ((meanwhile == NULL || !gtk_widget_grab_focus (meanwhile)) && !inside)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  g_set_weak_pointer (&private->meanwhile, find_focus (self));
}

void
fw_asking_page_get (FwAskingPage *self, const char *path, FwAskingTake take)
{
  Question *question;

  g_return_if_fail (FW_IS_ASKING_PAGE (self) && path != NULL && take != NULL);

  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), take };
  fw_client_request_async (fw_page_get_client (FW_PAGE (self)), "GET", path, NULL, NULL,
                           get_private (self)->cancellable, answered_cb, question);
}

GCancellable *
fw_asking_page_get_cancellable (FwAskingPage *self)
{
  g_return_val_if_fail (FW_IS_ASKING_PAGE (self), NULL);

  return get_private (self)->cancellable;
}

void
fw_asking_page_append (GString *path, const char *name, const char *value)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (path != NULL && name != NULL && value != NULL);

  escaped = g_uri_escape_string (value, ",", TRUE);
  if (*escaped != '\0')
    g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?', name,
                            escaped);
}

void
fw_asking_page_append_who (FwAskingPage *self, GString *path)
{
  static const char *const filters[] = { "site", "team" };

  g_return_if_fail (FW_IS_ASKING_PAGE (self) && path != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    fw_asking_page_append (path, filters[i],
                           fw_view_get (fw_page_get_view (FW_PAGE (self)), filters[i]));
}

void
fw_asking_page_show_part (FwAskingPage *self, GtkStack *stack, const char *name)
{
  GtkWidget *focus;
  gboolean mine;

  g_return_if_fail (FW_IS_ASKING_PAGE (self) && GTK_IS_STACK (stack));

  focus = find_focus (self);
  mine = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (stack));
  if (g_str_equal (gtk_stack_get_visible_child_name (stack), name))
    return;
  gtk_stack_set_visible_child_name (stack, name);
  if (mine)
    fw_page_focus (FW_PAGE (self));
}

gboolean
fw_asking_page_may_write (FwAskingPage *self, const char *kind)
{
  FwClient *client;

  g_return_val_if_fail (FW_IS_ASKING_PAGE (self), FALSE);

  client = fw_page_get_client (FW_PAGE (self));
  return client != NULL && (fw_kind_find (kind)->write & fw_client_get_role (client)) != 0;
}

static void
record_changed_cb (FwAskingPage *self, const char *kind)
{
  const char *const *kinds = FW_ASKING_PAGE_GET_CLASS (self)->kinds;

  if (kinds != NULL && g_strv_contains (kinds, kind) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fw_asking_page_ask_soon (self);
}

/* What was written between the question and this was told to nobody here. */
static void
listening_cb (FwAskingPage *self)
{
  if (FW_ASKING_PAGE_GET_CLASS (self)->kinds != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fw_asking_page_ask_soon (self);
}

/* ---- the class ---- */

static void
fw_asking_page_setup (FwPage *page)
{
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (fw_asking_page_ask_soon),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_page_get_client (page), "record-changed",
                           G_CALLBACK (record_changed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_page_get_client (page), "listening", G_CALLBACK (listening_cb), page,
                           G_CONNECT_SWAPPED);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (page));
}

static void
fw_asking_page_refresh (FwPage *page)
{
  fw_asking_page_ask_soon (FW_ASKING_PAGE (page));
}

static void
fw_asking_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_asking_page_parent_class)->map (widget);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (widget));
}

static void
fw_asking_page_dispose (GObject *object)
{
  give_up (FW_ASKING_PAGE (object));
  g_clear_weak_pointer (&get_private (FW_ASKING_PAGE (object))->meanwhile);
  G_OBJECT_CLASS (fw_asking_page_parent_class)->dispose (object);
}

static void
fw_asking_page_class_init (FwAskingPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_asking_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = fw_asking_page_map;
  FW_PAGE_CLASS (klass)->setup = fw_asking_page_setup;
  FW_PAGE_CLASS (klass)->refresh = fw_asking_page_refresh;
}

static void
fw_asking_page_init (FwAskingPage *self)
{
}
