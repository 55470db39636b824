import { describe, expect, it } from 'vitest';
import { pagePreferences } from '../../../main/shell/security/guardContents.ts';

describe('pagePreferences', () => {
  it('isolates every page', () => {
    expect(pagePreferences()).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
    });
  });

  it('turns nothing on by name', () => {
    expect(pagePreferences()).not.toHaveProperty('enableBlinkFeatures');
    expect(pagePreferences()).not.toHaveProperty('additionalArguments');
  });
});
