import { readFileSync } from 'node:fs';

export type TokenSet = Record<string, string>;
export type TokenSetName = 'light' | 'dark' | 'lightMore' | 'darkMore';

const selectors: Record<TokenSetName, RegExp> = {
  light: /\[data-theme="light"\]\s*\{([^}]*)\}/,
  dark: /\[data-theme="dark"\]\s*\{([^}]*)\}/,
  lightMore: /\[data-theme="light"\]\[data-contrast="more"\]\s*\{([^}]*)\}/,
  darkMore: /\[data-theme="dark"\]\[data-contrast="more"\]\s*\{([^}]*)\}/,
};

/** The tokens that the file sets for each colour set, high contrast laid over its normal set as the cascade does. */
export function readTokens(): Record<TokenSetName, TokenSet> {
  const text = readFileSync(new URL('../../../../renderer/theme/tokens.css', import.meta.url), 'utf8');
  const block = (name: TokenSetName): TokenSet => {
    const body = selectors[name].exec(text)?.[1];
    if (body === undefined) {
      throw new Error(`tokens.css has no block for ${name}`);
    }
    return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1], match[2]]));
  };
  const light = block('light');
  const dark = block('dark');
  return {
    light,
    dark,
    lightMore: { ...light, ...block('lightMore') },
    darkMore: { ...dark, ...block('darkMore') },
  };
}
