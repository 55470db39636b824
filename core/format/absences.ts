import type { Absent } from '../contract/distribution.ts';

/** A group of figures, or undefined where it was not measured: then {@link absenceOf} says why. */
export function figuresOf<Group extends object>(group: Group | undefined): Exclude<Group, Absent> | undefined {
  return group === undefined || 'absent' in group ? undefined : (group as Exclude<Group, Absent>);
}

/** Why a group of figures was not measured; undefined where it was, and where nobody asked for it. */
export function absenceOf(group: object | undefined): string | undefined {
  return group !== undefined && 'absent' in group && typeof group.absent === 'string' ? group.absent : undefined;
}

const leads = {
  measured: 'not measured',
  compared: 'not compared',
  interval: 'no interval',
} as const;

/**
 * What stands in the place of a number that is not there, and why: "not measured: no GPU", "not compared: invalid",
 * "no interval: one block". Throws a RangeError without a reason: absence is never shown unexplained.
 */
export function formatAbsent(what: keyof typeof leads, reason: string): string {
  if (reason.trim() === '') throw new RangeError(`the reason for "${leads[what]}" is empty; say why`);
  return `${leads[what]}: ${reason}`;
}

/** A text with the full stop that it may lack. */
export function endSentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
