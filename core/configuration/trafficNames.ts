import { builtInTraces } from '../contract/trafficPlan.ts';

/** The traffic that has a name; anything else is the path of a recording. */
export const trafficNames: readonly string[] = ['day', 'conversations', ...builtInTraces];

/** What is played where neither the user nor the configuration says. */
export const defaultTraffic = 'bursty-day';
