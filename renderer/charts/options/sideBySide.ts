/** Room left of the first panel, right of the last and between them, shares of the chart's width in percent. */
export interface PanelRoom {
  left: number;
  right: number;
  between: number;
}

/** Grids of panels that stand side by side, equally wide, each with its title above and its axis below. */
export function sideBySide(panels: number, { left, right, between }: PanelRoom) {
  const width = (100 - left - right - between * (panels - 1)) / panels;
  return Array.from({ length: panels }, (_, index) => ({
    left: `${left + index * (width + between)}%`,
    width: `${width}%`,
    top: 30,
    bottom: 44,
    outerBoundsMode: 'none' as const,
  }));
}
