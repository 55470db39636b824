import { csvFormat } from './formats/csvFormat.ts';
import { htmlFormat } from './formats/htmlFormat.ts';
import { jsonFormat } from './formats/jsonFormat.ts';
import { markdownFormat } from './formats/markdownFormat.ts';
import { pdfFormat } from './formats/pdfFormat.ts';
import type { ReportFormat } from './ReportFormat.ts';

/** Every way to write a run down, the one for reading first. A new format is one file in formats/ and one line here. */
export const reportFormats: readonly ReportFormat[] = [htmlFormat, pdfFormat, markdownFormat, csvFormat, jsonFormat];
