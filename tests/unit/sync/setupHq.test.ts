import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandContext } from '../../../electron/cli/command';
import { readWords } from '../../../electron/cli/command';
import { setupHqCommand } from '../../../electron/cli/setupHq';
import { CouchClient, readAddress } from '../../../electron/sync/couchdb/couchClient';
import { designDocument } from '../../../electron/sync/couchdb/designDocument';
import { type HqSetup, setupHq, type SetupRequest, SetupStopped } from '../../../electron/sync/couchdb/setupHq';
import { documentOf } from '../../../electron/sync/documents';
import { CouchdbStandIn, olderDesign } from './couchdbStandIn';
import { engines } from './couchEngines';
import { freshKey } from './freshKey';
import { MemorySource } from './memorySource';

const [v8] = await engines();
let couch: CouchdbStandIn;
let url: string;
beforeEach(async () => {
  couch = new CouchdbStandIn(v8 as NonNullable<typeof v8>);
  url = await couch.start();
});
afterEach(() => couch.stop());

const admin = (): CouchClient => new CouchClient({ url, user: couch.admin.name, password: couch.admin.password }, fetch);
const run = (request: Partial<SetupRequest>): Promise<HqSetup> => setupHq(admin(), { workshops: [], devices: [], ...request });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(() => 'done', (error: { code?: string; problem?: { code: string } }) => String(error.problem?.code ?? error.code));
const membersOf = (database: string): unknown => couch.databases.get(database)?.security.members;

async function push(database: string, user: string, password: string, docs: object[]): Promise<unknown[]> {
  const response = await fetch(`${url}/${database}/_bulk_docs`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }, body: JSON.stringify({ docs }),
  });
  const value = (await response.json()) as unknown;
  return response.ok ? (value as { error?: string; reason?: string }[]).map(({ error, reason }) => (error ? `${error} ${reason?.split(':')[0]}` : 'ok')) : [response.status];
}

describe('setting up headquarters', () => {
  test('makes all there must be, and changes nothing the second time', async () => {
    const [venue, hub] = [new MemorySource(), new MemorySource()];
    const request: Partial<SetupRequest> = { workshops: ['seoul-2025', 'rome-2025'], devices: [{ device: venue.device, right: 'device' }, { device: hub.device, right: 'relay' }] };
    const first = await run(request);
    expect(first).toMatchObject({
      version: '3.5.0', changed: true, system: [{ database: '_users', state: 'created' }, { database: '_replicator', state: 'created' }],
      databases: [{ workshop: 'seoul-2025', database: 'wego-seoul-2025', state: 'created', rights: 'written', design: 'written' }, { workshop: 'rome-2025', state: 'created' }],
      users: [{ device: venue.device, roles: [], state: 'created' }, { device: hub.device, roles: ['champions-relay'], state: 'created' }],
    });
    expect(couch.writes.slice(0, 5)).toEqual(['PUT /_users', 'PUT /_replicator', 'PUT /wego-seoul-2025?q=1', 'PUT /wego-seoul-2025/_design/champions', 'PUT /wego-seoul-2025/_security']);
    expect(membersOf('wego-rome-2025')).toEqual({ names: [venue.device, hub.device], roles: ['_admin', 'champions-hq'] });
    const [venuePassword, hubPassword] = first.users.map(({ password }) => password as string) as [string, string];
    expect(venuePassword).toMatch(/^[0-9A-Z]{24}$/);
    expect(venuePassword).not.toBe(hubPassword);

    const writes = couch.writes.length;
    const second = await run(request);
    expect(couch.writes.length).toBe(writes);
    expect(second.changed).toBe(false);
    expect(second.users).toEqual([{ device: venue.device, roles: [], state: 'there' }, { device: hub.device, roles: ['champions-relay'], state: 'there' }]);

    venue.checkIns('seoul-2025', 1, 2);
    const docs = venue.events.map((event) => documentOf(event, venue.key));
    expect(await push('wego-seoul-2025', venue.device, venuePassword, docs)).toEqual(['ok', 'ok']);
    expect(await push('wego-seoul-2025', venue.device, venuePassword, docs)).toEqual(['conflict Document update conflict.', 'conflict Document update conflict.']);
    expect(await push('wego-rome-2025', venue.device, venuePassword, docs)).toEqual(['forbidden other_workshop', 'forbidden other_workshop']);
    hub.checkIns('seoul-2025', 1, 1);
    const [ofHub] = hub.events.map((event) => documentOf(event, hub.key));
    expect(await push('wego-seoul-2025', venue.device, venuePassword, [ofHub as object])).toEqual(['forbidden not_their_device']);
    expect(await push('wego-seoul-2025', hub.device, hubPassword, [ofHub as object])).toEqual(['ok']);
    expect(await push('wego-seoul-2025', venue.device, 'wrong', docs)).toEqual([401]);
  });

  test('adds a device or a workshop, keeps who is there, and lets nobody in who was not named for a workshop', async () => {
    const [one, two, hq, late] = Array.from({ length: 4 }, () => freshKey().device) as [string, string, string, string];
    await run({ workshops: ['a'], devices: [{ device: one, right: 'device' }] });
    await run({ workshops: ['a', 'b'], devices: [{ device: two, right: 'device' }] });
    expect(membersOf('wego-a')).toMatchObject({ names: [one, two] });
    expect(membersOf('wego-b')).toMatchObject({ names: [two] });
    await run({ devices: [{ device: late, right: 'device' }] });
    expect(membersOf('wego-a')).toMatchObject({ names: [one, two] });
    const { users } = await run({ workshops: ['a'], devices: [{ device: hq, right: 'hq' }] });
    expect(users).toMatchObject([{ roles: ['champions-relay', 'champions-hq'] }]);
    expect(membersOf('wego-a')).toMatchObject({ names: [one, two] });
    for (const database of ['wego-a', 'wego-b']) expect(await push(database, hq, users[0]?.password as string, [])).toEqual([]);
    expect(await push('wego-a', late, 'x', [])).toEqual([401]);
    const more = await run({ devices: [{ device: one, right: 'relay' }] });
    expect(more.users).toEqual([{ device: one, roles: ['champions-relay'], state: 'updated' }]);
    const renewed = await run({ devices: [{ device: one, right: 'device' }], newPasswords: true });
    expect(renewed.users).toMatchObject([{ roles: ['champions-relay'], state: 'updated', password: expect.stringMatching(/^[0-9A-Z]{24}$/) }]);
    expect(await push('wego-a', one, renewed.users[0]?.password as string, [])).toEqual([]);
  });

  test('brings an older design document up to date, and leaves a newer one', async () => {
    await run({ workshops: ['a'] });
    const docs = couch.databases.get('wego-a')?.docs as NonNullable<ReturnType<typeof couch.databases.get>>['docs'];
    docs.set('_design/champions', { ...olderDesign(), _id: '_design/champions', _rev: '4-x' });
    expect((await run({})).databases).toMatchObject([{ workshop: 'a', design: 'updated' }]);
    expect(docs.get('_design/champions')).toMatchObject({ ...designDocument() });
    docs.set('_design/champions', { ...designDocument(), version: 99, _rev: '9-x' });
    expect(await run({})).toMatchObject({ databases: [{ design: 'newer' }], changed: false });
  });

  test('keeps the rights that somebody has given otherwise', async () => {
    await run({ workshops: ['a'] });
    const database = couch.databases.get('wego-a') as NonNullable<ReturnType<typeof couch.databases.get>>;
    database.security = { admins: { names: ['anna'], roles: [] }, members: { names: ['reports'], roles: ['staff'] }, other: 1 };
    await run({ workshops: ['a'], devices: [{ device: 'AAAAAAAA', right: 'device' }] });
    expect(database.security).toEqual({ admins: { names: ['anna'], roles: ['_admin'] }, members: { names: ['reports', 'AAAAAAAA'], roles: ['staff', '_admin', 'champions-hq'] }, other: 1 });
  });

  test('does nothing where there is nothing to do, and tells what answers there', async () => {
    expect(await codeOf(run({}))).toBe('refused');
    couch.version = '2.3.1';
    expect(await codeOf(run({ workshops: ['a'] }))).toBe('too_old');
    couch.version = '3.5.0';
    expect(await codeOf(setupHq(new CouchClient({ url, user: 'admin', password: 'x' }, fetch), { workshops: ['a'], devices: [] }))).toBe('unauthorized');
    await run({ devices: [{ device: 'AAAAAAAA', right: 'device' }] });
    const password = couch.databases.get('_users')?.docs.get('org.couchdb.user:AAAAAAAA')?.password as string;
    expect(await codeOf(setupHq(new CouchClient({ url, user: 'AAAAAAAA', password }, fetch), { workshops: ['a'], devices: [] }))).toBe('not_admin');
    const writes = couch.writes.length;
    const lies: [number, string, string, string][] = [
      [200, 'text/html', '<html>Welcome to the hotel</html>', 'not_couchdb'], [200, 'application/json', '{}', 'not_couchdb'], [200, 'application/json', '{"couchdb":"Welc', 'not_couchdb'],
      [200, 'text/plain', '{"couchdb":"Welcome","version":"3.5.0"}', 'not_couchdb'], [200, 'application/json', '', 'not_couchdb'], [302, 'text/html', '', 'not_couchdb'], [502, 'text/html', 'Bad gateway', 'not_couchdb'],
      [500, 'application/json', '{"error":"internal","reason":null}', 'refused'], [403, 'application/json', '{"error":"forbidden"}', 'not_admin'], [503, 'application/json', '{"message":"busy"}', 'not_couchdb'],
    ];
    for (const [status, type, text, code] of lies) {
      couch.lie = () => ({ status, type, text });
      expect(`${text} ${await codeOf(run({ workshops: ['a'] }))}`).toBe(`${text} ${code}`);
    }
    couch.lie = (method) => (method === 'PUT' ? { status: 200, type: 'application/json', text: '{"ok":true}' } : null);
    expect(await codeOf(run({ workshops: ['z'] }))).toBe('not_couchdb');
    expect(couch.writes.length).toBe(writes);
    await couch.stop();
    expect(await codeOf(run({ workshops: ['a'] }))).toBe('unreachable');
    await couch.start();
  });

  test('tells what was done before it stopped, and goes on from there', async () => {
    const devices = [{ device: 'AAAAAAAA', right: 'device' as const }, { device: 'BBBBBBBB', right: 'device' as const }];
    couch.lie = (method, path) => (method === 'PUT' && path.includes('BBBBBBBB') ? { status: 500, type: 'application/json', text: '{"error":"internal"}' } : null);
    const stopped = await run({ workshops: ['a'], devices }).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(SetupStopped);
    expect((stopped as SetupStopped).done).toMatchObject({ changed: true, users: [{ device: 'AAAAAAAA', password: expect.any(String) }] });
    couch.lie = null;
    expect((await run({ workshops: ['a'], devices })).users).toMatchObject([{ state: 'there' }, { state: 'created' }]);
  });

  test('reads a document again that somebody else has changed meanwhile', async () => {
    await run({ devices: [{ device: 'AAAAAAAA', right: 'device' }] });
    let crossed = 0;
    couch.lie = (method, path) => {
      if (method !== 'PUT' || !path.includes('AAAAAAAA')) return null;
      crossed += 1;
      return crossed === 1 ? { status: 409, type: 'application/json', text: '{"error":"conflict","reason":"Document update conflict."}' } : null;
    };
    expect((await run({ devices: [{ device: 'AAAAAAAA', right: 'relay' }] })).users).toMatchObject([{ state: 'updated' }]);
    couch.lie = (method) => (method === 'PUT' ? { status: 409, type: 'application/json', text: '{"error":"conflict"}' } : null);
    expect(await codeOf(run({ devices: [{ device: 'AAAAAAAA', right: 'hq' }] }))).toBe('conflict');
  });
});

test('an address names an admin, in itself or in the environment', () => {
  expect(readAddress('https://a%40b:p%2Fw@hq.example.org:6984/couch/', {})).toEqual({ url: 'https://hq.example.org:6984/couch', user: 'a@b', password: 'p/w' });
  expect(readAddress('http://localhost:5984', { COUCHDB_USER: 'u', COUCHDB_PASSWORD: 'p' })).toEqual({ url: 'http://localhost:5984', user: 'u', password: 'p' });
  for (const [text, code] of [['nothing', 'refused'], ['ftp://u:p@h', 'refused'], ['https://h', 'unauthorized'], ['https://u@h', 'unauthorized']]) {
    expect(() => readAddress(text as string, {})).toThrow(expect.objectContaining({ code }));
  }
});

describe('the command', () => {
  const printed = async (words: string[]): Promise<{ lines: string[]; code: number | string }> => {
    const lines: string[] = [];
    const command = setupHqCommand(fetch);
    const context = { json: words.includes('--json'), print: async (line: string) => void lines.push(line), resolve: (file: string) => file } as unknown as CommandContext;
    try {
      return { lines, code: await command.run(context, readWords(command, words.filter((word) => word !== '--json'))) };
    } catch (error) {
      return { lines, code: `${(error as Error).name}: ${(error as Error).message}` };
    }
  };
  beforeEach(() => {
    vi.stubEnv('COUCHDB_USER', couch.admin.name);
    vi.stubEnv('COUCHDB_PASSWORD', couch.admin.password);
    return () => vi.unstubAllEnvs();
  });

  test('takes several workshops and devices, and says passwords once', async () => {
    const words = [url, '--workshop', 'seoul-2025,rome-2025', '--workshop=oslo-2025', '--device', 'AAAAAAAA', '--device', 'BBBBBBBB:relay,CCCCCCCC:hq'];
    const first = await printed(words);
    expect(first.code).toBe(0);
    expect(first.lines.join('\n')).toMatch(/wego-oslo-2025: created, rights written, design document written\nAAAAAAAA: created, password [0-9A-Z]{24}\nBBBBBBBB \(champions-relay\): created, password/);
    expect((await printed(words)).lines.slice(-2)).toEqual(['CCCCCCCC (champions-relay, champions-hq): as it should be', 'Nothing was changed.']);
    const json = await printed([...words, '--json']);
    expect(JSON.parse(json.lines.join('\n'))).toMatchObject({ changed: false, databases: [{ workshop: 'seoul-2025' }, { workshop: 'rome-2025' }, { workshop: 'oslo-2025' }] });
  });

  test('that stops in the middle says the passwords that were made', async () => {
    couch.lie = (method, path) => (method === 'PUT' && path.includes('BBBBBBBB') ? { status: 500, type: 'application/json', text: '{"error":"internal"}' } : null);
    const { lines, code } = await printed([url, '--workshop', 'a', '--device', 'AAAAAAAA,BBBBBBBB']);
    expect(lines.join('\n')).toMatch(/AAAAAAAA: created, password/);
    expect(code).toMatch(/SetupStopped: .*internal/);
  });

  test.each([
    [[], 'The address of a CouchDB is missing'],
    [['--workshop', 'Seoul 2025', 'URL'], 'is no id of a workshop'],
    [['--device', 'short', 'URL'], 'is no device'],
    [['--device', 'AAAAAAAA:boss', 'URL'], 'is no right of a device'],
    [['--new-password', 'URL'], 'add --device ID'],
  ])('called as %j is refused', async (words, message) => {
    expect((await printed(words.map((word) => (word === 'URL' ? url : word)))).code).toMatch(new RegExp(`UsageError: .*${message}`));
  });
});
