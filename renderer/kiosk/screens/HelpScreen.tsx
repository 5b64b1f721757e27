import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import type { helpMachine } from '../flow/helpMachine';
import { KioskButton } from '../frame/KioskButton';
import { VisitBar } from '../frame/VisitBar';
import { useFocusedHeading } from './useFocusedHeading';
import classes from './Visit.module.css';

/** Calls somebody of the staff, and says what has become of it. */
export function HelpScreen({ help }: { help: ActorRefFrom<typeof helpMachine> }) {
  const { t } = useTranslation('kiosk');
  const value = useSelector(help, (snapshot) => snapshot.value);
  const heading = useFocusedHeading();
  const call = (): void => help.send({ type: 'help.called', requestId: crypto.randomUUID() });
  const words = {
    offering: [t('help.title'), t('help.text')],
    calling: [t('help.calling'), ''],
    called: [t('help.called'), t('help.calledText')],
    coming: [t('help.coming'), t('help.comingText')],
    failed: [t('help.failed'), t('help.failedText')],
    left: ['', ''],
  }[value] as [string, string];
  return (
    <main className={classes.screen} data-testid="screen-help" data-state={value}>
      <VisitBar onBack={() => help.send({ type: 'flow.back' })} subject="general" help={false} />
      <div className={classes.centre} role="status">
        <div className={classes.sign} data-tone={value === 'coming' ? 'good' : value === 'failed' ? 'warm' : undefined}>
          <Icon name={value === 'coming' ? 'person' : value === 'failed' ? 'warning' : 'hand'} size="60%" weight={1.6} />
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {words[0]}
        </h1>
        {words[1] !== '' && <p>{words[1]}</p>}
        {(value === 'offering' || value === 'failed') && (
          <KioskButton look="strong" size="huge" onClick={call} data-testid="help-call">
            {t(value === 'failed' ? 'help.again' : 'help.call')}
          </KioskButton>
        )}
      </div>
    </main>
  );
}
