import type { GrantedAward } from '@shared/contract/awards';
import { titleIn } from '@shared/domain/certificates/awards';
import { shownLanguage } from '@i18n/i18n';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useStoreQuery } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Certificates.module.css';

/** Stands for an award that the pack does not have; no id of one looks like it. */
const typed = '*';

/** Asks which award: one of the programme's, or a title of its own. */
export function AwardForm({ busy, onBack, onSubmit }: { busy: boolean; onBack(): void; onSubmit(award: GrantedAward): void }) {
  const { t } = useTranslation('deskCertificates');
  const { value } = useStoreQuery('workshop.overview', {});
  const awards = value?.workshop?.awards ?? [];
  const [chosen, setChosen] = useState('');
  const [title, setTitle] = useState('');
  const [isMissing, setMissing] = useState(false);
  const isTyped = awards.length === 0 || chosen === typed;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const award = awards.find(({ id }) => id === chosen);
    const own = title.trim();
    if (isTyped && own !== '') return onSubmit({ awardId: null, title: own });
    if (!isTyped && award) return onSubmit({ awardId: award.id, title: award.name });
    setMissing(true);
  };
  const error = isMissing && t('award.missing');
  return (
    <form className={classes.why} onSubmit={submit} noValidate data-testid="award-form">
      {awards.length > 0 && (
        <NativeSelect
          label={t('award.which')}
          value={chosen}
          data={[{ value: '', label: t('award.choose') }, ...awards.map(({ id, name }) => ({ value: id, label: titleIn(name, shownLanguage()) })), { value: typed, label: t('award.other') }]}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value);
            setMissing(false);
          }}
          error={!isTyped && error}
          data-testid="award-which"
        />
      )}
      {isTyped && (
        <TextInput
          label={t('award.title')}
          description={t('award.hint')}
          value={title}
          onChange={({ currentTarget }) => {
            setTitle(currentTarget.value);
            setMissing(false);
          }}
          error={error}
          maxLength={200}
          dir="auto"
          data-autofocus
          data-testid="award-title"
        />
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack}>
          {t('award.back')}
        </Button>
        <Button type="submit" loading={busy} data-testid="award-submit">
          {t('award.give')}
        </Button>
      </div>
    </form>
  );
}
