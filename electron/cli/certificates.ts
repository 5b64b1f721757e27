import fs from 'node:fs/promises';
import path from 'node:path';
import { app } from 'electron';
import { certificateKind } from '@shared/contract/certificates';
import { type DesignName, designNames } from '@shared/contract/designSettings';
import { paper } from '@shared/contract/printing';
import * as v from 'valibot';
import { openPress } from '../certificates/press';
import { fileNameOf, sortedByName, writeWhole } from '../certificates/runFiles';
import { issueSealed } from '../certificates/sealedCertificates';
import { type Command, UsageError } from './command';

export const certificates: Command = {
  valued: ['--attendee', '--out', '--kind', '--design', '--paper', '--merged'],
  flags: ['--all'],
  operands: 0,
  usage: 'certificates (--attendee ID | --all) --out DIR [--kind co_signed|confirmation|award] [--design civic|skyline|laurel] [--paper A4|Letter] [--merged FILE]',
  /**
   * Issues certificates and writes each one's PDF and credential; with `--merged` also all of them as one PDF, sorted by
   * name. They look as the desk has set, unless the line says otherwise. One that was asked for and refused is exit code 1.
   */
  async run(context, { options }) {
    const out = options.get('--out');
    const attendee = options.get('--attendee');
    if (out === undefined) throw new UsageError('certificates needs a folder: add --out DIR.');
    if ((attendee === undefined) === !options.has('--all')) throw new UsageError('Add either --attendee ID or --all.');
    const kind = options.get('--kind');
    if (kind !== undefined && !v.is(certificateKind, kind)) throw new UsageError('--kind is co_signed, confirmation or award.');
    const design = options.get('--design');
    if (design !== undefined && !isDesign(design)) throw new UsageError(`--design is ${designNames.join(', ')}.`);
    const size = options.get('--paper');
    if (size !== undefined && !v.is(paper, size)) throw new UsageError('--paper is A4 or Letter.');
    const { sealed, issued, already, refused } = await issueSealed(context.client, context.workspace.dataFolder, attendee === undefined ? null : [attendee], kind);
    const folder = context.resolve(out);
    await fs.mkdir(folder, { recursive: true });
    const written: object[] = [];
    const press = openPress(app.getAppPath(), context.workspace.dataFolder, (sentence) => process.stderr.write(`${sentence}\n`), { design, paper: size });
    try {
      for (const each of sealed) {
        const { certificate, number, credential, qrText } = each;
        const file = path.join(folder, fileNameOf(each));
        const { pdf, missing, tooLong } = await press.file(each);
        await writeWhole(`${file}.pdf`, pdf);
        await writeWhole(`${file}.json`, credential);
        if (missing.length > 0) process.stderr.write(`${certificate.registrationId}: no font has ${missing.join(' ')}; a box stands there instead. Correct the name, or write it by hand.\n`);
        written.push({ registrationId: certificate.registrationId, kind: certificate.kind, number, code: qrText, files: [`${file}.pdf`, `${file}.json`], missing, tooLong });
      }
      const merged = options.get('--merged');
      if (merged !== undefined && sealed.length > 0) {
        for (const each of sortedByName(sealed)) await press.page(each);
        await writeWhole(context.resolve(merged), await press.finish());
      }
    } finally {
      await press.close();
    }
    await context.print(
      context.json
        ? JSON.stringify({ issued, already, certificates: written, refused })
        : `${issued} certificates issued, ${already} were there already, ${refused.length} refused; ${written.length} of them in ${folder}`,
    );
    if (attendee === undefined || refused.length === 0) return 0;
    process.stderr.write(`${attendee} gets none: ${refused.flatMap(({ refusals }) => refusals.map(({ code }) => code.replaceAll('_', ' '))).join(', ')}.\n`);
    return 1;
  },
};

function isDesign(name: string): name is DesignName {
  return (designNames as readonly string[]).includes(name);
}
