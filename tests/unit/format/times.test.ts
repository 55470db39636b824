import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClockTime, formatDate, formatIsoTime, formatUtcDate, formatWhen } from '../../../core/format/dates.ts';
import { formatDuration, formatDurationRange, formatRunClock, formatTimeLeft } from '../../../core/format/durations.ts';
import { plainSpaces } from './plainSpaces.ts';

describe('formatRunClock', () => {
  it('is m:ss, and h:mm:ss from one hour', () => {
    expect([0, 97, 97.99, 599, 3599.9, 3600, 3725, 36_000].map(formatRunClock)).toEqual([
      '0:00',
      '1:37',
      '1:37',
      '9:59',
      '59:59',
      '1:00:00',
      '1:02:05',
      '10:00:00',
    ]);
    expect(formatRunClock(-0.2)).toBe('0:00');
  });
});

describe('formatTimeLeft', () => {
  it('rounds up, so that nothing left means nothing left', () => {
    expect(formatTimeLeft(42.2)).toBe('0:43 left');
    expect(formatTimeLeft(708)).toBe('11:48 left');
    expect(formatTimeLeft(0.1)).toBe('0:01 left');
    expect(formatTimeLeft(0)).toBe('0:00 left');
  });
});

describe('formatDuration', () => {
  it('has one or two units', () => {
    const cases: [number, string][] = [
      [160, '2 min 40 s'],
      [6840, '1 h 54 min'],
      [6, '6.0 s'],
      [0, '0 s'],
      [0.02, '< 0.1 s'],
      [59.94, '59.9 s'],
      [59.96, '1 min'],
      [60, '1 min'],
      [119.6, '2 min'],
      [3599.6, '1 h'],
      [7199, '2 h'],
      [93_600, '26 h'],
    ];
    for (const [seconds, text] of cases) expect(plainSpaces(formatDuration(seconds)), `${seconds}`).toBe(text);
  });

  it('never breaks over a line', () => {
    expect(formatDuration(160)).not.toContain(' ');
  });

  it('never shows 60 of a smaller unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
        expect(plainSpaces(formatDuration(seconds))).not.toMatch(/\b60(\.0)? (s|min)/);
      }),
    );
  });
});

describe('formatDurationRange', () => {
  it('names both ends, or one where they read the same', () => {
    expect(plainSpaces(formatDurationRange(5760, 8400))).toBe('1 h 36 min to 2 h 20 min');
    expect(plainSpaces(formatDurationRange(120, 120.3))).toBe('2 min');
  });
});

describe('dates', () => {
  const morning = Date.UTC(2026, 10, 24, 8, 12, 7);

  it('are written in the zone they are asked for', () => {
    expect(formatDate(morning, 'Europe/Berlin')).toBe('24 Nov 2026, 09:12');
    expect(formatClockTime(morning, 'Europe/Berlin')).toBe('09:12');
    expect(formatUtcDate(morning)).toBe('24 Nov 2026, 08:12 UTC');
    expect(formatDate(Date.UTC(2026, 8, 3, 0, 5), 'UTC')).toBe('3 Sep 2026, 00:05');
    expect(formatDate(Date.UTC(2026, 11, 31, 23, 30), 'Asia/Kathmandu')).toBe('1 Jan 2027, 05:15');
  });

  it('are today and yesterday by the calendar, not by 24 hours', () => {
    const now = Date.UTC(2026, 10, 24, 9, 30);
    expect(formatWhen(morning, now, 'Europe/Berlin')).toBe('today 09:12');
    expect(formatWhen(Date.UTC(2026, 10, 23, 17, 2), now, 'Europe/Berlin')).toBe('yesterday 18:02');
    expect(formatWhen(Date.UTC(2026, 10, 22, 23, 30), now, 'Europe/Berlin')).toBe('yesterday 00:30');
    expect(formatWhen(Date.UTC(2026, 10, 22, 19, 0), now, 'Europe/Berlin')).toBe('22 Nov 2026, 20:00');
    // Over the end of a year and over the hour that a change of clocks takes away.
    expect(formatWhen(Date.UTC(2026, 11, 31, 12), Date.UTC(2027, 0, 1, 1), 'UTC')).toBe('yesterday 12:00');
    expect(formatWhen(Date.UTC(2026, 2, 28, 12), Date.UTC(2026, 2, 29, 21), 'Europe/Berlin')).toBe('yesterday 13:00');
    // A clock set back: what seems to lie ahead gets its date.
    expect(formatWhen(Date.UTC(2026, 10, 26, 12), now, 'UTC')).toBe('26 Nov 2026, 12:00');
  });

  it('carry their zone in tooltips', () => {
    expect(formatIsoTime(morning, 'Europe/Berlin')).toBe('2026-11-24T09:12:07+01:00');
    expect(formatIsoTime(morning, 'America/St_Johns')).toBe('2026-11-24T04:42:07-03:30');
    expect(formatIsoTime(morning, 'UTC')).toBe('2026-11-24T08:12:07Z');
    for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'UTC']) {
      expect(Date.parse(formatIsoTime(morning, zone))).toBe(morning);
    }
  });
});
