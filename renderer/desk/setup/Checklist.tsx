import type { ReadinessItem, Remedy } from '@shared/domain/readiness';
import { openItems } from '@shared/domain/readiness';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import { OrganizerOnly } from '../privacy/OrganizerOnly';
import classes from './Checklist.module.css';
import { useSetup } from './setupContext';

const icons = { open: 'warning', advice: 'info', good: 'check' } as const;
const order = { open: 0, advice: 1, good: 2 } as const;

/** What is open, what would be worth doing, what is done; each with its remedy as a button. */
export function Checklist({ onRemedy }: { onRemedy(remedy: Remedy): void }) {
  const { t } = useTranslation('deskSetup');
  const { items, error } = useSetup();
  if (items === null) return error === null ? <p role="status">{t('chip.checking')}</p> : <ErrorSentence error={error} />;
  const open = openItems(items);
  return (
    <div className={classes.checklist} data-testid="checklist" data-open={open}>
      <p className={classes.verdict} data-tone={open === 0 ? 'good' : 'warning'} role="status">
        <Icon name={open === 0 ? 'check' : 'warning'} size={22} />
        {open === 0 ? t('checklist.ready') : t('checklist.notReady', { count: open })}
      </p>
      <ul>
        {[...items]
          .sort((a, b) => order[a.state] - order[b.state])
          .map((item) => (
            <Item key={item.name} item={item} onRemedy={onRemedy} />
          ))}
      </ul>
    </div>
  );
}

function Item({ item, onRemedy }: { item: ReadinessItem; onRemedy(remedy: Remedy): void }) {
  const { t } = useTranslation('deskSetup');
  const { name, state, reason, count, remedy } = item;
  return (
    <li className={classes.item} data-state={state} data-testid={`ready-${name}`} data-reason={reason}>
      <span className={classes.sign}>
        <Icon name={icons[state]} size={18} label={t(`checklist.state.${state}`)} />
      </span>
      <p>
        <strong>{t(`items.${name}.title`)}</strong> {t(`items.${name}.${reason}` as 'items.roster.good', { number: count ?? 0 })}
      </p>
      {remedy !== null && (
        <OrganizerOnly>
          <Button size="compact-sm" variant={state === 'open' ? 'filled' : 'default'} onClick={() => onRemedy(remedy)} data-testid={`remedy-${name}`}>
            {t(`remedy.${remedy}`)}
          </Button>
        </OrganizerOnly>
      )}
    </li>
  );
}
