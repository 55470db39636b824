/** Bits of NVML's clock event reasons that mean a clock below what was asked for. Idle (0x1) is none. */
const reasons: readonly (readonly [bit: number, name: string])[] = [
  [0x2, 'applications_clocks_setting'],
  [0x4, 'sw_power_cap'],
  [0x8, 'hw_slowdown'],
  [0x10, 'sync_boost'],
  [0x20, 'sw_thermal_slowdown'],
  [0x40, 'hw_thermal_slowdown'],
  [0x80, 'hw_power_brake_slowdown'],
  [0x100, 'display_clock_setting'],
];

/** Names of the reasons that are set in the mask. */
export function throttleReasons(mask: number): string[] {
  return reasons.filter(([bit]) => Math.floor(mask / bit) % 2 === 1).map(([, name]) => name);
}
