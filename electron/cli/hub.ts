import type { HubDevice } from '@shared/contract/hub';
import { createDeviceKey, loadDeviceKey } from '../deviceKey';
import type { EventSource } from '../sync/eventSource';
import { HubService, type HubPlace, type HubStatus } from '../sync/hub/hubService';
import type { CodeWish } from '../sync/hub/hubRecords';
import type { Workspace } from '../workspace';
import { type Command, UsageError } from './command';

export interface HubCommandOptions {
  /** The journal of a workspace, as sync sees it. */
  sourceOf(workspace: Workspace): EventSource;
  /** The application's version. */
  version(): string;
  /** Resolves when the hub is to stop. */
  untilStopped?: () => Promise<void>;
  /** `hubWorker`, as it was built. */
  workerFile?: string;
}

/**
 * `hub`: serves the sync endpoints over a data folder until it is stopped. What the window has chosen stays as it is.
 * With `--devices` it lists who is enrolled, with `--revoke` it shuts one out, and does not serve.
 */
export function hubCommand({ sourceOf, version, untilStopped = signalled, workerFile }: HubCommandOptions): Command {
  return {
    valued: ['--port', '--host', '--uses', '--minutes', '--revoke'],
    flags: ['--tls', '--relay', '--devices'],
    operands: 0,
    withoutStore: true,
    usage: 'hub [--port N] [--host H] [--tls] [--uses N] [--minutes N] [--relay] | hub --devices | hub --revoke DEVICE',
    async run({ workspace, json, print }, { options }) {
      const isAsked = options.has('--devices') || options.has('--revoke');
      if (isAsked && options.size > 1) throw new UsageError('--devices and --revoke stand alone: they do not serve.');
      const number = (name: string, most: number): number | undefined => wholeNumber(options.get(name), name, most);
      const port = number('--port', 65_535);
      const host = options.get('--host');
      const [uses, minutes] = [number('--uses', 10_000), number('--minutes', 7 * 24 * 60)];
      const place: HubPlace = { ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }), ...(options.has('--tls') ? { tls: true } : {}) };
      const wish: CodeWish = { ...(uses === undefined ? {} : { uses }), ...(minutes === undefined ? {} : { minutes }), relay: options.has('--relay') };

      const { dataFolder, log } = workspace;
      const key = loadDeviceKey(dataFolder) ?? createDeviceKey(dataFolder);
      let broken: (error: Error) => void = () => {};
      const unread = new Promise<never>((_resolve, reject) => {
        broken = reject;
      });
      unread.catch(() => undefined);
      const tell = (sentence: string, event: object): void => void print(json ? JSON.stringify(event) : sentence).catch(broken);
      const service = new HubService({
        dataFolder, source: sourceOf(workspace), key, version: version(), log,
        onEnrolled: (device) => tell(`Enrolled: ${device.device} (${device.name})${device.relay ? ', may pass on events of others' : ''}.`, { event: 'enrolled', ...device }),
        onRefused: (refused) => tell(`Refused: ${refused.request} of ${refused.device ?? refused.address}: ${refused.status} ${refused.code}, ${refused.reason}`, { event: 'refused', ...refused }),
        ...(workerFile === undefined ? {} : { workerFile }),
      });
      if (isAsked) {
        const revoked = options.get('--revoke')?.toUpperCase();
        const devices = revoked === undefined ? service.devices() : [shutOut(service, revoked)];
        for (const device of devices) await print(json ? JSON.stringify(device) : sentenceOf(device));
        if (devices.length === 0 && !json) await print('No device is enrolled here.');
        return 0;
      }
      // Before it says that it is there: whoever reads that may stop it at once.
      const stopped = untilStopped();
      try {
        const status = await service.startOnce(place);
        const { line, expiresAt } = service.newEnrolment(wish);
        for (const each of json ? [JSON.stringify(objectOf(status, key, line, expiresAt))] : sentencesOf(status, line, expiresAt)) await print(each);
        await Promise.race([stopped, unread]);
      } finally {
        await service.close();
      }
      return 0;
    },
  };
}

/** @returns the device as it is listed from now on. @throws for one that is not enrolled, or no more. */
function shutOut(service: HubService, device: string): HubDevice {
  const isDone = service.revoke(device);
  const found = service.devices().find((each) => each.device === device);
  if (!found) throw new Error(`No device ${device} was ever enrolled here. "hub --devices" lists those that are.`);
  if (!isDone) throw new Error(`${device} (${found.name}) is shut out already, since ${found.revokedAt}.`);
  return found;
}

function sentenceOf({ device, name, relay, createdAt, lastSeenAt, revokedAt }: HubDevice): string {
  const since = revokedAt === null ? `last seen ${lastSeenAt ?? 'never'}` : `shut out ${revokedAt}`;
  return `${device}  ${name}, enrolled ${createdAt}, ${since}${relay ? ', may pass on events of others' : ''}`;
}

function addressesOf({ hosts, port, tls }: HubStatus): string[] {
  return hosts.map((host) => `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`);
}

function objectOf(status: HubStatus, { device, publicKey }: { device: string; publicKey: string }, enrolment: string, enrolmentExpiresAt: string): object {
  const { name, host, port, tls, fingerprint } = status;
  const addresses = addressesOf(status);
  return { address: addresses[0], addresses, host, port, tls, fingerprint, device, publicKey, name, enrolment, enrolmentExpiresAt };
}

function sentencesOf(status: HubStatus, line: string, expiresAt: string): string[] {
  const reach = status.tls ? `Fingerprint of its certificate: ${status.fingerprint}` : 'Only this machine reaches it. For others add --host with an address of this machine, or 0.0.0.0 for all.';
  return [`The hub "${status.name}" serves at ${addressesOf(status).join(' and ')}. Stop it with Ctrl+C.`, reach, `Enrol a device until ${expiresAt} with this line:`, line];
}

/** @throws UsageError for anything but digits, and for too many. */
function wholeNumber(text: string | undefined, name: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text) || Number(text) > most) throw new UsageError(`${name} must be a whole number up to ${most}, not "${text}".`);
  return Number(text);
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
