import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { type Language, languages } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { ownNames } from '@i18n/languages';
import { Button, NativeSelect } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './HelpPanel.module.css';

/** Makes the printed page for volunteers, in one language or in all of them. */
export function CribSection({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskHelp');
  const [language, setLanguage] = useState<Language | ''>(shownLanguage());
  const [file, setFile] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = (): void => {
    setBusy(true);
    setError(null);
    bridge
      .call('page.save', { page: 'crib', languages: language === '' ? [...languages] : [language] })
      .then(
        (saved) => saved && setFile(saved.file),
        (fault: unknown) => setError(new KioskError('internal', t('crib.failed', { reason: reasonOf(fault) }))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <section className={classes.crib} data-testid="crib">
      <h3>{t('crib.section')}</h3>
      <p>{t('crib.what')}</p>
      <NativeSelect
        label={t('crib.language')}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language | '')}
        data={[...languages.map((each) => ({ value: each, label: ownNames[each] })), { value: '', label: t('crib.every') }]}
        data-testid="crib-language"
      />
      <Button variant="light" leftSection={<Icon name="printer" />} loading={busy} onClick={save} data-testid="crib-save">
        {t('crib.save')}
      </Button>
      {file !== null && (
        <p role="status" data-tone="good" data-testid="crib-saved">
          {t('crib.saved', { file })}
        </p>
      )}
      <ErrorSentence error={error} />
    </section>
  );
}
