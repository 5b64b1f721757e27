import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { RefusedDocument, SyncRemote } from '@shared/contract/syncState';
import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Sync.module.css';
import type { Sync } from './useSync';

const shown = 50;

/** What one side did not take, each with its reason, until it is taken or somebody has noted it. */
export function RefusedList({ bridge, sync, remote, count }: { bridge: ChampionsBridge; sync: Sync; remote: SyncRemote; count: number }) {
  const { t } = useTranslation('sync');
  const [documents, setDocuments] = useState<readonly RefusedDocument[]>([]);
  useEffect(() => {
    bridge.call('sync.refused', { remote: remote.id }).then((answer) => setDocuments(answer.documents.slice(0, shown)), (fault: unknown) => console.error(fault));
  }, [bridge, remote.id, count]);
  return (
    <div className={classes.form} data-testid="sync-refused" data-count={count}>
      <p className={classes.problem}>
        <Icon name="warning" /> {t('refused.title', { count })}
      </p>
      <p>{t('refused.what')}</p>
      <ul className={classes.items}>
        {documents.map(({ key, direction, id, code, reason }) => (
          <li key={key} data-code={code}>
            <span className={classes.named}>
              <span>{t(`refused.code.${code}`, { reason })}</span>
              <span className={classes.quiet}>
                {t(`refused.${direction}`, { name: remote.name })} · <bdi>{id.split(':')[0]}</bdi>
              </span>
            </span>
            <Button variant="subtle" size="compact-md" onClick={() => void sync.tell('sync.answerRefused', { remote: remote.id, keys: [key] })}>
              {t('refused.noted')}
            </Button>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="light" leftSection={<Icon name="undo" />} onClick={() => void sync.ask('sync.retry', { remote: remote.id })} data-testid="sync-retry">
          {t('refused.again')}
        </Button>
      </div>
    </div>
  );
}
