import { formatPercent } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** One reading of a short step may be chance; this many of them are a state. */
const failShare = 0.5;

/** Names of the driver’s reasons in plain words; a clock that somebody set is told as that. */
const words: Readonly<Record<string, string>> = {
  applications_clocks_setting: 'clocks set by an application',
  sw_power_cap: 'power cap',
  hw_slowdown: 'hardware slowdown',
  sync_boost: 'held to the clock of other GPUs',
  sw_thermal_slowdown: 'heat',
  hw_thermal_slowdown: 'heat',
  hw_power_brake_slowdown: 'power brake',
  display_clock_setting: 'clocks set for the display',
};

export const gpuThrottling: ValidityCheck = {
  id: 'gpu-throttling',
  question: 'Did the GPU run at the clock that it was asked for?',
  definition:
    'Readings of the measured window in which the driver gives a reason for a lower clock (power, heat, a setting), of all readings, on any GPU. Any warns; more than half of them fails.',
  remedy: 'Look at power limit, cooling and clock settings of the GPU; compare only runs in the same state.',
  complaint: 'the GPU was throttled',
  evidenceComes: 'at the end',
  evaluate({ gpuClocks }) {
    if (gpuClocks === undefined) return { status: 'skipped', detail: 'no GPU' };
    if ('absent' in gpuClocks) return { status: 'skipped', detail: gpuClocks.absent };
    const { readings, throttled, reasons } = gpuClocks;
    if (throttled === 0) return { status: 'pass', detail: 'full clocks' };
    const share = formatPercent((100 * throttled) / readings);
    const why = [...new Set(reasons.map((reason) => words[reason] ?? reason.replaceAll('_', ' ')))].join(', ');
    return {
      status: throttled / readings > failShare ? 'fail' : 'warn',
      detail: `${share} of the time: ${why}`,
      explanation: `the GPU was held back in ${share} of the readings (${why})`,
    };
  },
};
