import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { databaseOf, type SyncDocument } from '@shared/contract/sync';
import { CouchClient, readAddress } from '../../../electron/sync/couchdb/couchClient';
import { setupHq } from '../../../electron/sync/couchdb/setupHq';
import { documentOf } from '../../../electron/sync/documents';
import { MemorySource } from './memorySource';

const address = process.env.COUCHDB_URL;
if (!address) console.log('COUCHDB_URL is not set: setting up a real CouchDB is not tested. Set it to http://admin:password@host:5984 of one that may be written to.');

/** What the stand-in of the other tests says CouchDB does, asked of CouchDB. */
describe.skipIf(!address)('a real CouchDB', () => {
  test('is set up twice, takes what it should, refuses the rest, and counts', async () => {
    const where = readAddress(address as string, process.env);
    const admin = new CouchClient(where, fetch);
    const workshop = `trial-${randomBytes(6).toString('hex')}`;
    const database = databaseOf(workshop);
    const [venue, other] = [new MemorySource(), new MemorySource()];
    const request = { workshops: [workshop], devices: [{ device: venue.device, right: 'device' as const }] };
    try {
      const first = await setupHq(admin, request);
      expect(first).toMatchObject({ changed: true, databases: [{ state: 'created', rights: 'written', design: 'written' }], users: [{ state: 'created' }] });
      expect(await setupHq(admin, request)).toMatchObject({ changed: false });
      const password = first.users[0]?.password as string;
      const push = async (docs: object[]): Promise<string[]> =>
        (await posted(`${where.url}/${database}/_bulk_docs`, venue.device, password, { docs })).map(({ error, reason }) => (error ? `${error} ${reason?.split(':')[0]}` : 'ok'));
      const person = { fullName: '김지우', salt: 'ab'.repeat(16) };
      venue.write(workshop, { type: 'attendee.registered', data: { registrationId: 'R1', number: 0.1 + 0.2, text: '𝄞\u2028' }, person });
      venue.checkIns(workshop, 1, 2);
      other.checkIns(workshop, 1, 1);
      const docs = venue.events.map((event) => documentOf(event, venue.key));
      expect(await push(docs)).toEqual(['ok', 'ok', 'ok']);
      expect(await push(docs)).toEqual(Array.from({ length: 3 }, () => 'conflict Document update conflict.'));
      expect(await push(other.events.map((event) => documentOf(event, other.key)))).toEqual(['forbidden not_their_device']);
      const edited = { ...(docs[1] as SyncDocument), at: '2025-09-24T00:00:00.001Z' };
      expect(await push([{ ...edited, _id: `${edited.id}:${'0'.repeat(32)}` }])).toEqual(['forbidden edited']);
      const stored = await admin.ask('GET', `/${database}/${encodeURIComponent((docs[0] as SyncDocument)._id)}`, v.looseObject({ _rev: v.string() }));
      expect(await push([{ ...docs[0], _rev: stored?._rev, person: null }])).toEqual(['ok']);
      const counted = await admin.ask('GET', `/${database}/_design/champions/_view/arrivals?group_level=2`, v.object({ rows: v.array(v.object({ key: v.array(v.string()), value: v.number() })) }));
      expect(counted?.rows).toEqual([{ key: [workshop, 'day:2025-09-24'], value: 2 }]);
    } finally {
      const headers = { authorization: `Basic ${Buffer.from(`${where.user}:${where.password}`).toString('base64')}` };
      await fetch(`${where.url}/${database}`, { method: 'DELETE', headers });
    }
  });
});

async function posted(url: string, user: string, password: string, body: object): Promise<{ error?: string; reason?: string }[]> {
  const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { error?: string; reason?: string }[];
}
