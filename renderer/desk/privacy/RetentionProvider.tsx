import type { SyncReach } from '@shared/contract/syncState';
import { retentionTerm } from '@shared/domain/retention';
import { useStoreQuery } from '@ui/store';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useAccess } from '@ui/gate/access';
import { RetentionContext } from './retention';

/** An exchange tells no window what it has changed: so often is it asked, in ms, while there are days to count. */
const askEvery = 5_000;

/** Keeps when personal data are to go, as the workshop says it and what has reached headquarters. Not for a helper, who may not ask. */
export function RetentionProvider({ children }: { children: ReactNode }) {
  const { role } = useAccess();
  return role === 'desk' ? <OrganizersRetention>{children}</OrganizersRetention> : <RetentionContext value={null}>{children}</RetentionContext>;
}

function OrganizersRetention({ children }: { children: ReactNode }) {
  const { value: state } = useStoreQuery('retention.state', {});
  const reach = useReach(state !== undefined && state.days !== null ? state : null);
  const view = useMemo(() => {
    if (!state || (state.days !== null && reach === undefined)) return null;
    return { ...state, term: retentionTerm(state, reach ?? null) };
  }, [state, reach]);
  return <RetentionContext value={view}>{children}</RetentionContext>;
}

/** Whether everything here has reached headquarters; undefined until that is known. @param asksFor asked again at once when it is another. */
function useReach(asksFor: object | null): SyncReach | null | undefined {
  const { bridge } = useAccess();
  const [reach, setReach] = useState<SyncReach | null>();
  useEffect(() => {
    if (asksFor === null) return undefined;
    const ask = (): void => {
      bridge.call('sync.reach', {}).then(
        ({ reach: told }) => setReach((last) => (last !== undefined && JSON.stringify(last) === JSON.stringify(told) ? last : told)),
        (fault: unknown) => console.error(fault),
      );
    };
    ask();
    const timer = setInterval(ask, askEvery);
    window.addEventListener('focus', ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', ask);
    };
  }, [bridge, asksFor]);
  return reach;
}
