import { formatRunClock } from './formatRunClock.ts';

/** Time that remains: "0:43 left". Rounded up, so that 0:00 stands only when nothing remains. */
export function formatTimeLeft(seconds: number): string {
  return `${formatRunClock(Math.ceil(seconds))} left`;
}
