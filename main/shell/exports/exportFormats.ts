import type { ReportExportsOptions } from './ReportExports.ts';

/** The report formats that the window exports, loaded when first used: drawing charts is a large library. */
export const exportFormats: ReportExportsOptions['formats'] = {
  html: {
    render: async (document, printPdf) => {
      const { htmlFormat } = await import('../../report/formats/htmlFormat.ts');
      return htmlFormat.render(document, printPdf);
    },
  },
  pdf: {
    render: async (document, printPdf) => {
      const { pdfFormat } = await import('../../report/formats/pdfFormat.ts');
      return pdfFormat.render(document, printPdf);
    },
  },
};
