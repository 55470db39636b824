/** One flag of a command. */
export interface OptionDefinition {
  /** Name of the value in the help, such as `SECONDS`; absent for a switch. */
  value?: string;
  multiple?: boolean;
  help: string;
  /** A flag whose feature comes with a later version: naming it is refused with this, rather than ignored. */
  later?: string;
}

export type OptionTable = Readonly<Record<string, OptionDefinition>>;

/** The values of a command's flags: texts as typed; a switch that is set is `true`. */
export type OptionValues = ReadonlyMap<string, string | true | readonly string[]>;
