import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-kr/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
import './sheet.css';
import './badges.css';
import './list.css';
import type { BadgeSheets, SigningList } from '@shared/contract/sheetPages';
import type { SheetLabel } from '@shared/contract/ticketSheet';
import { drawBadges } from './badges';
import { drawChart } from './chart';
import { drawLabels } from './labels';
import { drawList } from './list';

// The main process calls these by name. Each answers with the fonts that its texts need and that could not be loaded.
Object.assign(window, {
  drawLabels: async (labels: readonly SheetLabel[]) => ({ missing: await drawLabels(labels), result: null }),
  drawBadges: async (sheets: BadgeSheets) => ({ missing: await drawBadges(sheets), result: null }),
  drawList: async (list: SigningList) => ({ missing: await drawList(list), result: null }),
  drawChart,
});
