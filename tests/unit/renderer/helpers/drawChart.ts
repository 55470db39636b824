import type { EChartsOption } from 'echarts';
import { init } from 'echarts';
import type { ChartPaint } from '../../../../renderer/charts/ChartPaint.ts';
import { chartColours } from '../../../../renderer/theme/chartColours.ts';
import { readTokens } from './readTokens.ts';

const tokens = readTokens().light;

/** What charts paint with in the light set; the hatch is a plain colour of its own, so that a test can find it. */
export const lightPaint: ChartPaint = { colours: chartColours((token) => tokens[token] ?? ''), hatch: '#abcabc' };

/** The texts and the markup of a chart, drawn without a screen. */
export function drawChart(option: EChartsOption, widthPx = 640, heightPx = 300): { texts: string[]; svg: string } {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx });
  chart.setOption({ animation: false, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
  return { texts, svg };
}
