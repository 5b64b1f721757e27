import { Button, NativeSelect } from '@mantine/core';
import { hasOwnId } from '@shared/domain/import/rosterGuess';
import { isRequired, type RosterColumn, rosterColumns } from '@shared/domain/import/rosterLayout';
import { columnLetter } from '@shared/domain/import/table';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './ColumnMapping.module.css';
import { DateQuestion } from './DateQuestion';
import { ReadingPreview } from './ReadingPreview';
import frame from './RosterImport.module.css';
import { dateOrderOfFile, isDateAsked, type RosterFile } from './rosterFile';
import type { RosterImport } from './useRosterImport';

/** The columns that may be put together of several. */
const together: readonly RosterColumn[] = ['registration_id', 'full_name'];
const mostTogether = 3;

/** Which column of the file is which of a roster's: guessed, to be looked at and corrected, with the first rows as they will be read. */
export function ColumnMapping({ current, file }: { current: RosterImport; file: RosterFile }) {
  const { t } = useTranslation('deskRoster');
  const { reading, setReading } = current;
  const { inspection } = file;
  const missing = rosterColumns.filter((column) => isRequired(column) && !reading.columns[column]?.length);
  const order = dateOrderOfFile(inspection, reading);
  const put = (column: RosterColumn, places: number[]): void => {
    const { [column]: _before, ...others } = reading.columns;
    setReading({ ...reading, columns: places.length === 0 ? others : { ...others, [column]: places } });
  };
  const ownId = missing.includes('registration_id') || hasOwnId(inspection.header, reading.columns);
  return (
    <>
      <p className={classes.lead} data-testid="mapping-origin" data-origin={inspection.origin}>
        {t(`origin.${inspection.origin}`)} {t('mappingLead', { count: inspection.rows })}
      </p>
      {inspection.profile && (
        <p className={classes.note} data-testid="mapping-profile">
          <Icon name="info" /> {t('profileUsed', { file: inspection.profile.fileName })}
        </p>
      )}
      {!ownId && (
        <p className={classes.note} data-tone="warning" data-testid="mapping-id">
          <Icon name="warning" /> {t('idFromColumns')}
        </p>
      )}
      {isDateAsked(inspection, reading.columns) && <DateQuestion file={file} reading={reading} onAnswer={(answer) => setReading({ ...reading, answer })} />}
      <fieldset className={classes.fields}>
        <legend>{t('fieldsTitle')}</legend>
        {rosterColumns.map((column) => (
          <Field key={column} column={column} file={file} places={reading.columns[column] ?? []} onPlaces={(places) => put(column, places)} />
        ))}
      </fieldset>
      <ReadingPreview file={file} reading={reading} />
      {missing.length > 0 && (
        <p className={classes.note} data-tone="warning" role="alert">
          <Icon name="warning" /> {t('requiredMissing', { fields: missing.map((column) => t(`fields.${column}`)).join(', ') })}
        </p>
      )}
      <div className={frame.buttons}>
        <Button variant="subtle" onClick={current.startOver}>
          {t('anotherFile')}
        </Button>
        <Button size="md" disabled={missing.length > 0 || order === 'ask'} onClick={() => void current.plan()} data-testid="mapping-continue">
          {t('continue')}
        </Button>
      </div>
    </>
  );
}

function Field({ column, file, places, onPlaces }: { column: RosterColumn; file: RosterFile; places: readonly number[]; onPlaces(places: number[]): void }) {
  const { t } = useTranslation('deskRoster');
  const { header, sample } = file.inspection;
  const name = t(`fields.${column}`);
  const required = isRequired(column);
  const options = [
    { value: '', label: t('notInFile') },
    ...header.map((text, place) => ({ value: String(place), label: text === '' ? t('columnLetter', { letter: columnLetter(place) }) : text })),
  ];
  const example = sample.map(({ cells }) => places.map((place) => cells[place] ?? '').filter(Boolean).join(column === 'registration_id' ? '-' : ' ')).find((text) => text !== '') ?? '';
  const shown: (number | null)[] = places.length === 0 ? [null] : together.includes(column) && places.length < mostTogether ? [...places, null] : [...places];
  return (
    <div className={classes.field} data-testid={`field-${column}`} data-required={required || undefined}>
      <span className={classes.name} id={`field-${column}`}>
        {name}
        {required && <span className={classes.required}>{t('required')}</span>}
      </span>
      <div className={classes.selects}>
        {shown.map((place, index) => (
          <NativeSelect
            key={index}
            aria-label={index === 0 ? name : t('andColumn', { field: name })}
            aria-required={required && index === 0}
            data={index === 0 ? options : [{ value: '', label: t('andNothing') }, ...options.slice(1)]}
            value={place === null ? '' : String(place)}
            error={required && places.length === 0}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              const next = [...places];
              if (chosen === '') next.splice(index, 1);
              else next[index] = Number(chosen);
              onPlaces(next);
            }}
          />
        ))}
      </div>
      <bdi className={classes.example}>{example}</bdi>
    </div>
  );
}
