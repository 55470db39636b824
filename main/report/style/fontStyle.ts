import fonts from '../fonts/reportFonts.json' with { type: 'json' };

function face(family: string, weight: number, base64: string): string {
  return `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};src:url(data:font/woff2;base64,${base64}) format("woff2")}`;
}

/** The faces that every report carries (see makeReportFonts.js), so that it looks the same on any machine, on- or offline. */
export const fontStyle = [
  face('Inter', 400, fonts.interRegular),
  face('Inter', 500, fonts.interMedium),
  face('Inter', 600, fonts.interSemiBold),
  face('JetBrains Mono', 400, fonts.monoRegular),
].join('\n');
