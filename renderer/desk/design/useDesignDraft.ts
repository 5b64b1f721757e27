import type { CertificateDesign } from '@shared/contract/certificateDesign';
import type { CertificateSigner } from '@shared/contract/certificateRules';
import type { DesignName, DesignSettings } from '@shared/contract/designSettings';
import { useRef, useState } from 'react';

/** Everything that is edited together and saved together. */
export interface Draft {
  settings: DesignSettings;
  signers: CertificateSigner[];
}

export interface DraftHistory {
  draft: Draft;
  /** As it is drawn: the copy that is edited, or the base. */
  design: CertificateDesign;
  isChanged: boolean;
  canUndo: boolean;
  /** Changes of one `gesture`, such as a box being dragged, are undone together. */
  change(next: (draft: Draft) => Draft, gesture?: string): void;
  changeDesign(next: (design: CertificateDesign) => CertificateDesign, gesture?: string): void;
  undo(): void;
  saved(): void;
}

const most = 200;

/** What is edited, with what it was before. */
export function useDesignDraft(first: Draft, bases: Record<DesignName, CertificateDesign>): DraftHistory {
  const [{ draft, past, kept }, setState] = useState<{ draft: Draft; past: Draft[]; kept: Draft }>({ draft: first, past: [], kept: first });
  const lastGesture = useRef<string | null>(null);
  const designOf = ({ settings }: Draft): CertificateDesign => settings.design ?? bases[settings.base];
  const change = (next: (draft: Draft) => Draft, gesture?: string): void => {
    const goesOn = gesture !== undefined && gesture === lastGesture.current;
    lastGesture.current = gesture ?? null;
    setState((state) => {
      const changed = next(state.draft);
      if (JSON.stringify(changed) === JSON.stringify(state.draft)) return state;
      return { ...state, draft: changed, past: goesOn && state.past.length > 0 ? state.past : [...state.past, state.draft].slice(-most) };
    });
  };
  return {
    draft,
    design: designOf(draft),
    isChanged: JSON.stringify(draft) !== JSON.stringify(kept),
    canUndo: past.length > 0,
    change,
    changeDesign: (next, gesture) => change((before) => ({ ...before, settings: { ...before.settings, design: next(designOf(before)) } }), gesture),
    undo: () => {
      lastGesture.current = null;
      setState((state) => ({ ...state, draft: state.past.at(-1) ?? state.draft, past: state.past.slice(0, -1) }));
    },
    saved: () => setState((state) => ({ ...state, kept: state.draft })),
  };
}
