/** What is looked at: a year, a city, and a part of a name. */
export interface HqFilter {
  year: number | null;
  city: string | null;
  search: string;
}

export const noFilter: HqFilter = { year: null, city: null, search: '' };
