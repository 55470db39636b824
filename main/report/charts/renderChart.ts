import type { CustomSeriesRenderItemAPI } from 'echarts';
import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { html, Markup } from '../html/html.ts';

use([LineChart, CustomChart, GridComponent, MarkLineComponent, SVGRenderer]);

/** Size of a chart in print, CSS pixels (96 to the inch): 170 or 81 mm wide. On screen it grows with the column. */
interface ChartSize {
  width: number;
  height: number;
}

export const chartSizes = {
  full: { width: 642, height: 226 },
  flat: { width: 642, height: 182 },
  tall: { width: 642, height: 378 },
  half: { width: 306, height: 166 },
} as const satisfies Record<string, ChartSize>;

/**
 * Draws an ECharts option as an SVG element, without a DOM.
 *
 * @param id unique in the page, letters and digits: prefix of the ids inside
 * @param label what a reader who cannot see it is told: the answer, not the kind of chart
 */
export function renderChart(option: EChartsCoreOption, size: ChartSize, id: string, label: string): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    return html`<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">${bareDrawing(chart.renderToSVGString(), id)}</svg>`;
  } finally {
    // A chart that is not disposed of keeps the process alive.
    chart.dispose();
  }
}

// ECharts wraps the drawing in a root of its own size and leaves hooks for a script that does not exist here. Ids count up
// over the life of the process: they are renamed so that the same document gives the same bytes.
function bareDrawing(svg: string, id: string): Markup {
  const drawing = svg
    .replace(/^<svg[^>]*>\s*/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|pointer-events|xml:space|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/(id="|url\(#)zr\d+-/g, `$1${id}-`)
    .replace(/<rect [^>]*fill="none"><\/rect>\n?/, '')
    .replace(/<g clip-path="[^"]*">\s*<path d=""[^>]*><\/path>\s*<\/g>\n?/g, '');
  return new Markup(drawing);
}

/** One hand-drawn element in the data's coordinates; `draw` gets a function from those to pixels. */
export function drawing(
  draw: (toPixel: (x: number, y: number) => [number, number]) => object,
  options: { z: number; clip?: boolean; axisIndex?: number },
) {
  return {
    type: 'custom',
    ...decoration,
    z: options.z,
    clip: options.clip ?? false,
    xAxisIndex: options.axisIndex ?? 0,
    yAxisIndex: options.axisIndex ?? 0,
    data: [[0, 0]],
    renderItem: (_: unknown, api: CustomSeriesRenderItemAPI) =>
      draw((x, y) => {
        const [left = Number.NaN, top = Number.NaN] = api.coord([x, y]);
        return [left, top];
      }),
  };
}

/** What every series of a report's chart has in common: nothing reacts and nothing moves. */
export const decoration = { silent: true, animation: false } as const;
