import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Popover } from '@mantine/core';
import { useAppStatus } from '@ui/appStatus';
import { Icon, type IconName } from '@ui/Icon';
import { useLinkState, useStoreQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import chips from './Chip.module.css';
import classes from './StatusChips.module.css';

type Tone = 'good' | 'warning' | 'bad' | 'quiet';
const mirrorTones = { up_to_date: 'good', behind: 'warning', lost: 'bad', none: 'quiet' } as const;

/** How safe the data are: what is on the disk, the second copy, and whether the store runs. Details on a click. */
export function StatusChips() {
  const { t } = useTranslation('desk');
  const status = useAppStatus();
  const linkState = useLinkState();
  const mirror = status?.mirror?.status ?? 'none';
  const restarting = linkState === 'restarting' || status?.storeRunning === false;
  const saved =
    linkState === 'connecting' && status === null
      ? t('status.connecting')
      : restarting
        ? t('status.restarting')
        : t('status.saved', { count: status?.journalLines ?? 0 });

  return (
    <Popover width={420} position="bottom-end" shadow="md" withinPortal={false} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.chips} title={t('status.label')} data-testid="status">
          <Chip tone={restarting ? 'warning' : 'good'} icon={restarting ? 'wait' : 'disk'} testId="status-journal">
            {saved}
          </Chip>
          {status && (
            <Chip tone={mirrorTones[mirror]} icon={mirror === 'lost' ? 'warning' : 'copy'} testId="status-mirror">
              {t(`status.mirror.${mirror}`)}
            </Chip>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Details />
      </Popover.Dropdown>
    </Popover>
  );
}

function Chip({ tone, icon, testId, children }: { tone: Tone; icon: IconName; testId: string; children: string }) {
  return (
    <span className={chips.chip} data-tone={tone} data-testid={testId}>
      <Icon name={icon} size={17} />
      {children}
    </span>
  );
}

function Details() {
  const { t } = useTranslation('desk');
  const status = useAppStatus();
  const { value: health } = useStoreQuery('store.health', {});
  const facts: [string, string | undefined][] = [
    [t('status.device'), status?.device],
    [t('status.folder'), status?.dataFolder],
    [t('status.mirrorFolder'), status?.mirror?.folder ?? t('status.mirror.none')],
    [t('status.applied'), health && t('status.appliedOf', { applied: health.applied, events: health.events })],
    [t('status.people'), health && wholeNumber(health.attendees, shownLanguage())],
    [t('status.version'), status?.version],
  ];
  return (
    <div className={classes.details}>
      <dl>
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{fact ?? '…'}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {status?.mirror?.problem && <p data-tone="bad">{status.mirror.problem}</p>}
      {health && health.damaged.length > 0 && <p data-tone="bad">{t('status.damaged', { count: health.damaged.length })}</p>}
      {health?.databaseError && <p data-tone="warning">{t('status.databaseError', { reason: health.databaseError })}</p>}
    </div>
  );
}
