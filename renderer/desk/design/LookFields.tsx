import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { CertificateSigner } from '@shared/contract/certificateRules';
import { designNames, type DesignName, mostImageBytes } from '@shared/contract/designSettings';
import type { ImageRole } from '@shared/contract/certificateDesign';
import { type Language, languages } from '@shared/contract/values';
import { ownNames } from '@i18n/languages';
import { Button, FileButton, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import { imageRoles } from './boxes';
import classes from './DesignEditor.module.css';
import type { DraftHistory } from './useDesignDraft';

/** What is the same for the whole certificate: design, paper, languages, images, who signs. */
export function LookFields({ bridge, history, onError }: { bridge: ChampionsBridge; history: DraftHistory; onError(error: unknown): void }) {
  const { t } = useTranslation('deskDesign');
  const { draft, change } = history;
  const { settings, signers } = draft;
  const set = (some: Partial<typeof settings>): void => change((before) => ({ ...before, settings: { ...before.settings, ...some } }));
  const choice = (none: string) => [{ value: '', label: none }, ...languages.map((value) => ({ value: value as string, label: ownNames[value] }))];
  const titles = [...new Set<Language>(['en', ...(settings.language ? [settings.language] : []), ...(settings.secondLanguage ? [settings.secondLanguage] : [])])];
  const add = async (role: ImageRole, file: File | null): Promise<void> => {
    if (!file) return;
    onError(null);
    try {
      if (file.size > mostImageBytes) throw new KioskError('unreadable_file', t('tooHeavy', { file: file.name }));
      const { id } = await bridge.call('design.addImage', { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      change((before) => ({ ...before, settings: { ...before.settings, images: { ...before.settings.images, [role]: id } } }));
    } catch (error) {
      onError(error instanceof KioskError ? error : new KioskError('unreadable_file', (error as Error).message));
    }
  };
  const remove = (role: ImageRole): void => change((before) => ({ ...before, settings: { ...before.settings, images: Object.fromEntries(Object.entries(before.settings.images).filter(([each]) => each !== role)) } }));
  const sign = (index: number, next: (signer: CertificateSigner) => CertificateSigner, gesture: string): void =>
    change((before) => {
      const all = [0, 1].map((at) => before.signers[at] ?? { name: '', title: { en: '' } });
      return { ...before, signers: [...all.map((signer, at) => (at === index ? next(signer) : signer)), ...before.signers.slice(2)] };
    }, gesture);
  const office = (index: number, language: Language) => (
    <TextInput
      key={language}
      label={t('office', { language: ownNames[language] })}
      dir="auto"
      maxLength={300}
      value={signers[index]?.title[language] ?? ''}
      onChange={({ currentTarget: { value } }) => sign(index, (signer) => ({ ...signer, title: { ...signer.title, [language]: value } }), `office ${index} ${language}`)}
      data-testid={`design-office-${index}-${language}`}
    />
  );
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t('base')}
        value={settings.design === null ? settings.base : ''}
        data={[...(settings.design === null ? [] : [{ value: '', label: t('own') }]), ...designNames.map((value) => ({ value: value as string, label: t(`bases.${value}`) }))]}
        onChange={({ currentTarget }) => currentTarget.value && set({ base: currentTarget.value as DesignName, design: null })}
        data-testid="design-base"
      />
      {settings.design !== null && (
        <Button variant="default" size="compact-sm" onClick={() => set({ design: null })} data-testid="design-reset">
          {t('reset', { name: t(`bases.${settings.base}`) })}
        </Button>
      )}
      <SegmentedControl fullWidth aria-label={t('paper')} value={settings.paper} data={['A4', 'Letter']} onChange={(value) => set({ paper: value as 'A4' })} data-testid="design-paper" />
      <NativeSelect label={t('language')} value={settings.language ?? ''} data={choice(t('eachOwn'))} onChange={({ currentTarget }) => set({ language: (currentTarget.value || null) as Language | null })} data-testid="design-language" />
      <NativeSelect label={t('second')} value={settings.secondLanguage ?? ''} data={choice(t('onlyOne'))} onChange={({ currentTarget }) => set({ secondLanguage: (currentTarget.value || null) as Language | null })} data-testid="design-second" />
      <h3>{t('imagesTitle')}</h3>
      <p className={classes.quiet}>{t('imagesHint')}</p>
      {imageRoles.map((role) => (
        <div key={role} className={classes.image}>
          <span>{t(`images.${role}`)}</span>
          {settings.images[role] && (
            <Button variant="subtle" size="compact-sm" onClick={() => remove(role)} aria-label={t('removeNamed', { name: t(`images.${role}`) })}>
              {t('remove')}
            </Button>
          )}
          <FileButton accept="image/png,image/svg+xml,.png,.svg" inputProps={{ 'data-testid': `design-file-${role}`, 'aria-label': t(`images.${role}`) } as object} onChange={(file) => void add(role, file)}>
            {(props) => (
              <Button {...props} variant="default" size="compact-sm" leftSection={<Icon name={settings.images[role] ? 'check' : 'upload'} />} aria-label={t('chooseNamed', { name: t(`images.${role}`) })}>
                {t('choose')}
              </Button>
            )}
          </FileButton>
        </div>
      ))}
      <h3>{t('signers')}</h3>
      {[0, 1].map((index) => (
        <fieldset key={index} className={classes.signer}>
          <legend>{t('signer', { number: index + 1 })}</legend>
          <TextInput label={t('signerName')} dir="auto" maxLength={200} value={signers[index]?.name ?? ''} onChange={({ currentTarget: { value } }) => sign(index, (signer) => ({ ...signer, name: value }), `name ${index}`)} data-testid={`design-signer-${index}`} />
          {titles.map((language) => office(index, language))}
          <details>
            <summary>{t('otherLanguages')}</summary>
            <div className={classes.fields}>{languages.filter((language) => !titles.includes(language)).map((language) => office(index, language))}</div>
          </details>
        </fieldset>
      ))}
    </div>
  );
}
