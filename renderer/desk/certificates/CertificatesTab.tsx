import type { ChampionsBridge } from '@shared/contract/appChannels';
import { type CertificateKind, certificateKinds, type CertificateState, certificateStates } from '@shared/contract/certificates';
import type { Workshop } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Pagination, SegmentedControl, TextInput } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useStoreQuery } from '@ui/store';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DesignCard } from '../design/DesignCard';
import { PrintingCard } from '../printing/PrintingCard';
import { IssuerKeyCard } from '../verify/IssuerKeyCard';
import { RevocationsCard } from '../verify/RevocationsCard';
import { VerifyCard } from '../verify/VerifyCard';
import { CertificateDialog } from './CertificateDialog';
import { CertificateRow } from './CertificateRow';
import classes from './Certificates.module.css';
import { RunCard } from './RunCard';

const perPage = 50;

/** Who gets which certificate and why not; issuing them, one by one or all at once. */
export function CertificatesTab({ bridge, workshop, people }: { bridge: ChampionsBridge; workshop: Workshop | null; people: number }) {
  const { t } = useTranslation('deskCertificates');
  const { t: c } = useTranslation('certificates');
  const [kind, setKind] = useState<CertificateKind>('co_signed');
  const [state, setState] = useState<CertificateState | null>(null);
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<string | null>(null);
  const language = shownLanguage();
  const timeZone = workshop?.timeZone ?? 'UTC';
  const { value, error } = useStoreQuery('certificates.list', {
    kind, states: state === null ? null : [state], search, language, offset: (page - 1) * perPage, limit: perPage,
  });
  if (people === 0) {
    return (
      <EmptyState icon="people" title={t('nobody.title')} next={t('nobody.next')}>
        {null}
      </EmptyState>
    );
  }
  const pages = Math.max(1, Math.ceil((value?.total ?? 0) / perPage));
  const choose = (next: CertificateState | null): void => {
    setState(next);
    setPage(1);
  };
  return (
    <ScrollRegion className={classes.scroll} label={t('title')} testId="certificates">
      <RunCard bridge={bridge} />
      <section className={classes.list} aria-labelledby="certificates-people">
        <div className={classes.head}>
          <h2 id="certificates-people">{t('people')}</h2>
          <SegmentedControl
            value={kind}
            onChange={(next) => {
              setKind(next as CertificateKind);
              setPage(1);
            }}
            data={certificateKinds.map((each) => ({ value: each, label: c(`kind.${each}`) }))}
            aria-label={t('kind')}
            data-testid="certificates-kind"
          />
        </div>
        <div className={classes.states} role="group" aria-label={t('filter')}>
          <StateButton label={t('all')} count={value && Object.values(value.counts).reduce((sum, count) => sum + count, 0)} chosen={state === null} onClick={() => choose(null)} testId="state-all" />
          {certificateStates.map((each) => (
            <StateButton key={each} label={c(`state.${each}`)} count={value?.counts[each]} chosen={state === each} onClick={() => choose(each)} testId={`state-${each}`} />
          ))}
        </div>
        <TextInput
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPage(1);
          }}
          label={t('search')}
          leftSection={<Icon name="search" />}
          data-testid="certificates-search"
        />
        <ErrorSentence error={error} />
        {value && value.rows.length === 0 && <p className={classes.quiet}>{t(search === '' ? 'noneInState' : 'noneFound')}</p>}
        <ul className={classes.rows} aria-labelledby="certificates-people">
          {value?.rows.map((row) => <CertificateRow key={row.registrationId} row={row} timeZone={timeZone} onOpen={() => setOpen(row.registrationId)} />)}
        </ul>
        {pages > 1 && (
          <Pagination
            total={pages}
            value={Math.min(page, pages)}
            onChange={setPage}
            getControlProps={(control) => ({ 'aria-label': t(`pages.${control}`) })}
            getItemProps={(number) => ({ 'aria-label': t('pages.page', { number: wholeNumber(number, language) }) })}
          />
        )}
      </section>
      <PrintingCard bridge={bridge} />
      <div className={classes.cards}>
        <DesignCard bridge={bridge} />
        <VerifyCard bridge={bridge} workshop={workshop} />
        <IssuerKeyCard bridge={bridge} timeZone={timeZone} />
        <RevocationsCard bridge={bridge} />
      </div>
      <CertificateDialog bridge={bridge} registrationId={open} kind={kind} timeZone={timeZone} onClose={() => setOpen(null)} />
    </ScrollRegion>
  );
}

function StateButton({ label, count, chosen, onClick, testId }: { label: string; count: number | undefined; chosen: boolean; onClick(): void; testId: string }) {
  return (
    <button type="button" className={classes.state} aria-pressed={chosen} onClick={onClick} data-testid={testId} data-count={count}>
      <span>{label}</span> <strong>{count === undefined ? '' : wholeNumber(count, shownLanguage())}</strong>
    </button>
  );
}
