import type { ChampionsBridge } from '@shared/contract/appChannels';
import { errorCodes } from '@shared/contract/errors';
import { remarkCodes } from '@shared/domain/import/remarks';
import { Accordion, Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import { CribSection } from './CribSection';
import type { HelpPlace } from './helpPlaces';
import classes from './HelpPanel.module.css';

const lines = ['a', 'b', 'c'] as const;

/** Help for what is on the screen, what to do about each refusal and remark, and the page for volunteers. */
export default function HelpPanel({ bridge, place, onClose }: { bridge: ChampionsBridge; place: HelpPlace; onClose(): void }) {
  const { t } = useTranslation('deskHelp');
  return (
    <Drawer opened onClose={onClose} position="right" size={440} title={t('title')} closeButtonProps={{ 'aria-label': t('close') }} data-testid="help-panel">
      <div className={classes.panel} data-testid="help" data-place={place}>
        <h2>{t(`places.${place}.title`)}</h2>
        <ul>
          {lines.map((line) => (
            <li key={line}>{t(`places.${place}.${line}`)}</li>
          ))}
        </ul>
        <OrganizerOnly>
          <CribSection bridge={bridge} />
        </OrganizerOnly>
        <Accordion variant="contained" order={3}>
          <Accordion.Item value="errors">
            <Accordion.Control>{t('errors.section')}</Accordion.Control>
            <Accordion.Panel>
              <Remedies entries={errorCodes.map((code) => ({ code, name: t(`error.${code}`, { ns: 'shell' }), remedy: t(`errors.${code}`) }))} />
            </Accordion.Panel>
          </Accordion.Item>
          <Accordion.Item value="remarks">
            <Accordion.Control>{t('remarks.section')}</Accordion.Control>
            <Accordion.Panel>
              <Remedies entries={remarkCodes.map((code) => ({ code, name: code.replaceAll('_', ' '), remedy: t(`remarks.${code}` as 'remarks.too_long') }))} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        <p className={classes.hint}>{t('hint')}</p>
      </div>
    </Drawer>
  );
}

function Remedies({ entries }: { entries: readonly { code: string; name: string; remedy: string }[] }) {
  return (
    <dl className={classes.remedies}>
      {entries.map(({ code, name, remedy }) => (
        <div key={code} data-testid={`remedy-of-${code}`}>
          <dt>{name}</dt>
          <dd>{remedy}</dd>
        </div>
      ))}
    </dl>
  );
}
