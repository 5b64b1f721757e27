import { Icon } from '@ui/Icon';
import { type InputHTMLAttributes, type Ref, useId } from 'react';
import classes from './TextField.module.css';

/** A field for a kiosk: the keys are on the screen, so none of the system's shall cover it. */
export function TextField({
  label,
  hint,
  error,
  value,
  onChange,
  fieldRef,
  noteTestId,
  labelHidden = false,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string;
  onChange(value: string): void;
  fieldRef?: Ref<HTMLInputElement>;
  noteTestId?: string;
  /** For eyes only: the screen's heading says it already. */
  labelHidden?: boolean;
}) {
  const id = useId();
  return (
    <div className={classes.field} data-invalid={error !== undefined || undefined}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        {...rest}
        ref={fieldRef}
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
      />
      <p id={`${id}-note`} className={classes.note} role="status" data-testid={noteTestId}>
        {error !== undefined && <Icon name="warning" />}
        {error ?? hint ?? ''}
      </p>
    </div>
  );
}
