import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../../shared/contract/errors';
import { languages } from '../../../shared/contract/values';
import { remarkCodes } from '../../../shared/domain/import/remarks';
import { type ReadinessFacts, readiness } from '../../../shared/domain/readiness';

const folder = path.resolve(import.meta.dirname, '../../../renderer/i18n');
const read = (language: string, namespace: string) => JSON.parse(fs.readFileSync(path.join(folder, language, `${namespace}.json`), 'utf8'));

describe.each(languages)('in %s', (language) => {
  test('every refusal and every remark of an import has a remedy', () => {
    const { errors, remarks } = read(language, 'deskHelp') as { errors: Record<string, string>; remarks: Record<string, string> };
    for (const code of errorCodes) expect(errors[code], code).toMatch(/\S/);
    for (const code of remarkCodes) expect(remarks[code], code).toMatch(/\S/);
  });

  test('everything that can be said of readiness has its words, in every situation', () => {
    const { items } = read(language, 'deskSetup') as { items: Record<string, Record<string, string>> };
    const now = Date.parse('2025-09-23T09:00:00Z');
    const choices: { [K in keyof ReadinessFacts]: readonly ReadinessFacts[K][] } = {
      workshop: [null, { id: 'w', programme: '', name: 'W', city: '', timeZone: 'UTC', ticketPrefix: '', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 0 }, { id: 'w', programme: '', name: 'W', city: 'C', timeZone: 'UTC', ticketPrefix: '', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 0, firstDay: '2025-09-23' }, { id: 'w', programme: '', name: 'W', city: 'C', timeZone: 'UTC', ticketPrefix: '', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 0 }],
      agendaDays: [[], ['2025-09-24']], sessions: [0, 1], people: [0, 2], withoutTicket: [0, 1, 2], hasPin: [false, true], kiosksOpen: [0, 1],
      mirror: ['none', 'up_to_date', 'behind', 'lost'], storeRunning: [true, false], damagedLines: [0, 1], freeMegabytes: [null, 1, 9_999], now: [now],
      today: ['2025-09-20', '2025-09-24', '2025-09-30'], lastWrittenAt: [null, now + 90_000], cameraSeenAt: [null, ''], scannerSeenAt: [null], testPageAt: [null, ''], printers: [0, 1],
      retention: [null, ...[null, 30].flatMap((days) => ([null, 'waiting', 'due'] as const).map((reminder) => ({ days, term: { waiting: 4, reminder } })))],
    };
    const base = Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, values[0]])) as unknown as ReadinessFacts;
    const said = new Set<string>();
    // Two facts at a time meet everything a rule looks at together.
    for (const [a, someOfA] of Object.entries(choices)) {
      for (const [b, someOfB] of Object.entries(choices)) {
        for (const x of someOfA) for (const y of someOfB) for (const item of readiness({ ...base, workshop: choices.workshop[2]!, [a]: x, [b]: y })) said.add(`${item.name}.${item.reason}`);
      }
    }
    for (const each of said) {
      const [name, reason] = each.split('.') as [string, string];
      expect(items[name]?.[reason], each).toMatch(/\S/);
    }
    const known = Object.entries(items).flatMap(([name, words]) => Object.keys(words).filter((word) => word !== 'title').map((reason) => `${name}.${reason}`));
    expect(known.filter((each) => !said.has(each)), 'words that nothing says').toEqual([]);
  });
});
