import fonts from '../fonts/reportFonts.json' with { type: 'json' };

function face(family: string, weight: number, base64: string): string {
  return `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};src:url(data:font/woff2;base64,${base64}) format("woff2")}`;
}

/** The faces that every report carries (see makeReportFonts.js), so that it looks the same on any machine, on- or offline. */
export const fontStyle = [
  face('Inter', 400, fonts.interRegular),
  face('Inter', 500, fonts.interMedium),
  face('Inter', 600, fonts.interSemiBold),
  face('JetBrains Mono', 400, fonts.monoRegular),
].join('\n');

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

/** Layout and type on a screen; printStyle overrides what paper needs otherwise. */
export const screenStyle = `
*{box-sizing:border-box}
html{background:var(--page);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:400 13px/20px Inter,sans-serif;overflow-wrap:break-word}
main{max-width:808px;margin:0 auto;padding:32px 24px 64px;background:var(--panel);min-height:100vh}
h1,h2,h3,h4,p,figure,ol,ul,dl,dd{margin:0;padding:0}
h1{font:600 24px/32px Inter,sans-serif;letter-spacing:-.015em}
h2{font:600 20px/28px Inter,sans-serif;letter-spacing:-.01em;margin-top:48px}
h3{font:600 15px/20px Inter,sans-serif;margin-top:32px}
h2.part{font:600 15px/20px Inter,sans-serif;letter-spacing:0;margin-top:32px}
h4{font:600 13px/20px Inter,sans-serif;margin-top:24px}
p+p{margin-top:8px}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
a:focus-visible,button:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
bdi{unicode-bidi:isolate}
b,strong{font-weight:600}
code,.mono{font:400 12px/16px "JetBrains Mono",Inter,monospace;font-variant-ligatures:none}
h4 .faint{font-size:11px}
.icon{width:14px;height:14px;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;vertical-align:-2px}
.status-pass{color:var(--valid)}.status-warn{color:var(--suspect)}.status-fail{color:var(--invalid)}.status-skipped{color:var(--text2)}
.verdict{font-weight:600;white-space:nowrap}
.verdict-valid{color:var(--valid)}.verdict-suspect{color:var(--suspect)}.verdict-invalid{color:var(--invalid)}
.num{font-variant-numeric:tabular-nums;text-align:right;white-space:nowrap}
.interval{font-variant-numeric:tabular-nums;color:var(--text2);font-weight:400;white-space:nowrap}
.reason{color:var(--text3)}
.quiet{color:var(--text2)}.faint{color:var(--text3);font-weight:400}
.nowrap{white-space:nowrap}
.note{font-size:11px;line-height:16px;color:var(--text2);margin-top:8px}
.floor{color:var(--text3);font-weight:400;text-decoration:underline dashed;text-underline-offset:3px}
.sheet,.sheet>tbody,.sheet>tbody>tr,.sheet>tbody>tr>td{display:block;padding:0}
.sheet>thead,.sheet>tfoot,.running-foot{display:none}
.title-block{display:flex;align-items:flex-end;gap:12px;padding-bottom:12px;border-bottom:1px solid var(--text)}
.mark{width:24px;height:24px;fill:var(--text2);flex:none}.mark .tallest{fill:var(--accent)}
.title-block .product{font-size:15px;line-height:20px;font-weight:600;flex:1}
.title-block .kind{font-size:12px;line-height:16px;color:var(--text2);text-align:right}
.subject{font-size:12px;line-height:16px;color:var(--text2);margin:24px 0 4px}
.lead{font-size:15px;line-height:24px;margin-top:12px}
.strip{display:grid;grid-template-columns:1.75fr .7fr 1fr 1fr 1fr;gap:12px 24px;margin-top:20px;padding:12px 0;border-top:1px solid var(--text);border-bottom:1px solid var(--text)}
.strip dt{font-size:12px;line-height:16px;color:var(--text2)}
.strip dd{font-size:15px;line-height:24px;font-weight:600}
.strip dd .more{font-size:12px;color:var(--text2)}
.strip dd.under{font-size:12px;line-height:16px;font-weight:400;color:var(--text2)}
.data{border-collapse:collapse;width:100%;margin-top:8px}
.data th{font-size:12px;line-height:16px;font-weight:600;color:var(--text2);text-align:left;vertical-align:bottom;padding:6px 12px 6px 0;border-bottom:1px solid var(--text)}
.data td,.data tbody th{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top;text-align:left}
.data tbody th{font-size:13px;line-height:20px;font-weight:400;color:var(--text)}
.data th:last-child,.data td:last-child{padding-right:0}
.data tbody tr:last-child>*{border-bottom:1px solid var(--text)}
.data th.num,.data td.num{text-align:right}
.data td.value{font-weight:600}
.data .after-value{padding-left:0}
.data th button{all:unset;cursor:pointer;font:inherit;color:inherit}
.data th button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.data th[aria-sort=ascending] button::after{content:" ↑"}.data th[aria-sort=descending] button::after{content:" ↓"}
.data td,.data tbody th{overflow-wrap:anywhere}.data tbody th{min-width:64px}
.data th.num,.wrap{white-space:normal}.wrap{font-variant-numeric:normal}
.pairs{table-layout:fixed}.pairs.figures th:first-child{width:49%}.pairs.texts th:first-child{width:22%}
.pairs thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.pairs tbody tr:first-child>*{border-top:1px solid var(--text)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.sample code{display:block;padding:8px 10px;background:var(--sunken);border-radius:4px}
.wide{overflow-x:auto}
.actions,.says{margin-top:8px}
.actions{list-style:none;counter-reset:action}
.actions li{counter-increment:action;position:relative;padding-left:28px;margin-top:6px}
.actions li::before{content:counter(action);position:absolute;left:0;font-weight:600;color:var(--text2)}
.contents{list-style:none;margin-top:8px;columns:2;column-gap:32px}
.contents>li>a{display:block;break-after:avoid}.contents li li{break-inside:avoid}
.contents li{padding:3px 0}.contents ul{list-style:none;padding-left:20px}
.contents .verdict{font-size:12px;margin-left:6px}
.step-head{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 16px;margin-top:40px}
.step-head h3{margin-top:0;font-size:18px;line-height:24px}
.step-head .mono{color:var(--text2)}
.margin-word{font-size:12px;margin-right:8px}
figure{margin-top:8px}
.chart{display:block;width:100%;height:auto;overflow:visible;font-family:Inter,sans-serif;font-variant-numeric:tabular-nums}
figcaption{font-size:11px;line-height:16px;color:var(--text2);margin-top:4px}
.columns{display:grid;grid-template-columns:minmax(0,98fr) minmax(0,64fr);gap:0 32px;align-items:start}
.halves{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 24px}
.checks{list-style:none;margin-top:8px;border-bottom:1px solid var(--text)}
.checks li{display:grid;grid-template-columns:14px minmax(0,9.5em) minmax(0,1fr);gap:0 8px;padding:5px 0;border-top:1px solid var(--line);font-size:12px;line-height:16px}
.checks li:first-child{border-top:0}
.checks .icon{margin-top:1px}
.checks code{font-size:11px}
.checks-verdict{margin-top:8px}
.message{margin-top:12px;padding:10px 14px;border-left:3px solid;border-radius:2px}
.message.fail{border-color:var(--invalid);background:var(--invalid-tint)}
.message.warn{border-color:var(--suspect);background:var(--suspect-tint)}
.message code{display:block;margin-top:6px;color:var(--text2)}
.doubt.suspect strong{color:var(--suspect)}.doubt.invalid strong{color:var(--invalid)}
.definitions{margin-top:8px}
.definitions>div{padding-top:10px}.definitions dt{font-weight:600}
.definitions dd{color:var(--text2);max-width:72ch}
@media (max-width:720px){.contents{columns:1}main{padding:20px 16px 48px}.columns,.halves{grid-template-columns:minmax(0,1fr)}.strip{grid-template-columns:1fr 1fr}}
`;
