import type { QueryResult } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { Bar } from '@ui/Bar';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { useTranslation } from 'react-i18next';
import classes from './DayBoard.module.css';
import { roomsOf } from './rooms';

/** Each room of the chosen day: what is on there, and who has come of those expected. */
export function Rooms({ overview, sessions, target }: { overview: QueryResult<'workshop.overview'> | undefined; sessions: readonly AgendaSession[]; target: string | null }) {
  const { t: d } = useTranslation('deskDay');
  const now = useNow(30_000);
  const date = target?.startsWith('day:') ? target.slice('day:'.length) : (overview?.today ?? '');
  const rooms = roomsOf(sessions, overview?.sessions ?? [], date, now);
  return (
    <section className={classes.card} aria-labelledby="rooms-title" data-testid="rooms">
      <h2 id="rooms-title">
        <Icon name="place" /> {d('rooms.title')}
      </h2>
      {rooms.length === 0 && <p className={classes.quiet}>{d('rooms.none')}</p>}
      {rooms.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it a keyboard could not scroll (WCAG 2.1.1)
        <ul className={classes.list} tabIndex={0} aria-labelledby="rooms-title">
          {rooms.map(({ room, session, running, expected, arrived }) => {
            const name = room || d('rooms.without');
            const title = session?.title ?? '';
            return (
              <li key={room} data-testid="room">
                <div className={classes.main}>
                  <p className={classes.name}>
                    <bdi>{name}</bdi>
                  </p>
                  <p className={classes.quiet}>
                    {session === null ? d('rooms.over') : running ? d('rooms.now', { title }) : d('rooms.next', { time: session.start.slice(11, 16), title })}
                  </p>
                  <Bar share={expected === 0 ? 0 : arrived / expected} label={name} words={d('rooms.count', { arrived, expected })} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
