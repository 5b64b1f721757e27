import type { RosterRow } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate } from '@i18n/times';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Icon, type IconName } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterPages } from './rosterPages';
import classes from './RosterTable.module.css';

/** Height of a row, px: every row has it, so that a hundred thousand of them need no measuring. */
const rowHeight = 52;
const headHeight = 36;
const icons: Record<RosterRow['status'], IconName> = { expected: 'clock', inside: 'check', left: 'leave', cancelled: 'cross' };

/** The list: only rows in sight exist, and only their pages are read. */
export function RosterTable({
  pages,
  timeZone,
  onOpen,
}: {
  pages: RosterPages;
  timeZone: string | undefined;
  onOpen(registrationId: string): void;
}) {
  const { t } = useTranslation('desk');
  const scroller = useRef<HTMLDivElement>(null);
  const total = pages.total ?? 0;
  const [active, setActive] = useState(0);
  const focusActive = useRef(false);
  const now = useNow(60_000);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by the compiler
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // The rows begin below the head, which stays.
    scrollPaddingEnd: headHeight,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];

  useEffect(() => pages.show(first, last), [pages, first, last]);
  // Another question is another list: it begins at its top.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [pages]);
  // The row has to be there before it can take the focus: after a jump, one more turn of rendering.
  useEffect(() => {
    if (!focusActive.current) return;
    const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"] button`);
    if (!button) return;
    focusActive.current = false;
    button.focus({ preventScroll: true });
  });

  const inSight = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
  const moves: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + inSight,
    PageUp: active - inSight,
    Home: 0,
    End: total - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(total - 1, Math.max(0, to));
    focusActive.current = true;
    setActive(next);
    virtual.scrollToIndex(next);
  };
  // Tab must always find a row: the active one, or the first in sight if that one has been scrolled away.
  const tabbable = active >= first && active <= last ? active : first;

  return (
    <div className={classes.table} role="table" aria-label={t('roster.list')} aria-rowcount={total + 1}>
      <div ref={scroller} className={classes.scroll} role="presentation" onKeyDown={onKeyDown} data-testid="roster-list">
        {/* In the scrolling box, so that its columns are as wide as those below, whatever a scroll bar takes. */}
        <div role="rowgroup" className={classes.head} style={{ blockSize: headHeight }}>
          <div role="row" aria-rowindex={1}>
            {(['name', 'ticket', 'status', 'checkIn'] as const).map((column) => (
              <span key={column} role="columnheader">
                {t(`roster.columns.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.canvas} style={{ blockSize: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <Row
              key={index}
              row={pages.row(index)}
              index={index}
              top={start}
              tabbable={index === tabbable}
              timeZone={timeZone}
              now={now}
              onOpen={(id) => {
                setActive(index);
                onOpen(id);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({
  row,
  index,
  top,
  tabbable,
  timeZone,
  now,
  onOpen,
}: {
  row: RosterRow | undefined;
  index: number;
  top: number;
  tabbable: boolean;
  timeZone: string | undefined;
  now: string;
  onOpen(registrationId: string): void;
}) {
  const { t } = useTranslation('desk');
  const place = { transform: `translateY(${top}px)`, blockSize: rowHeight };
  if (!row) {
    return (
      <div className={classes.row} role="row" aria-rowindex={index + 2} data-index={index} style={place}>
        <span role="cell" className={classes.ghost} aria-label={t('roster.loading')} />
      </div>
    );
  }
  return (
    <div
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-status={row.status}
      data-testid="roster-row"
      style={place}
    >
      <span role="cell" className={classes.person}>
        <button type="button" className={classes.name} tabIndex={tabbable ? 0 : -1} onClick={() => onOpen(row.registrationId)}>
          <bdi>{row.fullName === '' ? t('attendee.erased') : row.fullName}</bdi>
        </button>
        <span className={classes.organisation}>
          <bdi>{row.organisation}</bdi>
        </span>
      </span>
      <span role="cell" className={classes.ticket}>
        {row.ticketCode ?? row.registrationId}
      </span>
      <span role="cell">
        <span className={classes.status} data-status={row.status}>
          <Icon name={icons[row.status]} size={16} />
          {t(`roster.status.${row.status}`)}
        </span>
      </span>
      <span role="cell" className={classes.time}>
        {row.lastCheckInAt && timeWithDate(row.lastCheckInAt, now, shownLanguage(), timeZone)}
      </span>
    </div>
  );
}
