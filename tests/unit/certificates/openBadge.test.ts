import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BadgeDetails, openBadgeOf, readOpenBadge } from '../../../shared/signing/openBadge';
import { certificateNumber } from '../../../shared/signing/certificateNumber';
import { checkProof, withProof } from '../../../shared/signing/dataIntegrity';
import { didKeyOf } from '../../../shared/signing/didKey';
import { publicKeyOf } from '../../../shared/signing/signedTickets';

const secret = new Uint8Array(32).fill(7);
const details: BadgeDetails = {
  workshopId: 'seoul-2025', kind: 'co_signed', number: certificateNumber('seoul-2025', 'SEL25-00001', 'co_signed', 0), issuedOn: '2025-09-25',
  firstDay: '2025-09-24', lastDay: '2025-09-25', name: '최시우', issuer: 'WeGO', programme: 'Champions 2025', workshopName: 'Perspectives in Dialogue', city: 'Seoul',
};
const badge = openBadgeOf(details, secret);

test('a certificate as an Open Badges credential: what the data model requires, and a proof', () => {
  expect(badge['@context']).toEqual(['https://www.w3.org/ns/credentials/v2', expect.stringMatching(/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context/)]);
  expect(badge).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    issuer: { id: didKeyOf(publicKeyOf(secret)), type: ['Profile'], name: 'WeGO' },
    validFrom: '2025-09-25T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: '최시우', identityType: 'name' }],
      achievement: { type: ['Achievement'], criteria: { narrative: expect.any(String) }, name: expect.any(String), description: expect.any(String) },
    },
  });
  expect(checkProof(badge)).toEqual({ proven: true, publicKey: publicKeyOf(secret) });
  expect(openBadgeOf(details, secret)).toEqual(badge);
});

test('of an award it says the award itself, as an achievement of its own', () => {
  const number = certificateNumber('seoul-2025', 'SEL25-00001', 'award', 0);
  const of = (award: BadgeDetails['award']) => openBadgeOf({ ...details, kind: 'award', number, award }, secret);
  const one = of({ awardId: 'best', title: { en: 'Best City Project', ko: '최우수 도시 프로젝트' } });
  expect(one).toMatchObject({ name: expect.stringMatching(/^Best City Project /), credentialSubject: { achievement: { achievementType: 'Award', name: 'Best City Project: Perspectives in Dialogue' } } });
  expect(checkProof(one)).toMatchObject({ proven: true });
  const idOf = (credential: Record<string, unknown>): string => (credential.credentialSubject as { achievement: { id: string } }).achievement.id;
  expect(idOf(of({ awardId: null, title: 'Publikumspreis' }))).not.toBe(idOf(one));
  expect(of({ awardId: null, title: '최우수상' }).name).toMatch(/^최우수상 /);
});

test('its file says number, name and key again, whatever it is indented with', () => {
  for (const space of [undefined, 2]) {
    expect(readOpenBadge(JSON.stringify(badge, null, space))).toEqual({ read: 'badge', number: details.number, name: '최시우', publicKey: publicKeyOf(secret) });
  }
});

test('a changed file, one of another issuer in our name, and other files prove nothing', () => {
  const subject = badge.credentialSubject as { identifier: object[] };
  const renamed = { ...badge, credentialSubject: { ...subject, identifier: [{ ...subject.identifier[0], identityHash: 'Somebody Else' }] } };
  expect(readOpenBadge(JSON.stringify(renamed))).toEqual({ read: 'tampered' });
  const { proof: _, ...plain } = badge;
  expect(readOpenBadge(JSON.stringify(plain))).toEqual({ read: 'tampered' });
  // Somebody else's proof, with our name as the issuer.
  expect(readOpenBadge(JSON.stringify(withProof(plain, new Uint8Array(32).fill(8), '2025-09-25T00:00:00Z')))).toEqual({ read: 'tampered' });
  for (const text of ['', '{', 'null', '[]', '"x"', '{}', '{"credentialSubject":{"licenseNumber":"AAAA"}}', '{"credentialSubject":{"licenseNumber":7}}', '{"credentialSubject":null}']) expect(readOpenBadge(text)).toEqual({ read: 'not_a_certificate' });
});

test('no file makes the reader fail, and none but the one that was signed is good', () => {
  const text = JSON.stringify(badge);
  const nearly = fc.oneof(
    fc.string({ maxLength: 300 }), fc.json({ maxDepth: 5 }), fc.object({ maxDepth: 3 }).map((more) => JSON.stringify({ ...badge, ...more })),
    fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ maxLength: 4 })).map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length)),
    fc.record({ field: fc.constantFrom(...Object.keys(badge)), value: fc.jsonValue() }).map(({ field, value }) => JSON.stringify({ ...badge, [field]: value })),
  );
  fc.assert(fc.property(nearly, (given) => {
    const read = readOpenBadge(given);
    if (read.read === 'badge') expect(JSON.parse(given)).toEqual(badge);
  }), { numRuns: 1_500 });
  const deep = `{"credentialSubject":{"licenseNumber":"CSHY-XFPB-NDXP"},"proof":${JSON.stringify(badge.proof)},"more":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
  expect(['tampered', 'not_a_certificate']).toContain(readOpenBadge(deep).read);
  expect(readOpenBadge(text.replace('"name":"WeGO"', '"name":"\\ud800"')).read).toBe('tampered');
});
