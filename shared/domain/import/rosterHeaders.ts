import { cleanLine } from './cellValues';
import type { RosterColumn } from './rosterLayout';
import { headerKey } from './table';

/**
 * What a column may be besides a roster's own columns: half a name, or a part of what an export knows somebody by. Such
 * columns are put together into one of the roster's.
 */
export type PartName = 'given_name' | 'family_name' | 'order_code' | 'order_position' | 'timestamp';
export type HeaderMeaning = RosterColumn | PartName;

/** Headers as people and registration systems write them, in the kiosk's languages; the better ones of a meaning first. */
const spellings: Readonly<Record<HeaderMeaning, string>> = {
  registration_id:
    'registration_id|registration id|registration number|registration no|registration code|attendee id|participant id|booking number|id|' +
    'numero di registrazione|codice iscrizione|numero iscrizione|id iscrizione|anmeldenummer|anmelde-id|registrierungsnummer|teilnehmer-id|teilnehmernummer|' +
    'رقم التسجيل|معرف التسجيل|رقم المشارك|numéro d’inscription|numero d’inscription|id d’inscription|identifiant|등록번호|접수번호|등록 id|참가번호|报名编号|报名号|注册编号|注册号|登记号|编号',
  ticket_code:
    'ticket_code|ticket code|ticket secret|secret|ticket id|ticket number|barcode|qr code|codice biglietto|codice del biglietto|ticketcode|ticketnummer|' +
    'ticket-geheimnis|geheimnis|رمز التذكرة|رقم التذكرة|code du billet|code billet|numéro de billet|티켓 코드|티켓코드|입장권 번호|티켓번호|票码|票号|电子票号|门票编号',
  full_name:
    'full_name|full name|attendee name|participant name|name and surname|name surname|nome e cognome|nome completo|nominativo|cognome e nome|' +
    'vollständiger name|vor- und nachname|vorname und nachname|teilnehmername|name des teilnehmers|name der teilnehmenden person|الاسم الكامل|الاسم بالكامل|اسم المشارك|' +
    'nom complet|nom et prénom|prénom et nom|nom du participant|성명|성함|참가자 이름|참가자명|姓名|参会者姓名|参加者姓名|全名',
  name_on_certificate:
    'name_on_certificate|name on certificate|certificate name|nome sul certificato|nome sull’attestato|name auf dem zertifikat|name auf der urkunde|' +
    'الاسم على الشهادة|الاسم في الشهادة|nom sur le certificat|nom sur l’attestation|수료증 이름|수료증 표기 이름|이수증 이름|证书姓名|证书上的姓名',
  email:
    'attendee email|attendee e-mail|email|email address|e-mail address|your email|indirizzo email|indirizzo e-mail|posta elettronica|e-mail-adresse|teilnehmer-e-mail|mailadresse|' +
    'البريد الإلكتروني|البريد الالكتروني|adresse e-mail|adresse email|adresse mail|courriel|이메일|이메일 주소|메일|전자우편|电子邮件|电子邮箱|邮箱|邮箱地址|电邮|mail',
  birth_date:
    'birth_date|birth date|date of birth|birthday|birthdate|dob|data di nascita|geburtsdatum|geburtstag|تاريخ الميلاد|date de naissance|né le|생년월일|생일|出生日期|出生年月日|生日',
  country:
    'country|country of residence|nationality|paese|nazione|nazionalità|land|herkunftsland|staatsangehörigkeit|nationalität|البلد|الدولة|الجنسية|بلد الإقامة|pays|nationalité|국가|국적|나라|国家|国籍|国家/地区|国家或地区',
  organisation:
    'organisation|organization|affiliation|company|institution|employer|university|school|organizzazione|azienda|ente|istituzione|università|' +
    'firma|unternehmen|einrichtung|institut|hochschule|universität|المؤسسة|الجهة|المنظمة|الشركة|الجامعة|جهة العمل|organisme|société|entreprise|établissement|université|' +
    '소속|기관|소속 기관|소속기관|회사|학교|대학교|单位|工作单位|机构|公司|学校|大学|所属机构',
  language:
    'language|preferred language|order locale|locale|lingua|lingua preferita|sprache|bevorzugte sprache|اللغة|اللغة المفضلة|langue|langue préférée|언어|사용 언어|선호 언어|语言|首选语言|语种',
  online_part_1: 'online_part_1|online part 1|online 1|parte online 1|online-teil 1|الجزء الأول عبر الإنترنت|partie en ligne 1|온라인 1부|온라인 과정 1|线上课程1|在线课程1|在线部分1',
  online_part_2: 'online_part_2|online part 2|online 2|parte online 2|online-teil 2|الجزء الثاني عبر الإنترنت|partie en ligne 2|온라인 2부|온라인 과정 2|线上课程2|在线课程2|在线部分2',
  online_part_3: 'online_part_3|online part 3|online 3|parte online 3|online-teil 3|الجزء الثالث عبر الإنترنت|partie en ligne 3|온라인 3부|온라인 과정 3|线上课程3|在线课程3|在线部分3',
  dietary:
    'dietary|dietary requirements|dietary restrictions|diet|food preferences|allergies|esigenze alimentari|dieta|allergie|intolleranze|' +
    'ernährung|essenswünsche|unverträglichkeiten|allergien|متطلبات غذائية|الحمية الغذائية|الحساسية|régime alimentaire|régime|allergies alimentaires|식단|식이 제한|식이 요구|알레르기|饮食要求|饮食|饮食禁忌|忌口|过敏',
  sessions: 'sessions|session ids|sessioni|sitzungen|الجلسات|ateliers|세션|신청 세션|场次|分会场',
  consent_data:
    'consent_data|consent|data consent|privacy consent|consenso|consenso privacy|privacy|einwilligung|datenschutz|datenschutzeinwilligung|الموافقة|الموافقة على البيانات|' +
    'consentement|개인정보 동의|개인정보 수집 동의|개인정보 수집 및 이용 동의|隐私同意|个人信息同意|同意',
  consent_photo:
    'consent_photo|photo consent|photo|consenso foto|foto|fotoeinwilligung|einwilligung fotos|الموافقة على التصوير|الصور|consentement photo|droit à l’image|사진 촬영 동의|사진 동의|초상권 동의|拍照同意|照片同意',
  given_name:
    'given_name|given name|first name|firstname|forename|attendee name: given name|attendee name: first name|nome|nome di battesimo|vorname|teilnehmername: vorname|' +
    'الاسم الأول|prénom|이름|名|名字',
  family_name:
    'family_name|family name|last name|lastname|surname|attendee name: family name|attendee name: last name|cognome|nachname|familienname|teilnehmername: familienname|' +
    'teilnehmername: nachname|اسم العائلة|اللقب|nom|nom de famille|성|성씨|姓|姓氏',
  order_code: 'order_code|order code|order|codice ordine|bestellnummer|bestellcode|رمز الطلب|رقم الطلب|code de commande|numéro de commande|주문 번호|주문번호|订单号|订单编号',
  order_position: 'order_position|position id|position|positionid|id posizione|positions-id|positionsnummer|رقم البند|id de position|포지션 id|位置编号',
  timestamp: 'timestamp|informazioni cronologiche|zeitstempel|طابع زمني|الطابع الزمني|horodateur|타임스탬프|时间戳|时间戳记|時間戳記',
};

/** A column named only “name”, where nothing says which of the two halves it is. */
const nameAlone = new Set('name|nome|nom|이름|名字|名|الاسم|اسم'.split('|').map(headerKey));

/** Questions of a form: words that give a column away inside a sentence. The order is that in which they are tried. */
const questions: readonly { meaning: HeaderMeaning; asks: RegExp; not?: RegExp }[] = [
  { meaning: 'name_on_certificate', asks: /certificat|attestat|zertifikat|urkunde|شهادة|수료증|이수증|证书|證書/iu },
  { meaning: 'email', asks: /e-?mail|courriel|posta elettronica|البريد|이메일|메일 주소|전자우편|邮箱|邮件|電郵|电邮/iu, not: /secondary|confirm|zweite|확인용/iu },
  { meaning: 'birth_date', asks: /birth|\bborn\b|geburt|geboren|nascita|\bnat[oa]\b|naissance|ميلاد|생년월일|생일|出生|生日/iu, not: /place|ort\b|luogo|lieu|مكان|출생지|出生地/iu },
  { meaning: 'consent_photo', asks: /photo|foto|صور|تصوير|사진|초상권|拍照|照片|摄影/iu },
  { meaning: 'consent_data', asks: /consent|privacy|\bagree\b|einwillig|einverstanden|datenschutz|consens|acconsent|أوافق|الموافقة|الخصوصية|개인정보|동의|隐私|同意/iu },
  { meaning: 'dietary', asks: /dietary|\bdiet\b|allerg|meal|ernährung|\bessen\b|unverträglich|alimentar|intolleran|régime|alimentaire|غذائ|الطعام|حساسية|식단|식이|알레르기|알러지|음식|饮食|过敏|忌口/iu },
  { meaning: 'organisation', asks: /organi[sz]ation|affiliat|company|institution|employer|universit|einrichtung|hochschule|firma|arbeitgeber|azienda|organizzazione|établissement|entreprise|مؤسسة|جهة|الجامعة|소속|기관|회사|학교|单位|机构|公司|学校/iu },
  { meaning: 'country', asks: /country|nationality|\bland\b|\bpaese\b|nazionalità|\bpays\b|nationalité|البلد|بلدك|الدولة|جنسي|국가|국적|나라|国家|国籍/iu },
  { meaning: 'language', asks: /language|sprache|lingua|langue|لغة|اللغة|언어|语言|語言/iu },
  { meaning: 'given_name', asks: /first name|given name|vorname|prénom|الاسم الأول/iu, not: /last name|family name|surname|nachname|\bnom\b|famille|العائلة/iu },
  { meaning: 'family_name', asks: /last name|family name|surname|nachname|familienname|cognome|nom de famille|اسم العائلة/iu, not: /first name|given name|vorname|\bnome\b|prénom/iu },
  { meaning: 'full_name', asks: /full name|your name|\bname\b|\bnome\b|\bnom\b|الاسم|اسمك|성명|성함|이름|姓名|名字/iu, not: /user ?name|company|organi[sz]|firma|emergency|file ?name|parent|teacher/iu },
];

/** A header without what a form puts around it: numbering, explanations in brackets, a question mark, an asterisk. */
function bare(header: string): string {
  return cleanLine(header)
    .replaceAll(/[’`´]/gu, '’')
    .replaceAll(/'/gu, '’')
    .replace(/^\s*(?:\d{1,2}|[①-⑳])\s*[.):]\s*/u, '')
    .replaceAll(/[([（【][^)\]）】]*[)\]）】]/gu, ' ')
    .replaceAll(/[*?？:：!]+\s*$/gu, '')
    .trim();
}

const known = new Map<string, { meaning: HeaderMeaning; rank: number }>();
for (const [meaning, list] of Object.entries(spellings) as [HeaderMeaning, string][]) {
  for (const [rank, spelling] of list.split('|').entries()) {
    const key = headerKey(spelling);
    if (!known.has(key)) known.set(key, { meaning, rank });
  }
}

/** What a column seems to be by its header. The smaller the rank, the surer: a question comes after all plain headers. */
export interface HeaderGuess {
  meaning: HeaderMeaning;
  rank: number;
}

/** Behind every plain spelling. */
const questionRank = 1_000;

export function guessHeader(header: string): HeaderGuess | null {
  const text = bare(header);
  if (text === '') return null;
  const plain = known.get(headerKey(text)) ?? known.get(headerKey(cleanLine(header)));
  if (plain !== undefined) return plain;
  const index = questions.findIndex(({ asks, not }) => asks.test(text) && !(not?.test(text) ?? false));
  const question = questions[index];
  return question === undefined ? null : { meaning: question.meaning, rank: questionRank + index };
}

/** Whether a header says “name” and no more: the whole name, unless another column is the other half. */
export function saysNameAlone(header: string): boolean {
  return nameAlone.has(headerKey(bare(header)));
}
