import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateDesign } from '@shared/contract/certificateDesign';
import { KioskError } from '@shared/contract/errors';
import type { DesignName } from '@shared/contract/designSettings';
import { certificateRulesOf } from '@shared/domain/certificates/rules';
import { Button, Modal } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useStoreQuery } from '@ui/store';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { frameOfOverview } from '../frameOfOverview';
import classes from './DesignEditor.module.css';
import type { Draft } from './useDesignDraft';

const Editor = lazy(() => import('./DesignEditor').then((module) => ({ default: module.DesignEditor })));

interface Opened {
  first: Draft;
  bases: Record<DesignName, CertificateDesign>;
}

/** How certificates look, for organizers: opens the editor. */
export function DesignCard({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskDesign');
  const isOrganizer = useAccess().role === 'desk';
  const workshop = useStoreQuery('workshop.overview', {}, frameOfOverview).value?.workshop;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (!isOrganizer || !workshop) return null;
  const open = (): void => {
    setError(null);
    bridge.call('design.load', {}).then(
      ({ settings, bases }) => setOpened({ first: { settings, signers: certificateRulesOf(workshop).signers }, bases }),
      (fault: Error) => setError(new KioskError('internal', fault.message)),
    );
  };
  return (
    <section className={classes.card} aria-labelledby="design-title" data-testid="design">
      <h2 id="design-title">
        <Icon name="pen" /> {t('title')}
      </h2>
      <p>{t('what')}</p>
      <ErrorSentence error={error} />
      <div>
        <Button variant="light" onClick={open} data-testid="design-open">
          {t('open')}
        </Button>
      </div>
      <Modal opened={opened !== null} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} fullScreen title={t('title')} classNames={{ body: classes.body ?? '', content: classes.content ?? '' }}>
        <Suspense fallback={null}>{opened && <Editor bridge={bridge} workshop={workshop} {...opened} onClose={() => setOpened(null)} />}</Suspense>
      </Modal>
    </section>
  );
}
