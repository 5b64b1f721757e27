import { createHash, randomBytes, verify } from 'node:crypto';
import { type EnrolRequest, enrolmentText, type HubDevice } from '@shared/contract/hub';
import { deviceOfKey, publicKeyObject } from '../../deviceKey';
import { type EnrolledDevice, type HubFile, loadHubFile, saveHubFile } from './hubFile';
import { HubRefusal } from './refusal';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLetters = 20;
/** A code for ever would be a token for everybody. */
const longestMinutes = 7 * 24 * 60;
const mostCodes = 100;
/** When a device was last seen is written down this often, in milliseconds. */
const saveSeenEvery = 60_000;

export interface CodeWish {
  /** How long it can be used: an hour, if nothing is said. */
  minutes?: number;
  /** By how many devices: one, if nothing is said. */
  uses?: number;
  /** Whether they may pass on events of others. */
  relay?: boolean;
}

/** What a hub keeps about its devices, in `hub.json`: who is enrolled, which codes are open. */
export class HubRecords {
  private file: HubFile;
  private readonly byToken = new Map<string, EnrolledDevice>();
  private readonly byDevice = new Map<string, EnrolledDevice>();
  private seenSavedAt = 0;
  private unsaved = false;

  /** @param now UTC milliseconds. @throws for a file that is damaged. */
  constructor(
    private readonly dataFolder: string,
    private readonly mostDevices: number,
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {
    this.file = loadHubFile(dataFolder);
    this.index();
  }

  get settings(): Readonly<Pick<HubFile, 'enabled' | 'host' | 'port' | 'tls' | 'name'>> {
    return this.file;
  }

  get databases(): readonly string[] {
    return this.file.databases;
  }

  keep(some: Partial<Pick<HubFile, 'enabled' | 'host' | 'port' | 'tls' | 'name' | 'databases'>>): void {
    this.save({ ...this.file, ...some });
  }

  devices(): HubDevice[] {
    return this.file.devices.map(({ device, name, relay, createdAt, lastSeenAt, revokedAt }) => ({ device, name, relay, createdAt, lastSeenAt, revokedAt }));
  }

  /** The device that a token is of; null for a wrong one and for a device that was revoked. */
  ofToken(token: string): EnrolledDevice | null {
    const found = this.byToken.get(sha256(token));
    return found && found.revokedAt === null ? found : null;
  }

  /** The key that was pinned for a device; null if it was never enrolled here. */
  pinnedKey(device: string): string | null {
    return this.byDevice.get(device)?.publicKey ?? null;
  }

  /** Whether a device that was let in is still to be. */
  isEnrolled({ device, tokenHash }: EnrolledDevice): boolean {
    const now = this.byDevice.get(device);
    return now !== undefined && now.revokedAt === null && now.tokenHash === tokenHash;
  }

  seen(device: EnrolledDevice): void {
    device.lastSeenAt = this.at();
    this.unsaved = true;
    if (this.now() - this.seenSavedAt >= saveSeenEvery) this.flush();
  }

  /** Writes down when devices were last seen. */
  flush(): void {
    if (!this.unsaved) return;
    this.seenSavedAt = this.now();
    this.save(this.file);
  }

  /** A new code, which is told once and kept as a hash. */
  newCode({ minutes = 60, uses = 1, relay = false }: CodeWish): { code: string; expiresAt: string } {
    const code = Array.from(randomBytes(codeLetters), (byte) => alphabet[byte % 32]).join('');
    const expiresAt = new Date(this.now() + Math.min(Math.max(minutes, 1), longestMinutes) * 60_000).toISOString();
    const still = this.file.codes.filter((each) => Date.parse(each.expiresAt) > this.now()).slice(-(mostCodes - 1));
    this.save({ ...this.file, codes: [...still, { codeHash: sha256(code), expiresAt, uses: Math.min(Math.max(uses, 1), this.mostDevices), relay, usedBy: [] }] });
    return { code, expiresAt };
  }

  /**
   * Takes a device in. Its token is told once and kept as a hash; a device that comes again with a code gets another.
   *
   * @throws HubRefusal 403 for a code that is wrong, used up or too old, a key that is not the device's, or too many devices.
   */
  enrol({ code, device, publicKey, name, proof }: EnrolRequest): { token: string; relay: boolean } {
    const refuse = (reason: string): HubRefusal => new HubRefusal(403, 'forbidden', reason);
    const open = this.file.codes.find(({ codeHash }) => codeHash === sha256(code));
    if (!open) throw refuse('There is no such enrolment code. Ask for a new one.');
    if (Date.parse(open.expiresAt) <= this.now()) throw refuse('The enrolment code is too old. Ask for a new one.');
    if (open.uses < 1 && !open.usedBy.includes(device)) throw refuse('The enrolment code was used already. Ask for a new one.');
    if (deviceOfKey(publicKey) !== device || !isProof(proof, code, publicKey)) throw refuse('The device has not shown that the key is its own.');
    const known = this.byDevice.get(device);
    if (known && known.publicKey !== publicKey) throw refuse('Another device with this id was enrolled here. Give this one a new key.');
    if (!known && this.file.devices.length >= this.mostDevices) throw refuse(`There are ${this.mostDevices} devices already.`);
    const token = randomBytes(32).toString('base64url');
    const record: EnrolledDevice = {
      device, publicKey, name, relay: open.relay, tokenHash: sha256(token), createdAt: known?.createdAt ?? this.at(), lastSeenAt: this.at(), revokedAt: null,
    };
    const again = open.usedBy.includes(device);
    this.save({
      ...this.file,
      devices: known ? this.file.devices.map((each) => (each.device === device ? record : each)) : [...this.file.devices, record],
      codes: this.file.codes.map((each) => (each === open && !again ? { ...open, uses: open.uses - 1, usedBy: [...open.usedBy, device] } : each)),
    });
    return { token, relay: open.relay };
  }

  /** Lets a device in no more; the code that it came with is void for everybody. Its events stay. False if it is not enrolled. */
  revoke(device: string): boolean {
    const found = this.byDevice.get(device);
    if (!found || found.revokedAt !== null) return false;
    this.save({
      ...this.file,
      devices: this.file.devices.map((each) => (each === found ? { ...each, revokedAt: this.at() } : each)),
      codes: this.file.codes.filter(({ usedBy }) => !usedBy.includes(device)),
    });
    return true;
  }

  private at(): string {
    return new Date(this.now()).toISOString();
  }

  private save(file: HubFile): void {
    saveHubFile(this.dataFolder, file);
    this.file = file;
    this.unsaved = false;
    this.index();
    this.changed();
  }

  private index(): void {
    this.byToken.clear();
    this.byDevice.clear();
    for (const each of this.file.devices) {
      this.byToken.set(each.tokenHash, each);
      this.byDevice.set(each.device, each);
    }
  }
}

function sha256(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function isProof(proof: string, code: string, publicKey: string): boolean {
  try {
    return verify(null, Buffer.from(enrolmentText(code)), publicKeyObject(publicKey), Buffer.from(proof, 'hex'));
  } catch {
    return false;
  }
}
