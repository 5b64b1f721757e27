import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type CertificateFacts, pageOf } from '@shared/certificateDesign/pageOf';
import { certificateDesign, certificateWords } from '@shared/contract/certificateDesign';
import { designNames } from '@shared/contract/designSettings';
import { languages } from '@shared/contract/values';
import { type Page, pageSizes } from '@shared/typesetting/document';

const folder = path.resolve(import.meta.dirname, '../../../resources/certificates');
const read = (name: string): unknown => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const words = v.parse(certificateWords, read('words.json'));
const designs = designNames.map((name) => [name, v.parse(certificateDesign, read(`${name}.json`))] as const);

const facts: CertificateFacts = {
  kind: 'co_signed', award: null, name: 'لمياء المصري', language: 'ar', nameLanguage: 'ar', number: 'CSHY-XFPB-NDXP', qrText: 'CHAMPIONS-CERTIFICATE:ABC', issuer: 'WeGO', programme: 'Champions',
  workshop: 'Young Urban Leadership', city: 'Seoul', firstDay: '2025-09-24', lastDay: '2025-09-25', issuedOn: '2025-09-26', attended: 7, of: 8,
  signers: [{ name: 'A. Secretary', title: { en: 'Secretary General', ko: '사무총장' } }, { name: '', title: { en: 'Mayor of Seoul' } }],
};
const textsOf = (page: Page): string[] => page.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');

describe.each(designs)('%s', (_name, design) => {
  test.each(languages)('in %s says who, what, where and when, and how to check it', (language) => {
    const page = pageOf(design, { ...facts, language }, words, 'A4');
    const all = plain(textsOf(page).join('\n'));
    for (const said of [facts.name, facts.number, 'Young Urban Leadership', words[language].title.co_signed, words[language].certify, 'A. Secretary']) expect(all).toContain(said);
    expect(all).not.toMatch(/\{\{|undefined|null/);
    expect(all).toContain(language === 'ko' ? '사무총장' : 'Secretary General');
    expect(page.items.filter(({ kind }) => kind === 'qr')).toMatchObject([{ text: facts.qrText, errorCorrection: 'M' }]);
  });

  test.each(['A4', 'Letter'] as const)('everything stands on %s, mirrored too', (paper) => {
    const { width, height } = pageSizes[paper];
    for (const language of ['en', 'ar'] as const) {
      for (const item of pageOf(design, { ...facts, language }, words, paper).items) {
        if (item.kind === 'path') continue;
        const [w, h] = item.kind === 'qr' ? [item.size, item.size] : [item.width, item.height];
        expect([item.x >= 0, item.y >= 0, item.x + w <= width + 0.01, item.y + h <= height + 0.01]).toEqual([true, true, true, true]);
      }
    }
  });
});

test('mirrored, what is at one edge is at the other, in text and in drawing', () => {
  const design = v.parse(certificateDesign, {
    version: 1, name: 'Test',
    boxes: [
      { kind: 'path', path: 'M10 20H30v5h-20Z' },
      { kind: 'text', x: 10, y: 30, width: 50, height: 10, show: { by: 'field', field: 'city' }, size: 10, align: 'start' },
      { kind: 'qr', x: 200, y: 100, size: 40 },
    ],
  });
  const [path, text, qr] = pageOf(design, facts, words, 'A4').items;
  expect(path).toMatchObject({ path: 'M 287 20 H 267 v 5 h 20 Z' });
  expect(text).toMatchObject({ x: 237, width: 50, align: 'right' });
  expect(qr).toMatchObject({ x: 57 });
  expect(pageOf(design, { ...facts, language: 'en' }, words, 'A4').items[1]).toMatchObject({ x: 10, align: 'left' });
});

test('a design that wants more than text, paths and a code is refused', () => {
  const bad = (box: object): boolean => v.safeParse(certificateDesign, { version: 1, name: 'x', boxes: [box] }).success;
  expect(bad({ kind: 'path', path: 'M0 0H10' })).toBe(true);
  expect(bad({ kind: 'path', path: 'M0 0<script>' })).toBe(false);
  expect(bad({ kind: 'image', href: 'https://example.org/x.png' })).toBe(false);
  expect(bad({ kind: 'text', x: 1, y: 1, width: 1e9, height: 1, show: { by: 'field', field: 'name' }, size: 10 })).toBe(false);
  expect(bad({ kind: 'text', x: 1, y: 1, width: 10, height: 1, show: { by: 'field', field: 'birthDate' }, size: 10 })).toBe(false);
});

test('a confirmation is worded as one, and nobody signs it', () => {
  for (const [, design] of designs) {
    const page = pageOf(design, { ...facts, language: 'en', kind: 'confirmation', signers: [] }, words, 'A4');
    const all = plain(textsOf(page).join('\n'));
    expect(page.items.some((item) => item.kind === 'path' && /^M\d+ 172H/.test(item.path))).toBe(false);
    expect(all).toContain('Confirmation of Attendance');
    expect(all).not.toContain('Secretary');
  }
});

test.each(languages)('an award in %s says which it is, and is signed as the co-signed one is', (language) => {
  const award = { en: 'Best City Project', ko: '최우수 도시 프로젝트' };
  for (const [, design] of designs) {
    const page = pageOf(design, { ...facts, language, kind: 'award', award }, words, 'A4');
    const all = plain(textsOf(page).join('\n'));
    for (const said of [words[language].title.award, language === 'ko' ? award.ko : award.en, facts.name, 'A. Secretary']) expect(all).toContain(said);
    expect(all).not.toMatch(/\{\{|undefined|null/);
    const pathsOf = (kind: CertificateFacts['kind']): unknown[] => pageOf(design, { ...facts, language, kind, award }, words, 'A4').items.filter((item) => item.kind === 'path');
    expect(pathsOf('award')).toEqual(pathsOf('co_signed'));
    expect(pathsOf('award').length).toBe(pathsOf('confirmation').length + 2);
  }
});

test('days are said as each language writes them, what they share once', () => {
  const said = (language: CertificateFacts['language'], lastDay: string): string => {
    const design = v.parse(certificateDesign, { version: 1, name: 'x', boxes: [{ kind: 'text', x: 1, y: 1, width: 99, height: 9, size: 9, show: { by: 'field', field: 'dates' } }] });
    return textsOf(pageOf(design, { ...facts, language, lastDay }, words, 'A4')).join().replaceAll(/\s+/g, ' ');
  };
  expect(['2025-09-24', '2025-09-25', '2025-10-02', '2026-01-02'].map((lastDay) => said('zh', lastDay))).toEqual([
    '2025年9月24日', '2025年9月24日至25日', '2025年9月24日至10月2日', '2025年9月24日至2026年1月2日',
  ]);
  expect(said('de', '2025-09-25')).toBe('24.–25. September 2025');
});

test('a box is on the kinds that it names alone, one or several', () => {
  const box = (only: unknown) => ({ kind: 'qr', x: 1, y: 1, size: 30, ...(only === undefined ? {} : { only }) });
  const on = (only: unknown, kind: CertificateFacts['kind']): boolean => {
    const design = v.parse(certificateDesign, { version: 1, name: 'x', boxes: [box(only)] });
    return pageOf(design, { ...facts, kind }, words, 'A4').items.length === 1;
  };
  const kinds = ['co_signed', 'confirmation', 'award'] as const;
  expect(kinds.map((kind) => on('co_signed', kind))).toEqual([true, false, false]);
  expect(kinds.map((kind) => on(['co_signed', 'award'], kind))).toEqual([true, false, true]);
  expect(kinds.map((kind) => on(undefined, kind))).toEqual([true, true, true]);
  for (const bad of [[], ['gold'], 'gold']) expect(v.safeParse(certificateDesign, { version: 1, name: 'x', boxes: [box(bad)] }).success).toBe(false);
});

test('in two languages, sentences stand in both and the name once; an image stands in its place, and nothing without it', () => {
  for (const [, design] of designs) {
    const english = { ...facts, language: 'en' as const };
    const page = pageOf(design, english, words, 'A4', { secondLanguage: 'ko' });
    const all = textsOf(page).map(plain);
    for (const said of ['Certificate of Achievement', '수료증', 'Secretary General', '사무총장']) expect(all).toContain(said);
    expect(all.filter((text) => text === facts.name)).toHaveLength(1);
    for (const item of page.items) if (item.kind === 'text') expect(item.x >= 0 && item.x + item.width <= 297 && item.y + item.height <= 210).toBe(true);
    expect(pageOf(design, english, words, 'A4', { secondLanguage: 'en' })).toEqual(pageOf(design, english, words, 'A4'));
    expect(page.items.some(({ kind }) => kind === 'image')).toBe(false);
    const png = new Uint8Array(1);
    const drawn = pageOf(design, english, words, 'A4', { imageOf: (image) => (image === 'logo1' ? { kind: 'png', png } : null) });
    expect(drawn.items.filter(({ kind }) => kind === 'image')).toMatchObject([{ png, fit: 'contain' }]);
  }
});
