import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import type { ReactNode } from 'react';
import { FaultBoundary } from './FaultBoundary';
import { pageNonce } from './pageNonce';
import { StoreLinkContext } from './store';
import type { StoreLink } from './storeLink';
import { cssVariablesResolver, theme } from './theme';

/** What every window stands in: theme, way to the store, and a calm screen should the page itself fail. */
export function WindowFrame({
  link,
  children,
  colorScheme = 'light',
  colorSchemeManager,
}: {
  link: StoreLink;
  children: ReactNode;
  colorScheme?: 'light' | 'dark' | 'auto';
  colorSchemeManager?: MantineColorSchemeManager;
}) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme={colorScheme}
      getStyleNonce={pageNonce}
      {...(colorSchemeManager ? { colorSchemeManager } : {})}
    >
      <FaultBoundary>
        <StoreLinkContext value={link}>{children}</StoreLinkContext>
      </FaultBoundary>
    </MantineProvider>
  );
}
