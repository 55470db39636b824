/**
 * Paper: A4 unless the printer says otherwise, one column of 170 mm between 22 and 277 mm. The running header is the head
 * of the table that wraps a chapter and the footer's text is fixed: both repeat on each page in every Chromium from 130 on,
 * whose page margin boxes came later. The page has no left margin of its own, so that a heading's word can stand beside it. The page number comes from the printer's footer.
 */
export const printStyle = `
@page{size:A4;margin:10mm 20mm 8mm 0}
@media print{
html,body{background:#fff}
body{font:400 9pt/13pt Inter,sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;margin:0 0 0 20mm;padding:0;min-height:0;background:none}
h1{font:600 18pt/24pt Inter,sans-serif}
h2{font:600 14pt/18pt Inter,sans-serif;margin-top:8mm}
td>h2:first-child{margin-top:0}
h3,h2.part{font:600 10.5pt/14pt Inter,sans-serif;margin-top:5mm}
h4{font:600 10.5pt/14pt Inter,sans-serif;margin-top:4.5mm}
h1,h2,h3,h4,.step-head,.load,.table-title{break-after:avoid}
p+p{margin-top:1.5mm}
p,li,dd{orphans:3;widows:3}
a{color:inherit}
code,.mono{font-size:7.5pt;line-height:10.5pt}
h4 .faint{font-size:8pt}
.icon{width:9pt;height:9pt;vertical-align:-1.5pt}
.note,figcaption{font-size:7.5pt;line-height:10.5pt}
.note{margin-top:1.5mm}
.sheet{display:table;width:100%;border-collapse:collapse;table-layout:fixed}
.sheet>tbody{display:table-row-group}.sheet>tbody>tr{display:table-row}.sheet>tbody>tr>td{display:table-cell;vertical-align:top}
.sheet>thead{display:table-header-group}.sheet>tfoot{display:table-footer-group}
.sheet>thead>tr>td{height:12mm;padding:0;vertical-align:top}
.sheet>tfoot>tr>td{height:12mm;padding:0}
.sheet+.sheet{break-before:page}
.answer>tbody>tr>td{padding-top:4mm}
.running{display:flex;justify-content:space-between;font-size:7.5pt;line-height:10pt;color:var(--text2);padding-bottom:2mm;border-bottom:.5pt solid var(--line2)}
.running .mark{width:7.5pt;height:7.5pt;margin-right:1.5mm;vertical-align:-.5pt}
.running-foot{display:block;position:fixed;left:20mm;right:0;bottom:0;padding-top:1.6mm;border-top:.5pt solid var(--line2);font-size:7pt;line-height:9pt;color:var(--text3)}
.title-block{padding-bottom:4mm;border-bottom:.75pt solid var(--text);gap:3mm}
.title-block .mark{width:7mm;height:7mm}
.title-block .product{font-size:11pt;line-height:14pt}
.title-block .kind{font-size:8pt;line-height:10.5pt}
.subject{font-size:8pt;line-height:11pt;margin:5mm 0 1mm}
.lead{font-size:10pt;line-height:15pt;margin-top:2mm}
.strip{margin-top:4mm;padding:2.5mm 0;gap:2mm 5mm;border-width:.75pt}
.strip dt,.strip dd.under{font-size:8pt;line-height:11pt}
.strip dd{font-size:10pt;line-height:14pt}.strip dd .more{font-size:8pt}
.data{margin-top:1.5mm}
.data th{font-size:7.5pt;line-height:10.5pt;padding:1.15mm 2.5mm 1.15mm 0;border-bottom:.75pt solid var(--text)}
.data td,.data tbody th{font-size:8.5pt;line-height:11pt;padding:1.15mm 2.5mm 1.15mm 0;border-bottom:.35pt solid #d0d5dc}
.data tbody tr:last-child>*{border-bottom:.75pt solid var(--text)}
.data thead{display:table-header-group}
.data tbody th{min-width:15mm}
.pairs thead{display:none}.pairs td,.pairs tbody th{padding-top:.55mm;padding-bottom:.55mm}.pairs tbody tr:first-child>*{border-top:.75pt solid var(--text)}
.data tr,.actions li,.checks li,figure,.checks,.message,.keep{break-inside:avoid}
.data th button::after{content:none!important}
/* What is too wide is cut: one long word must not make the printer shrink every page. */
.wide{overflow-x:clip}
.actions li{padding-left:8mm;margin-top:1.2mm}
.contents{columns:2;column-gap:8mm}.contents li{padding:.5mm 0}.contents .verdict{font-size:8pt}
.step-head{margin-top:9mm;flex-wrap:nowrap;position:relative}
.step-head h3{font:600 14pt/18pt Inter,sans-serif}
.sheet h2+.step .step-head{margin-top:5mm}
.margin-word{position:absolute;left:-19mm;width:17mm;text-align:right;top:4.5pt;font-size:7.5pt;line-height:10.5pt;margin:0}
figure{margin-top:1.5mm}
figcaption{margin-top:.5mm}
.columns{grid-template-columns:98mm 64mm;gap:0 8mm}
.halves{grid-template-columns:81mm 81mm;gap:0 8mm}
.checks{border-bottom:.75pt solid var(--text)}
.checks li{grid-template-columns:9pt 27mm minmax(0,1fr);gap:0 2mm;padding:1.15mm 0;border-top:.35pt solid #d0d5dc;font-size:7.5pt;line-height:10.5pt}
.checks code{font-size:7pt;line-height:10.5pt}
.checks-verdict{margin-top:1.5mm}
.sample code{background:none;padding:0}
.message{background:none!important;padding:1mm 0 1mm 3mm;border-left-width:1.5pt}
.definitions{columns:2;column-gap:8mm;font-size:8pt;line-height:11pt}.definitions>div{break-inside:avoid;padding-top:1.3mm}
}
`;
