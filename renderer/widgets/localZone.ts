/** The time zone that this machine shows its clock in. */
export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
