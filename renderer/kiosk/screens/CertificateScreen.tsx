import { refusalWords } from '@i18n/certificateWords';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import type { certificateMachine } from '../flow/certificateMachine';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { VisitBar } from '../frame/VisitBar';
import { CertificateOutcomeScreen } from './CertificateOutcomeScreen';
import classes from './CertificateScreen.module.css';
import { OtherKinds } from './OtherKinds';
import { SpellingScreen } from './SpellingScreen';
import { useFocusedHeading } from './useFocusedHeading';
import visit from './Visit.module.css';

export type CertificateActor = ActorRefFrom<typeof certificateMachine>;

/** Somebody's certificate: why not yet, or how it looks and where to get it. */
export function CertificateScreen({ certificate }: { certificate: CertificateActor }) {
  const state = useSelector(certificate, (snapshot) => snapshot);
  if (state.matches('offered') || state.matches('refused')) return <Reasons certificate={certificate} />;
  if (state.matches('showing')) return <Shown certificate={certificate} />;
  if (state.matches('spelling')) return <SpellingScreen certificate={certificate} />;
  return <CertificateOutcomeScreen certificate={certificate} />;
}

function Reasons({ certificate }: { certificate: CertificateActor }) {
  const { t } = useTranslation('kiosk');
  const { timeZone } = useKiosk();
  const { refusals, eligibility } = useSelector(certificate, (snapshot) => snapshot.context);
  const offered = useSelector(certificate, (snapshot) => snapshot.matches('offered'));
  const heading = useFocusedHeading();
  const slots = refusals.some(({ code }) => code === 'attendance') ? (eligibility?.slots ?? []) : [];
  return (
    <main className={visit.screen} data-testid="screen-certificate" data-state={offered ? 'offered' : 'refused'}>
      <VisitBar onBack={() => certificate.send({ type: 'flow.back' })} subject="certificate" title={t(offered ? 'certificate.notYet' : 'certificate.none')} headingRef={heading} />
      <div className={classes.columns} data-wide={slots.length === 0 || undefined}>
        <div className={classes.reasons}>
          <ul className={classes.why} data-testid="why-not">
            {refusals.map((refusal) => (
              <li key={refusal.code}>
                <Icon name="info" size={36} />
                <span>{refusalWords(refusal, 'you', timeZone ?? 'UTC')}</span>
              </li>
            ))}
          </ul>
          {offered && (
            <>
              <p className={classes.offer}>{t('certificate.offerText')}</p>
              <KioskButton look="strong" size="huge" onClick={() => certificate.send({ type: 'kind.accepted' })} data-testid="take-confirmation">
                <Icon name="check" />
                {t('certificate.offer')}
              </KioskButton>
            </>
          )}
        </div>
        {slots.length > 0 && (
          <ScrollRegion className={visit.scroll} label={t('certificate.counts')}>
            <h2 className={classes.counts}>{t('certificate.counts')}</h2>
            <ul className={classes.slots}>
              {slots.map(({ startsAt, sessions, attended }) => (
                <li key={startsAt} data-attended={attended || undefined}>
                  <Icon name={attended ? 'check' : 'clock'} label={t(attended ? 'certificate.attended' : 'certificate.missed')} size={32} />
                  <bdi>{(sessions.find((each) => each.attended) ?? sessions[0])?.title}</bdi>
                </li>
              ))}
            </ul>
          </ScrollRegion>
        )}
      </div>
    </main>
  );
}

function Shown({ certificate }: { certificate: CertificateActor }) {
  const { t } = useTranslation('kiosk');
  const { t: c } = useTranslation('certificates');
  const state = useSelector(certificate, (snapshot) => snapshot);
  const { certificate: issued, preview } = state.context;
  const heading = useFocusedHeading();
  const missing = preview?.missing ?? [];
  return (
    <main className={visit.screen} data-testid="screen-certificate" data-state="showing">
      <VisitBar
        onBack={() => certificate.send({ type: 'flow.back' })}
        subject="certificate"
        title={t('certificate.title')}
        note={issued && c(`kind.${issued.kind}`)}
        headingRef={heading}
      />
      <div className={classes.columns}>
        <div className={classes.seen}>
          <div className={classes.picture} data-testid="own-preview" data-drawn={state.matches({ showing: 'drawn' }) || undefined}>
            {state.matches({ showing: 'drawn' }) && preview ? (
              <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(preview.svg)}`} alt={t('certificate.picture', { name: issued?.name })} />
            ) : (
              <p role="status">{t(state.matches({ showing: 'undrawn' }) ? 'certificate.undrawn' : 'certificate.drawing')}</p>
            )}
          </div>
          <OtherKinds certificate={certificate} />
        </div>
        <div className={classes.choices}>
          <h2>{t('certificate.nameRight')}</h2>
          <p className={classes.name} data-testid="certificate-name">
            <bdi>{issued?.name}</bdi>
          </p>
          {missing.length > 0 && (
            <p className={classes.missing} role="alert">
              <Icon name="warning" />
              <span>{t('certificate.missing', { characters: missing.join(' ') })}</span>
            </p>
          )}
          <KioskButton look="strong" size="huge" onClick={() => certificate.send({ type: 'print.asked' })} data-testid="print">
            <Icon name="printer" />
            {t('certificate.print')}
          </KioskButton>
          <KioskButton look="quiet" onClick={() => certificate.send({ type: 'desk.asked' })} data-testid="collect">
            <Icon name="people" />
            {t('certificate.collect')}
          </KioskButton>
          <KioskButton look="quiet" onClick={() => certificate.send({ type: 'name.wrong' })} data-testid="name-wrong">
            <Icon name="pen" />
            {t('certificate.spell')}
          </KioskButton>
        </div>
      </div>
    </main>
  );
}
