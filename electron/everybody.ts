import type { AttendeeView } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';

/** Everybody of the roster with their attendance, in pages and in the order of registration. The next page is read while one is taken. */
export async function* pagesOfEverybody(client: StoreClient, pageSize = 2_000): AsyncGenerator<AttendeeView[]> {
  const read = (from: number): Promise<Page> => {
    const page = client.query('attendance.page', { from, limit: pageSize }, Number.POSITIVE_INFINITY);
    page.catch(() => undefined); // told to whoever comes for it
    return page;
  };
  for (let coming: Promise<Page> | null = read(0); coming; ) {
    const page: Page = await coming;
    coming = page.next === null ? null : read(page.next);
    yield page.attendees;
  }
}

interface Page {
  attendees: AttendeeView[];
  next: number | null;
}

/** Everybody of the roster with their attendance, in the order of registration. */
export async function* everybody(client: StoreClient): AsyncGenerator<AttendeeView> {
  for await (const page of pagesOfEverybody(client)) yield* page;
}
