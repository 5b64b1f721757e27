import type { Language } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import { dateFieldOrder, type DateField as DateFieldPart } from '@i18n/times';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DateField.module.css';
import field from './TextField.module.css';

const lengths: Record<DateFieldPart, number> = { year: 4, month: 2, day: 2 };

/** The parts of `YYYY-MM-DD`, of which any may be missing or half typed. */
export function partsOf(date: string): Record<DateFieldPart, string> {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year, month, day };
}

export function dateOf({ year, month, day }: Record<DateFieldPart, string>): string {
  if (year === '' && month === '' && day === '') return '';
  const padded = (part: string): string => (part.length === 1 && year.length === 4 ? part.padStart(2, '0') : part);
  return `${year}-${padded(month)}-${padded(day)}`;
}

/** The date with something typed into one part, and the part that goes on after a full one. */
export function typedInto(date: string, part: DateFieldPart, typed: string, language: Language): { date: string; next: DateFieldPart } {
  const before = partsOf(date);
  const digits = typed.replace(/\D/g, '').slice(0, lengths[part]);
  const order = dateFieldOrder(language);
  const full = digits.length === lengths[part] && digits !== before[part];
  return { date: dateOf({ ...before, [part]: digits }), next: (full ? order[order.indexOf(part) + 1] : undefined) ?? part };
}

/** A date in three fields, in the order the language writes it. A full field hands on to the next. */
export function DateField({
  label,
  hint,
  error,
  value,
  onType,
  active,
  onActive,
  language,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** `YYYY-MM-DD`, with parts missing while they are not typed yet. */
  value: string;
  onType(part: DateFieldPart, typed: string): void;
  /** The part that the keys on the screen type into. */
  active: DateFieldPart | null;
  onActive(part: DateFieldPart): void;
  language: Language;
}) {
  const { t } = useTranslation('kiosk');
  const id = useId();
  const order = dateFieldOrder(language);
  const inputs = useRef<Partial<Record<DateFieldPart, HTMLInputElement | null>>>({});
  const parts = partsOf(value);
  useEffect(() => {
    if (active) inputs.current[active]?.focus();
  }, [active]);
  return (
    <div className={field.field} data-invalid={error !== undefined || undefined} role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className={classes.label}>
        {label}
      </span>
      <div className={classes.parts}>
        {order.map((part) => (
          <div key={part} className={classes.part} data-part={part}>
            <label htmlFor={`${id}-${part}`}>{t(`date.${part}`)}</label>
            <input
              ref={(input) => {
                inputs.current[part] = input;
              }}
              id={`${id}-${part}`}
              value={parts[part]}
              onChange={(event) => onType(part, event.currentTarget.value)}
              onFocus={() => onActive(part)}
              data-active={active === part || undefined}
              inputMode="none"
              autoComplete="off"
              aria-invalid={error !== undefined}
              aria-describedby={`${id}-note`}
              data-testid={`date-${part}`}
            />
          </div>
        ))}
      </div>
      <p id={`${id}-note`} className={field.note}>
        {error !== undefined && <Icon name="warning" />}
        {error ?? hint ?? ''}
      </p>
    </div>
  );
}
