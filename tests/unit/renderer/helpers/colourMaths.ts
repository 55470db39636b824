export type Triple = [number, number, number];
export type Deficiency = 'protan' | 'deutan' | 'tritan';

/** Linear-light sRGB, each 0 to 1, of a colour written #rrggbb. */
export function linearRgb(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  const linear = (byte: number): number => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)];
}

function multiply(matrix: readonly Triple[], vector: Triple): Triple {
  const row = (index: number): number => {
    const [a, b, c] = matrix[index] ?? [0, 0, 0];
    return a * vector[0] + b * vector[1] + c * vector[2];
  };
  return [row(0), row(1), row(2)];
}

/** WCAG 2 contrast ratio, 1 to 21. */
export function contrast(first: string, second: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = linearRgb(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

// Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0.
const machado: Record<Deficiency, readonly Triple[]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** How a person with the deficiency sees the linear-light colour, clipped to what a screen can show. */
export function simulate(rgb: Triple, deficiency: Deficiency): Triple {
  const clip = (share: number): number => Math.min(1, Math.max(0, share));
  const seen = multiply(machado[deficiency], rgb);
  return [clip(seen[0]), clip(seen[1]), clip(seen[2])];
}

/** CIE L*a*b* under D65 of a linear-light sRGB colour. */
export function lab(rgb: Triple): Triple {
  const xyz = multiply(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    rgb,
  );
  const curve = (share: number): number => (share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116);
  const x = curve(xyz[0] / 0.95047);
  const y = curve(xyz[1]);
  const z = curve(xyz[2] / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 colour difference, after Sharma, Wu and Dalal 2005. */
export function deltaE2000(first: Triple, second: Triple): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [lightness1, a1, b1] = first;
  const [lightness2, a2, b2] = second;
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const [prime1, prime2] = [(1 + g) * a1, (1 + g) * a2];
  const [chroma1, chroma2] = [Math.hypot(prime1, b1), Math.hypot(prime2, b2)];
  const hue = (a: number, b: number): number => {
    const degrees = a === 0 && b === 0 ? 0 : (Math.atan2(b, a) * 180) / Math.PI;
    return degrees < 0 ? degrees + 360 : degrees;
  };
  const [hue1, hue2] = [hue(prime1, b1), hue(prime2, b2)];
  const grey = chroma1 * chroma2 === 0;
  let hueStep = grey ? 0 : hue2 - hue1;
  if (hueStep > 180) hueStep -= 360;
  if (hueStep < -180) hueStep += 360;
  let hueMean = hue1 + hue2;
  if (!grey) {
    hueMean = Math.abs(hue1 - hue2) <= 180 ? hueMean / 2 : (hueMean < 360 ? hueMean + 360 : hueMean - 360) / 2;
  }
  const lightnessDifference = lightness2 - lightness1;
  const chromaDifference = chroma2 - chroma1;
  const hueDifference = 2 * Math.sqrt(chroma1 * chroma2) * Math.sin(radians(hueStep / 2));
  const lightnessMean = (lightness1 + lightness2) / 2;
  const chromaMean = (chroma1 + chroma2) / 2;
  const t =
    1 -
    0.17 * Math.cos(radians(hueMean - 30)) +
    0.24 * Math.cos(radians(2 * hueMean)) +
    0.32 * Math.cos(radians(3 * hueMean + 6)) -
    0.2 * Math.cos(radians(4 * hueMean - 63));
  const lightnessWeight = 1 + (0.015 * (lightnessMean - 50) ** 2) / Math.sqrt(20 + (lightnessMean - 50) ** 2);
  const chromaWeight = 1 + 0.045 * chromaMean;
  const hueWeight = 1 + 0.015 * chromaMean * t;
  const rotation =
    -2 *
    Math.sqrt(chromaMean ** 7 / (chromaMean ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((hueMean - 275) / 25) ** 2))));
  const chromaTerm = chromaDifference / chromaWeight;
  const hueTerm = hueDifference / hueWeight;
  return Math.sqrt(
    (lightnessDifference / lightnessWeight) ** 2 + chromaTerm ** 2 + hueTerm ** 2 + rotation * chromaTerm * hueTerm,
  );
}

/** Smallest CIEDE2000 difference between any two of the colours, as seen with `deficiency` or with none. */
export function smallestDifference(colours: readonly string[], deficiency?: Deficiency): number {
  const seen = colours.map((hex) => {
    const rgb = linearRgb(hex);
    return lab(deficiency === undefined ? rgb : simulate(rgb, deficiency));
  });
  let smallest = Number.POSITIVE_INFINITY;
  seen.forEach((one, index) => {
    for (const other of seen.slice(index + 1)) {
      smallest = Math.min(smallest, deltaE2000(one, other));
    }
  });
  return smallest;
}
