import type { PrintWord } from '@shared/contract/printing';
import { needsHands } from '@shared/domain/printing/printState';
import { Icon, type IconName } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KioskButton } from '../frame/KioskButton';
import { VisitBar } from '../frame/VisitBar';
import type { CertificateActor } from './CertificateScreen';
import { OtherKinds } from './OtherKinds';
import visit from './Visit.module.css';

type Value = Exclude<ReturnType<CertificateActor['getSnapshot']>['value'], object>;

interface Told {
  icon: IconName;
  tone?: 'warm' | 'good' | undefined;
  title: string;
  text: string;
  /** The way on: to print (again), the desk, to try again, the certificate as it is, the end. */
  ways: readonly ('print' | 'collect' | 'again' | 'asItIs' | 'done')[];
}

/** What is going on with somebody's certificate, or what became of it: one sign, one sentence, and the way on. */
export function CertificateOutcomeScreen({ certificate }: { certificate: CertificateActor }) {
  const { t } = useTranslation('kiosk');
  const state = useSelector(certificate, (snapshot) => snapshot);
  const value = state.value as Value;
  const told = useTold(value, state.context);
  const heading = useRef<HTMLHeadingElement>(null);
  // Each of these is a screen of its own; what a printer says in between is read out by the live region.
  useEffect(() => heading.current?.focus(), [value]);
  const buttons = {
    print: ['print.asked', 'strong', 'print', t('certificate.printAgain')],
    collect: ['desk.asked', told.ways[0] === 'collect' ? 'strong' : 'quiet', 'collect', t('certificate.collect')],
    again: [value === 'unwanted' ? 'desk.asked' : 'again', 'strong', 'again', t('certificate.again')],
    asItIs: ['name.left', 'strong', 'as-it-is', t('certificate.askedOn')],
    done: ['flow.done', 'strong', 'done', t('common.done')],
  } as const;
  return (
    <main className={visit.screen} data-testid="screen-certificate" data-state={value} data-word={value === 'printing' || value === 'stopped' ? state.context.word : undefined}>
      <VisitBar onBack={() => certificate.send({ type: 'flow.back' })} subject="certificate" />
      <div className={visit.centre} role="status">
        <div className={visit.sign} data-tone={told.tone}>
          <Icon name={told.icon} size="60%" weight={1.6} />
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {told.title}
        </h1>
        {told.text !== '' && (
          <p>
            <bdi>{told.text}</bdi>
          </p>
        )}
        {told.ways.length > 0 && (
          <div className={visit.row}>
            {told.ways.map((way) => {
              const [type, look, testId, label] = buttons[way];
              return (
                <KioskButton key={way} look={look} size="huge" onClick={() => certificate.send({ type })} data-testid={testId}>
                  {label}
                </KioskButton>
              );
            })}
          </div>
        )}
        {(value === 'printed' || value === 'wanted') && <OtherKinds certificate={certificate} />}
      </div>
    </main>
  );
}

function useTold(value: Value, { word, spelling, problem }: { word: PrintWord; spelling: string; problem: string }): Told {
  const { t } = useTranslation('kiosk');
  const { t: p } = useTranslation('printing');
  const wait = (title: string): Told => ({ icon: 'wait', title, text: '', ways: [] });
  const isOld = problem === 'forbidden';
  switch (value) {
    case 'issuing':
      return wait(t('certificate.issuing'));
    case 'recording':
      return wait(t('certificate.recording'));
    case 'sending':
      return wait(t('certificate.sending'));
    case 'failed':
      return isOld
        ? { icon: 'clock', tone: 'warm', title: t('certificate.expired'), text: t('certificate.expiredText'), ways: [] }
        : { icon: 'warning', tone: 'warm', title: t('certificate.failed'), text: t('certificate.failedText'), ways: ['again'] };
    case 'asked':
      return { icon: 'people', title: t('certificate.asked'), text: t('certificate.askedText', { name: spelling.trim() }), ways: ['asItIs'] };
    case 'printing':
      return needsHands(word)
        ? { icon: 'printer', tone: 'warm', title: p(`word.${word}.title`), text: `${p(`word.${word}.next`)} ${t('certificate.staffMends')}`, ways: ['collect'] }
        : { icon: 'printer', title: p(`word.${word}.title`), text: p(`word.${word}.next`), ways: [] };
    case 'stopped':
      return { icon: 'printer', tone: 'warm', title: p(`word.${word}.title`), text: p(`word.${word}.next`), ways: ['print', 'collect'] };
    case 'withoutPrinter':
      return { icon: 'printer', tone: 'warm', title: t('certificate.noPrinter'), text: t('certificate.noPrinterText'), ways: ['collect'] };
    case 'unsent':
      return isOld
        ? { icon: 'clock', tone: 'warm', title: t('certificate.expired'), text: t('certificate.expiredText'), ways: [] }
        : { icon: 'printer', tone: 'warm', title: t('certificate.unsent'), text: t('certificate.unsentText'), ways: ['print', 'collect'] };
    case 'printed':
      return { icon: 'check', tone: 'good', title: t('certificate.printed'), text: t('certificate.printedText'), ways: ['done'] };
    case 'wanted':
      return { icon: 'check', tone: 'good', title: t('certificate.wanted'), text: t('certificate.wantedText'), ways: ['done'] };
    case 'unwanted':
      return isOld
        ? { icon: 'clock', tone: 'warm', title: t('certificate.expired'), text: t('certificate.expiredText'), ways: [] }
        : { icon: 'warning', tone: 'warm', title: t('certificate.failed'), text: t('certificate.failedText'), ways: ['again'] };
    default:
      return wait(t('certificate.looking'));
  }
}
