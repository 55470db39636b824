import { migrations } from '../migrations/migrations.ts';

/** Marks our files ("IBNC"), so that another program's database is never taken for one of ours. */
export const applicationId = 0x49424e43;

/** The format that this version writes. */
export const latestVersion = migrations.length;
