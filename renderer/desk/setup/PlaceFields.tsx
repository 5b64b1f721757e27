import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './PlaceFields.module.css';
import { type PlaceDraft, placeProblems } from './workshopDraft';

/** Name, place, days, time zone and places of a workshop. */
export function PlaceFields({ draft, onChange }: { draft: PlaceDraft; onChange(draft: PlaceDraft): void }) {
  const { t } = useTranslation('deskSetup');
  const problems = placeProblems(draft);
  const field = (name: keyof PlaceDraft) => {
    const problem = problems[name];
    return {
      value: draft[name],
      onChange: (event: { currentTarget: HTMLInputElement }) => onChange({ ...draft, [name]: event.currentTarget.value }),
      error: problem !== undefined && t(`workshop.${problem}`),
      'data-testid': `place-${name}`,
    };
  };
  return (
    <div className={classes.fields}>
      <TextInput className={classes.wide ?? ''} label={t('workshop.name')} maxLength={200} required {...field('name')} />
      <TextInput label={t('workshop.city')} maxLength={100} required {...field('city')} />
      <TextInput label={t('workshop.venue')} description={t('workshop.venueHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} maxLength={300} {...field('venue')} />
      <TextInput type="date" label={t('workshop.firstDay')} {...field('firstDay')} />
      <TextInput type="date" label={t('workshop.lastDay')} {...(draft.firstDay === '' ? {} : { min: draft.firstDay })} {...field('lastDay')} />
      <TextInput
        label={t('workshop.timeZone')}
        description={t('workshop.timeZoneHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        list="place-zones"
        {...field('timeZone')}
      />
      <TextInput
        label={t('workshop.capacity')}
        description={t('workshop.capacityHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="numeric"
        {...field('capacity')}
      />
      <datalist id="place-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </div>
  );
}
