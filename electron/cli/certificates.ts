import fs from 'node:fs/promises';
import path from 'node:path';
import { certificateKind } from '@shared/contract/certificates';
import * as v from 'valibot';
import { issueSealed } from '../certificates/sealedCertificates';
import { fileNamesOf } from '../tickets/fileNames';
import { type Command, UsageError } from './command';

export const certificates: Command = {
  valued: ['--attendee', '--out', '--kind'],
  flags: ['--all'],
  operands: 0,
  usage: 'certificates (--attendee ID | --all) --out DIR [--kind co_signed|confirmation]',
  /** Issues certificates and writes each one's credential. One that was asked for and refused is exit code 1. */
  async run(context, { options }) {
    const out = options.get('--out');
    const attendee = options.get('--attendee');
    if (out === undefined) throw new UsageError('certificates needs a folder: add --out DIR.');
    if ((attendee === undefined) === !options.has('--all')) throw new UsageError('Add either --attendee ID or --all.');
    const kind = options.get('--kind');
    if (kind !== undefined && !v.is(certificateKind, kind)) throw new UsageError('--kind is co_signed or confirmation.');
    const { sealed, issued, already, refused } = await issueSealed(context.client, context.workspace.dataFolder, attendee === undefined ? null : [attendee], kind);
    const folder = context.resolve(out);
    await fs.mkdir(folder, { recursive: true });
    const labels = sealed.map(({ certificate, number }) => `${certificate.name} ${number}`);
    const names = fileNamesOf(labels);
    const written: object[] = [];
    for (const [index, { certificate, number, credential, qrText }] of sealed.entries()) {
      const file = path.join(folder, `${names.get(labels[index] as string)}.json`);
      await fs.writeFile(file, credential);
      written.push({ registrationId: certificate.registrationId, kind: certificate.kind, number, code: qrText, files: [file] });
    }
    await context.print(
      context.json
        ? JSON.stringify({ issued, already, certificates: written, refused })
        : `${issued} certificates issued, ${already} were there already, ${refused.length} refused; ${written.length} files in ${folder}`,
    );
    if (attendee === undefined || refused.length === 0) return 0;
    process.stderr.write(`${attendee} gets none: ${refused.flatMap(({ refusals }) => refusals.map(({ code }) => code.replaceAll('_', ' '))).join(', ')}.\n`);
    return 1;
  },
};
