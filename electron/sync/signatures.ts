import { sign, verify, type KeyObject } from 'node:crypto';
import { type EventSignature, joinedText, signedRootText, signedText } from '@shared/contract/sync';
import { type DeviceKey, deviceOfKey, publicKeyObject } from '../deviceKey';
import { hashText } from '../journal/hashes';

/**
 * So many events share a signature at most. To sign or to verify one takes as long as thirty hashes; each event costs two
 * of these and carries five more on its way to the root.
 */
const atOnce = 32;

/** The signature of one event. @param id of its document. */
export function signatureOf(id: string, key: DeviceKey): EventSignature {
  return made(key, signedText(id));
}

/**
 * The signatures of some events, in their order. Those that are signed together are proved each by itself all the same:
 * whoever gets one of them needs none of the others.
 */
export function signaturesOf(ids: readonly string[], key: DeviceKey): EventSignature[] {
  const signatures: EventSignature[] = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce);
    const only = some.length === 1 ? some[0] : undefined;
    signatures.push(...(only === undefined ? signedTogether(some, key) : [signatureOf(only, key)]));
  }
  return signatures;
}

function signedTogether(ids: readonly string[], key: DeviceKey): EventSignature[] {
  const paths = ids.map(() => '');
  /** A half of the tree: its hash, and the first and last of the events below it. */
  let halves = ids.map((id, index) => ({ hash: leafOf(id), first: index, last: index }));
  while (halves.length > 1) {
    const next: typeof halves = [];
    for (let i = 0; i < halves.length; i += 2) {
      const [left, right] = [halves[i] as (typeof halves)[0], halves[i + 1]];
      if (!right) {
        next.push(left);
        continue;
      }
      for (let at = left.first; at <= left.last; at++) paths[at] += `r${right.hash}`;
      for (let at = right.first; at <= right.last; at++) paths[at] += `l${left.hash}`;
      next.push({ hash: joined(left.hash, right.hash), first: left.first, last: right.last });
    }
    halves = next;
  }
  const root = made(key, signedRootText((halves[0] as (typeof halves)[0]).hash));
  return paths.map((path) => ({ ...root, path }));
}

function made({ device, publicKey, privateKey }: DeviceKey, text: string): EventSignature {
  return { signer: device, key: publicKey, value: sign(null, Buffer.from(text), privateKey).toString('hex') };
}

/** Whether a signature is its signer's, and of the event that has a document with this id. */
export function isSignatureOf(id: string, { signer, key, value, path }: EventSignature): boolean {
  try {
    const { device, object } = signerOf(key);
    if (device !== signer) return false;
    if (path === undefined) return holds(signedText(id), value, object);
    const way = [leafOf(id)];
    for (let at = 0; at < path.length; at += step) {
      const hash = way[way.length - 1] as string;
      if (isBelieved(hash, path.slice(at), key, value)) return true;
      const other = path.slice(at + 1, at + step);
      way.push(path[at] === 'r' ? joined(hash, other) : joined(other, hash));
    }
    const root = way[way.length - 1] as string;
    if (!isBelieved(root, '', key, value) && !holds(signedRootText(root), value, object)) return false;
    for (let at = 1; at < way.length; at++) remember(believed, way[at] as string, { path: path.slice(at * step), key, value });
    return true;
  } catch {
    return false; // no key
  }
}

function holds(text: string, value: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(value, 'hex'));
}

function leafOf(id: string): string {
  return hashText(signedText(id));
}

function joined(left: string, right: string): string {
  return hashText(joinedText(left, right));
}

/** Length of a step of a path. */
const step = 33;
const mostRemembered = 4_096;
/** Hashes of trees from which a way leads to a root that is signed: neighbours share most of their ways, which are walked once. */
const believed = new Map<string, { path: string; key: string; value: string }>();

function isBelieved(hash: string, path: string, key: string, value: string): boolean {
  const known = believed.get(hash);
  return known !== undefined && known.path === path && known.key === key && known.value === value;
}

const signers = new Map<string, { device: string; object: KeyObject }>();

function remember<V>(map: Map<string, V>, name: string, value: V): void {
  if (map.size >= mostRemembered) map.clear();
  map.set(name, value);
}

/** A few devices send many events: their keys are kept, and whose they are. @throws for what is no key. */
function signerOf(publicKey: string): { device: string; object: KeyObject } {
  let signer = signers.get(publicKey);
  if (!signer) {
    signer = { device: deviceOfKey(publicKey), object: publicKeyObject(publicKey) };
    remember(signers, publicKey, signer);
  }
  return signer;
}
