import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from './MoreRows.module.css';

/** What a query gives at the most. */
const most = 500;

/** How many rows of a list are asked for: more with each time that somebody wants more. */
export function useRowLimit(step: number) {
  const [limit, setLimit] = useState(step);
  return { step, limit, extend: () => setLimit(Math.min(most, limit + step)) };
}

interface Props {
  rows: ReturnType<typeof useRowLimit>;
  /** How many there are behind those that are shown. */
  rest: number;
  label(count: number): string;
}

/** Asks for more rows of a list that has more. */
export function MoreRows({ rows: { step, limit, extend }, rest, label }: Props) {
  if (rest <= 0 || limit >= most) return null;
  return (
    <div className={classes.more}>
      <Button variant="light" onClick={extend} data-testid="more">
        {label(Math.min(step, rest))}
      </Button>
    </div>
  );
}
