import type { AttendeeRecord } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { dateInWords } from '@i18n/times';
import type { RosterAttendee } from '@shared/domain/import/roster';
import { type RosterColumn, rosterColumns } from '@shared/domain/import/rosterLayout';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewOf, type Reading, type RosterFile } from './rosterFile';
import classes from '../tables.module.css';

const shownRows = 5;

/** The first rows, as they will be read: a birth date in words, a name put together, a value that cannot be used marked. */
export function ReadingPreview({ file, reading }: { file: RosterFile; reading: Reading }) {
  const { t } = useTranslation('deskRoster');
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const preview = useMemo(() => previewOf(file, reading, today), [file, reading, today]);
  if (preview === null) return null;
  const people = [...preview.attendees, ...preview.repeated].sort((a, b) => a.row - b.row).slice(0, shownRows);
  const columns = rosterColumns.filter((column) => reading.columns[column]?.length);
  return (
    <section className={classes.table} data-testid="preview">
      <h3>{t('previewTitle')}</h3>
      <ScrollRegion className={classes.scroll} label={t('previewTitle')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.row')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`fields.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.row}>
                <td className={classes.number}>{person.row}</td>
                {columns.map((column) => (
                  <td key={column} data-column={column} data-left-out={person.leftOut?.includes(column) || undefined}>
                    <bdi>{person.leftOut?.includes(column) ? t('leftOut') : shownValue(person, column)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );

  function shownValue(record: AttendeeRecord & RosterAttendee, column: RosterColumn): string {
    const { person, consents, onlineParts } = record;
    const yesNo = (value: boolean | null | undefined): string => (value === true ? t('yes') : value === false ? t('no') : '');
    switch (column) {
      case 'registration_id': return record.registrationId;
      case 'ticket_code': return record.ticketCode ?? '';
      case 'full_name': return person.fullName;
      case 'name_on_certificate': return person.nameOnCertificate;
      case 'email': return person.email;
      case 'birth_date': return person.birthDate === null ? '' : dateInWords(person.birthDate, shownLanguage());
      case 'country': return person.country;
      case 'organisation': return person.organisation;
      case 'language': return person.language ?? '';
      case 'online_part_1': return yesNo(onlineParts[0]);
      case 'online_part_2': return yesNo(onlineParts[1]);
      case 'online_part_3': return yesNo(onlineParts[2]);
      case 'dietary': return person.dietary;
      case 'sessions': return record.sessions.join('; ');
      case 'consent_data': return yesNo(consents.data);
      case 'consent_photo': return yesNo(consents.photo);
    }
  }
}
