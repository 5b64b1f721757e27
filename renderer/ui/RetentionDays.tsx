import { NumberInput } from '@mantine/core';

interface Props {
  label: string;
  /** What leaving it empty means. */
  description: string;
  value: number | string;
  onChange(value: number | string): void;
}

/** How many days personal data are kept; empty is without limit. */
export function RetentionDays(props: Props) {
  return <NumberInput {...props} min={0} max={3650} clampBehavior="strict" allowDecimal={false} allowNegative={false} hideControls data-testid="retention-days" />;
}

/** The number that was typed, as commands take it. */
export function daysOf(value: number | string): number | null {
  return value === '' ? null : Number(value);
}
