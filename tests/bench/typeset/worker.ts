import fs from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { startPdf } from '@shared/typesetting/pdfDocument';
import { openTypesetter } from '@shared/typesetting/typesetter';
import { pageOf, type Person } from './certificate';

/** A thread of ours, as the application has one: it makes what it is asked for and says how long that took. */

const { fonts } = workerData as { fonts: string };
const port = parentPort as NonNullable<typeof parentPort>;
const typesetter = await openTypesetter(async (name) => new Uint8Array(await fs.readFile(path.join(fonts, name))));
const facts = { title: 'Certificates', id: '0123456789abcdef0123456789abcdef', date: new Date('2025-09-26T09:00:00Z'), language: 'en' };

async function files(people: readonly Person[], folder: string): Promise<number> {
  let bytes = 0;
  for (const [at, person] of people.entries()) {
    const document = startPdf(typesetter, facts);
    await document.addPage(pageOf(person));
    const pdf = document.finish();
    bytes += pdf.length;
    await fs.writeFile(path.join(folder, `${at}.pdf`), pdf);
  }
  return bytes;
}

async function merged(people: readonly Person[], file: string): Promise<number> {
  const document = startPdf(typesetter, facts);
  for (const person of people) await document.addPage(pageOf(person));
  const pdf = document.finish();
  await fs.writeFile(file, pdf);
  return pdf.length;
}

port.on('message', ({ job, people, to }: { job: 'files' | 'merged'; people: Person[]; to: string }) => {
  const start = performance.now();
  (job === 'files' ? files(people, to) : merged(people, to)).then(
    (bytes) => port.postMessage({ bytes, milliseconds: performance.now() - start }),
    (error: Error) => port.postMessage({ error: error.stack }),
  );
});
port.postMessage({ ready: true });
