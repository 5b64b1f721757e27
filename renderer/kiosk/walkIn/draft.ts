import { walkInForm, type Language, type WalkInForm } from '@shared/contract/values';
import * as v from 'valibot';

/** What somebody has typed into the walk-in form so far, step by step, and what is wrong with it. Pure. */

export interface Draft {
  fullName: string;
  /** As long as it is empty, the full name is printed. */
  nameOnCertificate: string;
  /** `YYYY-MM-DD`, with parts missing while they are not typed yet. */
  birthDate: string;
  email: string;
  country: string;
  organisation: string;
  language: Language;
  consentData: boolean;
  consentPhoto: boolean;
}

export type FieldName = keyof Draft;
export type FieldProblem = 'missing' | 'date' | 'future' | 'old' | 'email' | 'tooLong' | 'consent';
export type FieldProblems = Partial<Record<FieldName, FieldProblem>>;

export const steps = ['name', 'contact', 'about', 'consent'] as const;
export type Step = (typeof steps)[number];

export const fieldsOf: Record<Step, readonly FieldName[]> = {
  name: ['fullName', 'nameOnCertificate'],
  contact: ['birthDate', 'email'],
  about: ['country', 'organisation'],
  consent: ['language', 'consentData', 'consentPhoto'],
};

/** Nothing is filled in, and no box is ticked. */
export function emptyDraft(language: Language): Draft {
  return {
    fullName: '', nameOnCertificate: '', birthDate: '', email: '', country: '', organisation: '', language,
    consentData: false, consentPhoto: false,
  };
}

export function stepOf(step: Step, by: 1 | -1): Step {
  return steps[steps.indexOf(step) + by] ?? step;
}

/** What is wrong with the fields of a step. `today` is a date (`YYYY-MM-DD`). */
export function problemsOf(draft: Draft, step: Step, today: string): FieldProblems {
  const problems: FieldProblems = {};
  for (const name of fieldsOf[step]) {
    const problem = problemOf(draft, name, today);
    if (problem) problems[name] = problem;
  }
  return problems;
}

/** Nobody who attends is older, in years: a year before that is a slip. */
const oldest = 110;

function problemOf(draft: Draft, name: FieldName, today: string): FieldProblem | null {
  if (name === 'consentData') return draft.consentData ? null : 'consent';
  if (name === 'consentPhoto' || name === 'language') return null;
  const text = draft[name].trim();
  if (name === 'birthDate') return birthDateProblem(text, today);
  if (text === '') return name === 'fullName' || name === 'email' ? 'missing' : null;
  if (v.safeParse(walkInForm.entries[name], text).success) return null;
  return name === 'email' && text.length <= 254 ? 'email' : 'tooLong';
}

function birthDateProblem(text: string, today: string): FieldProblem | null {
  if (text.replaceAll('-', '') === '') return 'missing';
  if (!isDate(text)) return 'date';
  if (text > today) return 'future';
  return Number(today.slice(0, 4)) - Number(text.slice(0, 4)) > oldest ? 'old' : null;
}

/** Whether a text is a day that the calendar has, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The form that a draft without problems makes. */
export function formOf(draft: Draft): WalkInForm {
  const fullName = draft.fullName.trim();
  return {
    fullName,
    nameOnCertificate: draft.nameOnCertificate.trim() || fullName,
    birthDate: draft.birthDate,
    email: draft.email.trim(),
    country: draft.country.trim(),
    organisation: draft.organisation.trim(),
    language: draft.language,
    consents: { data: true, photo: draft.consentPhoto },
  };
}
