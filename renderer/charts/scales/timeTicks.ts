const stepsSeconds = [0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];

/** Step between the labels of a time axis from 0 to `totalSeconds`: whole seconds, minutes or hours, at most `most` of them. */
export function timeStepSeconds(totalSeconds: number, most: number): number {
  return stepsSeconds.find((step) => totalSeconds / step <= most) ?? Math.ceil(totalSeconds / most / 3600) * 3600;
}

/** Instants to label, seconds from 0; the last one never lies closer than half a step to the end unless it is the end. */
export function timeTicks(totalSeconds: number, most: number): number[] {
  const step = timeStepSeconds(totalSeconds, most);
  const ticks: number[] = [];
  for (let index = 0; index * step <= totalSeconds + 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}
