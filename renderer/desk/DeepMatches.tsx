import { useAccess } from '@ui/gate/access';
import { useStoreQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import classes from './DeepMatches.module.css';

const named = ['email', 'organisation', 'nameOnCertificate', 'country', 'birthDate', 'dietary'] as const;

/** People found by anything but their name and tickets, as the search through the details finds them. */
export function DeepMatches({ search, onOpen }: { search: string; onOpen(registrationId: string): void }) {
  const { t: d } = useTranslation('deskDay');
  // The details of people are for organizers.
  const isOrganizer = useAccess().role === 'desk';
  const asked = search.trim();
  const { value } = useStoreQuery('roster.deep', !isOrganizer || asked.length < 2 ? null : { search: asked });
  if (!value || (value.done && value.matches.length === 0)) return null;
  return (
    <section className={classes.panel} aria-labelledby="deep-title" data-testid="deep" data-done={value.done}>
      <h2 id="deep-title" aria-live="polite">
        {value.matches.length === 0 ? d('deep.looking') : d('deep.title')}
      </h2>
      {value.matches.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it a keyboard could not scroll (WCAG 2.1.1)
        <ul tabIndex={0} aria-labelledby="deep-title">
          {value.matches.map(({ registrationId, fullName, field, text }) => {
            const known = named.find((each) => each === field);
            return (
              <li key={registrationId}>
                <button type="button" onClick={() => onOpen(registrationId)} data-testid="deep-match">
                  <bdi className={classes.name}>{fullName || registrationId}</bdi>
                  <span>
                    {known ? d(`field.${known}`) : field}: <bdi>{text}</bdi>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {value.more && <p>{d('deep.more')}</p>}
    </section>
  );
}
