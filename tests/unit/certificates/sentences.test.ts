import { expect, test } from 'vitest';
import { sentenceOf } from '../../../electron/certificates/verification';
import { type Verification, verificationAnswers } from '../../../shared/contract/certificates';

const nothing: Verification = {
  answer: 'tampered', number: null, kind: null, award: null, issuedOn: null, firstDay: null, lastDay: null, workshop: null, name: null, onRecord: false, revokedAt: null, signedBy: null,
};

test('every answer is a sentence of its own, and says nothing that is not known', () => {
  const sentences = verificationAnswers.map((answer) => sentenceOf({ ...nothing, answer, number: ['valid', 'revoked', 'other_name', 'number_known', 'number_unknown'].includes(answer) ? 'CSHYXFPBNDXP' : null }));
  expect(new Set(sentences).size).toBe(verificationAnswers.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*[."…]$/);
  expect(sentences.join()).not.toMatch(/null|undefined|\(\)/);
});

test('a genuine one is told with whose it is and of what', () => {
  const workshop = { id: 'seoul-2025', name: 'Perspectives', city: 'Seoul' };
  expect(sentenceOf({ ...nothing, answer: 'valid', number: 'CSHYXFPBNDXP', name: '최시우', workshop, issuedOn: '2025-09-25' })).toBe(
    'Certificate CSHY-XFPB-NDXP is genuine (최시우; Perspectives, Seoul; issued on 2025-09-25). Compare the name on the paper.',
  );
  expect(sentenceOf({ ...nothing, answer: 'revoked', number: 'CSHYXFPBNDXP', revokedAt: '2025-10-01T00:00:00.000Z' })).toContain('2025-10-01');
});
