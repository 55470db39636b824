import { z } from 'zod';

/** What the program was started for. */
export type ShellArguments =
  | { mode: 'window'; dataDirectory?: string }
  | { mode: 'printPdf'; inputPath: string; outputPath: string; options: PdfOptions }
  | { mode: 'refused'; message: string };

const marginInches = z.number().min(0).max(10);

/** The options of Electron's printToPDF that a report needs. Lengths are inches, as there. */
const pdfOptions = z.strictObject({
  landscape: z.boolean().optional(),
  displayHeaderFooter: z.boolean().optional(),
  printBackground: z.boolean().optional(),
  scale: z.number().min(0.1).max(2).optional(),
  pageSize: z
    .union([
      z.enum(['A4', 'Letter']),
      z.strictObject({ width: z.number().positive().max(100), height: z.number().positive().max(100) }),
    ])
    .optional(),
  margins: z
    .strictObject({ top: marginInches, bottom: marginInches, left: marginInches, right: marginInches })
    .partial()
    .optional(),
  headerTemplate: z.string().max(1_000_000).optional(),
  footerTemplate: z.string().max(1_000_000).optional(),
  preferCSSPageSize: z.boolean().optional(),
  generateTaggedPDF: z.boolean().optional(),
  generateDocumentOutline: z.boolean().optional(),
});
export type PdfOptions = z.infer<typeof pdfOptions>;

const printUsage = 'Usage: --print-pdf <input.html> <output.pdf> [--options <JSON of page options>]';

/**
 * Reads the program's own arguments from everything on its command line. Unknown ones pass: Chromium's switches stand on
 * the same line.
 */
export function shellArguments(commandLine: readonly string[]): ShellArguments {
  const printAt = commandLine.indexOf('--print-pdf');
  if (printAt >= 0) return printArguments(commandLine, printAt);
  const dataDirectory = optionValue(commandLine, '--data-dir');
  if (dataDirectory === undefined) return { mode: 'window' };
  if (dataDirectory === '') {
    return { mode: 'refused', message: '--data-dir needs a directory, for example --data-dir ./bench-data' };
  }
  return { mode: 'window', dataDirectory };
}

function printArguments(commandLine: readonly string[], printAt: number): ShellArguments {
  const inputPath = commandLine[printAt + 1];
  const outputPath = commandLine[printAt + 2];
  if (
    inputPath === undefined ||
    outputPath === undefined ||
    inputPath.startsWith('--') ||
    outputPath.startsWith('--')
  ) {
    return { mode: 'refused', message: `--print-pdf needs two paths. ${printUsage}` };
  }
  const text = optionValue(commandLine, '--options');
  if (text === undefined) return { mode: 'printPdf', inputPath, outputPath, options: {} };
  const options = pdfOptions.safeParse(parseJson(text));
  if (!options.success) {
    const issue = options.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? '--options' : `--options, ${issue.path.join('.')}`;
    return { mode: 'refused', message: `${where}: ${issue?.message ?? 'not understood'}. ${printUsage}` };
  }
  return { mode: 'printPdf', inputPath, outputPath, options: options.data };
}

/** The value after `name`, in either of its two spellings; an empty text when the name stands without one. */
function optionValue(commandLine: readonly string[], name: string): string | undefined {
  for (const [index, argument] of commandLine.entries()) {
    if (argument.startsWith(`${name}=`)) return argument.slice(name.length + 1);
    if (argument !== name) continue;
    const value = commandLine[index + 1];
    return value === undefined || value.startsWith('--') ? '' : value;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: handed on as text, which the schema refuses with a message that names the option.
    return text;
  }
}
