/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-endings.h"
#include "intake/calls/fw-call-words.h"
#include "intake/fw-placeholders.h"

/* Words as fw_fold_words() leaves them, or would; parted by "|". docs/intake.md says why a word
 * means what it does. */
typedef struct
{
  FwCallWord meaning;
  const char *words;
} Lexicon;

static const Lexicon outcomes[] = {
  { FW_CALL_WORD_ANSWERED,
    "answered|answer|answered call|completed|complete|completed call|handled|connected|connect|"
    "accepted|accept|picked up|pickup|talked|served|serviced|attended|taken|call answered|"
    "success|successful|successfully completed|completeagent|completecaller|"
    "answered by agent|handled by agent|agent answered|normal clearing|"
    "angenommen|beantwortet|erfolgreich|verbunden|entgegengenommen|bedient|gesprochen|"
    "abgeschlossen|"
    "repondu|repondue|appel repondu|traite|traitee|decroche|decrochee|abouti|aboutie|pris|servi|"
    "respondue|accepte|termine|terminee|"
    "atendida|atendido|contestada|contestado|respondida|respondido|completada|completado|"
    "finalizada|finalizado|conectada|exitosa|gestionada|aceptada|"
    "completa|concluida|concluido|atendimento concluido|completada|"
    "risposta|risposto|gestita|gestito|completata|completato|accettata|conclusa|evasa|"
    "beantwoord|aangenomen|opgenomen|afgehandeld|behandeld|voltooid|geaccepteerd|"
    "odebrane|odebrany|odebrana|odebrano|zrealizowane|obsluzone|obsluzona|zakonczone|polaczono|"
    "отвечен|отвечено|отвеченный|отвечена|принят|принято|принятый|успешно|успешный|обработан|"
    "обработано|состоялся|разговор|завершен|завершено|відповіли|прийнято|"
    "接通|已接通|已接|已接听|接听|接起|应答|已应答|成功|通话成功|已接来电|已处理|处理完成|正常|"
    "正常接听|"
    "人工接听|坐席接听|已答|接聽|已接聽|已接來電|應答|"
    "応答|応答済|応答済み|対応済|対応済み|完了|通話済|受電|通話完了|"
    "응답|응대|연결|성공|완료|통화완료|통화|"
    "cevaplandi|cevaplanan|yanitlandi|yanitlanan|cevapli|tamamlandi|basarili|karsilandi|karsilanan|"
    "besvarad|besvarat|besvart|besvaret|vastattu|zodpovezeno|prijato|prijaty|fogadott|megvalaszolt|"
    "preluat|raspuns|απαντημένη|απαντήθηκε|تم الرد|مجابة|נענתה|נענה|dijawab|terjawab|da nghe may|"
    "da tra loi|รับสาย|call connected|connected to agent|answered agent|completed by agent|accepted "
    "by agent|answered transferred|answered and transferred|handled transferred|completed "
    "transferred|answered consult transfer|answered blind transfer|answered warm "
    "transfer|transferred by agent|inbound answered|in gesprach|angenommen und "
    "weiterverbunden|odgovoren|odgovoreno|prihvacen|javljeno|prijaty|zvednuty|zvednuto|vyrizeno|"
    "vybaveny|zdvihnuty|sprejet|odgovorjen|прийнятий|прийнятi|відповіли|відповідь|успішний|успішно|"
    "оброблено|с ответом|есть ответ|απαντημενη|ολοκληρωθηκε|επιτυχης|تم الرد عليها|تم الرد "
    "عليه|مجاب|ناجحة|مكتملة|נענה|טופלה|הושלמה|da nghe|da nhan|thanh cong|tra loi|co tra "
    "loi|diangkat|dijawab "
    "agen|berhasil|sukses|selesai|vastattiin|kasitelty|svarad|svarat|hanterad|behandlet|tatt|"
    "座席接听|坐席应答|座席应答|客服接听|客服应答|转人工成功|呼入接通|来电接通|接听成功|人工服务|"
    "オペレータ応答|有効応答|対応|受電対応|응대완료|응대콜|정상통화|отговорено|отговорен|прието" },
  { FW_CALL_WORD_ABANDONED,
    "abandoned|abandon|abandoned call|missed|missed call|miss|unanswered|no answer|noanswer|"
    "not answered|unanswered call|hang up|hangup|hung up|caller hung up|caller hangup|"
    "lost call|dropped|drop|abandoned in queue|queue abandon|queue abandoned|abandoned while "
    "queued|"
    "abandoned while waiting|abandoned by caller|abandoned by customer|short abandon|"
    "short abandoned|ring no answer|ringnoanswer|rna|cancel|cancelled|canceled|caller cancelled|"
    "caller canceled|originator cancel|gave up|not connected|not handled|not picked up|lost|"
    "no response|noresponse|disconnected before answer|customer hung up|user hangup|"
    "missed by agent|agent missed|declined|decline|rejected|reject|rejected by agent|refused|"
    "call rejected|"
    "verpasst|verpasster anruf|verloren|aufgelegt|abgebrochen|nicht angenommen|unbeantwortet|"
    "nicht beantwortet|keine antwort|entgangen|nicht erreicht|abgelehnt|vorzeitig aufgelegt|"
    "verzichtet|"
    "manque|manquee|appel manque|perdu|perdue|appel perdu|abandonne|abandonnee|sans reponse|"
    "non repondu|non repondue|pas de reponse|raccroche|non decroche|rejete|refuse|annule|"
    "perdida|perdido|llamada perdida|abandonada|abandonado|no contestada|no contestado|"
    "no atendida|no atendido|sin respuesta|colgada|rechazada|cancelada|no respondida|"
    "nao atendida|nao atendido|desistencia|desistiu|abandono|nao respondida|sem resposta|"
    "chamada perdida|recusada|rejeitada|desligada|"
    "persa|perso|chiamata persa|abbandonata|abbandonato|senza risposta|non risposta|non risposto|"
    "nessuna risposta|rifiutata|annullata|riagganciata|"
    "gemist|gemiste oproep|gemist gesprek|verloren oproep|opgehangen|niet beantwoord|geen antwoord|"
    "onbeantwoord|afgebroken|geweigerd|afgehaakt|"
    "nieodebrane|nieodebrany|nieodebrana|nieodebrano|porzucone|porzucony|utracone|brak odpowiedzi|"
    "odrzucone|rozlaczone|"
    "пропущен|пропущено|пропущенный|пропущена|пропущенный вызов|неотвечен|неотвеченный|не отвечен|"
    "не отвечено|нет ответа|без ответа|не принят|не принято|потерян|потерянный|потеряно|брошен|"
    "сброшен|отменен|отклонен|отказ|не состоялся|пропущені|пропущений|"
    "放弃|未接|未接通|未接听|未接来电|呼损|漏接|漏话|无应答|无人接听|无人应答|未应答|用户放弃|"
    "客户放弃|"
    "排队放弃|主动放弃|客户挂断|用户挂断|主叫挂断|振铃放弃|振铃未接|坐席未接|挂断|取消|拒接|拒绝|"
    "已放弃|"
    "未答|未接聽|未接來電|放棄|無應答|無人接聽|掛斷|"
    "不在|不在着信|応答なし|無応答|放棄呼|途中放棄|途中切断|切断|不応答|未応答|呼放棄|着信拒否|"
    "拒否|取り逃し|"
    "부재중|부재|미응답|무응답|포기|호포기|포기호|놓침|거절|취소|"
    "cevapsiz|cevaplanmadi|yanitlanmadi|kacan|kacirilan|kacirildi|kayip|terk|terk edildi|vazgecti|"
    "reddedildi|iptal|"
    "missat|missade|ej besvarad|obesvarad|obesvarat|tappad|ubesvart|tapt|ubesvaret|mistet|tabt|"
    "vastaamaton|menetetty|zmeskany|zmeskane|nezvednuto|neprijato|nem fogadott|elmulasztott|"
    "pierdut|ratat|nepreluat|αναπάντητη|χαμένη|لم يتم الرد|فائتة|متروكة|לא נענתה|ננטשה|"
    "tidak dijawab|tidak terjawab|tak terjawab|goi nho|cuoc goi nho|khong tra "
    "loi|ไม่รับสาย|ไม่ได้รับสาย|สายหลุด|agent no answer|agent did not answer|agent not answered|declined "
    "by "
    "agent|agent declined|agent rejected|agent busy no answer|abandoned in queue by "
    "caller|abandoned before answer|abandoned while ringing|abandoned ringing|hung up in "
    "queue|hung up while waiting|inbound missed|user abandoned|customer abandoned|abgebrochen vom "
    "anrufer|anrufer aufgelegt|hat aufgelegt|in warteschlange aufgelegt|in der warteschlange "
    "aufgelegt|nicht entgegengenommen|kein antwort|keine annahme|abandon en file|abandon en file d "
    "attente|abandonne en file d attente|abandonne en attente|raccroche avant reponse|non "
    "abouti|non aboutie|sans decroche|abandonada en cola|abandono en "
    "cola|abandono|colgo|colgado|no contesta|no contestan|no responde|sin contestar|sin "
    "atender|cliente colgo|rechazado|abandonada na fila|abandono na fila|cliente "
    "desligou|desligou|nao atende|abandonou|abandonada|abandonado|abbandonata in "
    "coda|abbandono|abbandono in coda|riagganciato|non gestita|opgehangen in "
    "wachtrij|verlaten|opgegeven|weggelopen|niet opgenomen|niet aangenomen|porzucona w "
    "kolejce|rozlaczony|rozlaczona|rezygnacja|nieodebrany|повесил трубку|бросил трубку|положил "
    "трубку|сбросил|покинул очередь|ушел из очереди|не дождался|не "
    "дозвонился|недозвон|покинут|прерван|пропущене|пропущено|втрачений|втрачено|без відповіді|не "
    "відповіли|немає відповіді|відхилено|поклав "
    "слухавку|скинуто|скасовано|zmeskano|neprijaty|neprijato|zaveseno|zavesil|zavesil "
    "volajici|neodpovezeno|bez "
    "odpovedi|ztraceny|odmitnuto|nevybaveny|propusten|propusteno|neodgovoren|neodgovoreno|bez "
    "odgovora|prekinut|odbijen|odustao|napusten|zgresen|zamujen|kuyrukta terk|kuyrukta terk "
    "edildi|musteri kapatti|cevap yok|yanitsiz|cevap verilmedi|ekte|missad|missat "
    "samtal|besvarades ej|inget svar|lagt pa|avbruten|tappat|ikke svar|ikke besvart|intet "
    "svar|lagt pa for svar|vastaamatta|ei vastattu|ei vastausta|luovutettu|katkaistu|menetetty "
    "puhelu|luopunut|εγκαταλειφθηκε|εγκαταλελειμμενη|δεν απαντηθηκε|χωρις απαντηση|απορριφθηκε|لم "
    "يتم الرد عليها|لم يتم الرد عليه|لم يرد|بدون رد|لا يوجد رد|غير مجابة|مفقودة|فائت|متروك|تم "
    "الرفض|ננטש|לא נענה|אין מענה|ללא מענה|שיחה שלא נענתה|שלא נענתה|ניתוק|נותקה|נדחתה|nho|cuoc "
    "nho|bi nho|khong nghe may|khong bat may|khong nhac may|khong nghe|nguoi goi ngat may|khach "
    "ngat may|huy|ditinggalkan|terlewat|tak dijawab|tidak "
    "diangkat|ditolak|dibatalkan|terputus|panggilan tak "
    "terjawab|座席未接听|坐席未接听|客服未接|客服未接听|队列放弃|排队中放弃|等待放弃|排队挂断|"
    "主动挂断|客户主动挂断|用户主动挂断|振铃中放弃|呼入未接|客户放弃排队|排队中挂断|来电放弃|"
    "用户放弃排队|途中放棄呼|待ち呼放棄|切断呼|お客様切断|顧客切断|放棄コール|포기콜|고객포기|"
    "고객종료|중도포기|대기중포기|미응대|미연결|пропуснато|пропуснат|изгубено|без отговор" },
  { FW_CALL_WORD_TIMEOUT,
    "timeout|timed out|time out|exitwithtimeout|max wait|max wait exceeded|maximum wait exceeded|"
    "queue timeout|wait timeout|overflow|overflowed|overflown|overflow out|redirected|redirect|"
    "diverted|rerouted|rolled over|"
    "zeitüberschreitung|uberlauf|uebergelaufen|ubergelaufen|umgeleitet|"
    "delai depasse|debordement|deborde|redirige|"
    "tiempo agotado|tiempo excedido|desbordada|desbordamiento|redirigida|"
    "tempo esgotado|tempo excedido|transbordo|redirecionada|"
    "tempo scaduto|trabocco|reindirizzata|time out coda|overloop|omgeleid|"
    "przekroczono czas|"
    "таймаут|превышено ожидание|переполнение|"
    "超时|排队超时|等待超时|溢出|队列溢出|超時|逾時|タイムアウト|時間切れ|オーバーフロー|"
    "시간초과|타임아웃|zaman asimi|tasma|queue overflow|overflow to other queue|no answer timeout "
    "queue|wartezeit uberschritten|maximale wartezeit|uberlauf|ubergelaufen|en debordement|tiempo "
    "de espera agotado|desborde|tempo de espera excedido|tempo massimo superato|przekroczono czas "
    "oczekiwania|przepelnienie|превышено время ожидания|превышение времени ожидания|час очікування "
    "вичерпано|перевищено час очікування|вичерпано|vyprsel cas|prekroceno cekani|preteceni|isteklo "
    "vrijeme|prelijevanje|zaman asimina ugradi|zaman asimina "
    "ugrady|aikakatkaisu|ylivuoto|tidsgrans|overfyllt|υπερχειλιση|ληξη χρονου|انتهت المهلة|انتهاء "
    "المهلة|פסק זמן|גלישה|het gio|qua thoi gian|tran|waktu "
    "habis|あふれ|あふれ呼|溢れ呼|オーバーフロー呼|넘침|대기초과|转出超时|排队溢出|等待溢出" },
  { FW_CALL_WORD_EMPTY,
    "empty|exitempty|joinempty|leaveempty|no agents|no agent available|no agents available|"
    "no agent|no available agent|no available agents|no agent was available|out of opening hours|"
    "outside opening hours|outside working hours|out of service hours|outside service hours|"
    "ausserhalb der servicezeiten|hors plage horaire|fuera del horario laboral|fuera de hora|"
    "fora de horario|fora do expediente|fuori orario di lavoro|poza godzinami otwarcia|"
    "非营业时间|非工作时段|非上班时间|非營業時間|非工作時間|受付時間外|対応時間外|상담시간외|"
    "нерабочие часы|вне графика|mesai saatleri disinda|mesai disi arama|"
    "full|queue full|joinfull|closed hours|after hours|out of hours|outside hours|"
    "outside business hours|not open|unavailable|no members|busy|line busy|all busy|all agents "
    "busy|"
    "user busy|failed|failure|fail|congestion|chanunavail|error|system error|disconnected by "
    "system|"
    "force disconnect|forced disconnect|turned away|network error|"
    "besetzt|fehlgeschlagen|nicht verfugbar|keine agenten|ausserhalb der zeiten|fehler|"
    "occupe|occupee|echec|echoue|indisponible|hors horaires|hors horaire|aucun agent|dissuade|"
    "dissuadee|"
    "ocupado|ocupada|fallida|fallido|fuera de horario|sin agentes|"
    "falha|falhou|fora do horario|sem agentes|indisponivel|"
    "occupato|occupata|fallita|fallito|fuori orario|nessun operatore|"
    "bezet|mislukt|buiten kantooruren|geen agenten|zajete|zajety|nieudane|"
    "poza godzinami|занято|занят|ошибка|неудачный|неуспешный|нерабочее время|нет операторов|"
    "недоступен|"
    "无坐席|无可用坐席|坐席忙|全忙|占线|忙线|忙|用户忙|座席忙|队列满|非工作时间|下班时间|失败|"
    "呼叫失败|接续失败|"
    "忙線|佔線|話中|通話中|時間外|営業時間外|失敗|エラー|통화중|실패|업무시간외|"
    "mesgul|basarisiz|mesai disi|upptagen|upptaget|opptatt|optaget|obsazeno|foglalt|ocupat|out of "
    "business "
    "hours|outside office hours|out of office hours|non business hours|no staff|no agents logged "
    "in|geschaftszeiten|ausserhalb der geschaftszeiten|ausserhalb der offnungszeiten|ausserhalb "
    "geschaftszeit|belegt|leitung besetzt|keine mitarbeiter|hors horaires d ouverture|hors "
    "ouverture|fermeture|ligne occupee|aucun conseiller|comunica|comunicando|linea ocupada|fuera "
    "del horario|fuera de horario de atencion|sin agentes disponibles|fora do horario de "
    "atendimento|linha ocupada|sem atendentes|fuori orario di servizio|linea occupata|nessun "
    "agente|nessun operatore disponibile|in gesprek|buiten openingstijden|geen "
    "medewerkers|zajete|poza godzinami pracy|brak agentow|вне рабочего времени|все заняты|все "
    "операторы заняты|абонент занят|зайнято|зайнятий|неробочий час|поза робочим "
    "часом|помилка|збій|obsazeny|mimo provozni dobu|zadny "
    "operator|chyba|selhalo|zauzeto|zauzet|izvan radnog vremena|neuspjelo|zasedeno|mesgul calisma "
    "saatleri disi|calisma saatleri disinda|hat mesgul|varattu|varattuna|aukioloajan "
    "ulkopuolella|epaonnistui|stangt|utanfor oppettid|misslyckades|utenfor apningstid|udenfor "
    "abningstid|κατειλημμενο|κατειλημμενη|απασχολημενο|εκτος ωραριου|αποτυχια|مشغول|خارج ساعات "
    "العمل|فشل|תפוס|עסוק|מחוץ לשעות הפעילות|נכשל|ban|may ban|ngoai gio|ngoai gio lam viec|that "
    "bai|khong co agent|sibuk|di luar jam "
    "kerja|gagal|无客服在线|座席全忙|坐席全忙|无人在线|营业时间外|下班|非服务时间|全席話中|"
    "営業時間外着信|業務時間外|業務時間外着信|全忙|영업시간외|근무시간외|통화 중|상담원없음" },
  { FW_CALL_WORD_KEY,
    "key|exitwithkey|voicemail|voice mail|vm|to voicemail|sent to voicemail|left voicemail|"
    "voicemail left|voicemail message|went to voicemail|message left|left message|callback|"
    "call back|callback requested|requested callback|callback registered|virtual hold|"
    "opted out|opt out|"
    "mailbox|anrufbeantworter|voicebox|sprachnachricht|ruckruf|ruckruf gewunscht|"
    "ruckruf angefordert|ruckrufwunsch|"
    "messagerie|messagerie vocale|message vocal|repondeur|rappel|rappel demande|"
    "buzon|buzon de voz|correo de voz|mensaje de voz|devolucion de llamada|"
    "correio de voz|caixa postal|mensagem de voz|retorno solicitado|callback solicitado|"
    "segreteria|casella vocale|messaggio vocale|richiamata|richiesta richiamata|"
    "voicemailbericht|terugbellen|terugbelverzoek|poczta glosowa|oddzwonienie|"
    "голосовая почта|автоответчик|обратный звонок|заказан обратный звонок|"
    "语音信箱|留言|语音留言|转语音信箱|预约回呼|请求回呼|回呼|預約回電|語音信箱|"
    "留守電|留守番電話|ボイスメール|伝言|折返し依頼|コールバック|音声メール|"
    "음성사서함|콜백|음성메시지|sesli mesaj|geri arama|rostbrevlada|talsvar|"
    "hlasova schranka|hangposta|mesagerie vocala|transferred to voicemail|forwarded to "
    "voicemail|redirected to voicemail|diverted to voicemail|left a voicemail|left a "
    "message|voicemail received|callback offered|callback accepted|call back requested|scheduled "
    "callback|queue callback|callback from queue|weitergeleitet an voicemail|an voicemail "
    "weitergeleitet|an mailbox weitergeleitet|nachricht hinterlassen|auf mailbox "
    "gesprochen|ruckruf vereinbart|ruckruf erbeten|message laisse|message depose|boite "
    "vocale|rappel programme|demande de rappel|contestador|buzon de mensajes|dejo "
    "mensaje|devolucion de llamada solicitada|devolucion solicitada|llamada de "
    "vuelta|rellamada|rellamada solicitada|deixou recado|recado|retorno de "
    "chamada|rechamada|retorno|segreteria telefonica|messaggio in segreteria|richiamata "
    "richiesta|richiesta di richiamata|voicemail ingesproken|terugbelverzoek "
    "ingediend|teruggebeld|wiadomosc glosowa|skrzynka glosowa|prosba o "
    "oddzwonienie|oddzwon|голосовое сообщение|оставил сообщение|заказ обратного "
    "звонка|перезвон|перезвонить|запрос обратного звонка|голосова пошта|голосове "
    "повідомлення|зворотний дзвінок|замовлено зворотний дзвінок|hlasova schranka|hlasova "
    "zprava|zpetne volani|zaznamnik|govorna posta|glasovna posta|povratni poziv|glasovni "
    "predal|hlasova sprava|sesli mesaj|sesli mesaj birakti|telesekreter|geri arama talebi|geri "
    "aranma talebi|geri arama istegi|aterringning|ateruppringning|ateruppringning "
    "begard|telefonsvarare|meddelande|telefonsvarer|tilbakeringing|tilbakeringning|talepostkasse|"
    "vastaaja|puhelinvastaaja|takaisinsoitto|takaisinsoittopyynto|jatti "
    "viestin|τηλεφωνητης|φωνητικο ταχυδρομειο|επανακληση|بريد صوتي|البريد الصوتي|رسالة صوتية|طلب "
    "معاودة الاتصال|معاودة الاتصال|תא קולי|הודעה קולית|השאיר הודעה|בקשת חזרה|שיחה חוזרת|hop thu "
    "thoai|thu thoai|loi nhan|yeu cau goi lai|goi lai|pesan suara|kotak suara|minta dihubungi "
    "kembali|panggilan "
    "balik|转留言|语音留言箱|预约回电|回电预约|申请回电|預約回撥|語音留言|留守電話|留守録|"
    "折り返し依頼|折返希望|コールバック予約|보이스메일|콜백요청|콜백예약" },
};

static const Lexicon answers[] = {
  { FW_CALL_WORD_YES,
    "y|yes|1|true|t|answered|resolved|solved|ok|ja|j|oui|o|si|s|sim|v|vero|verdadeiro|verdadero|"
    "vrai|wahr|tak|да|так|истина|是|有|对|はい|有り|あり|예|네|유|evet|e|ano|igen|da|kylla|ναι|نعم|"
    "כן|ya|co|"
    "ใช่|✓|✔|○|yep|closed resolved|fixed|first call|"
    "gelost|erledigt|resolu|resolue|regle|resuelto|resuelta|solucionado|solucionada|resolvido|"
    "resolvida|risolto|risolta|opgelost|rozwiazane|rozwiazana|rozwiazano|решено|решен|решён|решена|"
    "вирішено|"
    "已解决|解决|已处理|已接通|已接听|接通|已接|解決|解決済|解決済み|対応済|해결|해결됨|cozuldu|"
    "cozumlendi|vyreseno|"
    "megoldva|rezolvat|selesai" },
  { FW_CALL_WORD_NO,
    "n|no|0|false|f|unanswered|unresolved|not resolved|not "
    "solved|unsolved|pending|nein|non|nao|nee|"
    "falsch|faux|falso|nie|нет|ні|ложь|否|无|無|不|いいえ|無し|なし|아니오|아니요|무|hayir|h|ne|"
    "nem|nu|ei|όχι|لا|"
    "לא|tidak|khong|ไม่|✗|✘|×|"
    "ungelost|nicht gelost|offen|non resolu|non resolue|pas resolu|no resuelto|no resuelta|"
    "sin resolver|pendiente|nao resolvido|nao resolvida|pendente|non risolto|non risolta|"
    "niet opgelost|nierozwiazane|nierozwiazana|не решено|не решен|не решён|"
    "未解决|没有解决|未处理|未接通|未接听|未接|未解決|未対応|미해결|cozulmedi|nevyreseno|"
    "nerezolvat" },
};

/* The whole word only. */
static const Lexicon ways[] = {
  { FW_CALL_WORD_IN,
    "in|i|ib|inb|rx|received|receive|recv|received call|terminating|terminated|arrivee|entree|recu|"
    "recue|eingang|receptiva|receptivo|passiva|passivo|gelen|in queue|in "
    "call|e|entrata|arrivo|kommend|kommende|empfangen|empfangene|gekommen|recus|user in|in bound "
    "call|dating|prijem|prijat|intrare|входящо|входящи" },
  { FW_CALL_WORD_OUT,
    "out|o|ob|outb|tx|placed|dialed|dialled|made|sent|originating|originated|emis|emise|emitida|"
    "passe|ausgang|ativo|ativa|activa|attiva|attivo|giden|out call|manual|auto|preview|predictive|"
    "progressive|power|dialer|dialler|autodial|auto dial|s|saida|salida|uscita|sortie|depart|"
    "efetuada|efectuada|realizada|effettuata|verzonden|gebeld|callback "
    "out|campaign|gehend|gehende|gewahlt|gewahlte|emis|compose|composee|marcada|discada|discado|"
    "composta|user out|out bound call|wykonane|wybrane|vytoceno|pozvani|iesire|изходящо|изходящи" },
  { FW_CALL_WORD_INTERNAL,
    "internal|intern|interno|interna|interne|interni|int|intercom|extension|ext|ext to ext|"
    "extension to extension|on net|onnet|station|dahili|dahili arama|ic|ic "
    "arama|interen|sisainen|belso|inner|"
    "inside|inner call|agent to agent|agent agent|consult|consultation|consult call|peer to peer|"
    "3rd party transfer|3rd party conference|third party transfer|third party conference|"
    "internas|internos|internes|interne|interner|internen|onderling|nebenstelle|nebenstellen|entre "
    "postes|entre "
    "extensiones|ramal|sisainen" },
};

/* Wherever they stand: "CALLOUTBOUND", "Outbound dialer", "Anruf eingehend". */
static const Lexicon stems[] = {
  { FW_CALL_WORD_IN,
    "inbound|incoming|in bound|inward|entrante|entrant|entrada|eingehend|einkommend|ankommend|"
    "eingegangen|in entrata|in arrivo|ricevuta|recebida|recibida|inkomend|inkommande|innkommende|"
    "indgaende|przychodz|входящ|вхідн|влизащ|呼入|来电|打入|进线|呼进|来话|入呼|呼叫进入|來電|打進|"
    "進線|"
    "撥入|着信|受信|入電|受電|インバウンド|인바운드|수신|착신|gelen arama|gelen "
    "cagri|saapuva|prichozi|"
    "prichadzaj|bejovo|goi den|goi vao|masuk|وارد|נכנס|εισερχ|dolazn|dohodn|สายเข้า|goi "
    "den|inkommen|innkommen|indkommen|sisaantul|saapunut|saapuneet|receptiv" },
  { FW_CALL_WORD_OUT,
    "outbound|outgoing|out bound|outward|outdial|out dial|dial out|click to call|saliente|sortant|"
    "saida|ausgehend|abgehend|in "
    "uscita|uscente|uitgaand|utgaende|utgaaende|udgaende|wychodz|исходящ|вихідн|"
    "изходящ|呼出|外呼|去电|打出|外拨|拨出|去话|出呼|去電|撥出|外撥|発信|架電|アウトバウンド|"
    "아웃바운드|발신|"
    "giden arama|giden cagri|lahteva|odchozi|odchadzaj|kimeno|goi di|goi ra|keluar|صادر|יוצא|εξερχ|"
    "odlazn|odhodn|สายออก|utgaen|soitettu|soitto ulos|lahtenyt" },
  { FW_CALL_WORD_INTERNAL, "internal|внутренн|внутрішн|вътреш|内部|内线|内線|內部|內線|站内|내선|"
                           "사내|wewnetrz|داخل|פנימי|εσωτερ|"
                           "noi bo|ภายใน|sisainen|unutarnj|interni hovor|sisaiset" },
};

typedef struct
{
  GHashTable *outcomes, *answers, *ways;
  GHashTable *plain; /* outcomes without their endings */
  GHashTable *stems;
} Tables;

static GHashTable *
make_table (const Lexicon *lexicon, guint n)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    fw_fold_list (table, lexicon[i].words, GUINT_TO_POINTER (lexicon[i].meaning));

  return table;
}

/* Of words from here on the ending says gender or number: "perdida", "perdidos". */
#define LEAST_WITH_ENDING 6
#define MOST_ENDING 3

static gboolean
is_ending (gunichar c)
{
  static const char endings[] = "aeiouysаеиоуыйяюєіїь";

  return g_utf8_strchr (endings, -1, c) != NULL;
}

/* Returns: (transfer full): each long word of @folded without its ending. */
static char *
strip_endings (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);
      char *end = words[i] + strlen (words[i]);

      for (guint j = 0; length >= LEAST_WITH_ENDING && j < MOST_ENDING; j++)
        {
          char *last = g_utf8_prev_char (end);

          if (!is_ending (g_utf8_get_char (last)))
            break;
          end = last;
        }
      *end = '\0';
      /* The long forms of Russian participles: "отвеченный" beside "отвечен". */
      if (length >= LEAST_WITH_ENDING && g_str_has_suffix (words[i], "нн"))
        words[i][strlen (words[i]) - strlen ("н")] = '\0';
    }

  return g_strjoinv (" ", words);
}

/* What two meanings share without their endings has none. */
static GHashTable *
make_plain_table (GHashTable *whole)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer words, meaning, other;

  g_hash_table_iter_init (&iter, whole);
  while (g_hash_table_iter_next (&iter, &words, &meaning))
    {
      g_autofree char *plain = strip_endings (words);
      gboolean there = g_hash_table_lookup_extended (table, plain, NULL, &other);

      if (there && other != meaning)
        meaning = GUINT_TO_POINTER (FW_CALL_WORD_UNKNOWN);
      g_hash_table_replace (table, g_steal_pointer (&plain), meaning);
    }

  return table;
}

static const Tables *
get_tables (void)
{
  static gsize ready;
  static Tables tables;

  if (g_once_init_enter (&ready))
    {
      tables.outcomes = make_table (outcomes, G_N_ELEMENTS (outcomes));
      tables.plain = make_plain_table (tables.outcomes);
      tables.answers = make_table (answers, G_N_ELEMENTS (answers));
      tables.ways = make_table (ways, G_N_ELEMENTS (ways));
      tables.stems = make_table (stems, G_N_ELEMENTS (stems));
      g_once_init_leave (&ready, 1);
    }

  return &tables;
}

static FwCallWord
look (GHashTable *table, const char *folded)
{
  return (FwCallWord) GPOINTER_TO_UINT (g_hash_table_lookup (table, folded));
}

/* What may stand round a word for how a call ended without changing it. No agent is among them: who
 * hangs up makes a difference. */
static const char padding[] =
    "|call|calls|the|a|by|caller|customer|inbound|incoming|in|while|queue|queued|status|"
    "anruf|anrufer|vom|von|hat|ist|warteschlange|der|appel|appelant|par|l|le|la|en|file|d|attente|"
    "llamada|cliente|por|el|chamada|pelo|na|fila|chamador|chiamata|chiamante|dal|coda|"
    "oproep|beller|door|wachtrij|polaczenie|w|kolejce|przez|dzwoniacego|dzwoniacy|"
    "звонок|вызов|клиент|клиентом|абонент|абонентом|в|очереди|дзвінок|абонента|абонентом|черзі|"
    "hovor|volajicim|volajicim|volajici|ve|fronte|poziv|pozivatelj|u|redu|cagri|kuyrukta|"
    "samtal|puhelu|soittaja|κληση|κλησης|مكالمة|المكالمة|שיחה|cuoc goi|panggilan|";

static char *
strip_padding (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *fenced = g_strconcat ("|", words[i], "|", NULL);

      if (strstr (padding, fenced) == NULL)
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[i]);
    }

  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static FwCallWord
find_outcome (const char *folded)
{
  const Tables *tables = get_tables ();
  FwCallWord word = look (tables->outcomes, folded);
  g_autofree char *rest = NULL, *plain = NULL, *before = NULL;

  if (word == FW_CALL_WORD_UNKNOWN)
    {
      rest = strip_padding (folded);
      word = look (tables->outcomes, rest);
    }
  if (word == FW_CALL_WORD_UNKNOWN)
    {
      plain = strip_endings (rest);
      word = look (tables->plain, plain);
    }
  if (word == FW_CALL_WORD_UNKNOWN)
    before = fw_call_ending_before_place (folded);
  if (word == FW_CALL_WORD_UNKNOWN &&
      (fw_call_ending_tells_giving_up (folded) ||
       (before != NULL && look (tables->outcomes, before) == FW_CALL_WORD_ABANDONED)))
    word = FW_CALL_WORD_ABANDONED;

  return word;
}

/* Two ways in one text are none. */
static FwCallWord
find_stem (const char *folded)
{
  FwCallWord found = FW_CALL_WORD_UNKNOWN;
  GHashTableIter iter;
  gpointer stem, meaning;

  g_hash_table_iter_init (&iter, get_tables ()->stems);
  while (g_hash_table_iter_next (&iter, &stem, &meaning))
    {
      FwCallWord word = (FwCallWord) GPOINTER_TO_UINT (meaning);

      if (strstr (folded, stem) == NULL)
        continue;
      if (found != FW_CALL_WORD_UNKNOWN && found != word)
        return FW_CALL_WORD_UNKNOWN;
      found = word;
    }

  return found;
}

/* Logs of telephones say "Missed" where others say "Inbound", and mean both; what else can be said
 * of a call that the centre made says nothing about its way. */
static FwCallWord
find_way (const char *folded)
{
  FwCallWord word = look (get_tables ()->ways, folded);

  if (word == FW_CALL_WORD_UNKNOWN)
    word = find_stem (folded);
  /* "Llamada interna". */
  if (word == FW_CALL_WORD_UNKNOWN)
    {
      g_autofree char *rest = strip_padding (folded);

      word = look (get_tables ()->ways, rest);
    }
  if (word != FW_CALL_WORD_UNKNOWN)
    return word;
  switch (find_outcome (folded))
    {
    case FW_CALL_WORD_ABANDONED:
      return g_str_has_prefix (folded, "no ") || g_str_has_prefix (folded, "cancel") ||
                     strstr (folded, "noanswer") != NULL
                 ? FW_CALL_WORD_UNKNOWN
                 : FW_CALL_WORD_IN;
    case FW_CALL_WORD_ANSWERED:
    case FW_CALL_WORD_KEY:
      return FW_CALL_WORD_IN;
    case FW_CALL_WORD_UNKNOWN:
    case FW_CALL_WORD_NOTHING:
    case FW_CALL_WORD_TIMEOUT:
    case FW_CALL_WORD_EMPTY:
    case FW_CALL_WORD_YES:
    case FW_CALL_WORD_NO:
    case FW_CALL_WORD_IN:
    case FW_CALL_WORD_OUT:
    case FW_CALL_WORD_INTERNAL:
    case FW_CALL_WORD_NAME:
    default:
      return FW_CALL_WORD_UNKNOWN;
    }
}

static FwCallWord
find_answer (const char *folded)
{
  FwCallWord word = look (get_tables ()->answers, folded);

  return word != FW_CALL_WORD_UNKNOWN ? word : find_outcome (folded);
}

/* "User_in", "ucap_out": codes, as against "Check in". */
static gboolean
ends_with (FwText cell, const char *end)
{
  gsize length = strlen (end);

  return cell.length > length &&
         g_ascii_strncasecmp (cell.data + cell.length - length, end, length) == 0;
}

FwCallWord
fw_call_word_find (FwCallColumn column, FwText cell)
{
  g_autofree char *folded = fw_fold_words (cell);

  /* A sign alone, such as a tick, has no letters. */
  if (folded[0] == '\0')
    g_clear_pointer (&folded, g_free);
  if (folded == NULL)
    folded = fw_text_dup (cell);
  if (column == FW_CALL_OUTCOME)
    return find_outcome (folded);
  if (column == FW_CALL_DIRECTION && ends_with (cell, "_in"))
    return FW_CALL_WORD_IN;
  if (column == FW_CALL_DIRECTION && ends_with (cell, "_out"))
    return FW_CALL_WORD_OUT;
  if (column == FW_CALL_DIRECTION)
    return find_way (folded);
  if (column == FW_CALL_ANSWERED)
    return find_answer (folded);
  if (column == FW_CALL_RESOLVED)
    return look (get_tables ()->answers, folded);

  return cell.length > 0 ? FW_CALL_WORD_NAME : FW_CALL_WORD_NOTHING;
}

gboolean
fw_call_word_is_sure_direction (FwText cell)
{
  g_autofree char *folded = fw_fold_words (cell);
  FwCallWord word = find_stem (folded);

  return word == FW_CALL_WORD_IN || word == FW_CALL_WORD_OUT;
}
