import type { ChampionsBridge, SavedStation } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { type AgendaSession, type Language, languages, type StationTarget } from '@shared/contract/values';
import { directionOf, localeOf, ownNames } from '@i18n/languages';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
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
  devices,
  edited,
  onPin,
  onChange,
}: {
  bridge: ChampionsBridge;
  days: readonly StationTarget[];
  sessions: readonly AgendaSession[];
  hasPin: boolean | null;
  devices: { cameras: readonly string[]; printers: readonly string[] };
  /** A station that somebody wants to change: it fills the form. */
  edited: SavedStation | null;
  onPin(): void;
  /** A window was opened or a station saved. */
  onChange(): void;
}) {
  const { t } = useTranslation('desk');
  const { t: d } = useTranslation('deskDay');
  const [displays, setDisplays] = useState<Displays>([]);
  const [draft, setDraft] = useState({ station: '', target: 'auto', display: '', camera: '', printer: '' });
  const [spoken, setSpoken] = useState<Language[]>([]);
  const [saved, setSaved] = useState<string | null>(null);
  const [nameless, setNameless] = useState(false);
  const [locked, setLocked] = useState(false);
  const [settingPin, setSettingPin] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const look = (): void => void askForDisplays(bridge).then(setDisplays, (fault: unknown) => console.error(fault));
  useEffect(look, [bridge]);
  useEffect(() => {
    if (!edited) return;
    const { station, target, display, camera, printer } = edited;
    setDraft({ station, target: target ?? 'auto', display: display === undefined ? '' : String(display), camera: camera ?? '', printer: printer ?? '' });
    setSpoken(edited.languages ?? []);
    setLocked(edited.locked ?? false);
    setSaved(null);
  }, [edited]);

  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((last) => ({ ...last, [name]: value }));
    },
  });
  const setup = (): Omit<SavedStation, 'station'> => {
    const { target, display, camera, printer } = draft;
    return {
      target,
      locked,
      ...(display === '' ? {} : { display: Number(display) }),
      ...(camera === '' ? {} : { camera }),
      ...(printer === '' ? {} : { printer }),
      ...(spoken.length === 0 ? {} : { languages: spoken }),
    };
  };
  const open = (): void => {
    const name = draft.station.trim();
    setBusy(true);
    setError(null);
    bridge
      .call('kiosk.open', { ...setup(), ...(name === '' ? {} : { station: name }) })
      .then(onChange)
      .catch((fault: unknown) => {
        console.error(fault);
        setError(new KioskError('internal', t('header.kioskFailed')));
      })
      .finally(() => setBusy(false));
  };
  const save = (): void => {
    const station = draft.station.trim();
    setNameless(station === '');
    if (station === '') return;
    setError(null);
    bridge.call('stations.save', { station, ...setup() }).then(
      () => {
        setSaved(station);
        onChange();
      },
      (fault: unknown) => setError(new KioskError('internal', d('stations.failed', { reason: reasonOf(fault) }))),
    );
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
        <TextInput label={t('station.open.name')} description={t('station.open.nameHint')} maxLength={100} {...field('station')} error={nameless && draft.station.trim() === '' && d('stations.nameFirst')} data-testid="kiosk-station" />
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
        <div className={classes.pair}>
          <NativeSelect
            label={d('stations.camera')}
            description={devices.cameras.length === 0 ? d('stations.cameraHint') : undefined}
            {...field('camera')}
            data={[{ value: '', label: d('stations.anyCamera') }, ...withChosen(devices.cameras, draft.camera)]}
            data-testid="kiosk-camera"
          />
          <NativeSelect
            label={d('stations.printer')}
            {...field('printer')}
            data={[{ value: '', label: d('stations.noPrinter') }, ...withChosen(devices.printers, draft.printer)]}
            data-testid="kiosk-printer"
          />
        </div>
        <fieldset className={classes.languages}>
          <legend>{d('stations.languages')}</legend>
          <p>{d('stations.languagesHint')}</p>
          <div>
            {languages.map((each) => (
              <button
                type="button"
                key={each}
                lang={localeOf(each)}
                dir={directionOf(each)}
                aria-pressed={spoken.includes(each)}
                onClick={() => setSpoken((last) => (last.includes(each) ? last.filter((other) => other !== each) : [...last, each]))}
                data-testid={`kiosk-language-${each}`}
              >
                {ownNames[each]}
              </button>
            ))}
          </div>
        </fieldset>
        <Checkbox
          label={t('station.open.locked')}
          description={t('station.open.lockedHint')}
          checked={locked}
          onChange={(event) => setLocked(event.currentTarget.checked)}
          data-testid="kiosk-locked"
        />
        {locked && hasPin === false && <p data-tone="warning">{t('station.open.needsPin')}</p>}
        <ErrorSentence error={error} />
        {saved !== null && (
          <p role="status" data-tone="good" data-testid="station-saved">
            {d('stations.saved', { station: saved })}
          </p>
        )}
        <div className={classes.buttons}>
          <Button variant="default" size="md" leftSection={<Icon name="disk" />} onClick={save} data-testid="station-save">
            {d('stations.save')}
          </Button>
          <Button type="submit" size="md" loading={busy} leftSection={<Icon name="screen" />} data-testid="kiosk-open">
            {t('header.openKiosk')}
          </Button>
        </div>
      </form>
      <PinDialog
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

/** A device that is not there now stays in the list while it is the chosen one. */
function withChosen(names: readonly string[], chosen: string): { value: string; label: string }[] {
  const all = chosen === '' || names.includes(chosen) ? names : [...names, chosen];
  return all.map((name) => ({ value: name, label: name }));
}
