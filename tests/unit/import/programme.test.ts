import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { programme as schema } from '../../../shared/contract/programme';
import { languages, workshop } from '../../../shared/contract/values';
import { workshopForPrefix, workshopForRoster, workshopFromProgramme } from '../../../shared/domain/import/programme';
import { isTimeZone } from '../../../shared/domain/import/zonedTime';
import file from '../../../resources/programme/programme.json';

const programme = v.parse(v.strictObject(schema.entries), file);

describe('the programme', () => {
  it('has seven workshops in real time zones, each of which can be set up', () => {
    expect(programme.workshops.map((one) => one.ticketPrefix)).toEqual(['ATH25', 'BRE25', 'GVA25', 'KUL25', 'MIL25', 'NYC25', 'SEL25']);
    for (const one of programme.workshops) {
      expect(isTimeZone(one.timeZone)).toBe(true);
      v.parse(v.strictObject(workshop.entries), workshopFromProgramme(programme, one.id));
    }
  });

  it('sets up Seoul', () => {
    expect(workshopFromProgramme(programme, 'seoul-2025')).toEqual({
      id: 'seoul-2025',
      programme: 'WeGO Sustainable Smart City Champions 2025',
      name: 'Young Urban Leadership: Perspectives in Dialogue',
      city: 'Seoul',
      timeZone: 'Asia/Seoul',
      ticketPrefix: 'SEL25',
      foreignPrefixes: ['ATH25', 'BRE25', 'GVA25', 'KUL25', 'MIL25', 'NYC25'],
      ticketKeys: [],
      doorsOpenMinutes: 30,
      place: { latitude: 37.57, longitude: 126.98 },
      certificates: programme.certificates,
    });
    expect(() => workshopFromProgramme(programme, 'atlantis-2025')).toThrow(/atlantis-2025.*seoul-2025/);
  });

  it('gives every workshop its rules for certificates, and one with signers of its own those', () => {
    expect(programme.certificates).toMatchObject({ belowAge: 35, coSignedShare: 80, consents: ['data'] });
    expect(programme.certificates?.signers.map(({ title }) => title.en)).toEqual([expect.stringMatching(/^Secretary General/), 'Mayor of Seoul']);
    for (const { title } of programme.certificates?.signers ?? []) expect(Object.keys(title).sort()).toEqual([...languages].sort());
    const signers = [{ name: 'Somebody', title: { en: 'Mayor of Milan' } }];
    const own = { ...programme, workshops: programme.workshops.map((one) => (one.id === 'milan-2025' ? { ...one, signers } : one)), certificateKeys: ['ab'.repeat(32)] };
    expect(workshopFromProgramme(v.parse(schema, own), 'milan-2025')).toMatchObject({ certificates: { ...programme.certificates, signers }, certificateKeys: ['ab'.repeat(32)] });
    expect(workshopFromProgramme(own, 'seoul-2025').certificates).toEqual(programme.certificates);
    const { certificates: _, ...without } = programme;
    expect(workshopFromProgramme(without, 'seoul-2025')).not.toHaveProperty('certificates');
  });

  it('gives every workshop its awards, each with an id of its own', () => {
    const awards = [{ id: 'best-project', name: { en: 'Best Project', ko: '최우수 프로젝트' } }, { id: 'public', name: { en: 'Public Award' } }];
    expect(workshopFromProgramme(v.parse(schema, { ...file, awards }), 'milan-2025').awards).toEqual(awards);
    expect(workshopFromProgramme(programme, 'milan-2025')).not.toHaveProperty('awards');
    for (const bad of [[awards[0], awards[0]], [{ id: 'Best Project', name: { en: 'x' } }], [{ id: 'best', name: { ko: '상' } }]]) expect(v.safeParse(schema, { ...file, awards: bad }).success).toBe(false);
  });

  it('refuses rules without English titles, or a share above the whole', () => {
    const rules = file.certificates;
    expect(v.safeParse(schema, { ...file, certificates: { ...rules, coSignedShare: 101 } }).success).toBe(false);
    expect(v.safeParse(schema, { ...file, certificates: { ...rules, signers: [{ name: '', title: { ko: '시장' } }] } }).success).toBe(false);
  });

  it('knows a workshop by the ids of its roster', () => {
    expect(workshopForPrefix(programme, ' sel25-00001-736313')?.city).toBe('Seoul');
    expect(workshopForPrefix(programme, 'SEL251-1')).toBeUndefined();
    expect(workshopForRoster(programme, [{ registrationId: 'SEL25-1' }, { registrationId: 'SEL25-2' }, { registrationId: 'NYC25-1' }])?.id).toBe('seoul-2025');
    expect(workshopForRoster(programme, [{ registrationId: 'SEL25-1' }, { registrationId: 'W-1' }])).toBeUndefined();
    expect(workshopForRoster(programme, [])).toBeUndefined();
  });

  it('refuses a programme with the same prefix twice', () => {
    const twice = { ...file, workshops: file.workshops.map((one) => ({ ...one, ticketPrefix: 'SEL25' })) };
    expect(v.safeParse(schema, twice).success).toBe(false);
  });
});
