import * as v from 'valibot';
import { deviceId } from './sync';

/** What is said between a hub and the devices that are enrolled with it, beside the documents of `sync.ts`. */

/** SHA-256 of a hub's certificate (DER), base64url: what a device pins in place of a certificate authority. */
export const fingerprint = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
/** 100 random bits in Crockford's base 32. Whoever has it can enrol a device until it is used up or too old. */
export const enrolmentCode = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{20}$/));
/** 256 random bits, base64url: what a device shows with each request from then on. */
export const deviceToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const publicKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));

/** What the device signs with its key to enrol: nobody enrols a key that they do not have. */
export function enrolmentText(code: string): string {
  return `champions-kiosk enrolment\n${code}`;
}

/** `POST /_enrol`, the only request without a token. `proof` is the Ed25519 signature of `enrolmentText`, in hexadecimal digits. */
export const enrolRequest = v.object({
  code: enrolmentCode,
  device: deviceId,
  publicKey,
  name,
  proof: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});
export type EnrolRequest = v.InferOutput<typeof enrolRequest>;

/** Its answer. `relay`: the device may pass on events of others. `hub` and `publicKey` are the hub's own. */
export const enrolAnswer = v.object({ token: deviceToken, hub: deviceId, publicKey, name: v.string(), relay: v.boolean() });
export type EnrolAnswer = v.InferOutput<typeof enrolAnswer>;

/** What `GET /` says. `time` is the hub's clock (UTC, ISO with milliseconds), so that a device can tell how wrong its own is. */
export const hubWelcome = v.object({
  couchdb: v.literal('Welcome'),
  version: v.string(),
  uuid: v.string(),
  vendor: v.object({ name: v.string(), version: v.string() }),
  name: v.string(),
  time: v.string(),
  device: deviceId,
  publicKey,
});
export type HubWelcome = v.InferOutput<typeof hubWelcome>;

/** A device as the hub lists it. */
export interface HubDevice {
  device: string;
  name: string;
  relay: boolean;
  createdAt: string;
  lastSeenAt: string | null;
  revokedAt: string | null;
}

/** All that a device needs to find a hub, to know it again and to be let in. */
export interface EnrolmentLine {
  /** Addresses or names under which the hub can be reached, the likeliest first. IPv6 without brackets. */
  hosts: string[];
  port: number;
  /** Null for plain HTTP, which a hub speaks on its own machine alone. */
  fingerprint: string | null;
  code: string;
}

const start = 'champions-hub:';
const most = 8;
const hostPattern = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])$/;

/** `champions-hub:1:<host[,host…]>:<port>:<fingerprint>:<code>`, in one line and short enough for a QR code. */
export function formatEnrolmentLine({ hosts, port, fingerprint, code }: EnrolmentLine): string {
  const places = hosts.slice(0, most).map((host) => (host.includes(':') ? `[${host}]` : host));
  return `${start}1:${places.join(',')}:${port}:${fingerprint ?? ''}:${code}`;
}

export type EnrolmentLineProblem =
  /** It is another text altogether. */
  | 'not_an_enrolment_line'
  /** It is of a hub that is newer than this application. */
  | 'newer_version'
  /** Some of it is missing or mistyped. */
  | 'damaged';

/** Reads an enrolment line as somebody typed, pasted or scanned it; white space in and around it does not count. */
export function parseEnrolmentLine(text: string): { line: EnrolmentLine; problem: null } | { line: null; problem: EnrolmentLineProblem } {
  const bare = text.replace(/\s+/g, '');
  const no = (problem: EnrolmentLineProblem): { line: null; problem: EnrolmentLineProblem } => ({ line: null, problem });
  if (bare.slice(0, start.length).toLowerCase() !== start) return no('not_an_enrolment_line');
  const version = /^(\d+):/.exec(bare.slice(start.length))?.[1];
  if (version !== undefined && version !== '1') return no('newer_version');
  const parts = /^1:(.+):(\d{1,5}):([A-Za-z0-9_-]*):([0-9A-Za-z]+)$/.exec(bare.slice(start.length));
  if (!parts) return no('damaged');
  const [, places = '', digits = '', print = '', code = ''] = parts;
  const hosts = places.split(',');
  const port = Number(digits);
  if (hosts.length > most || !hosts.every((host) => hostPattern.test(host)) || port < 1 || port > 65_535) return no('damaged');
  const line = { hosts: hosts.map((host) => host.replace(/^\[|\]$/g, '')), port, fingerprint: print === '' ? null : print, code: code.toUpperCase() };
  if (!v.is(enrolmentCode, line.code)) return no('damaged');
  if (line.fingerprint === null ? !line.hosts.every(isLoopback) : !v.is(fingerprint, line.fingerprint)) return no('damaged');
  return { line, problem: null };
}

/** Whether an address is this machine itself: nothing said there reaches a network. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
