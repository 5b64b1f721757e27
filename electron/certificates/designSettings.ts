import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { type CertificateDesign, certificateDesign, type ImageRole } from '@shared/contract/certificateDesign';
import { type DesignName, designNames, designSettings, type DesignSettings } from '@shared/contract/designSettings';
import type { Paper } from '@shared/contract/printing';
import type { Language } from '@shared/contract/values';
import { createFolder, replaceFile } from '../journal/segments';

/** Everything that makes a certificate's looks, for the press. */
export interface CertificateLook {
  design: CertificateDesign;
  paper: Paper;
  language: Language | null;
  secondLanguage: Language | null;
  images: { [role in ImageRole]?: string | undefined };
}

export const plainDesign: DesignSettings = { version: 1, base: 'civic', design: null, paper: 'A4', language: null, secondLanguage: null, images: {} };

/**
 * How certificates look here, by a file of the data folder; one that is damaged is left as it is until somebody saves.
 *
 * @returns the plain design where there is no file, and with a sentence that says so where it cannot be read.
 */
export function loadDesign(dataFolder: string): { settings: DesignSettings; problem: string | null } {
  const file = designFile(dataFolder);
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { settings: plainDesign, problem: null };
    return { settings: plainDesign, problem: `The certificates' design in ${file} cannot be read (${(error as Error).message}). They look as they come with the application.` };
  }
  try {
    return { settings: v.parse(designSettings, JSON.parse(text)), problem: null };
  } catch {
    return { settings: plainDesign, problem: `The certificates' design in ${file} is damaged. They look as they come with the application; choose a design again and save it.` };
  }
}

export function saveDesign(dataFolder: string, settings: DesignSettings): void {
  createFolder(path.dirname(designFile(dataFolder)));
  replaceFile(designFile(dataFolder), `${JSON.stringify(settings, null, 2)}\n`);
}

/** The designs that come with the application. */
export function bundledDesigns(appFolder: string): Record<DesignName, CertificateDesign> {
  const read = (name: string): unknown => JSON.parse(fs.readFileSync(path.join(appFolder, 'resources', 'certificates', `${name}.json`), 'utf8'));
  return Object.fromEntries(designNames.map((name) => [name, v.parse(certificateDesign, read(name))])) as Record<DesignName, CertificateDesign>;
}

/** @param chosen what somebody asked for this once, in place of what is saved. */
export function lookOf(appFolder: string, settings: DesignSettings, chosen: { design?: DesignName | undefined; paper?: Paper | undefined } = {}): CertificateLook {
  const { base, design, paper, language, secondLanguage, images } = settings;
  const own = chosen.design === undefined ? design : null;
  return { design: own ?? bundledDesigns(appFolder)[chosen.design ?? base], paper: chosen.paper ?? paper, language, secondLanguage, images };
}

function designFile(dataFolder: string): string {
  return path.join(dataFolder, 'certificates', 'design.json');
}
