import type { AttendeeView } from '@shared/contract/queries';
import type { StoreClient } from '@shared/contract/storeClient';

/** Everybody of the roster with their attendance, in pages and in the order of registration. */
export async function* pagesOfEverybody(client: StoreClient, pageSize = 2_000): AsyncGenerator<AttendeeView[]> {
  for (let from: number | null = 0; from !== null; ) {
    const page: { attendees: AttendeeView[]; next: number | null } = await client.query(
      'attendance.page', { from, limit: pageSize }, Number.POSITIVE_INFINITY,
    );
    yield page.attendees;
    from = page.next;
  }
}

/** Everybody of the roster with their attendance, in the order of registration. */
export async function* everybody(client: StoreClient): AsyncGenerator<AttendeeView> {
  for await (const page of pagesOfEverybody(client)) yield* page;
}
