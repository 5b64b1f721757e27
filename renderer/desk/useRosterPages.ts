import { useStoreClient } from '@ui/store';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { RosterPages } from './rosterPages';

/**
 * The pages to show for a question. A new question takes the place of the last one when its first page is there, so
 * that the list never goes blank between two letters of a search.
 */
export function useRosterPages(question: RosterPages['question']): RosterPages {
  const client = useStoreClient();
  const { search, filter, target } = question;
  const [shown, setShown] = useState(() => new RosterPages(client, question));
  const latest = useRef(shown);

  useEffect(() => {
    const pages = new RosterPages(client, { search, filter, target });
    pages.show(0, 0);
    const stop = pages.watch(() => {
      if (pages.total === undefined && pages.error === undefined) return;
      stop();
      latest.current.close();
      latest.current = pages;
      setShown(pages);
    });
    return () => {
      stop();
      // The one on the screen lives on until the next one is ready.
      if (latest.current !== pages) pages.close();
    };
  }, [client, search, filter, target]);

  useEffect(() => () => latest.current.close(), []);
  useSyncExternalStore(shown.watch, () => shown.version);
  return shown;
}
