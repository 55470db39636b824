import { describe, expect, it } from 'vitest';
import { typography } from '../../../core/format/numbers.ts';
import fonts from '../../../main/report/fonts/reportFonts.json' with { type: 'json' };
import { htmlFormat } from '../../../main/report/formats/htmlFormat.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';
import { woff2Characters } from '../../fixtures/report/woff2Characters.ts';

const { monoRegular, ...inter } = fonts;
const most = 300_000;

describe('fonts of a report', () => {
  it.each(Object.entries(inter))('%s has every character that numbers and words are set with', (_, base64) => {
    const characters = woff2Characters(Buffer.from(base64, 'base64'));
    const needed = [...Object.values(typography), ...'≤≥×−→←↑↓ΔσµλéßŁŽжΩ“”’…–†'];
    expect(needed.filter((character) => !characters.has(character.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('has no more characters than it was cut down to', () => {
    expect(woff2Characters(Buffer.from(inter.interRegular, 'base64')).has(0x1e00)).toBe(false);
  });

  it('has ASCII in the monospaced one', () => {
    const characters = woff2Characters(Buffer.from(monoRegular, 'base64'));
    expect(Array.from({ length: 95 }, (_, index) => 0x20 + index).filter((code) => !characters.has(code))).toEqual([]);
  });

  it('covers every character that a report shows', async () => {
    const page = String(await htmlFormat.render(sampleDocument(3), async () => new Uint8Array()));
    const body = page.slice(page.indexOf('<body>')).replace(/<script>[\s\S]*?<\/script>/g, '');
    const characters = woff2Characters(Buffer.from(inter.interRegular, 'base64'));
    const shown = new Set(body.replace(/<[^>]*>/g, '').replace(/[\n\r]/g, ''));
    expect([...shown].filter((character) => !characters.has(character.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('weighs less than what a report may carry', () => {
    expect(Object.values(fonts).reduce((sum, base64) => sum + base64.length, 0)).toBeLessThan(most);
  });
});
