import type { CertificateSigner } from '@shared/contract/certificateRules';

/** Signers as they are kept: nobody without an office, no office in a language in which nothing stands. */
export function keptSigners(signers: readonly CertificateSigner[]): CertificateSigner[] {
  return signers.flatMap(({ name, title }) => {
    const said = Object.fromEntries(Object.entries(title).flatMap(([language, text]) => (text?.trim() ? [[language, text.trim()]] : [])));
    const [first] = Object.values(said);
    if (first === undefined && name.trim() === '') return [];
    // English is what others fall back to.
    return [{ name: name.trim(), title: { ...said, en: said.en ?? first ?? name.trim() } }];
  });
}
