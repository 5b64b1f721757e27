import type { CertificateWords, DesignBox, DesignField, DesignWords } from '../contract/certificateDesign';
import { titleIn } from '../domain/certificates/awards';
import type { CertificateFacts } from './facts';

export type TextBox = Extract<DesignBox, { kind: 'text' }>;

/** What a box says, in the language of the facts; empty for nothing. */
export function textOf({ show }: TextBox, facts: CertificateFacts, words: CertificateWords): string {
  if (show.by === 'text') return show.text;
  return show.by === 'words' ? sentence(show.words, facts, words) : fieldText(show.field, facts);
}

function sentence(which: DesignWords, facts: CertificateFacts, words: CertificateWords): string {
  const own = words[facts.language];
  const text = which === 'title' || which === 'achievement' ? own[which][facts.kind] : own[which];
  const values: Record<string, string> = {
    workshop: facts.workshop, city: facts.city, dates: datesOf(facts), issuer: facts.issuer, programme: facts.programme, number: facts.number,
    award: facts.award === null ? '' : titleIn(facts.award, facts.language),
    attended: new Intl.NumberFormat(facts.language).format(facts.attended), of: new Intl.NumberFormat(facts.language).format(facts.of),
  };
  // Isolated: a name that runs the other way turns nothing around it.
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => `\u2068${values[name] ?? ''}\u2069`);
}

function fieldText(field: DesignField, facts: CertificateFacts): string {
  const { signers, language } = facts;
  const titleOf = (index: number): string => signers[index]?.title[language] ?? signers[index]?.title.en ?? '';
  switch (field) {
    case 'signer1': return signers[0]?.name ?? '';
    case 'signer2': return signers[1]?.name ?? '';
    case 'signerTitle1': return titleOf(0);
    case 'signerTitle2': return titleOf(1);
    case 'dates': return datesOf(facts);
    case 'issuedOn': return day(facts.issuedOn, language);
    default: return facts[field];
  }
}

function datesOf({ firstDay, lastDay, language }: CertificateFacts): string {
  if (firstDay === null) return '';
  if (lastDay === null || lastDay === firstDay) return day(firstDay, language);
  if (language === 'zh') return spanInChinese(firstDay, lastDay);
  return new Intl.DateTimeFormat(language, dayOptions).formatRange(instant(firstDay), instant(lastDay));
}

/** As it is written: what both days share stands once. Intl would write it with strokes, as in a table. */
function spanInChinese(firstDay: string, lastDay: string): string {
  const [first, last] = [day(firstDay, 'zh'), day(lastDay, 'zh')];
  const shared = firstDay.slice(0, 7) === lastDay.slice(0, 7) ? '月' : firstDay.slice(0, 4) === lastDay.slice(0, 4) ? '年' : '';
  return `${first}至${shared === '' ? last : last.slice(last.indexOf(shared) + 1)}`;
}

const dayOptions: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeZone: 'UTC' };

function day(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, dayOptions).format(instant(date));
}

function instant(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
