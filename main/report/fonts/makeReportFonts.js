// Makes reportFonts.json, the fonts that every report carries: subsets of Inter and JetBrains Mono, base64 of WOFF2.
// Whole files would weigh 340 kB for three weights; these weigh a third and hold what the report's own words and numbers
// need plus Latin, Greek and Cyrillic names. Static files and not the variable one: Chromium prints a variable font as
// Type 3 glyphs. Run by hand after a change of the character list or of the fonts:
//   npm install --no-save subset-font@2.9.0 && node main/report/fonts/makeReportFonts.js
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');

const ascii = range(0x20, 0x7e);
const latin = ascii + range(0xa0, 0x17f);
const greekAndCyrillic = range(0x384, 0x3ce) + range(0x400, 0x45f);
const symbols = '–—‘’‚“”„†‡•…‹›\u202f\u2009\u200a\u2011−×÷±≤≥≠≈∞√∑∆←↑→↓↗↘′″€‰◦○●□■△▲◇◆✓✗';

const fonts = {
  interRegular: ['inter-ui/web/Inter-Regular.woff2', latin + greekAndCyrillic + symbols],
  interMedium: ['inter-ui/web/Inter-Medium.woff2', latin + greekAndCyrillic + symbols],
  interSemiBold: ['inter-ui/web/Inter-SemiBold.woff2', latin + greekAndCyrillic + symbols],
  monoRegular: ['@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2', ascii + range(0xa0, 0xff)],
};

const output = {};
for (const [name, [file, characters]] of Object.entries(fonts)) {
  const path = fileURLToPath(new URL(`../../../node_modules/${file}`, import.meta.url));
  const subset = await subsetFont(readFileSync(path), characters, { targetFormat: 'woff2' });
  output[name] = subset.toString('base64');
  process.stdout.write(`${name}: ${subset.length} bytes\n`);
}
writeFileSync(new URL('reportFonts.json', import.meta.url), `${JSON.stringify(output, null, 2)}\n`);
