import type { Absent } from '../contract/distribution.ts';

/** A group of figures, or undefined where it was not measured: then {@link absenceOf} says why. */
export function figuresOf<Group extends object>(group: Group | undefined): Exclude<Group, Absent> | undefined {
  return group === undefined || 'absent' in group ? undefined : (group as Exclude<Group, Absent>);
}

/** Why a group of figures was not measured; undefined where it was, and where nobody asked for it. */
export function absenceOf(group: object | undefined): string | undefined {
  return group !== undefined && 'absent' in group && typeof group.absent === 'string' ? group.absent : undefined;
}
