/** How much of the window is covered by what sticks to its top and bottom, in CSS pixels. */
export function hiddenBySticky(): { readonly top: number; readonly bottom: number } {
  const covered = (selector: string): number =>
    [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((bar) => getComputedStyle(bar).position === 'sticky')
      .reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
  return { top: covered('.bar, .grid-head'), bottom: covered('.foot') };
}
