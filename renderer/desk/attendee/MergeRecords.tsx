import { MergeDialog, MergeForm, useMergeSearch } from '@ui/MergeDialog';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Whom the other record is merged into. */
  registrationId: string;
  name: string;
  /** The records have been merged; what closes the dialog comes after it. */
  onMerged?: () => void;
  onClose(): void;
}

/** Finds the other record of a person on the roster and merges it into theirs. */
export function MergeRecords({ opened, ...props }: Props & { opened: boolean }) {
  const { t } = useTranslation('deskDay', { keyPrefix: 'merge' });
  return (
    <MergeDialog opened={opened} title={t('title', { name: props.name })} cancel={t('cancel')} onClose={props.onClose}>
      <RecordsForm {...props} />
    </MergeDialog>
  );
}

function RecordsForm({ registrationId, name, onMerged, onClose }: Props) {
  const { t } = useTranslation('deskDay', { keyPrefix: 'merge' });
  const client = useStoreClient();
  const search = useMergeSearch(name);
  const { value } = useStoreQuery('roster.page', search.asked === null ? null : { search: search.asked, filter: 'all', target: 'auto', offset: 0, limit: search.limit });
  return (
    <MergeForm
      kept={{ registrationId, fullName: name }}
      words={{
        what: t('what'),
        search: t('search'),
        searchHint: t('searchHint'),
        nobody: t('nobody'),
        chosen: (other) => t('chosen', { name: other.fullName, id: other.registrationId, kept: name, keptId: registrationId }),
        confirm: t('confirm'),
        cancel: t('cancel'),
      }}
      search={search}
      found={value?.rows}
      onMerge={(other) => client.command('attendee.merge', { registrationId: other.registrationId, into: registrationId, reason: t('reason') }).then(onMerged)}
      onClose={onClose}
    />
  );
}
