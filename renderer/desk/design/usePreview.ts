import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateKind } from '@shared/contract/certificates';
import type { Language } from '@shared/contract/values';
import { useEffect, useState } from 'react';
import type { Draft } from './useDesignDraft';

export interface Sample {
  kind: CertificateKind;
  name: string;
  language: Language;
}

export interface ShownPreview {
  /** Of an image; null until there is one. */
  url: string | null;
  missing: string[];
  tooLong: boolean;
  error: Error | null;
}

const restMilliseconds = 180;

/** The page as it would be printed, a moment after the last change. The last good one stays while there is no other. */
export function usePreview(bridge: ChampionsBridge, draft: Draft, sample: Sample): ShownPreview {
  const [shown, setShown] = useState<ShownPreview>({ url: null, missing: [], tooLong: false, error: null });
  const asked = JSON.stringify({ of: { by: 'sample', ...sample }, unsaved: draft });
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(() => {
      bridge.call('certificate.preview', JSON.parse(asked)).then(
        ({ svg, missing, tooLong }) => isLatest && setShown({ url: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), missing, tooLong, error: null }),
        (error: Error) => isLatest && setShown((last) => ({ ...last, error })),
      );
    }, restMilliseconds);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [bridge, asked]);
  const { url } = shown;
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  return shown;
}
