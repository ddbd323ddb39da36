/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-agent-names.h"

#include "intake/calls/fw-call-names.h"
#include "intake/fw-placeholders.h"

/* Of agents; who is not named may be the customer. */
static const char given_names[] =
    "agent first name|agent firstname|agent given name|agent forename|user first name|"
    "operator first name|employee first name|rep first name|advisor first name|first name of agent|"
    "agent vorname|mitarbeiter vorname|vorname mitarbeiter|vorname agent|vorname des mitarbeiters|"
    "vorname des agenten|prenom agent|prenom de l agent|prenom conseiller|prenom du conseiller|"
    "nombre de pila del agente|primer nombre del agente|nome proprio do agente|"
    "primeiro nome do agente|nome proprio operatore|voornaam agent|voornaam medewerker|"
    "imie konsultanta|imie agenta|имя агента|坐席名|客服名|temsilci ismi|operator ismi";
static const char family_names[] =
    "agent last name|agent lastname|agent family name|agent surname|user last name|"
    "operator last name|employee last name|rep last name|advisor last name|last name of agent|"
    "agent nachname|mitarbeiter nachname|nachname mitarbeiter|nachname agent|"
    "nachname des mitarbeiters|nachname des agenten|nom de famille agent|"
    "nom de famille de l agent|nom de famille conseiller|nom de famille du conseiller|"
    "apellido del agente|apellidos del agente|apellido agente|sobrenome do agente|"
    "sobrenome agente|apelido do agente|cognome operatore|cognome agente|cognome dell operatore|"
    "achternaam agent|achternaam medewerker|nazwisko konsultanta|nazwisko agenta|"
    "фамилия агента|фамилия оператора|фамилия сотрудника|坐席姓|客服姓|temsilci soyadi|"
    "operator soyadi";

static gint
find_column (const FwText *header, guint n_header, const gboolean *taken, GHashTable *names)
{
  for (guint i = 0; i < n_header; i++)
    {
      g_autofree char *words = fw_call_header_words (header[i]);

      if (!taken[i] && g_hash_table_contains (names, words))
        return (gint) i;
    }

  return -1;
}

gboolean
fw_call_agent_names_find (
    const FwText *header, guint n_header, const gboolean *taken, gint *given, gint *family)
{
  g_autoptr (GHashTable) givens = fw_fold_set (given_names);
  g_autoptr (GHashTable) families = fw_fold_set (family_names);

  g_return_val_if_fail (header != NULL && taken != NULL && given != NULL && family != NULL, FALSE);

  *given = find_column (header, n_header, taken, givens);
  *family = find_column (header, n_header, taken, families);

  return *given >= 0 && *family >= 0;
}
