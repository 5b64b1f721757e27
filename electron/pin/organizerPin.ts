import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { noWrongTries, waitBeforeNextTry } from './pinDelay';
import { loadPin, type PinOwner, type PinRecord, savePin } from './pinFile';

/** 32 MB and a few hundred milliseconds a guess: a PIN has few digits, so each guess must be dear. */
const price = { cost: 2 ** 15, blockSize: 8, parallelization: 1 } as const;
const hashBytes = 32;

/** What became of an entered PIN, and how long the next one has to wait, in seconds. */
export interface PinAnswer {
  problem: 'wrong_pin' | 'too_soon' | null;
  waitSeconds: number;
}

/**
 * A PIN of one data folder: the organizer's, asked for at locked kiosks and the desk, or the helper's. Each counts its own
 * wrong tries. Tries wait in line, so none is free.
 */
export class OrganizerPin {
  private line: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly dataFolder: string,
    private record: PinRecord | null,
    private readonly now: () => number,
    private readonly owner: PinOwner,
  ) {}

  /** @throws for a file that is damaged. */
  static open(dataFolder: string, now: () => number = Date.now, owner: PinOwner = 'organizer'): OrganizerPin {
    return new OrganizerPin(dataFolder, loadPin(dataFolder, owner), now, owner);
  }

  /** As if none had been set: for a data folder whose file cannot be read. */
  static unset(dataFolder: string, now: () => number = Date.now, owner: PinOwner = 'organizer'): OrganizerPin {
    return new OrganizerPin(dataFolder, null, now, owner);
  }

  get isSet(): boolean {
    return this.record !== null;
  }

  /** Whether this is the PIN. Without one, every one is wrong. */
  check(pin: string): Promise<PinAnswer> {
    return this.inLine(() => this.tryOne(pin));
  }

  /** Sets the PIN, once the one before it has been proved. */
  set(pin: string, current: string | null): Promise<PinAnswer> {
    return this.inLine(async () => {
      if (this.record !== null) {
        const answer = await this.tryOne(current ?? '');
        if (answer.problem !== null) return answer;
      }
      await this.put(pin);
      return { problem: null, waitSeconds: 0 };
    });
  }

  /** Sets the PIN whatever it was, or takes it away: for whoever is above its owner and has proved that. */
  reset(pin: string | null): Promise<void> {
    return this.inLine(async () => {
      if (pin !== null) return this.put(pin);
      savePin(this.dataFolder, null, this.owner);
      this.record = null;
      return undefined;
    });
  }

  private async put(pin: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await hashOf(pin, salt, price);
    this.save({ version: 1, scrypt: { salt: salt.toString('hex'), hash: hash.toString('hex'), ...price }, wrongTries: noWrongTries });
  }

  private inLine<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.line.then(task);
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private async tryOne(pin: string): Promise<PinAnswer> {
    const { record } = this;
    if (record === null) return { problem: 'wrong_pin', waitSeconds: 0 };
    const wait = waitBeforeNextTry(record.wrongTries, this.now());
    if (wait > 0) return { problem: 'too_soon', waitSeconds: Math.ceil(wait / 1_000) };
    // Counted before it is looked at: pulling the plug in between is a wrong try, too.
    const wrongTries = { count: record.wrongTries.count + 1, lastAt: this.now() };
    this.save({ ...record, wrongTries });
    const { salt, hash, ...cost } = record.scrypt;
    const right = timingSafeEqual(await hashOf(pin, Buffer.from(salt, 'hex'), cost), Buffer.from(hash, 'hex'));
    if (!right) return { problem: 'wrong_pin', waitSeconds: Math.ceil(waitBeforeNextTry(wrongTries, this.now()) / 1_000) };
    this.save({ ...record, wrongTries: noWrongTries });
    return { problem: null, waitSeconds: 0 };
  }

  private save(record: PinRecord): void {
    savePin(this.dataFolder, record, this.owner);
    this.record = record;
  }
}

function hashOf(pin: string, salt: Buffer, { cost, blockSize, parallelization }: Record<keyof typeof price, number>): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashBytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
