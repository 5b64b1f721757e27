import { type ComponentProps, lazy, Suspense } from 'react';
import { useOutWords } from './outWords';

const Tab = lazy(() => import('./OutTab').then((module) => ({ default: module.OutTab })));

/** The reports, loaded when they are opened for the first time. */
export function OutTab(props: ComponentProps<typeof Tab>) {
  return (
    <Suspense fallback={null}>
      <Tab {...props} />
    </Suspense>
  );
}

export function OutLabel() {
  const { t } = useOutWords();
  return <>{t('tab')}</>;
}
