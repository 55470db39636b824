import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { csvField } from '../../../main/report/csv/csvColumns.ts';
import { csvFormat } from '../../../main/report/formats/csvFormat.ts';
import { jsonFormat } from '../../../main/report/formats/jsonFormat.ts';
import { pdfFormat } from '../../../main/report/formats/pdfFormat.ts';
import { type PdfPrinter, reportFormatNames } from '../../../main/report/ReportFormat.ts';
import { reportFormats } from '../../../main/report/reportFormats.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';
import { failingDocument, formulaName, hostileDocument } from '../../fixtures/report/sampleVariants.ts';

const noPrinter: PdfPrinter = async () => {
  throw new Error('this format must not print');
};

/** A reader of RFC 4180 of its own, not made for the writer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

async function csvOf(document: ResultDocument): Promise<Record<string, string>[]> {
  const [head = [], ...rows] = parseCsv(String(await csvFormat.render(document, noPrinter)));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? 'missing'])));
}

describe('CSV', () => {
  it('has a row a step with the raw numbers in full', async () => {
    const document = sampleDocument(3);
    const rows = await csvOf(document);
    expect(rows).toHaveLength(document.steps.length);
    document.steps.forEach((step, index) => {
      const row = rows[index] ?? {};
      expect(row.step).toBe(step.id);
      expect(Number(row['latency.p50Ms'])).toBe(step.latencyMs?.p50);
      expect(Number(row['latency.p50.low95Ms'] || Number.NaN)).toBe(step.latencyMs?.interval95.p50?.[0] ?? Number.NaN);
      expect(Number(row['throughput.requestsPerSecond'])).toBe(step.throughput?.requestsPerSecond);
      expect(row['latency.belowFloor']).toBe(step.latencyMs?.belowFloor.join(' '));
      expect(row['gpu.absent']).toBe('nvidia-smi is not on PATH');
      expect(Object.values(row)).not.toContain('missing');
    });
  });

  it('has "Infinity" where failures reach and nothing where nothing was measured', async () => {
    const row = (await csvOf(failingDocument()))[3] ?? {};
    expect(row['latency.p50Ms']).toBe('Infinity');
    expect(row['latency.stdDevMs']).toBe('');
    expect(Number.isFinite(Number(row['successLatency.p50Ms']))).toBe(true);
    expect(row['itl.p50Ms']).toBe('');
  });

  it('is never a formula', async () => {
    const rows = await csvOf(hostileDocument());
    expect(rows[1]?.target).toBe(`'${formulaName}`);
    for (const row of rows) {
      for (const value of Object.values(row))
        if (Number.isNaN(Number(value))) expect(value).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
    }
  });

  it('reads back as what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (fields) => {
        const [read = []] = parseCsv(`${fields.map(csvField).join(',')}\r\n`);
        const defused = /^\s*[=+\-@＝＋－＠−]|^[\t\r\n]/;
        expect(read.map((field, index) => (defused.test(fields[index] ?? '') ? field.slice(1) : field))).toEqual(
          fields,
        );
      }),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['\n=1+1', '"\'\n=1+1"'],
    ['\t=1+1', '"\'\t=1+1"'],
    ['\r=1+1', '"\'\r=1+1"'],
    [' =1+1', "' =1+1"],
    ['\u001b[31m', '[U+001B][31m'],
    ['a\u202eb\u0085', 'a[U+202E]b[U+0085]'],
    ['a;b', '"a;b"'],
    ['a\nb', '"a\nb"'],
    ['-5', "'-5"],
  ])('writes the text %j as text', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  it('keeps every digit of a number', () => {
    expect([0.1 + 0.2, 1e-7, -5, 1e21].map(csvField)).toEqual(['0.30000000000000004', '1e-7', '-5', '1e+21']);
  });
});

describe('JSON', () => {
  it('is the document, its fields in the order of the contract', async () => {
    const document = sampleDocument(3);
    const shuffled = Object.fromEntries(Object.entries(document).reverse()) as ResultDocument;
    const text = String(await jsonFormat.render(shuffled, noPrinter));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'schema',
      'run',
      'steps',
      'comparisons',
      'recommendations',
    ]);
    expect(text).toBe(await jsonFormat.render(document, noPrinter));
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('keeps fields that this version does not know', async () => {
    const document = { ...sampleDocument(3), later: { figure: 1 } };
    expect(JSON.parse(String(await jsonFormat.render(document, noPrinter)))).toMatchObject({ later: { figure: 1 } });
  });

  it('refuses a document that breaks the contract, and names the field', async () => {
    const document = sampleDocument(3);
    const step = document.steps[0];
    if (step?.latencyMs) step.latencyMs.p50 = Number.NaN;
    await expect(jsonFormat.render(document, noPrinter)).rejects.toThrow(/steps\.0\.latencyMs\.p50/);
  });
});

describe('PDF', () => {
  it('prints the HTML report with page numbers, tags and an outline', async () => {
    const document = sampleDocument(3);
    const printed: unknown[] = [];
    const content = await pdfFormat.render(document, async (...given) => {
      printed.push(...given);
      return new Uint8Array([37, 80, 68, 70]);
    });
    expect(content).toEqual(new Uint8Array([37, 80, 68, 70]));
    expect(printed[0]).toBe(renderHtml(document));
    expect(printed[1]).toMatchObject({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
    expect(JSON.stringify(printed[1])).toMatch(/pageNumber.*of.*totalPages/);
  });
});

describe('formats', () => {
  it('are all listed, each once, and only PDF prints', async () => {
    expect(reportFormats.map(({ name }) => name).sort()).toEqual([...reportFormatNames].sort());
    for (const format of reportFormats) {
      expect(format.extension).toBe(format.name);
      if (!format.needsPrinter)
        expect(String(await format.render(sampleDocument(3), noPrinter)).length).toBeGreaterThan(500);
    }
    expect(reportFormats.filter(({ needsPrinter }) => needsPrinter).map(({ name }) => name)).toEqual(['pdf']);
  });
});
