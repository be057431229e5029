const toolName =
  /^(?:img|dsc|dscn|pxl|image|screen ?shot|bildschirmfoto|photo|picture)[ _-]?(?:from )?\d[\d ._:-]{0,40}(?:at [\d ._:-]{0,40})?(?:[ap]m)?$/i;

/** True for a name as cameras, phones and screenshot tools give files, without its ending: `IMG_2034`. */
export function isToolName(text: string): boolean {
  return toolName.test(text);
}
