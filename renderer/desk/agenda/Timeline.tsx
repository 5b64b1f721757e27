import { conflictsWith } from '@shared/domain/agenda/conflictsWith';
import { wallOf } from '@shared/domain/import/zonedTime';
import { shownLanguage } from '@i18n/i18n';
import { dayOf, wholeNumber } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionTimes } from '../targets';
import type { Board, OpenSession } from './AgendaTab';
import { useConflictWords } from './conflictWords';
import { type ArrowKey, neighbourOf } from './neighbour';
import classes from './Timeline.module.css';
import { type Block, layOut, minutesOf } from './timelineLayout';

/** CSS px of a minute: an hour is seen whole, and a quarter of one can still be hit. */
const scale = 1.45;

/** A day's sessions by room along the hours. The arrow keys go from one to the next. */
export function Timeline({ board, day, now, onOpen }: { board: Board; day: string; now: string; onOpen: OpenSession }) {
  const { t } = useTranslation('deskAgenda');
  const language = shownLanguage();
  const { columns, firstHour, lastHour } = layOut(board.sessions, day);
  const hours = Array.from({ length: Math.max(0, lastHour - firstHour) }, (_, index) => firstHour + index);
  const top = (minutes: number): string => `${Math.round((minutes - firstHour * 60) * scale)}px`;
  const nowWall = wallOf(Date.parse(now), board.timeZone);
  const nowMinutes = minutesOf(nowWall, day);
  const isNowShown = nowMinutes >= firstHour * 60 && nowMinutes <= lastHour * 60;
  const hint = useId();
  const nowLine = useRef<HTMLDivElement>(null);
  useEffect(() => {
    nowLine.current?.scrollIntoView({ block: 'center' });
  }, [day, isNowShown]);

  return (
    <>
      {onOpen !== null && (
        <p id={hint} className="visually-hidden">
          {t('timeline.hint')}
        </p>
      )}
      <ScrollRegion className={classes.scroll} label={t('timeline.label', { day: dayOf(day, language) })} testId="timeline">
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the buttons inside */}
        <div
          className={classes.grid}
          style={{ gridTemplateColumns: `52px repeat(${columns.length}, minmax(118px, 1fr))`, minHeight: `${hours.length * 60 * scale + 44}px` }}
          onKeyDown={moveFocus}
        >
          <div className={classes.corner} />
          {columns.map(({ room }) => (
            <h2 key={room} className={classes.room}>
              <bdi>{room || t('timeline.noRoom')}</bdi>
            </h2>
          ))}
          <div className={classes.hours} aria-hidden>
            {hours.map((hour) => (
              <span key={hour} style={{ insetBlockStart: top(hour * 60) }}>
                {`${String(hour % 24).padStart(2, '0')}:00`}
              </span>
            ))}
          </div>
          {columns.map(({ room, blocks }, index) => (
            <ul key={room} className={classes.column} aria-label={room || t('timeline.noRoom')} style={{ gridColumn: index + 2, backgroundSize: `100% ${60 * scale}px` }}>
              {blocks.map((block) => (
                <SessionBlock key={block.session.id} block={block} board={board} top={top(block.from)} now={now} hint={hint} onOpen={onOpen} />
              ))}
            </ul>
          ))}
          {isNowShown && (
            <div className={classes.nowRow} aria-hidden>
              <div ref={nowLine} className={classes.now} style={{ insetBlockStart: top(nowMinutes) }} data-testid="timeline-now">
                <span>{t('timeline.now', { time: nowWall.slice(11, 16) })}</span>
              </div>
            </div>
          )}
        </div>
      </ScrollRegion>
    </>
  );
}

function SessionBlock({
  block: { session, from, to, lane, lanes },
  board,
  top,
  now,
  hint,
  onOpen,
}: {
  block: Block;
  board: Board;
  top: string;
  now: string;
  hint: string;
  onOpen: OpenSession;
}) {
  const { t } = useTranslation('deskAgenda');
  const words = useConflictWords(board.sessions);
  const conflicts = conflictsWith(board.conflicts, session.id).map(words);
  const state = session.endsAt <= now ? 'past' : session.startsAt <= now ? 'now' : 'later';
  const places = session.capacity === null ? '' : t('timeline.places', { count: wholeNumber(session.capacity, shownLanguage()) });
  const hasPlaces = places !== '' && to - from >= 60;
  // Whole lines only: half of one cannot be read.
  const lines = Math.max(1, Math.floor(((to - from) * scale - 26 - (hasPlaces ? 18 : 0)) / 17.5));
  const signs = {
    title: [session.title, ...conflicts].join('\n'),
    'data-testid': 'timeline-session',
    'data-session': session.id,
    'data-state': state,
    'data-conflict': conflicts.length > 0 || undefined,
    'data-short': to - from < 40 || undefined,
  };
  const inside = (
    <>
      <span className={classes.time}>
        {conflicts.length > 0 && <Icon name="warning" label={conflicts.join('. ')} />}
        <bdi dir="ltr">{sessionTimes(session)}</bdi>
      </span>
      <bdi className={classes.title} style={{ WebkitLineClamp: lines }}>
        {session.title}
      </bdi>
      {hasPlaces && <span className={classes.places}>{places}</span>}
    </>
  );
  return (
    <li
      className={classes.item}
      style={{
        insetBlockStart: top,
        blockSize: `${Math.round((to - from) * scale) - 3}px`,
        insetInlineStart: `calc(${(100 * lane) / lanes}% + 3px)`,
        inlineSize: `calc(${100 / lanes}% - 6px)`,
      }}
    >
      {onOpen === null ? (
        <div className={classes.block} {...signs}>
          {inside}
        </div>
      ) : (
        <button type="button" className={classes.block} onClick={() => onOpen(session.id)} aria-describedby={hint} {...signs}>
          {inside}
        </button>
      )}
    </li>
  );
}

/** Arrow keys go to the session that lies there on the screen, in Arabic too. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (!/^Arrow(Up|Down|Left|Right)$/.test(event.key) || !(event.target instanceof HTMLButtonElement)) return;
  const { target } = event;
  const others = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('li > button')].filter((button) => button !== target);
  const next = neighbourOf(target.getBoundingClientRect(), others.map((button) => button.getBoundingClientRect()), event.key as ArrowKey);
  if (next === undefined) return;
  event.preventDefault();
  others[next]?.focus();
}
