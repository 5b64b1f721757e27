import type { KioskError } from '@shared/contract/errors';
import type { QueryName, QueryParams, QueryResult } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';
import { createContext, startTransition, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { drawInTurn, leaveTurn } from './drawInTurn';
import { keepEqual } from './keepEqual';
import type { LinkState, StoreLink } from './storeLink';

export const StoreLinkContext = createContext<StoreLink | null>(null);

function useStoreLink(): StoreLink {
  const link = useContext(StoreLinkContext);
  if (!link) throw new Error('There is no StoreLinkContext above this component.');
  return link;
}

export function useStoreClient(): StoreClient {
  return useStoreLink().client;
}

export function useLinkState(): LinkState {
  const link = useStoreLink();
  return useSyncExternalStore(link.watch, () => link.state);
}

/** A live query as a component sees it. `value` stays the last good one while an error lasts. */
export interface LiveValue<T> {
  value: T | undefined;
  error: KioskError | undefined;
}

/**
 * A named query's result, now and after each change that touches it. `null` for `params` asks nothing. While new
 * params have no answer yet, `value` is undefined: what is shown always belongs to what was asked. Parts of a value
 * that are as they were stay the same objects.
 *
 * @param part what of the value is looked at, if that is not all of it: a change of the rest draws nothing.
 */
export function useStoreQuery<N extends QueryName, P = QueryResult<N>>(name: N, params: QueryParams<N> | null, part?: (value: QueryResult<N>) => P): LiveValue<P> {
  return useQuery(name, params, part, false);
}

/**
 * The same for what is only watched: after the first answer, several such queries take turns, one a frame. When twenty
 * people a second come in, most of them change several times a second, and the page must not stand still for that.
 */
export function useWatchedQuery<N extends QueryName>(name: N, params: QueryParams<N> | null): LiveValue<QueryResult<N>> {
  return useQuery<N, QueryResult<N>>(name, params, undefined, true);
}

function useQuery<N extends QueryName, P>(
  name: N,
  params: QueryParams<N> | null,
  part: ((value: QueryResult<N>) => P) | undefined,
  inTurn: boolean,
): LiveValue<P> {
  const client = useStoreClient();
  const question = params === null ? null : `${name} ${JSON.stringify(params)}`;
  const [live, setLive] = useState<LiveValue<P> & { question: string | null }>({
    question: null,
    value: undefined,
    error: undefined,
  });

  useEffect(() => {
    if (params === null) return undefined;
    let isFirst = true;
    const turn = {};
    const stop = client.subscribe(
      name,
      params,
      (whole) => {
        const value = part ? part(whole) : (whole as P);
        const show = (): void => setLive((last) => keepEqual(last, { question, value, error: undefined }));
        if (isFirst || !inTurn) show();
        else drawInTurn(turn, () => startTransition(show));
        isFirst = false;
      },
      (error) => {
        leaveTurn(turn); // an older value
        setLive((last) => ({ question, value: last.question === question ? last.value : undefined, error }));
      },
    );
    return () => {
      stop();
      leaveTurn(turn);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `question` is `name` and `params` by value, whose object is new at every render; `part` is always the same function
  }, [client, question, inTurn]);

  return live.question === question ? live : { value: undefined, error: undefined };
}
