import type { OverviewFrame } from '../frameOfOverview';
import ownPack from '../../../resources/programme/programme.json';
import { programme } from '@shared/contract/programme';
import type { Workshop } from '@shared/contract/values';
import { Button, NativeSelect } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { PlaceFields } from './PlaceFields';
import { useSetup } from './setupContext';
import classes from './Step.module.css';
import { placeDraftOf, placeProblems, withPlace, workshopId, workshopOfPack } from './workshopDraft';

const own = v.parse(programme, ownPack);
const otherCity = '';

/** Where and when: one of the programme's workshops, or a city of its own. */
export function WorkshopStep({ overview, onSaved }: { overview: OverviewFrame | undefined; onSaved(): void }) {
  // The form begins with what is there, and does not follow it while somebody types.
  return overview === undefined ? null : <WorkshopForm overview={overview} onSaved={onSaved} />;
}

function WorkshopForm({ overview, onSaved }: { overview: OverviewFrame; onSaved(): void }) {
  const { t } = useTranslation('deskSetup');
  const client = useStoreClient();
  const { facts, note } = useSetup();
  const pack = facts?.notes.pack ?? own;
  const there = overview.workshop;
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [chosen, setChosen] = useState(() => (there && pack.workshops.some(({ id }) => id === there.id) ? there.id : otherCity));
  const [place, setPlace] = useState(() => placeDraftOf(there ?? workshopOfPack(pack, null, zone)));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isRight = Object.keys(placeProblems(place)).length === 0;

  const choose = (id: string): void => {
    setChosen(id);
    const { name, city, timeZone } = workshopOfPack(pack, id, zone);
    setPlace((last) => ({ ...last, name, city, timeZone }));
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRight) return;
    setBusy(true);
    setError(null);
    client
      .command('workshop.configure', withPlace(base(), place))
      // Whoever went past the pack took the one that is here.
      .then(() => (facts?.notes.pack ? undefined : note({ pack })))
      .then(onSaved, setError)
      .finally(() => setBusy(false));
  };
  /** The id is in every entry that has been written: with people or sessions there, a workshop keeps it. */
  const base = (): Workshop => {
    if (there && (overview.registered > 0 || overview.sessions.length > 0 || there.id === chosen)) return there;
    const fresh = workshopOfPack(pack, chosen, zone);
    return chosen === otherCity ? { ...fresh, id: workshopId(place.city, place.firstDay) } : fresh;
  };

  return (
    <form className={classes.form} onSubmit={save} data-testid="workshop-step">
      <NativeSelect
        label={t('workshop.which')}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[...pack.workshops.map(({ id, city }) => ({ value: id, label: city })), { value: otherCity, label: t('workshop.other') }]}
        data-testid="place-which"
      />
      <PlaceFields draft={place} onChange={setPlace} />
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button type="submit" size="md" loading={busy} disabled={!isRight} data-testid="place-save">
          {t('workshop.save')}
        </Button>
        {there && there.city !== '' && (
          <p role="status" data-testid="place-saved">
            {t('workshop.saved', { name: there.name, city: there.city })}
          </p>
        )}
      </div>
    </form>
  );
}
