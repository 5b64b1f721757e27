import type { HqException } from '@shared/contract/hqQueries';
import { MergeDialog, MergeForm, useMergeSearch } from '@ui/MergeDialog';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';

interface Props {
  exception: HqException;
  /** Whom the other record is merged into. */
  kept: { registrationId: string; fullName: string };
  onClose(): void;
}

/** Finds the other record of a person in their workshop, merges it, and answers the exception with that. */
export function MergeRecords({ opened, ...props }: Props & { opened: boolean }) {
  const { t } = useTranslation('hq');
  return (
    <MergeDialog opened={opened} title={t('merge.title', { name: props.kept.fullName })} cancel={t('cancel')} onClose={props.onClose}>
      <RecordsForm {...props} />
    </MergeDialog>
  );
}

function RecordsForm({ exception: { workshop, eventIds }, kept, onClose }: Props) {
  const { t } = useTranslation('hq');
  const client = useStoreClient();
  const search = useMergeSearch(kept.fullName);
  const { value } = useStoreQuery('hq.people', search.asked === null ? null : { workshop, search: search.asked, limit: search.limit });
  const merge = (other: string): Promise<unknown> =>
    client.command('hq.answerException', { workshop, eventIds, action: 'merged', note: t('exceptions.mergeReason'), merge: { registrationId: other, into: kept.registrationId } });
  return (
    <MergeForm
      kept={kept}
      words={{
        what: t('merge.what'),
        search: t('merge.search'),
        searchHint: t('merge.searchHint'),
        nobody: t('merge.nobody'),
        chosen: (other) => t('merge.chosen', { name: other.fullName, id: other.registrationId, kept: kept.fullName, keptId: kept.registrationId }),
        confirm: t('merge.confirm'),
        cancel: t('cancel'),
      }}
      search={search}
      found={value?.people}
      onMerge={(other) => merge(other.registrationId)}
      onClose={onClose}
    />
  );
}
