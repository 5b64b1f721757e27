import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { CertificateFacts } from '@shared/certificateDesign/pageOf';
import { certificateWords } from '@shared/contract/certificateDesign';
import type { Certificate } from '@shared/contract/certificates';
import { fontsFolderOf } from '../typesetting/fontFiles';
import { type CertificateLook, loadDesign, lookOf } from './designSettings';
import { type CheckedImage, imagesFolderOf } from './images/imageFiles';
import type { PressAnswer, PressJob, PressSetup } from './pressWorker';
import type { SealedCertificate } from './sealedCertificates';
import { SteadyPress } from './steadyPress';

type JobOf<J> = J extends { id: number } ? Omit<J, 'id'> : never;

/** What has become of one certificate on paper. */
export interface Pressed {
  /** Characters that no font has: what is to be told before it is printed. */
  missing: string[];
  tooLong: boolean;
}

/** A press for many certificates as they are to look here. A design that cannot be read is said to `onProblem`. */
export function openPress(appFolder: string, dataFolder: string, onProblem: (sentence: string) => void, chosen: Parameters<typeof lookOf>[2] = {}): SteadyPress {
  const { settings, problem } = loadDesign(dataFolder);
  if (problem !== null) onProblem(problem);
  const look = lookOf(appFolder, settings, chosen);
  return new SteadyPress(() => new Press(appFolder, dataFolder, look));
}

/** Sets certificates as PDF, in a thread of its own that is started once and has to be closed. */
export class Press {
  private readonly worker: Worker;
  private readonly open = new Map<number, { resolve(answer: PressAnswer): void; reject(error: Error): void }>();
  private nextId = 1;
  private dead = false;

  /**
   * @param dataFolder has the images that designs name.
   * @param look of all certificates that are not given another.
   */
  constructor(appFolder: string, dataFolder: string, private readonly look: CertificateLook) {
    const setup: PressSetup = {
      fonts: fontsFolderOf(appFolder),
      images: imagesFolderOf(dataFolder),
      words: v.parse(certificateWords, JSON.parse(fs.readFileSync(path.join(appFolder, 'resources', 'certificates', 'words.json'), 'utf8'))),
    };
    this.worker = new Worker(path.join(__dirname, 'pressWorker.js'), { workerData: setup });
    this.worker.on('message', (answer: PressAnswer) => {
      const waiting = this.open.get(answer.id);
      this.open.delete(answer.id);
      if (answer.error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(answer.error));
    });
    const ended = (error: Error): void => {
      this.dead = true;
      for (const { reject } of this.open.values()) reject(error);
      this.open.clear();
    };
    this.worker.on('error', ended);
    this.worker.on('exit', () => ended(new Error('The press was closed.')));
  }

  /** Its thread has ended, by `close` or by a fault: nothing more comes of it. */
  get ended(): boolean {
    return this.dead;
  }

  /** A page as an image. @throws what the typesetter says of a page that cannot be set whole. */
  async preview(facts: CertificateFacts, look = this.look): Promise<Pressed & { svg: string }> {
    const { svg = '', missing = [], tooLong = false } = await this.ask({ do: 'preview', item: { facts, look } });
    return { svg, missing, tooLong };
  }

  /** Looks at a file that somebody wants on certificates. @throws an Error whose sentence names it. */
  async image(name: string, bytes: Uint8Array): Promise<CheckedImage> {
    return (await this.ask({ do: 'image', name, bytes })).image as CheckedImage;
  }

  /** One certificate as a file of its own. @throws what the typesetter says of a page that cannot be set whole. */
  async file(sealed: SealedCertificate, look = this.look): Promise<Pressed & { pdf: Uint8Array }> {
    const { pdf, missing = [], tooLong = false } = await this.ask({ do: 'file', item: { facts: factsOf(sealed), look, keyword: sealed.keyword } });
    return { pdf: pdf as Uint8Array, missing, tooLong };
  }

  /** A page of the file that `finish` gives. */
  async page(sealed: SealedCertificate, look = this.look): Promise<Pressed> {
    const { missing = [], tooLong = false } = await this.ask({ do: 'page', item: { facts: factsOf(sealed), look, keyword: sealed.keyword } });
    return { missing, tooLong };
  }

  /** All pages since the last time, as one file. @throws an Error without any. */
  async finish(): Promise<Uint8Array> {
    return (await this.ask({ do: 'finish' })).pdf as Uint8Array;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(job: JobOf<PressJob>): Promise<PressAnswer> {
    if (this.dead) return Promise.reject(new Error('The press was closed.'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...job });
    });
  }
}

/** As much of a certificate as stands on paper. */
export type PrintedCertificate = Pick<Certificate, 'kind' | 'name' | 'language' | 'issuedOn' | 'firstDay' | 'lastDay' | 'attended' | 'of' | 'award'>;
type Printed = Omit<SealedCertificate, 'certificate' | 'keyword' | 'credential'> & { certificate: PrintedCertificate };

/** What a certificate says on paper. */
export function factsOf({ certificate, workshop, number, qrText, issuer, signers }: Printed): CertificateFacts {
  const language = certificate.language ?? 'en';
  return {
    kind: certificate.kind,
    name: certificate.name,
    language,
    nameLanguage: language,
    number,
    qrText,
    issuer,
    programme: workshop.programme ?? '',
    workshop: workshop.name,
    city: workshop.city,
    firstDay: certificate.firstDay,
    lastDay: certificate.lastDay,
    issuedOn: certificate.issuedOn,
    attended: certificate.attended,
    of: certificate.of,
    award: certificate.award?.title ?? null,
    signers,
  };
}
