import fs from 'node:fs/promises';
import { type BrowserWindow, dialog, type WebContents } from 'electron';
import type { AppNotice } from '@shared/contract/appChannels';
import type { designChannels } from '@shared/contract/designSettings';
import { KioskError } from '@shared/contract/errors';
import type { RecoverySheet } from '@shared/contract/sheetPages';
import type { StoreClient } from '@shared/contract/storeClient';
import { didKeyOf } from '@shared/signing/didKey';
import { readRecoveryText, recoveryTextOf } from '@shared/signing/recoveryText';
import { publicKeyOf } from '@shared/signing/signedTickets';
import type { Language } from '@shared/contract/values';
import { fileNamesOf } from '../tickets/fileNames';
import type { Handlers } from '../windows/appChannelService';
import { letDeskHaveCamera } from '../windows/deskCamera';
import type { CertificatePaper } from './certificatePaper';
import { DesignService } from './designService';
import { issuerKeyOf, renewIssuerKey, restoreIssuerKey } from './issuerKey';
import { expectOwn } from './ownCertificate';
import { Previews } from './previews';
import { printRecoverySheet, saveRecoverySheet } from './recoverySheet';
import { signedRevocations } from './revocations';
import { issuerKeyHere, sealedByNumber } from './sealedCertificates';
import { textIn, verify } from './verification';

interface Surroundings {
  dataFolder: string;
  client(): StoreClient | null;
  desk(): BrowserWindow | null;
  /** The numbers of a window's ports to the store. */
  portsOf(contents: WebContents): readonly number[];
  paper: CertificatePaper;
  note(notice: Omit<AppNotice, 'at'>): void;
}

type Channels =
  | 'desk.camera' | 'issuerKey.renew' | 'issuerKey.sheet' | 'revocations.save'
  | 'issuerKey.show' | 'issuerKey.recovery' | 'issuerKey.restore' | 'credential.save' | 'certificate.verifyFile' | 'certificate.preview' | 'certificate.previewOwn';

/** What the desk asks of the main process about certificates: it has the key, and reads and writes files. */
export class CertificateService {
  private readonly previews: Previews;
  private readonly designs: DesignService;

  constructor(private readonly around: Surroundings) {
    this.previews = new Previews(around.dataFolder, () => around.paper.press());
    this.designs = new DesignService({ dataFolder: around.dataFolder, note: around.note, previews: this.previews });
  }

  get handlers(): Pick<Handlers, Channels | keyof typeof designChannels> {
    const { dataFolder } = this.around;
    return {
      ...this.designs.handlers,
      'issuerKey.show': async () => {
        const { publicKey, distrusted } = await issuerKeyHere(this.client(), dataFolder);
        return { publicKey, did: didKeyOf(publicKey), distrusted };
      },
      'issuerKey.renew': async () => {
        renewIssuerKey(dataFolder);
        return { did: didKeyOf((await issuerKeyHere(this.client(), dataFolder)).publicKey) };
      },
      'issuerKey.sheet': ({ to, language }) => this.recoverySheet(to, language),
      'revocations.save': () => this.saveRevocations(),
      'desk.camera': ({ wanted }, sender) => {
        letDeskHaveCamera(sender, wanted);
        return null;
      },
      'issuerKey.recovery': () => ({ lines: recoveryTextOf(issuerKeyOf(dataFolder)) }),
      'issuerKey.restore': async ({ text }) => {
        const read = readRecoveryText(text);
        if (!('secret' in read)) return { restored: false, problem: read.problem, line: read.problem === 'line' ? read.line : null, did: null };
        restoreIssuerKey(dataFolder, read.secret);
        const { publicKey } = await issuerKeyHere(this.client(), dataFolder);
        return { restored: true, problem: null, line: null, did: didKeyOf(publicKey) };
      },
      'certificate.preview': ({ of, ...asked }) => this.previews.show(this.client(), of, asked),
      'certificate.previewOwn': async ({ number }, sender) => {
        await expectOwn(this.client(), this.around.portsOf(sender), number);
        return this.previews.show(this.client(), { by: 'number', number });
      },
      'credential.save': ({ number }) => this.saveCredential(number),
      'certificate.verifyFile': ({ bytes, name }) => verify(this.client(), { text: textIn(bytes), ...(name === undefined ? {} : { name }) }),
    };
  }

  private client(): StoreClient {
    const client = this.around.client();
    if (!client) throw new KioskError('store_unavailable', 'The check-in store is being started.');
    return client;
  }

  /** The sheet's lines are made when it is drawn, and not kept. */
  private async recoverySheet(to: 'file' | 'printer', language: Language): Promise<{ file: string | null } | null> {
    const desk = this.around.desk();
    if (!desk) return null;
    const { workshop } = await this.client().query('workshop.overview', {});
    const sheet = (): RecoverySheet => {
      const secret = issuerKeyOf(this.around.dataFolder);
      return { language, workshop: [workshop?.name, workshop?.city].filter(Boolean).join(', '), did: didKeyOf(publicKeyOf(secret)), lines: recoveryTextOf(secret) };
    };
    if (to === 'file') return saveRecoverySheet(desk, sheet);
    return (await printRecoverySheet(sheet)) ? { file: null } : null;
  }

  private async saveRevocations(): Promise<{ file: string; count: number } | null> {
    const desk = this.around.desk();
    if (!desk) return null;
    const { text, count } = await signedRevocations(this.client(), this.around.dataFolder);
    const { filePath, canceled } = await dialog.showSaveDialog(desk, { defaultPath: 'revoked-certificates.json', filters: [{ name: 'JSON', extensions: ['json'] }] });
    if (canceled || !filePath) return null;
    try {
      await fs.writeFile(filePath, text);
    } catch (error) {
      throw new KioskError('internal', `The list could not be written to ${filePath} (${(error as Error).message}). Choose another folder.`);
    }
    return { file: filePath, count };
  }

  private async saveCredential(asked: string): Promise<{ file: string } | null> {
    const desk = this.around.desk();
    if (!desk) return null;
    const { certificate, number, credential } = await sealedByNumber(this.client(), this.around.dataFolder, asked);
    const label = `${certificate.name} ${number}`;
    const { filePath, canceled } = await dialog.showSaveDialog(desk, {
      defaultPath: `${fileNamesOf([label]).get(label)}.json`, filters: [{ name: 'Open Badges', extensions: ['json'] }],
    });
    if (canceled || !filePath) return null;
    try {
      await fs.writeFile(filePath, credential);
    } catch (error) {
      throw new KioskError('internal', `The credential could not be written to ${filePath} (${(error as Error).message}). Choose another folder.`);
    }
    return { file: filePath };
  }
}
