import { EmptyState } from '@ui/EmptyState';
import { useTranslation } from 'react-i18next';
import { BackToOrganizer } from './BackToOrganizer';

/** What a helper sees where nothing has been set up: that is for an organizer to begin. */
export function HelperStart() {
  const { t } = useTranslation('deskPrivacy');
  return (
    <EmptyState icon="people" title={t('helper.startTitle')} next={t('helper.startNext')}>
      <BackToOrganizer />
    </EmptyState>
  );
}
