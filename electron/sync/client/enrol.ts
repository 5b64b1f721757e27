import { sign } from 'node:crypto';
import { type EnrolAnswer, enrolAnswer, type EnrolmentLine, enrolmentText, type EnrolRequest } from '@shared/contract/hub';
import type { DeviceKey } from '../../deviceKey';
import { ask, type Fetch, type Limits, usualLimits } from './answer';
import { SyncError } from './syncError';

/** The addresses of an enrolment line. */
export function urlsOf({ hosts, port, fingerprint }: EnrolmentLine): string[] {
  const scheme = fingerprint === null ? 'http' : 'https';
  return hosts.map((host) => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`);
}

/**
 * Enrols this laptop at a hub, at the first of its addresses where it answers, and gets its token.
 *
 * @param name what the hub is to call this laptop.
 * @param fetch one that believes the line's certificate alone.
 * @throws SyncError `wrong_code` where the hub does not take the code.
 */
export async function enrol(line: EnrolmentLine, key: DeviceKey, name: string, fetch: Fetch, limits: Limits = usualLimits): Promise<EnrolAnswer & { url: string }> {
  const proof = sign(null, Buffer.from(enrolmentText(line.code)), key.privateKey).toString('hex');
  const request: EnrolRequest = { code: line.code, device: key.device, publicKey: key.publicKey, name, proof };
  let problem: unknown = null;
  for (const url of urlsOf(line)) {
    try {
      const { value } = await ask(fetch, {
        url: `${url}/_enrol`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new TextEncoder().encode(JSON.stringify(request)),
        good: [200, 201],
        shape: enrolAnswer,
        limits: { ...limits, headMs: Math.min(limits.headMs, 15_000), bytes: 64 * 1024 },
      });
      return { ...(value as EnrolAnswer), url };
    } catch (error) {
      // The hub has spoken: its other addresses would say the same.
      if (error instanceof SyncError && (error.problem === 'unauthorized' || error.problem === 'forbidden')) throw new SyncError('wrong_code', error.detail);
      problem ??= error;
    }
  }
  throw problem;
}
