import { app } from 'electron';
import type { CertificateFacts } from '@shared/certificateDesign/pageOf';
import type { GrantedAward } from '@shared/contract/awards';
import type { CertificateDesign } from '@shared/contract/certificateDesign';
import type { DesignSettings } from '@shared/contract/designSettings';
import type { CertificateSigner } from '@shared/contract/certificateRules';
import type { CertificatePreview } from '@shared/contract/certificateChannels';
import type { CertificateKind } from '@shared/contract/certificates';
import { KioskError } from '@shared/contract/errors';
import type { Paper } from '@shared/contract/printing';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Language, Workshop } from '@shared/contract/values';
import { certificateRulesOf, signersFor } from '@shared/domain/certificates/rules';
import { slotsOf } from '@shared/domain/certificates/slots';
import { workshopSpan } from '@shared/domain/certificates/workshopTime';
import { codeLength, qrTextOf } from '@shared/signing/certificateCode';
import { loadDesign, lookOf } from './designSettings';
import type { CheckedImage } from './images/imageFiles';
import { issuerKeyOf } from './issuerKey';
import { factsOf, type Press, type PrintedCertificate } from './press';
import { seal, standingByNumber } from './sealedCertificates';

export type PreviewOf =
  | { by: 'person'; registrationId: string; kind: CertificateKind }
  | { by: 'number'; number: string }
  | { by: 'sample'; kind: CertificateKind; name: string; language: Language; nameLanguage?: string | undefined };

/** What is to be shown in place of what is saved. */
export interface Asked {
  design?: CertificateDesign | undefined;
  paper?: Paper | undefined;
  unsaved?: { settings: DesignSettings; signers?: CertificateSigner[] | undefined } | undefined;
}

/** As long as a number, and none: what is not issued yet has none. */
const noNumber = '••••-••••-••••';
/** A code of the same size as a genuine one, which no check takes for one. */
const noCode = qrTextOf('SAMPLE'.padEnd(codeLength, 'X'));

/** What a design is looked at with where the programme has no awards yet. */
const sampleAward: GrantedAward = {
  awardId: null,
  title: {
    en: 'Best City Project', it: 'Miglior progetto urbano', de: 'Bestes Stadtprojekt', ar: 'أفضل مشروع للمدينة', fr: 'Meilleur projet urbain', ko: '최우수 도시 프로젝트', zh: '最佳城市项目',
  },
};
/** In place of a title, on the picture of a certificate whose award has not been granted. */
const noAward: GrantedAward = { awardId: null, title: '…' };

/** Shows certificates before they are paper. */
export class Previews {
  constructor(
    private readonly dataFolder: string,
    /** The press that is kept running, and that others use too. */
    private readonly openPress: () => Press,
  ) {}

  /** @throws KioskError where there is nothing to show; its sentence says why. */
  async show(client: StoreClient, of: PreviewOf, asked: Asked = {}): Promise<CertificatePreview> {
    const settings = asked.unsaved?.settings ?? loadDesign(this.dataFolder).settings;
    const saved = lookOf(app.getAppPath(), settings, { paper: asked.paper });
    const facts = await this.facts(client, of);
    const signers = asked.unsaved?.signers && signersFor(facts.kind, { signers: asked.unsaved.signers });
    try {
      return await this.openPress().preview(signers ? { ...facts, signers } : facts, asked.design ? { ...saved, design: asked.design } : saved);
    } catch (error) {
      throw new KioskError('internal', `The certificate cannot be drawn: ${(error as Error).message}`);
    }
  }

  /** Looks at a file that somebody wants on certificates. @throws KioskError whose sentence names it. */
  async image(name: string, bytes: Uint8Array): Promise<CheckedImage> {
    try {
      return await this.openPress().image(name, bytes);
    } catch (error) {
      throw new KioskError('unreadable_file', (error as Error).message);
    }
  }

  private async facts(client: StoreClient, of: PreviewOf): Promise<CertificateFacts> {
    if (of.by === 'number') {
      const { certificate, workshop } = await standingByNumber(client, of.number);
      return factsOf(seal(certificate, workshop, issuerKeyOf(this.dataFolder)));
    }
    const { workshop, today } = await client.query('workshop.overview', {});
    if (!workshop) throw new KioskError('not_configured', 'There is no workshop yet. Import a roster first.');
    const { sessions } = await client.query('agenda', {});
    const about = { ...workshopSpan(workshop, sessions), issuedOn: today, kind: of.kind };
    if (of.by === 'sample') {
      const { length } = slotsOf(sessions);
      const [first] = workshop.awards ?? [];
      const award = first ? { awardId: first.id, title: first.name } : sampleAward;
      const facts = draftFacts(workshop, { ...about, name: of.name, language: of.language, attended: length, of: length, award });
      return { ...facts, nameLanguage: of.nameLanguage ?? of.language };
    }
    const { name, language, attended, slots, award, kinds } = await client.query('certificate.eligibility', { holder: { registrationId: of.registrationId } });
    const standing = kinds.find(({ kind }) => kind === of.kind)?.certificate;
    // Issued once more under a corrected name, it keeps its number and its days.
    if (standing) return factsOf(seal({ ...standing, name }, workshop, issuerKeyOf(this.dataFolder)));
    return draftFacts(workshop, { ...about, name, language, attended, of: slots.length, award: award ?? noAward });
  }
}

function draftFacts(workshop: Workshop, draft: PrintedCertificate): CertificateFacts {
  const rules = certificateRulesOf(workshop);
  return factsOf({ certificate: draft.kind === 'award' ? draft : { ...draft, award: undefined }, workshop, number: noNumber, qrText: noCode, issuer: rules.issuer, signers: signersFor(draft.kind, rules) });
}
