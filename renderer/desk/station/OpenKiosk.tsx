import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { AgendaSession, StationTarget } from '@shared/contract/values';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionTarget, sessionTimes, targetName } from '../targets';
import { PinDialog } from './PinDialog';
import classes from './StationTab.module.css';

type Displays = Awaited<ReturnType<typeof askForDisplays>>;

function askForDisplays(bridge: ChampionsBridge) {
  return bridge.call('displays.list', {}).then(({ displays }) => displays);
}

/** Opens a kiosk: where it stands, what it checks in for, on which display, locked or not. */
export function OpenKiosk({
  bridge,
  days,
  sessions,
  hasPin,
  onPin,
}: {
  bridge: ChampionsBridge;
  days: readonly StationTarget[];
  sessions: readonly AgendaSession[];
  hasPin: boolean | null;
  onPin(): void;
}) {
  const { t } = useTranslation('desk');
  const [displays, setDisplays] = useState<Displays>([]);
  const [draft, setDraft] = useState({ station: '', target: 'auto', display: '' });
  const [locked, setLocked] = useState(false);
  const [settingPin, setSettingPin] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const look = (): void => void askForDisplays(bridge).then(setDisplays, (fault: unknown) => console.error(fault));
  useEffect(look, [bridge]);

  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((last) => ({ ...last, [name]: value }));
    },
  });
  const open = (): void => {
    const { station, target, display } = draft;
    const name = station.trim();
    setBusy(true);
    setError(null);
    bridge
      .call('kiosk.open', { target, locked, ...(name === '' ? {} : { station: name }), ...(display === '' ? {} : { display: Number(display) }) })
      .catch((fault: unknown) => {
        console.error(fault);
        setError(new KioskError('internal', t('header.kioskFailed')));
      })
      .finally(() => setBusy(false));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (locked && hasPin !== true) setSettingPin(true);
    else open();
  };
  const rooms = [...new Set(sessions.map(({ room }) => room.trim()))].filter((room) => room !== '').sort((a, b) => a.localeCompare(b));

  return (
    <>
      <form className={classes.card} onSubmit={submit} aria-labelledby="open-kiosk-title" data-testid="kiosk-form">
        <h2 id="open-kiosk-title">
          <Icon name="screen" /> {t('station.open.title')}
        </h2>
        <TextInput label={t('station.open.name')} description={t('station.open.nameHint')} maxLength={100} {...field('station')} data-testid="kiosk-station" />
        <NativeSelect
          label={t('station.open.target')}
          description={t('station.open.targetHint')}
          {...field('target')}
          data={[
            { value: 'auto', label: t('station.open.auto') },
            { group: t('station.open.days'), items: days.map((value) => ({ value, label: targetName(value, sessions) })) },
            { group: t('station.open.rooms'), items: rooms.map((room) => ({ value: `room:${room}`, label: room })) },
            {
              group: t('station.open.sessions'),
              items: sessions.map((session) => ({ value: sessionTarget(session), label: `${sessionTimes(session)} · ${session.title}` })),
            },
          ]}
          data-testid="kiosk-target"
        />
        <NativeSelect
          label={t('station.open.display')}
          {...field('display')}
          onFocus={look}
          data={[
            { value: '', label: t('station.open.anyDisplay') },
            ...displays.map(({ id, label, width, height, primary }, index) => ({
              value: String(id),
              label: t(primary ? 'station.open.primaryDisplay' : 'station.open.oneDisplay', { number: index + 1, label, width, height }).replace(/\s+/g, ' '),
            })),
          ]}
          data-testid="kiosk-display"
        />
        <Checkbox
          label={t('station.open.locked')}
          description={t('station.open.lockedHint')}
          checked={locked}
          onChange={(event) => setLocked(event.currentTarget.checked)}
          data-testid="kiosk-locked"
        />
        {locked && hasPin === false && <p data-tone="warning">{t('station.open.needsPin')}</p>}
        <ErrorSentence error={error} />
        <div className={classes.buttons}>
          <Button type="submit" size="md" loading={busy} leftSection={<Icon name="screen" />} data-testid="kiosk-open">
            {t('header.openKiosk')}
          </Button>
        </div>
      </form>
      <PinDialog
        bridge={bridge}
        opened={settingPin}
        hasPin={hasPin === true}
        onClose={() => setSettingPin(false)}
        onSet={() => {
          onPin();
          setSettingPin(false);
          open();
        }}
      />
    </>
  );
}
