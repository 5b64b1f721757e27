import { useStoreQuery } from '@ui/store';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import type { nameMachine } from '../flow/nameMachine';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { TextField } from '../frame/TextField';
import { VisitBar } from '../frame/VisitBar';
import { OnScreenKeyboard } from '../keyboard/OnScreenKeyboard';
import { newWalkIn } from '../walkIn/newWalkIn';
import { maskedName } from './maskedName';
import classes from './NameScreen.module.css';
import { ProofScreen } from './ProofScreen';
import { useFocusedHeading } from './useFocusedHeading';
import visit from './Visit.module.css';

/** Finding oneself by name: type, choose, prove. */
export function NameScreen({ name }: { name: ActorRefFrom<typeof nameMachine> }) {
  const { t } = useTranslation('kiosk');
  const value = useSelector(name, (snapshot) => snapshot);
  if (value.matches('locked')) return <OnlyStaff name={name} title={t('name.locked')} text={t('name.lockedNext')} />;
  if (value.matches('unprovable')) return <OnlyStaff name={name} title={t('name.onlyStaff')} text={t('name.onlyStaffNext')} />;
  return value.matches('proving') ? <ProofScreen name={name} /> : <Search name={name} />;
}

function Search({ name }: { name: ActorRefFrom<typeof nameMachine> }) {
  const { t } = useTranslation('kiosk');
  const { send, language, status } = useKiosk();
  const search = useSelector(name, (snapshot) => snapshot.context.search);
  const { value: found } = useStoreQuery('attendee.search', { search });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const change = (text: string): void => name.send({ type: 'search.changed', search: text });
  const matches = found?.matches ?? [];
  const note = !found || search.trim() === '' ? '' : !found.enough ? t('name.tooShort') : matches.length === 0 ? t('name.none') : found.more ? t('name.more') : t('name.results', { count: matches.length });
  return (
    <main className={visit.screen} data-testid="screen-name">
      <VisitBar onBack={() => name.send({ type: 'flow.back' })} subject="name" title={t('name.title')} />
      <div className={classes.body}>
        <TextField
          label={t('name.label')}
          placeholder={t('name.placeholder')}
          value={search}
          onChange={change}
          fieldRef={field}
          maxLength={100}
          dir="auto"
          data-testid="name-field"
          hint={note}
          noteTestId="name-note"
          labelHidden
        />
        <ul className={classes.matches} aria-label={t('name.choose')}>
          {matches.map((match) => (
            <li key={match.handle}>
              <button type="button" className={classes.match} onClick={() => name.send({ type: 'match.chosen', match })} data-testid="match">
                <span className={classes.person}>
                  <Icon name="person" />
                  <bdi>{maskedName(match)}</bdi>
                </span>
                <span className={classes.organisation}>
                  <bdi>{match.organisation}</bdi>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {found?.enough && matches.length === 0 && status?.walkIns.open !== false && (
          <KioskButton look="quiet" onClick={() => send({ type: 'walkIn.opened', ...newWalkIn() })} data-testid="walk-in">
            <Icon name="pen" />
            {t('waiting.walkIn')}
          </KioskButton>
        )}
        <div className={visit.keyboard}>
          <OnScreenKeyboard value={search} onChange={change} layout={language} variant="text" />
        </div>
      </div>
    </main>
  );
}

function OnlyStaff({ name, title, text }: { name: ActorRefFrom<typeof nameMachine>; title: string; text: string }) {
  const { t } = useTranslation('kiosk');
  const { send } = useKiosk();
  const heading = useFocusedHeading();
  return (
    <main className={visit.screen} data-testid="screen-only-staff">
      <VisitBar onBack={() => name.send({ type: 'flow.back' })} subject="name" help={false} />
      <div className={visit.centre} role="alert">
        <div className={visit.sign} data-tone="warm">
          <Icon name="shield" size="60%" weight={1.6} />
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p>{text}</p>
        <KioskButton look="strong" size="huge" onClick={() => send({ type: 'help.opened', subject: 'name' })} data-testid="call-staff">
          <Icon name="hand" />
          {t('help.call')}
        </KioskButton>
      </div>
    </main>
  );
}
