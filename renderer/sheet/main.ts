import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-kr/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
import './sheet.css';
import './badges.css';
import './list.css';
import './pages.css';
import './recovery.css';
import type { BadgeSheets, RecoverySheet, SigningList } from '@shared/contract/sheetPages';
import type { SheetLabel } from '@shared/contract/ticketSheet';
import type { Language } from '@shared/contract/values';
import { drawBadges } from './badges';
import { drawChart } from './chart';
import { drawLabels } from './labels';
import { drawList } from './list';
import { drawCribs, drawTestPage } from './printedPages';
import { drawRecovery } from './recoverySheet';

// The main process calls these by name. Each answers with the fonts that its texts need and that could not be loaded.
Object.assign(window, {
  drawLabels: async (labels: readonly SheetLabel[]) => ({ missing: await drawLabels(labels), result: null }),
  drawBadges: async (sheets: BadgeSheets) => ({ missing: await drawBadges(sheets), result: null }),
  drawList: async (list: SigningList) => ({ missing: await drawList(list), result: null }),
  drawCribs: async (languages: readonly Language[]) => ({ missing: await drawCribs(languages), result: null }),
  drawTestPage: async (languages: readonly Language[]) => ({ missing: await drawTestPage(languages), result: null }),
  drawRecovery: async (sheet: RecoverySheet) => ({ missing: await drawRecovery(sheet), result: null }),
  drawChart,
});
