import ownPack from '../../../resources/programme/programme.json';
import { KioskError } from '@shared/contract/errors';
import { type Programme, programme } from '@shared/contract/programme';
import { Button, FileButton } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { useSetup } from './setupContext';
import classes from './Step.module.css';

/** The pack that comes with the application. */
const own = v.parse(programme, ownPack);

/** Chooses the programme: the pack that is here, or one from a file. */
export function ProgrammeStep() {
  const { t } = useTranslation('deskSetup');
  const { facts, note } = useSetup();
  const [error, setError] = useState<unknown>(null);
  const chosen = facts?.notes.pack ?? null;
  const choose = (pack: Programme): void => {
    setError(null);
    note({ pack }).catch(setError);
  };
  const load = async (file: File | null): Promise<void> => {
    if (!file) return;
    const wrong = (reason: string): void => setError(new KioskError('unreadable_file', t('programme.wrong', { file: file.name, reason })));
    let content: unknown;
    try {
      content = JSON.parse(await file.text());
    } catch {
      wrong(t('programme.notJson'));
      return;
    }
    const parsed = v.safeParse(programme, content);
    if (parsed.success) choose(parsed.output);
    else wrong(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim()).slice(0, 2).join(' '));
  };
  const other = chosen !== null && chosen.name !== own.name ? chosen : null;
  return (
    <>
      <ErrorSentence error={error} />
      <div className={classes.cards}>
        {[own, ...(other ? [other] : [])].map((pack) => (
          <section key={pack.name} className={classes.card} data-chosen={chosen?.name === pack.name || undefined} data-testid="pack">
            <h3>
              <Icon name="shield" /> <bdi>{pack.name}</bdi>
            </h3>
            <p>
              {t('programme.cities', { count: pack.workshops.length })}: <bdi>{pack.workshops.map(({ city }) => city).join(', ')}</bdi>
            </p>
            {pack === other && <p>{t('programme.loaded')}</p>}
            <div className={classes.buttons}>
              {chosen?.name === pack.name ? (
                <p data-tone="good" role="status" data-testid="pack-chosen">
                  <Icon name="check" /> {t('programme.chosen')}
                </p>
              ) : (
                <Button onClick={() => choose(pack)} data-testid="choose-pack">
                  {t('programme.choose')}
                </Button>
              )}
            </div>
          </section>
        ))}
        <section className={classes.card}>
          <h3>
            <Icon name="upload" /> {t('programme.another')}
          </h3>
          <p>{t('programme.anotherNext')}</p>
          <div className={classes.buttons}>
            <FileButton accept=".json,application/json" onChange={(file) => void load(file)} inputProps={{ 'aria-label': t('programme.load'), 'data-testid': 'pack-file' } as object}>
              {(props) => (
                <Button variant="default" {...props}>
                  {t('programme.load')}
                </Button>
              )}
            </FileButton>
          </div>
        </section>
      </div>
    </>
  );
}
