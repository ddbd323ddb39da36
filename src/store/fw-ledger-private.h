/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-ledger.h"

G_BEGIN_DECLS

/** FwLedgerEntry: that a batch holds events of a contact (fw-ledger-contacts.c). */
typedef struct
{
  guint64 hash; /* of source and contact */
  guint64 number;
} FwLedgerEntry;

/* Shared by fw-ledger.c (batches) and fw-checkpoint.c. */
struct _FwLedger
{
  FwDatabase *database; /* not owned */
  guint8 key[FW_LEDGER_KEY_SIZE];
  guint8 identity[FW_LEDGER_KEY_SIZE];
  gint64 span; /* longest period of a batch, µs; the writer's */

  FwCipher *cipher;   /* (nullable) */
  gboolean encrypted; /* its tables hold what only the cipher can read */
  gboolean must_encrypt;

  gboolean read_only;
  gboolean has_chain; /* only one that is read and was never opened for writing has none */
  guint64 pending;    /* number of the checkpoint being written; the writer's */

  gboolean has_index;
  guint64 held;     /* batches up to this one are in the index; the writer's */
  gint64 page_from; /* µs UTC: of the events in "entries" */
  gint64 page_until;
  GMutex index_lock; /* of the next, for those who look up; one thread changes it */
  GArray *entries;   /* FwLedgerEntry: what no page holds yet */

  GMutex lock; /* what follows */
  guint64 last;
  guint64 checkpoint;
  guint64 chain;       /* of the batch "last" */
  guint64 inside;      /* chain of fw_ledger_append_inside(); the writer's */
  GPtrArray *losses;   /* FwLedgerLoss */
  GPtrArray *concerns; /* sentences */
};

/* fw-ledger.c */
gboolean fw_ledger_define_tables (FwLedger *self, GError **error);

/* fw-ledger-key.c */
gboolean fw_ledger_write_key (FwLedger *self, GError **error);
/** fw_ledger_load_identity: or makes one. Returns: whether there was one. */
gboolean fw_ledger_load_identity (FwLedger *self);
/** fw_ledger_load_key: with the identity; or makes it, where nothing was hashed yet. */
gboolean fw_ledger_load_key (FwLedger *self, GError **error);

/** fw_ledger_append_inside: a batch in the transaction that is open; when that was committed
 * fw_ledger_note_appended() is called. */
gboolean
fw_ledger_append_inside (FwLedger *self, FwEventBatch *batch, guint64 *number, GError **error);
void fw_ledger_note_appended (FwLedger *self, FwEventBatch *batch, guint64 number);

/* fw-ledger-cipher.c */
typedef enum
{
  FW_ENCRYPTED_BATCH,
  FW_ENCRYPTED_HELD
} FwEncrypted;

gboolean
fw_ledger_find_cipher (FwLedger *self, FwCipherFinder finder, gpointer user_data, GError **error);
/** fw_ledger_write_cipher: which key it is. */
gboolean fw_ledger_write_cipher (FwLedger *self, GError **error);
/** fw_ledger_begin_encrypting: of a ledger that is not encrypted yet. */
gboolean fw_ledger_begin_encrypting (FwLedger *self, GError **error);
/** fw_ledger_check_open: FW_ERROR_FORBIDDEN without the key. */
gboolean fw_ledger_check_open (FwLedger *self, GError **error);
/** fw_ledger_encrypt, fw_ledger_decrypt: Returns: (transfer full): as it is where there is no key,
 * or where it is not encrypted. @number: of a batch. */
GBytes *fw_ledger_encrypt (FwLedger *self, FwEncrypted what, guint64 number, GBytes *clear);
/** fw_ledger_encrypt_batch: @link: as of fw_cipher_encrypt(). There is a key. */
GBytes *fw_ledger_encrypt_batch (FwLedger *self, guint64 number, GBytes *clear, const guint8 *link);
GBytes *fw_ledger_decrypt (
    FwLedger *self, FwEncrypted what, guint64 number, const FwSqlValue *stored, GError **error);
GBytes *fw_ledger_encrypt_part (FwLedger *self, const char *name, GBytes *clear);
GBytes *fw_ledger_decrypt_part (FwLedger *self, const char *name, GBytes *stored, GError **error);

/* fw-ledger-forget.c */
extern const char *const fw_ledger_forget_tables[];

/* fw-ledger-held.c */
extern const char *const fw_ledger_held_tables[];

gboolean fw_ledger_read_state (FwLedger *self, const char *name, gint64 *value, GError **error);
gboolean fw_ledger_write_state (FwLedger *self, const char *name, gint64 value, GError **error);

/* fw-ledger-contacts.c */
extern const char *const fw_ledger_contact_tables[];
gboolean fw_ledger_open_index (FwLedger *self, GError **error);
void fw_ledger_close_index (FwLedger *self);
/** fw_ledger_index_batch: of one that was just appended. */
void fw_ledger_index_batch (FwLedger *self, guint64 number, FwEventBatch *batch);
/** fw_ledger_index_rest: of all that the ledger holds and the index does not. */
gboolean fw_ledger_index_rest (FwLedger *self, GError **error);

/* fw-ledger-loss.c */
extern const char *const fw_ledger_loss_tables[];
gboolean fw_ledger_load_losses (FwLedger *self, GError **error);
/** fw_ledger_is_lost: @last: (out) (optional): the last batch of that loss. */
gboolean fw_ledger_is_lost (FwLedger *self, guint64 number, guint64 *last);
FwLedgerLoss *fw_ledger_loss_copy (const FwLedgerLoss *loss);
/** fw_ledger_chain_batch: Returns: what a batch adds to the chain, in which each contains all that
 * were before it. @bytes: its stored form. */
guint64 fw_ledger_chain_batch (
    guint64 before, guint64 number, gint64 first, gint64 last, gint64 events, FwSqlValue bytes);
/** fw_ledger_fill_chain: for a ledger that was written before there was one. */
gboolean fw_ledger_fill_chain (FwLedger *self, GError **error);

G_END_DECLS
