const slots: Record<string, number> = { onnx: 1, dummy: 2 };
const targetSlots = 5;

/** The colour slot of a target, 1 to 5: the same on every screen, by what it is and never by where it stands. */
export function targetSlot(target: string): number {
  const known = slots[target.replace(/#\d+$/, '')];
  if (known !== undefined) {
    return known;
  }
  // Names that this version does not know keep a colour of their own from one screen to the next.
  const sum = [...target].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return 3 + (sum % (targetSlots - 2));
}
