import { shownLanguage } from '@i18n/i18n';
import { dayOf, timeOfDay, timeWithDate } from '@i18n/times';
import { localDateAt } from '@shared/domain/calendar';
import { useNow } from '@ui/useNow';
import { useTranslation } from 'react-i18next';
import { useSetup } from '../setupContext';
import { CheckCard, Finding } from './CheckCard';

/** This computer's clock, against what it has written and the workshop's days. */
export function ClockCheck({ timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('deskSetup');
  const { facts, items } = useSetup();
  const now = useNow(1_000);
  const language = shownLanguage();
  const verdict = items?.find(({ name }) => name === 'clock');
  const written = facts?.lastWrittenAt ?? null;
  return (
    <CheckCard name="clock" icon="clock" title={t('hardware.clock.title')}>
      <p>{t('hardware.clock.now', { time: `${dayOf(localDateAt(now, timeZone), language)}, ${timeOfDay(now, language, timeZone)}`, zone: timeZone.replaceAll('_', ' ') })}</p>
      {written !== null && <p>{t('hardware.clock.last', { time: timeWithDate(new Date(written).toISOString(), now, language, timeZone) })}</p>}
      {verdict && (
        <Finding tone={verdict.state === 'good' ? 'good' : 'warning'} testId="clock">
          {t(`items.clock.${verdict.reason}` as 'items.clock.good')}
        </Finding>
      )}
    </CheckCard>
  );
}
