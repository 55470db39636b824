import { MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { usePreferences } from '../state/usePreferences.ts';
import { applyTheme, chooseTheme, onSystemWishesChange, readSystemWishes } from '../theme/applyTheme.ts';
import { cssVariables } from '../theme/cssVariables.ts';
import { styleNonce } from '../theme/styleNonce.ts';
import { theme as mantineTheme } from '../theme/theme.ts';

const rowHeights = { compact: '28px', normal: '32px', comfortable: '40px' } as const;

/** Shows everything in the colours and density that the user, or else the machine, asks for. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const { theme, contrast, density } = usePreferences();
  const [system, setSystem] = useState(readSystemWishes);
  useEffect(() => onSystemWishesChange(() => setSystem(readSystemWishes())), []);
  const applied = chooseTheme(theme, contrast, system);
  const { scheme, contrast: shownContrast } = applied;
  useEffect(() => {
    applyTheme(document.documentElement, { scheme, contrast: shownContrast });
    document.documentElement.style.setProperty('--row-height', rowHeights[density]);
  }, [scheme, shownContrast, density]);
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}
