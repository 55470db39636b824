import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';

const require = createRequire(import.meta.url);

/** Tags that WOFF2 writes as a number instead of four letters; only their order matters. */
const knownTags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill';

interface Table {
  tag: string;
  length: number;
}

/** Reads the cmap and GSUB tables of a WOFF2 file of an installed package; both are stored untransformed. */
export function readFont(path: string): { characters: Set<number>; features: Set<string> } {
  const file = readFileSync(require.resolve(path));
  const tables: Table[] = [];
  let at = 48;
  const base128 = (): number => {
    let value = 0;
    for (;;) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  for (let left = file.readUInt16BE(12); left > 0; left -= 1) {
    const flags = file.readUInt8(at++);
    const number = flags & 63;
    let tag = knownTags.slice(number * 5, number * 5 + 4);
    if (number === 63) {
      tag = file.toString('latin1', at, at + 4);
      at += 4;
    }
    const length = base128();
    const isOutline = tag === 'glyf' || tag === 'loca';
    const isTransformed = isOutline ? flags >> 6 !== 3 : flags >> 6 !== 0;
    tables.push({ tag, length: isTransformed ? base128() : length });
  }
  const data = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  const table = (tag: string): Buffer => {
    let offset = 0;
    for (const entry of tables) {
      if (entry.tag === tag) return data.subarray(offset, offset + entry.length);
      offset += entry.length;
    }
    throw new Error(`${path} has no table ${tag}`);
  };
  return { characters: charactersOf(table('cmap')), features: featuresOf(table('GSUB')) };
}

function charactersOf(cmap: Buffer): Set<number> {
  const characters = new Set<number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 4) addSegments(cmap.subarray(at), characters);
    if (format === 12) {
      for (let group = 0; group < cmap.readUInt32BE(at + 12); group += 1) {
        const start = cmap.readUInt32BE(at + 16 + group * 12);
        const end = cmap.readUInt32BE(at + 20 + group * 12);
        for (let character = start; character <= end; character += 1) characters.add(character);
      }
    }
  }
  return characters;
}

function addSegments(subtable: Buffer, characters: Set<number>): void {
  const segments = subtable.readUInt16BE(6) / 2;
  for (let segment = 0; segment < segments; segment += 1) {
    const end = subtable.readUInt16BE(14 + segment * 2);
    const start = subtable.readUInt16BE(16 + (segments + segment) * 2);
    const delta = subtable.readUInt16BE(16 + (segments * 2 + segment) * 2);
    const rangeAt = 16 + (segments * 3 + segment) * 2;
    const range = subtable.readUInt16BE(rangeAt);
    for (let character = start; character <= end && character < 0xffff; character += 1) {
      const glyph =
        range === 0 ? (character + delta) & 0xffff : subtable.readUInt16BE(rangeAt + range + (character - start) * 2);
      if (glyph !== 0) characters.add(character);
    }
  }
}

function featuresOf(gsub: Buffer): Set<string> {
  const list = gsub.readUInt16BE(6);
  const count = gsub.readUInt16BE(list);
  return new Set(
    Array.from({ length: count }, (_, index) => gsub.toString('latin1', list + 2 + index * 6, list + 6 + index * 6)),
  );
}
