import fs from 'node:fs';
import { Decrypter, Encrypter } from 'age-encryption';
import { type Chunks, chunksOf, padded, webStreamOf } from './chunks';
import { passphraseIdentity, passphraseRecipient } from './passphrase';
import { HandOverProblem } from './problems';

/** For whom a hand-over is written. */
export type Lock = { recipient: string } | { passphrase: string };
/** What somebody has to open it with. */
export interface Keys {
  identities: readonly string[];
  passphrase?: string;
}

const intro = 'age-encryption.org/v1\n';
const nonceBytes = 16;
/** Plain bytes in one chunk of an age file, and what its seal adds (https://age-encryption.org/v1). */
const chunkBytes = 65_536;
const sealedChunkBytes = chunkBytes + 16;
/** A header is some hundred bytes, with a post-quantum recipient two thousand. */
const longestHeader = 65_536;

/**
 * What an age file of these bytes is made of. They are filled up so that the last chunk is full, too: so a file whose
 * length is another one was cut, and one that has the right length and does not open was changed.
 *
 * @throws HandOverProblem `not_a_key`
 */
export async function* sealed(plain: Chunks, lock: Lock): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  if ('passphrase' in lock) encrypter.addRecipient(passphraseRecipient(lock.passphrase));
  else addRecipient(encrypter, lock.recipient);
  yield* chunksOf(await encrypter.encrypt(webStreamOf(padded(plain, chunkBytes))));
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new HandOverProblem('not_a_key', `"${recipient}" is no recipient. It begins with age1 and is printed by hq-key at headquarters; a sign of it may be missing.`);
  }
}

/** @throws HandOverProblem `not_a_key` */
export function checkRecipient(recipient: string): void {
  addRecipient(new Encrypter(), recipient);
}

/** An age file that was opened with a key; its content can be read any number of times. */
export class AgeFile {
  private constructor(
    private readonly file: string,
    readonly size: number,
    private readonly payloadBytes: number,
    private readonly fileKey: Uint8Array,
  ) {}

  /**
   * @throws HandOverProblem `foreign_file`, `cut_file`, `wrong_key`, `wrong_passphrase`, `tampered` or `not_a_key`; what the file
   * system says.
   */
  static async open(file: string, keys: Keys): Promise<AgeFile> {
    const { head, size } = await beginning(file);
    const text = head.toString('latin1');
    if (size === 0) throw foreign('It is empty.');
    if (!text.startsWith(intro)) {
      if (intro.startsWith(text)) throw cutInHeader();
      throw foreign(text.startsWith('-----BEGIN AGE') ? 'It is an age file in letters; hand-overs are not armoured.' : 'It is no age file.');
    }
    const end = /\n---[^\n]*\n/.exec(text);
    if (!end) {
      if (size < longestHeader) throw cutInHeader();
      throw foreign('Its header is no header of an age file.');
    }
    const headerBytes = end.index + end[0].length;
    const fileKey = await unlock(head.subarray(0, headerBytes), keys, /\n-> scrypt /.test(text.slice(0, headerBytes)));
    return new AgeFile(file, size, size - headerBytes - nonceBytes, fileKey);
  }

  /**
   * The content in order. What can be opened comes before the error.
   *
   * @param onRead gets how many bytes of the file were read.
   * @throws HandOverProblem `cut_file` or `tampered`; what the file system says.
   */
  async *content(onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Uint8Array> {
    if (this.payloadBytes <= 0) throw cut();
    let opened = 0;
    try {
      for await (const chunk of this.decrypted(0, onRead)) {
        opened += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    }
    const fullChunks = Math.floor(this.payloadBytes / sealedChunkBytes);
    const isFull = this.payloadBytes % sealedChunkBytes === 0;
    const expected = (isFull ? fullChunks - 1 : fullChunks) * chunkBytes;
    if (opened < expected) throw changed();
    if (!isFull) throw cut();
    // All is there up to a chunk's end. If that one opens as one of the middle, others came behind it.
    let from = 0;
    let wasMiddle = false;
    try {
      for await (const chunk of this.decrypted(1, () => undefined)) {
        from += chunk.length;
        if (from <= opened) continue;
        wasMiddle = true;
        yield chunk;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    }
    throw wasMiddle ? cut() : changed();
  }

  private async *decrypted(further: number, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    const decrypter = new Decrypter();
    decrypter.addIdentity({ unwrapFileKey: () => this.fileKey });
    yield* chunksOf(await decrypter.decrypt(webStreamOf(bytesOf(this.file, further, onRead))));
  }
}

async function* bytesOf(file: string, further: number, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of fs.createReadStream(file, { highWaterMark: chunkBytes })) {
    read += (chunk as Uint8Array).length;
    onRead(read);
    yield chunk as Uint8Array;
  }
  if (further > 0) yield new Uint8Array(further);
}

async function beginning(file: string): Promise<{ head: Buffer; size: number }> {
  const handle = await fs.promises.open(file, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(Math.min(size, longestHeader));
    let length = 0;
    while (length < head.length) {
      const { bytesRead } = await handle.read(head, length, head.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { head: head.subarray(0, length), size };
  } finally {
    await handle.close();
  }
}

async function unlock(header: Uint8Array, { identities, passphrase }: Keys, isByPassphrase: boolean): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  if (isByPassphrase) {
    if (passphrase === undefined) throw new HandOverProblem('wrong_passphrase', 'This hand-over is locked with a passphrase. Put it into an environment variable and name that with --passphrase-env.');
    decrypter.addIdentity(passphraseIdentity(passphrase));
  } else {
    if (identities.length === 0) throw new HandOverProblem('wrong_key', 'This hand-over is for the key of a headquarters, and there is none here. Take it over where hq-key was run, or name the key with --identity FILE.');
    for (const identity of identities) addIdentity(decrypter, identity);
  }
  try {
    return await decrypter.decryptHeader(header);
  } catch (error) {
    if (!(error as Error).message.startsWith('no identity matched')) throw changed();
    throw isByPassphrase
      ? new HandOverProblem('wrong_passphrase', 'The passphrase is another one than this hand-over was locked with. Ask whoever made it.')
      : new HandOverProblem('wrong_key', 'This hand-over was made for another key. Ask whoever made it for which headquarters it is, or name the key with --identity FILE.');
  }
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new HandOverProblem('not_a_key', 'The identity is damaged: it is no key of age. It is a line that begins with AGE-SECRET-KEY-1.');
  }
}

export function foreign(why: string): HandOverProblem {
  return new HandOverProblem('foreign_file', `This is no hand-over of the Champions Kiosk. ${why} Choose the file that hand-over has written.`);
}

function cut(): HandOverProblem {
  return new HandOverProblem('cut_file', 'The hand-over ends before its end: it was not copied whole, and no event can be read of what there is. Get it again.');
}

function cutInHeader(): HandOverProblem {
  return new HandOverProblem('cut_file', 'The hand-over ends in its first lines: it was not copied whole, and nothing can be read of it. Get it again.');
}

export function changed(): HandOverProblem {
  return new HandOverProblem('tampered', 'The hand-over was changed or damaged after it was made; nothing of it was taken. Get it again, from the laptop that made it.');
}
