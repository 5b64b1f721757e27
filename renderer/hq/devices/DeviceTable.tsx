import type { HqDevice } from '@shared/contract/hqQueries';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import { whenWords } from '../whenWords';

const shownGaps = 4;

/** Devices with their last contact and what is missing of them. @param onOpen opens a workshop, where it is not open already. */
export function DeviceTable({ devices, onOpen }: { devices: readonly HqDevice[]; onOpen?: (workshop: string) => void }) {
  const { t } = useTranslation('hq');
  const now = useNow(60_000);
  return (
    <table className={card.table} data-testid="devices">
      <caption className="visually-hidden">{t('devices.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('devices.device')}</th>
          {onOpen && <th scope="col">{t('devices.workshop')}</th>}
          <th scope="col">{t('devices.stations')}</th>
          <th scope="col">{t('devices.contact')}</th>
          <th scope="col" className={card.number}>
            {t('devices.events')}
          </th>
          <th scope="col">{t('devices.chain')}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((each) => (
          <tr key={`${each.workshop} ${each.device}`} data-testid={`device-${each.device}`}>
            <th scope="row" className={card.mono}>
              {each.device}
            </th>
            {onOpen && (
              <td>
                <WorkshopLink name={each.city || each.workshop} onOpen={() => onOpen(each.workshop)} />
              </td>
            )}
            <td>{each.isHq ? t('title') : each.stations.length === 0 ? t('devices.desk') : <bdi>{each.stations.join(', ')}</bdi>}</td>
            <td>{whenWords(each.lastAt, now)}</td>
            <td className={card.number}>{wholeNumber(each.events, shownLanguage())}</td>
            <td>
              <Chain device={each} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WorkshopLink({ name, onOpen }: { name: string; onOpen(): void }) {
  return (
    <button type="button" className={card.link} onClick={onOpen}>
      <bdi>{name}</bdi>
    </button>
  );
}

function Chain({ device: { gaps, missing } }: { device: HqDevice }) {
  const { t } = useTranslation('hq');
  if (missing === 0) {
    return (
      <span className={card.chip} data-tone="good">
        <Icon name="check" /> {t('devices.whole')}
      </span>
    );
  }
  const words = gaps.slice(0, shownGaps).map(([first, last]) => (first === last ? t('devices.gapOne', { first }) : t('devices.gap', { first, last })));
  if (gaps.length > shownGaps) words.push(t('devices.moreGaps'));
  return (
    <span className={card.chip} data-tone="bad">
      <Icon name="offline" /> {t('devices.gaps', { gaps: words.join(', ') })}
    </span>
  );
}
