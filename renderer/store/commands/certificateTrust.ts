import type { ReceivedRevocations } from '@shared/contract/certificates';
import type { CommandParams, CommandResult } from '@shared/contract/commands';
import type { DraftEvent } from '@shared/contract/events';
import { didKeyOf } from '@shared/signing/didKey';
import { readRevocationList } from '@shared/signing/revocationList';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { findByNumber } from '../holders';
import { keyringOf } from '../keyring';
import { workshopOf } from './decision';

type Recorded = CommandResult<'certificates.trustKey'>;

export function trustKey(context: StoreContext, { publicKey, anew = false }: CommandParams<'certificates.trustKey'>, { role }: Caller): Promise<Recorded> {
  const known = () => context.projection.state.certificates.keys.get(publicKey);
  return note(context, (at) => {
    const standing = known();
    if (standing && (standing.trusted || !anew)) return null;
    return { type: 'certificate.keyTrusted', at, data: { publicKey, by: { role } } };
  });
}

export function distrustKey(context: StoreContext, { publicKey, reason }: CommandParams<'certificates.distrustKey'>, { role }: Caller): Promise<Recorded> {
  return note(context, (at) => {
    if (context.projection.state.certificates.keys.get(publicKey)?.trusted === false) return null;
    return { type: 'certificate.keyDistrusted', at, data: { publicKey, reason, by: { role } } };
  });
}

/** @param decide gives the event, or null if things are so already. */
function note(context: StoreContext, decide: (at: string) => DraftEvent | null): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: ['certificateKeys'],
    decide: () => {
      const event = decide(at);
      return { workshop: workshopOf(context).id, events: event ? [event] : [], answer: ([written]) => ({ eventId: written?.id ?? '', at }) };
    },
  });
}

/** What is on record here is taken back as by hand; of the others only the number is known, and kept. */
export async function receiveRevocations(context: StoreContext, { text }: CommandParams<'certificates.receiveRevocations'>, { role }: Caller): Promise<ReceivedRevocations> {
  const list = readRevocationList(text);
  if (list.read !== 'list') return { problem: list.read, added: 0, listed: 0, signedBy: null };
  const { revoked, publicKey } = list;
  const signedBy = didKeyOf(publicKey);
  const at = new Date(context.now()).toISOString();
  return context.committer.submit<ReceivedRevocations>({
    keys: ['certificateKeys'],
    decide: () => {
      const { id } = workshopOf(context);
      const { trusted, distrusted } = keyringOf(context);
      if (!trusted.has(publicKey)) {
        const problem = distrusted.has(publicKey) ? 'distrusted_key' : 'wrong_key';
        return { workshop: id, events: [], answer: () => ({ problem, added: 0, listed: revoked.length, signedBy }) };
      }
      const register = context.projection.state.certificates;
      const fresh = revoked.filter(({ number }) => !register.revoked.has(number));
      const reason = `On a list of revoked certificates, signed by ${signedBy}`;
      const here: DraftEvent[] = [];
      const elsewhere: typeof fresh = [];
      for (const each of fresh) {
        const owner = register.owners.get(each.number);
        if (owner === undefined || !findByNumber(context, each.number)) elsewhere.push(each);
        else here.push({ type: 'certificate.revoked', at, data: { registrationId: owner, number: each.number, reason, by: { role } } });
      }
      const events: DraftEvent[] = elsewhere.length > 0 ? [...here, { type: 'certificate.revocationsReceived', at, data: { revoked: elsewhere, signedBy: publicKey, by: { role } } }] : here;
      return { workshop: id, events, answer: () => ({ problem: null, added: fresh.length, listed: revoked.length, signedBy }) };
    },
  });
}
