import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { HubView } from '@shared/contract/syncChannels';
import { shownLanguage } from '@i18n/i18n';
import { timeOfDay, timeWithDate } from '@i18n/times';
import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EnrolmentQr } from './EnrolmentQr';
import { ProblemSentence } from './ProblemSentence';
import classes from './Sync.module.css';
import type { Sync } from './useSync';

const everywhere = '0.0.0.0';
const usualPort = 5985;

/** This computer as the hub for its neighbours: off until it is switched on, for those that are let in. */
export function HubCard({ bridge, sync, hub, isOrganizer }: { bridge: ChampionsBridge; sync: Sync; hub: HubView; isOrganizer: boolean }) {
  const { t } = useTranslation('sync');
  const address = `${hub.hosts.map((host) => (host.includes(':') ? `[${host}]` : host)).join(', ')} : ${hub.port}`;
  const refusal = sync.refusal?.of === 'hub.start' ? sync.refusal.refusal : null;
  return (
    <section className={classes.wide} aria-labelledby="hub-title" data-testid="hub" data-running={hub.running || undefined}>
      <h2 id="hub-title">
        <Icon name="screen" /> {t('hub.title')}
      </h2>
      <p>{t('hub.what')}</p>
      <p role="status" className={hub.running ? classes.good : undefined} data-testid="hub-status">
        {hub.running ? t('hub.running', { address }) : hub.problem === null ? t('hub.off') : t('hub.notRunning', { problem: hub.problem })}
      </p>
      {isOrganizer && !hub.running && <StartForm sync={sync} hub={hub} />}
      <ProblemSentence refusal={refusal} name={t('hub.title')} />
      {hub.running && isOrganizer && <Enrolment bridge={bridge} />}
      {(hub.running || hub.devices.length > 0) && <Devices sync={sync} hub={hub} isOrganizer={isOrganizer} />}
      {hub.running && isOrganizer && (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => void sync.tell('hub.stop', {})} data-testid="hub-stop">
            {t('hub.stop')}
          </Button>
        </div>
      )}
    </section>
  );
}

function StartForm({ sync, hub }: { sync: Sync; hub: HubView }) {
  const { t } = useTranslation('sync');
  const [name, setName] = useState(hub.name);
  const [host, setHost] = useState(hub.host === '127.0.0.1' && hub.devices.length === 0 ? everywhere : hub.host);
  const [port, setPort] = useState<number>(hub.port || usualPort);
  return (
    <>
      <div className={classes.fields}>
        <TextInput label={t('hub.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-testid="hub-name" />
        <NativeSelect
          label={t('hub.where')}
          value={host}
          onChange={(event) => setHost(event.currentTarget.value)}
          data={[
            { value: everywhere, label: t('hub.everywhere') },
            ...hub.interfaces.map((each) => ({ value: each.address, label: each.loopback ? `${t('hub.onlyHere')} (${each.address})` : `${each.name} · ${each.address}` })),
          ]}
          data-testid="hub-host"
        />
        <NumberInput label={t('hub.port')} value={port} onChange={(value) => setPort(Number(value))} min={0} max={65_535} allowDecimal={false} allowNegative={false} hideControls data-testid="hub-port" />
      </div>
      <div className={classes.buttons}>
        <Button disabled={name.trim() === ''} onClick={() => void sync.ask('hub.start', { host, port, name: name.trim() })} data-testid="hub-start">
          {t('hub.start')}
        </Button>
      </div>
    </>
  );
}

/** A line, as text and as a square code, with which one more computer enrols itself. */
function Enrolment({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('sync');
  const [relay, setRelay] = useState(false);
  const [enrolment, setEnrolment] = useState<{ line: string; expiresAt: string } | null>(null);
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const begin = (): void => {
    setCopied(false);
    bridge.call('hub.enrol', { relay }).then(setEnrolment, (fault: unknown) => console.error(fault));
  };
  const copy = (): void => {
    field.current?.select();
    // The clipboard's own interface asks for a permission that no window has.
    setCopied(document.execCommand('copy'));
  };
  return (
    <div className={classes.form}>
      <div className={classes.buttons}>
        <Button variant="light" leftSection={<Icon name="enter" />} onClick={begin} data-testid="hub-enrol">
          {t('hub.enrol')}
        </Button>
        <Checkbox label={t('hub.relay')} checked={relay} onChange={(event) => setRelay(event.currentTarget.checked)} data-testid="hub-relay" />
      </div>
      {enrolment && (
        <div className={classes.enrolment}>
          <EnrolmentQr line={enrolment.line} label={t('hub.qr')} />
          <div className={classes.form}>
            <p>{t('hub.line', { time: timeOfDay(enrolment.expiresAt, shownLanguage()) })}</p>
            <Textarea ref={field} aria-label={t('add.line')} value={enrolment.line} readOnly autosize dir="ltr" className={classes.line ?? ''} data-testid="hub-line" />
            <div className={classes.buttons}>
              <Button variant="default" leftSection={<Icon name="copy" />} onClick={copy}>
                {t('hub.copy')}
              </Button>
              <span role="status" className={classes.quiet}>
                {copied && t('hub.copied')}
              </span>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function Devices({ sync, hub, isOrganizer }: { sync: Sync; hub: HubView; isOrganizer: boolean }) {
  const { t } = useTranslation('sync');
  const now = useNow(30_000);
  const language = shownLanguage();
  return (
    <div className={classes.form}>
      <h3>{t('hub.devices')}</h3>
      {hub.devices.length === 0 ? (
        <p>{t('hub.noDevices')}</p>
      ) : (
        <ul className={classes.items} data-testid="hub-devices">
          {hub.devices.map(({ device, name, relay, lastSeenAt, revokedAt }) => (
            <li key={device} data-device={device}>
              <span className={classes.named}>
                <bdi>{name}</bdi>
                <span className={classes.quiet}>
                  <bdi>{device}</bdi> · {lastSeenAt === null ? t('hub.neverSeen') : t('hub.lastSeen', { time: timeWithDate(lastSeenAt, now, language) })}
                  {relay && ` · ${t('hub.relays')}`}
                </span>
              </span>
              {revokedAt !== null ? (
                <span className={classes.quiet}>{t('hub.revoked')}</span>
              ) : (
                isOrganizer && (
                  <Button variant="subtle" size="compact-md" onClick={() => void sync.tell('hub.revoke', { device })}>
                    {t('hub.revoke')}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
