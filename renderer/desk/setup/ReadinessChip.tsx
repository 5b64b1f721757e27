import type { Remedy } from '@shared/domain/readiness';
import { openItems } from '@shared/domain/readiness';
import { Button, Popover } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import { Checklist } from './Checklist';
import chips from '../Chip.module.css';
import classes from './ReadinessChip.module.css';
import { useSetup } from './setupContext';

/** In the desk's header: whether everything is ready. On a click, the checklist. */
export function ReadinessChip({ onRemedy }: { onRemedy(remedy: Remedy): void }) {
  const { t } = useTranslation('deskSetup');
  const { items, openGuide, refresh } = useSetup();
  const [opened, setOpened] = useState(false);
  const open = items === null ? null : openItems(items);
  const words = open === null ? t('chip.checking') : open === 0 ? t('chip.ready') : t('chip.open', { count: open });
  const change = (next: boolean): void => {
    if (next) refresh();
    setOpened(next);
  };
  return (
    <Popover opened={opened} onChange={change} width={520} position="bottom-end" shadow="md" withinPortal={false} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={chips.chip}
          data-tone={open === null ? 'quiet' : open === 0 ? 'good' : 'warning'}
          title={t('chip.label')}
          onClick={() => change(!opened)}
          data-testid="readiness"
          data-open={open ?? ''}
        >
          <Icon name={open === null ? 'wait' : open === 0 ? 'check' : 'warning'} size={17} />
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {/* What is open may be longer than the window, and for a helper there is no button in it. */}
        <ScrollRegion className={classes.dropdown} label={t('checklist.title')}>
          <h2>{t('checklist.title')}</h2>
          <Checklist
            onRemedy={(remedy) => {
              setOpened(false);
              onRemedy(remedy);
            }}
          />
          <OrganizerOnly otherwise="sentence">
            <Button
              variant="subtle"
              onClick={() => {
                setOpened(false);
                openGuide();
              }}
              data-testid="open-guide"
            >
              {t('checklist.guide')}
            </Button>
          </OrganizerOnly>
        </ScrollRegion>
      </Popover.Dropdown>
    </Popover>
  );
}
