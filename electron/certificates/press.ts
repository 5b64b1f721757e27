import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { CertificateFacts } from '@shared/certificateDesign/pageOf';
import { certificateDesign, certificateWords } from '@shared/contract/certificateDesign';
import type { Certificate } from '@shared/contract/certificates';
import type { Paper } from '@shared/contract/printing';
import { fontsFolderOf } from '../typesetting/fontFiles';
import type { PressAnswer, PressItem, PressJob, PressSetup, PreviewItem } from './pressWorker';
import type { SealedCertificate } from './sealedCertificates';

type JobOf<J> = J extends { id: number } ? Omit<J, 'id'> : never;

/** The designs that come with the application, by their files' names. */
export const designNames = ['civic', 'skyline', 'laurel'] as const;
export type DesignName = (typeof designNames)[number];

/** What has become of one certificate on paper. */
export interface Pressed {
  /** Characters that no font has: what is to be told before it is printed. */
  missing: string[];
  tooLong: boolean;
}

/** Sets certificates as PDF, in a thread of its own that is started once and has to be closed. */
export class Press {
  private readonly worker: Worker;
  private readonly open = new Map<number, { resolve(answer: PressAnswer): void; reject(error: Error): void }>();
  private nextId = 1;
  private dead = false;

  constructor(appFolder: string, design: DesignName, paper: Paper) {
    const folder = path.join(appFolder, 'resources', 'certificates');
    const setup: PressSetup = {
      fonts: fontsFolderOf(appFolder),
      design: v.parse(certificateDesign, readJson(path.join(folder, `${design}.json`))),
      words: v.parse(certificateWords, readJson(path.join(folder, 'words.json'))),
      paper,
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
  async preview(item: PreviewItem): Promise<Pressed & { svg: string }> {
    const { svg = '', missing = [], tooLong = false } = await this.ask({ do: 'preview', item });
    return { svg, missing, tooLong };
  }

  /** One certificate as a file of its own. @throws what the typesetter says of a page that cannot be set whole. */
  async file(sealed: SealedCertificate): Promise<Pressed & { pdf: Uint8Array }> {
    const { pdf, missing = [], tooLong = false } = await this.ask({ do: 'file', item: itemOf(sealed) });
    return { pdf: pdf as Uint8Array, missing, tooLong };
  }

  /** A page of the file that `finish` gives. */
  async page(sealed: SealedCertificate): Promise<Pressed> {
    const { missing = [], tooLong = false } = await this.ask({ do: 'page', item: itemOf(sealed) });
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

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function itemOf(sealed: SealedCertificate): PressItem {
  return { facts: factsOf(sealed), keyword: sealed.keyword };
}

/** As much of a certificate as stands on paper. */
export type PrintedCertificate = Pick<Certificate, 'kind' | 'name' | 'language' | 'issuedOn' | 'firstDay' | 'lastDay' | 'attended' | 'of'>;
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
    signers,
  };
}
