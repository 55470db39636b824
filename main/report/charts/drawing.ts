import type { CustomSeriesRenderItemAPI } from 'echarts';
import { decoration } from './decoration.ts';

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
